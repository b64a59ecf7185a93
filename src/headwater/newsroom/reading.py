"""Fetched pages become stored articles; each answer of a worker is saved with its stamp or its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from django.db import transaction

from headwater.model.article import Article, NotAnArticle, NotArticleReason
from headwater.model.feed import Entry
from headwater.model.knowledge import Knowledge
from headwater.model.page import Outcome, Page
from headwater.model.rights import HiddenBecause
from headwater.newsroom.attempts import next_attempt, reason_of
from headwater.newsroom.captures import forget_capture, is_needed, keep_page
from headwater.newsroom.edits import follow_edit, note_edit
from headwater.newsroom.intake import Drop, note_drops, removed_drop
from headwater.newsroom.pictures import wanted_picture
from headwater.newsroom.rechecks import first_recheck, found_again, note_missing, plan_next
from headwater.newsroom.steps import EXTRACT, TRACE_VERSION
from headwater.newsroom.tasks import Answer, ReadArticle, ReadPage, SameAsBefore, Unreadable
from headwater.newsroom.tombstones import bury_again, tombstone_of
from headwater.store.bytes import Bytes
from headwater.store.claims import still_there
from headwater.store.models import ArticleRow, EntryRow, EntryState, PageRow, TombstoneRow
from headwater.store.rows import article_row, entry_from, feed_from, page_from
from headwater.store.translations import look_again

#: A feed's own words stand in for a page only where they are more than a title: characters.
_ENOUGH_WORDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What every saved answer is given."""

    now: datetime
    kept: Bytes
    knowledge: Knowledge


def take_outcome(row: EntryRow, outcome: Outcome, *, now: datetime, kept: Bytes) -> None:
    """Keep a page; or plan the next attempt; or let the feed's own words stand in; or drop it with the reason."""
    if isinstance(outcome, Page):
        keep_page(row, outcome, kept=kept)
        _put_back(row)
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
        _put_back(row)
        return
    _drop(row, reason=reason, detail=detail, now=now)


def tasks_for(rows: Sequence[EntryRow], *, kept: Bytes) -> list[ReadPage | None]:
    """Give the work to do on claimed entries, in their order; None where the bytes are gone or damaged."""
    latest: dict[str, PageRow] = {}
    for page in PageRow.objects.filter(entry__in=rows).order_by("fetched_at", "id"):
        latest[page.entry_id] = page
    read = ArticleRow.objects.filter(key__in=[row.key for row in rows], read_version=EXTRACT.version)
    # Only another capture may be the same as before; a page that is read again for a new version is read.
    gists = {key: (digest, gist) for key, digest, gist in read.values_list("key", "page_digest", "page_gist")}
    known = {row.key: gists[row.key][1] for row in rows if row.key in gists and gists[row.key][0] != row.digest}
    return [_task(row, latest.get(row.key), gist=known.get(row.key, ""), kept=kept) for row in rows]


def save_answers(answered: Sequence[tuple[EntryRow, Answer | None]], saving: Saving) -> None:
    """Save what workers answered, all or nothing; what was taken down meanwhile stays away.

    No answer (None) means that the bytes are gone: a page that was not read yet is fetched again, an article stays.
    """
    with transaction.atomic():
        rows = still_there([row for row, _ in answered])
        standing = {row.pk for row in rows}
        held = _held_of(rows, [answer for _, answer in answered])
        for row, answer in answered:
            if row.pk in standing:
                _save_answer(row, answer, saving, held=held)


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


