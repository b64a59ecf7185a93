"""Lists that are read page by page: each page begins behind the last row of the one before, so none is seen twice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from headwater.model.person import Person
from headwater.model.provenance import Reuse
from headwater.store import rows
from headwater.store.models import ArticleRow, FeedRow, OutletRow, PersonRow, ReuseRow, StatementRow, StoryRow

#: Where a page ends: what its last row is sorted by, and its key.
Place = tuple[str, str]


class Keys(NamedTuple):
    """One page of keys."""

    keys: tuple[str, ...]
    #: None on the last page.
    next: Place | None


def article_keys(  # noqa: PLR0913 - what a list may be narrowed by
    *,
    limit: int,
    after: Place | None = None,
    outlet: str | None = None,
    language: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Keys:
    """Give the keys of articles, newest first; `since` is in the span of days, `until` is not."""
    chosen = ArticleRow.objects.filter(hidden=False)
    chosen = chosen.filter(outlet_key=outlet) if outlet else chosen
    chosen = chosen.filter(Q(language=language) | Q(language__startswith=f"{language}-")) if language else chosen
    return _page(_between(chosen, "shown_at", since, until), "shown_at", limit=limit, after=after)


def story_keys(
    *,
    limit: int,
    after: Place | None = None,
    section: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Keys:
    """Give the keys of the standing stories, last updated first."""
    chosen = StoryRow.objects.filter(hidden=False, merged_into=None, report_count__gt=0)
    chosen = chosen.filter(section=section) if section else chosen
    return _page(_between(chosen, "last_updated", since, until), "last_updated", limit=limit, after=after)


def outlet_keys(*, limit: int, after: Place | None = None) -> Keys:
    """Give the keys of the outlets that the portal reads or has reports of, in their order."""
    known = set(FeedRow.objects.values_list("outlet_key", flat=True).distinct())
    known |= set(ArticleRow.objects.filter(hidden=False).order_by().values_list("outlet_key", flat=True).distinct())
    ordered = sorted(known | set(OutletRow.objects.values_list("key", flat=True)))
    rest = [key for key in ordered if after is None or key > after[1]]
    return Keys(tuple(rest[:limit]), ("", rest[limit - 1]) if len(rest) > limit else None)


def person_page(
    *, limit: int, after: Place | None = None, name: str | None = None
) -> tuple[tuple[Person, ...], Place | None]:
    """Give persons, most statements first, and where the page ends."""
    chosen = PersonRow.objects.filter(merged_into="")
    chosen = chosen.filter(name__icontains=name) if name else chosen
    if after is not None:
        count, key = int(after[0]), after[1]
        chosen = chosen.filter(Q(statements__lt=count) | Q(statements=count, key__gt=key))
    found = list(chosen.order_by("-statements", "key")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return tuple(map(rows.person_from, found[:limit])), (str(last.statements), last.key) if last else None


def articles_quoting(persons: Iterable[str], *, each: int) -> dict[str, tuple[str, ...]]:
    """Give the keys of the newest articles in which persons speak, at most `each` for one; one question."""
    spoken = StatementRow.objects.filter(person_key__in=list(persons), article__hidden=False)
    found: dict[str, dict[str, None]] = {}
    for person, article in spoken.order_by("-shown_at", "article_id").values_list("person_key", "article_id"):
        articles = found.setdefault(person, {})
        if len(articles) < each:
            articles[article] = None
    return {person: tuple(articles) for person, articles in found.items()}


def said_keys(person: str, *, limit: int, after: Place | None = None) -> Keys:
    """Give the keys of the articles in which a person speaks, newest first."""
    spoken = ArticleRow.objects.filter(hidden=False, statements__person_key=person).distinct()
    return _page(spoken, "shown_at", limit=limit, after=after)


def reuses_of(article: str) -> tuple[Reuse, ...]:
    """Give what an article shares with others, as the newer and as the older side, most first."""
    both = ReuseRow.objects.filter(Q(newer_id=article) | Q(older_id=article))
    shown = both.filter(newer__hidden=False, older__hidden=False).order_by("-coverage", "newer", "older")
    return tuple(map(rows.reuse_from, shown))


def reuse_page(
    *,
    limit: int,
    after: Place | None = None,
    newer: str | None = None,
    older: str | None = None,
    coverage: float = 0.0,
) -> tuple[tuple[Reuse, ...], Place | None]:
    """Give shared words between reports of outlets (by key), those that were noticed last first."""
    chosen = ReuseRow.objects.filter(newer__hidden=False, older__hidden=False, coverage__gte=coverage)
    chosen = chosen.filter(newer__outlet_key=newer) if newer else chosen
    chosen = chosen.filter(older__outlet_key=older) if older else chosen
    chosen = chosen.filter(id__lt=int(after[1])) if after is not None else chosen
    found = list(chosen.order_by("-id")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return tuple(map(rows.reuse_from, found[:limit])), ("", str(last.pk)) if last else None


def _between(chosen: "QuerySet[Any]", column: str, since: datetime | None, until: datetime | None) -> "QuerySet[Any]":
    chosen = chosen.filter(**{f"{column}__gte": since}) if since else chosen
    return chosen.filter(**{f"{column}__lt": until}) if until else chosen


def _page(chosen: "QuerySet[Any]", column: str, *, limit: int, after: Place | None) -> Keys:
    if after is not None:
        moment = datetime.fromisoformat(after[0])
        earlier = Q(**{f"{column}__lt": moment}) | Q(**{column: moment, "key__gt": after[1]})
        # Said twice, because a database takes the index for a bound and not for two that are joined by "or".
        chosen = chosen.filter(**{f"{column}__lte": moment}).filter(earlier)
    found: list[tuple[str, datetime]] = list(
        chosen.order_by(f"-{column}", "key").values_list("key", column)[: limit + 1]
    )
    taken = found[:limit]
    more = len(found) > limit
    return Keys(tuple(key for key, _ in taken), (taken[-1][1].isoformat(), taken[-1][0]) if more else None)
