"""Reads about persons: who they are, their namesakes, and what they said, newest first."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from headwater.model.codec import decode
from headwater.model.listing import HeldArticle
from headwater.model.person import Person, name_key_of
from headwater.store import rows
from headwater.store.models import PersonRow, StatementRow
from headwater.store.prepared import Prepared
from headwater.store.queries import held_with_traces


class PersonPlace(NamedTuple):
    """Where a person's address leads: to the person, to whom an editor joined it, to namesakes, or nowhere."""

    person: Person | None = None
    moved_to: str | None = None
    #: Where the key is a name that several bear.
    namesakes: tuple[Person, ...] = ()


class SaidIn(NamedTuple):
    """A report with the statements of one person in it."""

    held: HeldArticle
    #: Places among `held.traced.statements`.
    numbers: tuple[int, ...]


def _speakers(articles: list[str]) -> "QuerySet[Any, Any]":
    spoken = StatementRow.objects.filter(article_id__in=articles).exclude(person_key="").order_by()
    return spoken.values_list("article_id", "number", "person_key")


def _persons(articles: list[str]) -> "QuerySet[Any, Any]":
    spoken = StatementRow.objects.filter(article_id__in=articles).exclude(person_key="").order_by()
    found = PersonRow.objects.filter(key__in=spoken.values("person_key")).order_by("-statements", "key")
    return found.values_list("document")


_SPEAKERS, _PERSONS = Prepared(_speakers), Prepared(_persons)


def person_place(key: str) -> PersonPlace:
    """Say where a person's address leads today; at most two questions."""
    row = PersonRow.objects.filter(key=key).first()
    if row is not None and row.merged_into:
        return PersonPlace(moved_to=row.merged_into)
    if row is not None:
        return PersonPlace(person=rows.person_from(row))
    bearing = PersonRow.objects.filter(name_key=name_key_of(key), merged_into="").order_by("-statements", "key")
    found = tuple(rows.person_from(each) for each in bearing)
    return PersonPlace(moved_to=found[0].key) if len(found) == 1 else PersonPlace(namesakes=found)


def said_by(key: str, *, limit: int, skip: int = 0) -> tuple[SaidIn, ...]:
    """Give the reports in which a person speaks, newest first, each with the person's statements in it."""
    spoken = StatementRow.objects.filter(person_key=key, article__hidden=False).order_by("-shown_at", "-article_id")
    articles = list(spoken.values_list("article_id", flat=True).distinct()[skip : skip + limit])
    numbers: dict[str, list[int]] = {article: [] for article in articles}
    chosen = StatementRow.objects.filter(person_key=key, article_id__in=articles).order_by("number")
    for article, number in chosen.values_list("article_id", "number"):
        numbers[article].append(number)
    held = {each.key: each for each in held_with_traces(articles)}
    return tuple(SaidIn(held[article], tuple(numbers[article])) for article in articles if article in held)


def person_keys(articles: Iterable[str]) -> dict[tuple[str, int], str]:
    """Give the person of each statement of some articles, by article and place; those of nobody are not in it."""
    return {(article, number): key for article, number, key in _SPEAKERS.rows(articles)}


def persons_in(articles: Iterable[str]) -> tuple[Person, ...]:
    """Give the persons who speak in any of some articles, those with most statements of all first."""
    return tuple(decode(document, Person) for (document,) in _PERSONS.rows(articles))


def most_said(*, limit: int) -> Sequence[Person]:
    """Give the persons with most statements."""
    rows_found = PersonRow.objects.filter(merged_into="").order_by("-statements", "key")[:limit]
    return [rows.person_from(row) for row in rows_found]
