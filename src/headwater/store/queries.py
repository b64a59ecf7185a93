"""Every read the site needs, by name; each gives frozen values and asks a bounded number of questions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from headwater.model.article import Article
from headwater.model.codec import decode
from headwater.model.feed import ARCHIVE_SCHEME, Feed
from headwater.model.listing import (
    ArticleDossier,
    HeldArticle,
    KeptPicture,
    OutletTally,
    SourceLine,
    StoryDossier,
    StoryLine,
    StoryMark,
)
from headwater.model.outlet import Outlet
from headwater.model.provenance import Reason, Reuse, Traced
from headwater.model.rights import HiddenBecause
from headwater.model.story import Placement, Proposal, Ranked, Related, Story
from headwater.store import questions, rows
from headwater.store.keys import outlet_tombstone_key
from headwater.store.models import (
    ArticleRow,
    FeedRow,
    ProposalRow,
    PublicationRow,
    ReuseRow,
    StoryRow,
    TombstoneRow,
)
from headwater.store.questions import visible_articles, visible_stories

#: Reports read for one story's page; beyond it the page says how many more there are.
MOST_REPORTS = 200
#: Reports that one shares words with, as its page tells them.
_REUSES = 8
#: Documents of one kind that stay decoded: the front page and the sections are made again and again.
_DECODED = 512
#: A story of one report has no page of its own that a search engine could show.
_MAPPED_REPORTS = 2
#: Reports read at a time when asking who may show a picture: the first one nearly always may.
_PICTURE_CHUNK = 8


class StoryPlace(NamedTuple):
    """Where a story's address leads: to itself, to the story it was merged into, or nowhere any more."""

    found: bool
    gone: bool = False
    moved_to: str | None = None


def publication_number() -> int:
    """Give the number that every shown change raises; 0 before the first."""
    return PublicationRow.objects.order_by("pk").values_list("number", flat=True).first() or 0


def has_feeds() -> bool:
    """Whether anything is subscribed to."""
    return FeedRow.objects.exists()


def story_marks(*, limit: int, section: str | None = None) -> tuple[StoryMark, ...]:
    """Give the standing stories in their order: pinned first, then by score."""
    found = questions.STANDING.rows(*([section] if section is not None else []), limit=limit)
    return tuple(StoryMark(key=key, section=place) for key, place in found)


def latest_keys(*, limit: int, section: str | None = None) -> tuple[str, ...]:
    """Give the keys of the stories that were updated last, newest first."""
    return tuple(key for (key,) in questions.LATEST.rows(*([section] if section is not None else []), limit=limit))


def story_keys_since(since: datetime, *, limit: int, sources: int = 1) -> tuple[str, ...]:
    """Give the keys of the stories of at least so many independent sources that began since a time, as they stand."""
    chosen = visible_stories().filter(first_seen__gte=since, independent_sources__gte=sources)
    return tuple(chosen.order_by("-pinned", "-score", "-last_updated", "key").values_list("key", flat=True)[:limit])


def widest_story_keys(since: datetime, *, limit: int) -> tuple[str, ...]:
    """Give the keys of the stories that began since a time, those with more independent sources first."""
    chosen = visible_stories().filter(first_seen__gte=since)
    order = ("-pinned", "-independent_sources", "-report_count", "-score", "key")
    return tuple(chosen.order_by(*order).values_list("key", flat=True)[:limit])


def languages_in_use(*, since: datetime) -> tuple[str, ...]:
    """Give the primary languages of the stories since a time, the fullest first."""
    counted = visible_stories().filter(last_updated__gte=since).exclude(language="").values("language")
    stories: Counter[str] = Counter()
    for language, count in counted.annotate(stories=Count("key")).values_list("language", "stories"):
        stories[language.partition("-")[0].casefold()] += count
    return tuple(language for language, _ in stories.most_common())


def popular_keys(*, limit: int) -> tuple[str, ...]:
    """Give the keys of the stories that most people read today and yesterday, as far as anybody read any."""
    return tuple(key for (key,) in questions.POPULAR.rows(limit=limit))


def related_stories(story: str) -> tuple[Ranked, ...]:
    """Give the stories that stand beside one, the nearest first, each with its reasons."""
    found = next(iter(questions.RELATED.rows(story)), ("",))
    return decode(found[0], Related).stories if found[0] else ()


def headlines(stories: Iterable[str]) -> dict[str, str]:
    """Give the headlines of stories by key; for the editor alone, whatever their rights."""
    return dict(StoryRow.objects.filter(key__in=list(stories)).values_list("key", "headline"))


def mapped_keys(*, limit: int, offset: int = 0, since: datetime | None = None) -> tuple[str, ...]:
    """Give the keys of the stories of several reports, newest first, for the site map."""
    chosen = visible_stories().filter(report_count__gte=_MAPPED_REPORTS)
    if since is not None:
        chosen = chosen.filter(first_seen__gte=since)
    return tuple(chosen.order_by("-last_updated", "key").values_list("key", flat=True)[offset : offset + limit])


