"""Which places are named where, kept up with what is published."""

from collections.abc import Iterable

from headwater.model.places import PlaceDirectory
from headwater.provenance.places import named_places
from headwater.store.models import ArticleRow, NamedPlaceRow
from headwater.store.rows import article_from, traced_from


def note_places(articles: Iterable[str], *, places: PlaceDirectory) -> None:
    """Write down which places articles name; to be called inside the caller's transaction."""
    rows = list(ArticleRow.objects.filter(key__in=list(articles)))
    known: dict[str, list[NamedPlaceRow]] = {row.key: [] for row in rows}
    for named in NamedPlaceRow.objects.filter(article_id__in=known).order_by("number"):
        known[named.article_id].append(named)
    stale: list[int] = []
    fresh: list[NamedPlaceRow] = []
    for row in rows:
        wanted = _places_of(row, places)
        if wanted != tuple(each.place for each in known[row.key]):
            stale += [each.pk for each in known[row.key]]
            fresh += [
                NamedPlaceRow(article_id=row.key, place=place, number=number, shown_at=row.shown_at)
                for number, place in enumerate(wanted)
            ]
    NamedPlaceRow.objects.filter(pk__in=stale).delete()
    NamedPlaceRow.objects.bulk_create(fresh)


def _places_of(row: ArticleRow, places: PlaceDirectory) -> tuple[str, ...]:
    return () if row.hidden else named_places(article_from(row), traced=traced_from(row), places=places)
