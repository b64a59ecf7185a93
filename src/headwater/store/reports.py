"""Stored articles as the later steps see them: with what was traced in them, and what they share."""

from collections.abc import Iterable, Sequence

from headwater.model.provenance import Reuse
from headwater.model.story import Report
from headwater.store.models import ArticleRow, ReuseRow, StoryRow
from headwater.store.rows import report_from, reuse_from


def reports_of_story(story: StoryRow) -> list[Report]:
    """Give a story's reports, first seen first; hidden ones are left out."""
    return reports_of(
        list(ArticleRow.objects.filter(story=story, hidden=False).order_by("first_seen", "shown_at", "key"))
    )


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
