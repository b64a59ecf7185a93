"""Reads about places: which articles name them, newest first."""

from collections.abc import Iterable

from django.db.models import Count

from headwater.model.listing import HeldArticle
from headwater.store.models import NamedPlaceRow
from headwater.store.prepared import Prepared
from headwater.store.queries import held_articles

#: A place that fewer reports name has a page, and stands in no list and no site map.
LEAST_LISTED = 2


_NAMED = Prepared(
    lambda articles: (
        NamedPlaceRow.objects.filter(article_id__in=articles).order_by("number").values_list("place", "number")
    )
)


def naming(place: str, *, limit: int) -> tuple[HeldArticle, ...]:
    """Give the reports that name a place, newest first."""
    chosen = NamedPlaceRow.objects.filter(place=place, article__hidden=False).order_by("-shown_at", "-article_id")
    return held_articles(list(chosen.values_list("article_id", flat=True)[:limit]))


def places_in(articles: Iterable[str]) -> tuple[str, ...]:
    """Give the keys of the places that articles name, those that most of them name first."""
    counted: dict[str, tuple[int, int]] = {}
    for place, number in _NAMED.rows(articles):
        reports, first = counted.get(place, (0, number))
        counted[place] = (reports + 1, min(first, number))
    return tuple(sorted(counted, key=lambda place: (-counted[place][0], counted[place][1], place)))


def most_named(*, limit: int) -> tuple[str, ...]:
    """Give the keys of the places that most shown reports name."""
    shown = NamedPlaceRow.objects.filter(article__hidden=False).order_by().values("place")
    counted = shown.annotate(reports=Count("id")).filter(reports__gte=LEAST_LISTED)
    return tuple(counted.order_by("-reports", "place").values_list("place", flat=True)[:limit])
