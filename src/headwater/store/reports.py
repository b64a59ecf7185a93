"""Stored articles as the later steps see them: with what was traced in them, and what they share."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from headwater.model.codec import decode
from headwater.model.feed import Feed
from headwater.model.provenance import Reuse
from headwater.model.story import Embedding, Report
from headwater.store.models import ArticleRow, EmbeddingRow, FeedRow, ReuseRow, StoryRow
from headwater.store.rows import report_from, reuse_from


def reports_of_stories(stories: Sequence[StoryRow]) -> dict[str, list[Report]]:
    """Give the reports of each story, by its key, first seen first; hidden ones and those taken back are left out."""
    standing = ArticleRow.objects.filter(story__in=stories, hidden=False, retracted=False)
    rows = list(standing.order_by("first_seen", "shown_at", "key"))
    found: dict[str, list[Report]] = {story.key: [] for story in stories}
    for row, report in zip(rows, reports_of(rows), strict=True):
        if row.story_id is not None:
            found[row.story_id].append(report)
    return found


def feeds_of_stories(stories: Sequence[StoryRow]) -> dict[str, dict[str, Feed]]:
    """Give for each story, by its key, the feed that brought each of its reports, by the reports' keys."""
    standing = ArticleRow.objects.filter(story__in=stories, hidden=False).order_by()
    brought = list(standing.values_list("story_id", "key", "feed_id"))
    documents = (
        FeedRow.objects.filter(key__in={feed for _, _, feed in brought}).order_by().values_list("key", "document")
    )
    feeds = {key: decode(document, Feed) for key, document in documents}
    found: dict[str, dict[str, Feed]] = {story.key: {} for story in stories}
    for story, report, feed in brought:
        if story is not None:
            found[story][report] = feeds[feed]
    return found


def reports_of_keys(keys: Iterable[str]) -> dict[str, Report]:
    """Give the reports of those keys that are stored."""
    return {report.key: report for report in reports_of(list(ArticleRow.objects.filter(key__in=list(keys))))}


def reports_as_placed(keys: Sequence[str]) -> dict[str, Report]:
    """Give the reports of those keys that are stored, each with the embedding that it was placed with."""
    reports = reports_of_keys(keys)
    for row in EmbeddingRow.objects.filter(article__in=list(reports)).order_by():
        found = Embedding(model=row.model, vector=bytes(row.vector))
        reports[row.article_id] = replace(reports[row.article_id], embedding=found)
    return reports


def reports_of(articles: Sequence[ArticleRow]) -> list[Report]:
    """Give the reports of articles, in their order, with every reuse of which they are the newer side."""
    reuses: dict[str, list[Reuse]] = {}
    keys = [article.key for article in articles]
    for row in ReuseRow.objects.filter(newer__in=keys).order_by("newer", "-coverage", "older"):
        reuses.setdefault(row.newer_id, []).append(reuse_from(row))
    return [report_from(article, reuses=tuple(reuses.get(article.key, ()))) for article in articles]
