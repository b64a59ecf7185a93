"""Stored articles as the later steps see them: with what was traced in them, and what they share."""

from collections.abc import Iterable, Sequence

from headwater.model.codec import decode
from headwater.model.feed import Feed
from headwater.model.provenance import Reuse
from headwater.model.story import Report
from headwater.store.models import ArticleRow, ReuseRow, StoryRow
from headwater.store.rows import report_from, reuse_from


def reports_of_story(story: StoryRow) -> list[Report]:
    """Give a story's reports, first seen first; hidden ones, and those their outlets took back, are left out."""
    standing = ArticleRow.objects.filter(story=story, hidden=False, retracted=False)
    return reports_of(list(standing.order_by("first_seen", "shown_at", "key")))


def feeds_of_story(story: StoryRow) -> dict[str, Feed]:
    """Give the feed that brought each report of a story, by the reports' keys."""
    feeds: dict[str, Feed] = {}
    rows = ArticleRow.objects.filter(story=story, hidden=False).values_list("key", "feed_id", "feed__document")
    by_key: dict[str, str] = {}
    for key, feed, document in rows:
        by_key[key] = feed
        if feed not in feeds:
            feeds[feed] = decode(document, Feed)
    return {key: feeds[feed] for key, feed in by_key.items()}


def reports_of_keys(keys: Iterable[str]) -> dict[str, Report]:
    """Give the reports of those keys that are stored."""
    return {report.key: report for report in reports_of(list(ArticleRow.objects.filter(key__in=list(keys))))}


def reports_of(articles: Sequence[ArticleRow]) -> list[Report]:
    """Give the reports of articles, in their order, with every reuse of which they are the newer side."""
    reuses: dict[str, list[Reuse]] = {}
    keys = [article.key for article in articles]
    for row in ReuseRow.objects.filter(newer__in=keys).order_by("newer", "-coverage", "older"):
        reuses.setdefault(row.newer_id, []).append(reuse_from(row))
    return [report_from(article, reuses=tuple(reuses.get(article.key, ()))) for article in articles]