def mapped_count() -> int:
    """Count the stories that `mapped_keys` gives in all."""
    return visible_stories().filter(report_count__gte=_MAPPED_REPORTS).count()


def story_lines(keys: Iterable[str]) -> dict[str, StoryLine]:
    """Give stories as lists show them, by key; three questions, whatever the number of stories."""
    found = questions.LINES.rows(keys)
    stories = {key: _story(document) for key, document, became, count in found if not became and count}
    faces = {key: story.face or next(iter(story.articles), None) for key, story in stories.items()}
    held = _held_by_key([face for face in faces.values() if face])
    first = {copy.key: copy.article.outlet for copy in held.values()}
    unread = [story.articles[0] for story in stories.values() if story.articles and story.articles[0] not in first]
    first |= _outlet_by_article(unread) if unread else {}
    return {
        key: StoryLine(
            story=story,
            face=held.get(faces[key] or ""),
            first_outlet=first.get(story.articles[0]) if story.articles else None,
        )
        for key, story in stories.items()
    }


def sections_in_use(*, since: datetime, limit: int) -> tuple[str, ...]:
    """Give the sections that stories were filed under since a time, fullest first."""
    counted = visible_stories().filter(last_updated__gte=since).exclude(section="").values("section")
    ordered = counted.annotate(stories=Count("key")).order_by("-stories", "section")
    return tuple(ordered.values_list("section", flat=True)[:limit])


def story_place(key: str) -> StoryPlace:
    """Say where a story's address leads today."""
    row = next(iter(questions.PLACE.rows(key)), None)
    if row is None:
        return StoryPlace(found=False, gone=_is_removed(key))
    hidden, merged_into, report_count, document = row
    empty = report_count == 0 and not merged_into
    # A story that was never described has shown nothing to anybody that could be gone.
    return StoryPlace(found=not (hidden or empty), gone=hidden or (empty and bool(document)), moved_to=merged_into)


def story_dossier(key: str) -> StoryDossier | None:
    """Give everything the page of a story shows, or None where there is no such story."""
    row = next(iter(questions.STORY.rows(key)), None)
    if row is None:
        return None
    document, ranked = row
    reports = _with_traces(questions.REPORTS.rows(key, limit=MOST_REPORTS))
    reuses = questions.REUSES_IN.rows(key, key, limit=MOST_REPORTS * 4)
    return StoryDossier(
        story=_story(document),
        reports=reports,
        reuses=tuple(decode(reuse, Reuse) for (reuse,) in reuses),
        placements=tuple(_placements([held.key for held in reports]).items()),
        ranked=decode(ranked, Ranked) if ranked else None,
    )


def article_dossier(key: str) -> ArticleDossier | None:
    """Give everything the page of an article shows, or None where there is no such article or it is held back."""
    held = next(iter(_with_traces(questions.TRACED_REPORTS.rows([key]))), None)
    if held is None:
        return None
    reuses = tuple(decode(document, Reuse) for (document,) in questions.REUSES_OF.rows(key, limit=_REUSES))
    story = next(iter(questions.STORY.rows(held.story)), None) if held.story else None
    return ArticleDossier(
        held=held,
        story=_story(story[0]) if story else None,
        reuses=reuses,
        older=_held(questions.HELD_REPORTS.rows([reuse.older for reuse in reuses])),
    )


def open_proposals(*, limit: int) -> tuple[tuple[str, Proposal], ...]:
    """Give the changes of stories that wait for an editor's answer, each behind its key, the likeliest first."""
    waiting = ProposalRow.objects.filter(state="open").order_by("-chance", "key")
    return tuple((row.key, rows.proposal_from(row)) for row in waiting[:limit])


def gone_because(key: str) -> str | None:
    """Say why an article that was here is gone: a `TombstoneReason` or `HiddenBecause`; None where it never was."""
    tombstone = TombstoneRow.objects.filter(key=key).values_list("reason", flat=True).first()
    hidden = ArticleRow.objects.filter(key=key, hidden=True).values_list("hidden_because", flat=True).first()
    # What waits for an editor was never shown.
    return tombstone or (None if hidden in {None, HiddenBecause.HOLD.value} else hidden or HiddenBecause.EDITOR.value)


def is_outlet_gone(outlet: str) -> bool:
    """Whether everything of an outlet was taken down."""
    return TombstoneRow.objects.filter(key=outlet_tombstone_key(outlet)).exists()


def outlets(keys: Iterable[str]) -> dict[str, Outlet]:
    """Give the outlets the portal itself knows, by key; those it does not know are not in the answer."""
    return {key: _outlet(document) for key, document in questions.OUTLETS.rows(keys)}


def outlet_reports(outlet: str, *, limit: int) -> tuple[HeldArticle, ...]:
    """Give an outlet's reports, newest first."""
    chosen = visible_articles().filter(outlet_key=outlet).order_by("-shown_at", "key")
    return _held(chosen.values_list(*questions.HELD)[:limit])


