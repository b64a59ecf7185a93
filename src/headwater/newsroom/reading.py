"""Fetched pages become stored articles; each answer of a worker is saved with its stamp or its reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape

from django.db import transaction

from headwater.model.article import NotAnArticle
from headwater.model.feed import Entry
from headwater.model.page import Outcome, Page
from headwater.newsroom.attempts import next_attempt, reason_of
from headwater.newsroom.intake import Drop, note_drops
from headwater.newsroom.pictures import wanted_picture
from headwater.newsroom.steps import EXTRACT, TRACE_VERSION
from headwater.newsroom.tasks import Answer, ReadArticle, ReadPage, Unreadable
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow, EntryRow, EntryState, PageRow
from headwater.store.rows import article_row, entry_from, feed_from, page_from, page_row

#: A feed's own words stand in for a page only where they are more than a title: characters.
_ENOUGH_WORDS = 80


def take_outcome(row: EntryRow, outcome: Outcome, *, now: datetime, kept: Bytes) -> None:
    """Keep a page; or plan the next attempt; or let the feed's own words stand in; or drop it with the reason."""
    if isinstance(outcome, Page):
        keep_page(row, outcome, kept=kept)
        return
    row.attempts += 1
    reason, detail = reason_of(outcome)
    due_at = next_attempt(outcome, attempts=row.attempts, now=now)
    if due_at is not None:
        row.due_at = due_at
        row.detail = detail
        _put_back(row)
        return
    substitute = page_of_entry(entry_from(row), url=row.url, now=now)
    if substitute is not None:
        keep_page(row, substitute, kept=kept)
        return
    _drop(row, reason=reason, detail=detail, now=now)


def keep_page(row: EntryRow, page: Page, *, kept: Bytes) -> None:
    """Keep a page's bytes; its entry is to be read from them."""
    kept.put(page.body)
    fetched = page_row(page, entry=row)
    PageRow.objects.update_or_create(
        entry=row,
        digest=fetched.digest,
        defaults={
            "fetched_at": fetched.fetched_at,
            "final_url": fetched.final_url,
            "status": fetched.status,
            "content_type": fetched.content_type,
            "charset": fetched.charset,
        },
    )
    row.digest = fetched.digest
    row.state = EntryState.FETCHED
    row.extract_version = 0
    row.detail = ""
    _put_back(row)


def tasks_for(rows: Sequence[EntryRow], *, kept: Bytes) -> list[ReadPage | None]:
    """Give the work to do on claimed entries, in their order; None where the bytes are gone or damaged."""
    latest: dict[str, PageRow] = {}
    for page in PageRow.objects.filter(entry__in=rows).order_by("fetched_at", "id"):
        latest[page.entry_id] = page
    return [_task(row, latest.get(row.key), kept=kept) for row in rows]


def save_answers(answered: Sequence[tuple[EntryRow, Answer | None]], *, now: datetime) -> None:
    """Save what workers answered, all or nothing.

    No answer (None) means that the bytes are gone: a page that was not read yet is fetched again, an article stays.
    """
    with transaction.atomic():
        for row, answer in answered:
            _save_answer(row, answer, now=now)


def page_of_entry(entry: Entry, *, url: str, now: datetime) -> Page | None:
    """Give a page made of what the feed itself says, for reports whose own page cannot be had; None if that is little.

    The feed's words are the publisher's own; the rights of the feed apply to them as to the page.
    """
    words = entry.content or entry.summary or ""
    if len(words) < _ENOUGH_WORDS or not entry.title:
        return None
    at = entry.published
    published = f'<meta property="article:published_time" content="{at.isoformat()}">' if at else ""
    head = f"<title>{escape(entry.title)}</title>{published}"
    html = f"<html><head>{head}</head><body><article><h1>{escape(entry.title)}</h1>{words}</article></body></html>"
    return Page(
        url=url,
        final_url=url,
        status=200,
        content_type="text/html",
        charset="utf-8",
        body=html.encode(errors="replace"),
        fetched_at=now,
    )


def _task(row: EntryRow, page: PageRow | None, *, kept: Bytes) -> ReadPage | None:
    body = kept.get(page.digest) if page is not None else None
    if page is None or body is None:
        return None
    return ReadPage(page=page_from(page, url=row.url, body=body), entry=entry_from(row), outlet=row.outlet_key)


def _save_answer(row: EntryRow, answer: Answer | None, *, now: datetime) -> None:
    if answer is None and row.state == EntryState.READ:  # retention took the bytes: what was read from them stays
        row.extract_version, row.trace_version = EXTRACT.version, TRACE_VERSION
        _put_back(row)
    elif answer is None:
        row.state = EntryState.WAITING
        row.due_at = now
        _put_back(row)
    elif isinstance(answer, ReadArticle):
        _save_article(row, answer, now=now)
    elif isinstance(answer, NotAnArticle):
        _drop(row, reason=answer.reason.value, detail=answer.detail, now=now)
    elif isinstance(answer, Unreadable):
        _drop(row, reason=answer.reason, detail=answer.detail, now=now)


def _save_article(row: EntryRow, answer: ReadArticle, *, now: datetime) -> None:
    article = replace(answer.article, outlet=row.outlet_key)
    twin = ArticleRow.objects.filter(outlet_key=row.outlet_key, url=article.url).exclude(key=row.key).first()
    if twin is not None:
        _drop(row, reason="same-article", detail=f"it is the article {twin.key} under another address", now=now)
        return
    fresh = article_row(article, key=row.key, feed_key=row.feed_id, first_seen=row.first_seen, traced=answer.traced)
    fresh.picture = wanted_picture(article, rights=feed_from(row.feed).rights, now=now)
    before = ArticleRow.objects.filter(key=row.key).first()
    if before is not None:
        fresh.story_id = before.story_id
        fresh.recorded = before.recorded
        fresh.hidden = before.hidden
    fresh.save(force_insert=before is None)
    row.state = EntryState.READ
    row.extract_version = EXTRACT.version
    row.trace_version = TRACE_VERSION
    row.reason = ""
    row.detail = ""
    _put_back(row)


def _drop(row: EntryRow, *, reason: str, detail: str, now: datetime) -> None:
    row.state = EntryState.DROPPED
    row.reason = reason
    row.detail = detail
    row.extract_version = EXTRACT.version
    row.trace_version = TRACE_VERSION
    _put_back(row)
    note_drops(
        [Drop(step="article", url=row.url, reason=reason, detail=detail, feed_key=row.feed_id)],
        now=now,
    )


def _put_back(row: EntryRow) -> None:
    row.lease_until = None
    row.save()
