"""The questions of pages that are made all the time, each put into SQL once; `store.queries` makes values of them."""

from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from headwater.store.models import (
    ArticleRow,
    OutletRow,
    PlacementRow,
    RegroupingRow,
    ReuseRow,
    StoryRow,
)
from headwater.store.prepared import Prepared

#: Plain columns instead of model instances: a front page reads forty reports.
HELD = (
    *("key", "story_id", "first_seen", "shown_at", "document", "feed__document"),
    *("picture__digest", "picture__width", "picture__height", "tdm_reserved"),
)
_STANDING = ("-pinned", "-score", "-last_updated", "key")


def visible_stories() -> "QuerySet[StoryRow]":
    """Give the stories that pages may show."""
    # As an expression, because SQLite would take the index of `merged_into` for nearly all rows and sort them itself.
    standing = StoryRow.objects.alias(became=Coalesce("merged_into_id", Value("")))
    return standing.filter(hidden=False, became="", report_count__gt=0)


def visible_articles() -> "QuerySet[ArticleRow]":
    """Give the reports that pages may show."""
    return ArticleRow.objects.filter(hidden=False)


def _of_section(*section: str) -> "QuerySet[StoryRow]":
    return visible_stories().filter(section=section[0]) if section else visible_stories()


def _standing(*section: str, limit: int) -> "QuerySet[Any, Any]":
    return _of_section(*section).order_by(*_STANDING).values_list("key", "section")[:limit]


def _latest(*section: str, limit: int) -> "QuerySet[Any, Any]":
    return _of_section(*section).order_by("-last_updated", "key").values_list("key")[:limit]


def _popular(limit: int) -> "QuerySet[Any, Any]":
    return visible_stories().filter(reads__gt=0).order_by("-reads", "-score", "key").values_list("key")[:limit]


# What is merged or empty is sorted out later: said in SQL it costs more than the few rows (see `visible_stories`).
def _lines(keys: list[str]) -> "QuerySet[Any, Any]":
    found = StoryRow.objects.filter(key__in=keys, hidden=False)
    return found.order_by().values_list("key", "document", "merged_into_id", "report_count")


def _reports(story: str, limit: int) -> "QuerySet[Any, Any]":
    chosen = visible_articles().filter(story_id=story).order_by("first_seen", "key")
    return chosen.values_list(*HELD, "traced")[:limit]


def _reuses_in(story: str, also: str, limit: int) -> "QuerySet[Any, Any]":
    return ReuseRow.objects.filter(newer__story_id=story, older__story_id=also).values_list("document")[:limit]


def _reuses_of(newer: str, limit: int) -> "QuerySet[Any, Any]":
    chosen = ReuseRow.objects.filter(newer_id=newer, older__hidden=False).order_by("-coverage")
    return chosen.values_list("document")[:limit]


#: Stories in lists.
STANDING = Prepared(_standing)
LATEST = Prepared(_latest)
POPULAR = Prepared(_popular)
LINES = Prepared(_lines)

#: One story, by its key.
RELATED = Prepared(lambda key: StoryRow.objects.filter(key=key).order_by().values_list("related"))
PLACE = Prepared(
    lambda key: (
        StoryRow.objects.filter(key=key).order_by().values_list("hidden", "merged_into_id", "report_count", "document")
    )
)
STORY = Prepared(lambda key: visible_stories().filter(key=key).order_by().values_list("document", "ranked"))
REPORTS = Prepared(_reports)
REUSES_IN = Prepared(_reuses_in)

#: Reports, by their keys.
HELD_REPORTS = Prepared(lambda keys: visible_articles().filter(key__in=keys).values_list(*HELD))
TRACED_REPORTS = Prepared(lambda keys: visible_articles().filter(key__in=keys).values_list(*HELD, "traced"))
OUTLETS_OF = Prepared(lambda keys: visible_articles().filter(key__in=keys).order_by().values_list("key", "outlet_key"))
REUSES_OF = Prepared(_reuses_of)
PLACEMENTS = Prepared(
    lambda keys: PlacementRow.objects.filter(article_key__in=keys).values_list("article_key", "document")
)
REGROUPINGS = Prepared(
    lambda keys: RegroupingRow.objects.filter(article_key__in=keys).values_list("article_key", "words")
)

#: Outlets, by their keys.
OUTLETS = Prepared(lambda keys: OutletRow.objects.filter(key__in=keys).order_by().values_list("key", "document"))