def _task(row: EntryRow, page: PageRow | None, *, gist: str, kept: Bytes) -> ReadPage | None:
    body = kept.get(page.digest) if page is not None else None
    if page is None or body is None:
        return None
    fetched = page_from(page, url=row.url, body=body)
    return ReadPage(page=fetched, entry=entry_from(row), outlet=row.outlet_key, gist=gist)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What the portal holds already of the reports of a batch, looked up at once."""

    #: Keys of the reports that were read before.
    read: frozenset[str]
    #: Keys of articles by outlet and address; those of the batch come in as they are saved.
    addresses: dict[tuple[str, str], set[str]]
    #: Reports and digests of pages whose use for text and data mining is reserved.
    reserved: frozenset[tuple[str, str]]
    #: Whether anything was ever taken down here.
    has_tombstones: bool


def _held_of(rows: Sequence[EntryRow], answers: Sequence[Answer | None]) -> _Held:
    keys = [row.key for row in rows]
    urls = {answer.article.url for answer in answers if isinstance(answer, ReadArticle)}
    addresses: dict[tuple[str, str], set[str]] = {}
    known = ArticleRow.objects.filter(url__in=urls).order_by().values_list("outlet_key", "url", "key")
    for outlet, url, key in known:
        addresses.setdefault((outlet, url), set()).add(key)
    reserved = PageRow.objects.filter(entry__in=rows, tdm_reserved=True).values_list("entry_id", "digest")
    return _Held(
        read=frozenset(ArticleRow.objects.filter(key__in=keys).order_by().values_list("key", flat=True)),
        addresses=addresses,
        reserved=frozenset(reserved),
        has_tombstones=TombstoneRow.objects.exists(),
    )


def _save_answer(row: EntryRow, answer: Answer | None, saving: Saving, *, held: _Held) -> None:
    before = ArticleRow.objects.filter(key=row.key).first() if row.key in held.read else None
    if answer is None and before is not None:  # retention took the bytes: what was read from them stays
        _stamp(row)
    elif answer is None:
        row.state = EntryState.WAITING
        row.due_at = saving.now
        _put_back(row)
    elif isinstance(answer, SameAsBefore) and before is not None:
        _save_unchanged(row, before, saving=saving)
    elif isinstance(answer, ReadArticle):
        _save_article(row, answer, before=before, held=held, saving=saving)
    elif isinstance(answer, NotAnArticle | Unreadable):
        reason = answer.reason.value if isinstance(answer, NotAnArticle) else answer.reason
        if before is not None and before.page_digest not in {"", row.digest}:
            _save_no_article(row, before, reason=reason, saving=saving)
        else:
            _drop(row, reason=reason, detail=answer.detail, now=saving.now)


def _save_article(
    row: EntryRow, answer: ReadArticle, *, before: ArticleRow | None, held: _Held, saving: Saving
) -> None:
    article = replace(answer.article, outlet=row.outlet_key)
    tombstone = tombstone_of(article) if before is None and held.has_tombstones else None
    if tombstone is not None:
        _refuse(row, tombstone, article=article, saving=saving)
        return
    alike = held.addresses.setdefault((row.outlet_key, article.url), set())
    twin = min(alike - {row.key}, default=None)
    if twin is not None:
        _drop(row, reason="same-article", detail=f"it is the article {twin} under another address", now=saving.now)
        return
    alike.add(row.key)
    fresh = article_row(article, key=row.key, feed_key=row.feed_id, first_seen=row.first_seen, traced=answer.traced)
    fresh.page_digest, fresh.page_gist, fresh.read_version = row.digest, answer.gist, EXTRACT.version
    fresh.tdm_reserved = (row.key, row.digest) in held.reserved
    feed = feed_from(row.feed)
    fresh.picture = wanted_picture(article, rights=feed.rights, now=saving.now)
    if before is None:
        if feed.hold:
            fresh.hidden, fresh.hidden_because = True, HiddenBecause.HOLD.value
        fresh.save(force_insert=True)
        row.recheck_at = first_recheck(row.first_seen, now=saving.now)
    else:
        _save_again(row, fresh, before=before, answer=answer, saving=saving)
    _stamp(row)


def _save_again(row: EntryRow, fresh: ArticleRow, *, before: ArticleRow, answer: ReadArticle, saving: Saving) -> None:
    """An article that was read before: another version of the step, or another capture of its page."""
    for name in ("story_id", "recorded", "hidden", "hidden_because", "retracted"):
        setattr(fresh, name, getattr(before, name))
    if row.digest == before.page_digest or not before.page_digest:
        fresh.save(force_update=True)
        look_again([row.key], now=saving.now)
        return
    if found_again(row, now=saving.now):
        fresh.hidden, fresh.hidden_because = False, ""
    revision = note_edit(before, answer.article, traced=answer.traced, digest=row.digest, now=saving.now)
    plan_next(row, now=saving.now, changed=revision is not None)
    if revision is None and before.read_version == EXTRACT.version:
        forget_capture(row, kept=saving.kept, instead=before.page_digest)
        return
    fresh.save(force_update=True)
    look_again([row.key], now=saving.now)
    if revision is not None:
        follow_edit(fresh, revision, knowledge=saving.knowledge)


def _save_unchanged(row: EntryRow, before: ArticleRow, *, saving: Saving) -> None:
    forget_capture(row, kept=saving.kept, instead=before.page_digest)
    found_again(row, now=saving.now)
    plan_next(row, now=saving.now)
    _stamp(row)


def _save_no_article(row: EntryRow, before: ArticleRow, *, reason: str, saving: Saving) -> None:
    """A later look found no article where one was: a wall, a fault, or a page that says that it is gone."""
    forget_capture(row, kept=saving.kept, instead=before.page_digest)
    if reason == NotArticleReason.SOFT_404.value:
        note_missing(row, now=saving.now, for_good=False)
    else:
        plan_next(row, now=saving.now)
    _stamp(row)


def _refuse(row: EntryRow, tombstone: TombstoneRow, *, article: Article, saving: Saving) -> None:
    """Let go of a report that was taken down and came again under another address."""
    bury_again(tombstone, row, article=article)
    note_drops([removed_drop(tombstone.key, feed_key=row.feed_id)], now=saving.now)
    digests = set(PageRow.objects.filter(entry=row).values_list("digest", flat=True))
    EntryRow.objects.filter(pk=row.pk).delete()
    for digest in digests:
        if not is_needed(digest):
            saving.kept.remove(digest)


def _stamp(row: EntryRow) -> None:
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
    row.save(update_fields=_MOVED)


#: What reading changes of an entry: never what its feed said of it.
_MOVED = (
    "state",
    "due_at",
    "lease_until",
    "attempts",
    "reason",
    "detail",
    "recheck_at",
    "rechecks",
    "missing",
    "digest",
    "extract_version",
    "trace_version",
)