def outlet_tally(outlet: str, *, since: datetime) -> OutletTally:
    """Count how an outlet's reports since a time came about, from words shared with earlier reports."""
    reports = visible_articles().filter(outlet_key=outlet, shown_at__gte=since)
    taken = ReuseRow.objects.filter(newer__outlet_key=outlet, newer__shown_at__gte=since, coverage__gte=0.5)
    given = ReuseRow.objects.filter(older__outlet_key=outlet, older__shown_at__gte=since, coverage__gte=0.5)
    total = reports.count()
    copies = taken.exclude(older__outlet_key=outlet)
    return OutletTally(
        reports=total,
        own=total - copies.values("newer").distinct().count(),
        copies=_counted(copies, by="older__outlet_key"),
        copied_by=_counted(given.exclude(newer__outlet_key=outlet), by="newer__outlet_key"),
    )


def sources(*, outlet: str | None = None) -> tuple[SourceLine, ...]:
    """Give the feeds of the portal, or of one outlet, by outlet and address."""
    chosen = FeedRow.objects.exclude(url__startswith=ARCHIVE_SCHEME).order_by("outlet_key", "url")
    if outlet is not None:
        chosen = chosen.filter(outlet_key=outlet)
    return tuple(_source_line(row) for row in chosen.only("key", "url", "document", "retired", "problem"))


def held_articles(keys: Sequence[str]) -> tuple[HeldArticle, ...]:
    """Give our copies of articles in the order asked for; those that are gone are left out."""
    held = _held_by_key(keys)
    return tuple(held[key] for key in keys if key in held)


def held_with_traces(keys: Iterable[str]) -> tuple[HeldArticle, ...]:
    """Give our copies of articles with what was traced in them, in no order."""
    return _with_traces(questions.TRACED_REPORTS.rows(keys))


def articles_of_picture(digest: str) -> Iterator[HeldArticle]:
    """Give the reports that a kept picture belongs to, newest first, read as they are asked for."""
    chosen = visible_articles().filter(picture__digest=digest).order_by("-shown_at", "key")
    feeds: dict[str, Feed] = {}
    for columns in chosen.values_list(*questions.HELD).iterator(chunk_size=_PICTURE_CHUNK):
        yield _held_from(columns, feeds=feeds)


def _outlet_by_article(keys: Sequence[str]) -> dict[str, str]:
    return {row[0]: row[1] for row in questions.OUTLETS_OF.rows(keys)}


def _held_by_key(keys: Sequence[str]) -> dict[str, HeldArticle]:
    return {held.key: held for held in _held(questions.HELD_REPORTS.rows(keys))}


def _held(found: Iterable[Sequence[Any]]) -> tuple[HeldArticle, ...]:
    """Give reports without what was traced in them, as lists need them."""
    feeds: dict[str, Feed] = {}
    return tuple(_held_from(columns, feeds=feeds) for columns in found)


def _with_traces(found: Iterable[Sequence[Any]]) -> tuple[HeldArticle, ...]:
    feeds: dict[str, Feed] = {}
    return tuple(
        replace(_held_from(columns, feeds=feeds), traced=decode(traced, Traced) if traced else Traced())
        for *columns, traced in found
    )


def _held_from(columns: Sequence[Any], *, feeds: dict[str, Feed]) -> HeldArticle:
    key, story, first_seen, shown_at, document, feed, digest, width, height, reserved = columns
    return HeldArticle(
        key=key,
        story=story,
        first_seen=first_seen,
        shown_at=shown_at,
        article=_article(document),
        rights=_feed(feed, feeds).rights,
        feed_url=_feed(feed, feeds).url,
        picture=KeptPicture(digest=digest, width=width, height=height) if digest else None,
        tdm_reserved=reserved,
    )


@lru_cache(maxsize=_DECODED)
def _article(document: str) -> Article:
    return decode(document, Article)


@lru_cache(maxsize=_DECODED)
def _outlet(document: str) -> Outlet:
    return decode(document, Outlet)


@lru_cache(maxsize=_DECODED)
def _story(document: str) -> Story:
    return decode(document, Story)


def _feed(document: str, decoded: dict[str, Feed]) -> Feed:
    return decoded.get(document) or decoded.setdefault(document, decode(document, Feed))


def _source_line(row: FeedRow) -> SourceLine:
    feed = rows.feed_from(row)
    return SourceLine(
        url=feed.url,
        outlet=feed.outlet,
        title=feed.title,
        section=feed.section,
        rights=feed.rights,
        retired=row.retired,
        problem=row.problem or None,
    )


def _counted(chosen: "QuerySet[ReuseRow]", *, by: str) -> tuple[tuple[str, int], ...]:
    found = chosen.order_by().values(by).annotate(reports=Count("newer", distinct=True))
    return tuple(found.order_by("-reports", by).values_list(by, "reports")[:12])


def _placements(keys: Sequence[str]) -> dict[str, tuple[Reason, ...]]:
    reasons = {key: decode(document, Placement).reasons for key, document in questions.PLACEMENTS.rows(keys)}
    for key, words in questions.REGROUPINGS.rows(keys):  # the last decision counts, not the machine's
        reasons[key] = (Reason(rule="overrule", words=words),)
    return reasons


def _is_removed(key: str) -> bool:
    return TombstoneRow.objects.filter(key=key).exists()
