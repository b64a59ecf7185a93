"""Answers about persons and outlets."""

from datetime import timedelta
from http import HTTPStatus

from headwater.api import values
from headwater.api.articles import showable, statement_values
from headwater.api.asking import Asked
from headwater.api.parameters import cursor_of
from headwater.api.problems import Refusal, gone, moved, unknown
from headwater.edition.addresses import outlet_path, person_path
from headwater.edition.outlets import is_known, outlets_for
from headwater.model.outlet import Outlet
from headwater.model.person import Person
from headwater.store import listings, queries
from headwater.store.people import PersonPlace, person_keys, person_place

#: Reports that are asked whether a person may be named: the newest ones nearly always tell.
_ASKED_REPORTS = 8
#: Days over which an outlet's own share is counted, as on its page.
_TALLY_DAYS = 30


def list_persons(asked: Asked) -> values.PersonPage:
    """Give a page of persons who are quoted where it may be shown."""
    persons, after = listings.person_page(limit=asked.limit, after=asked.after, name=asked.text("name"))
    return values.PersonPage(items=_persons(persons, asked=asked), next=cursor_of(after))


def get_person(asked: Asked) -> values.Person:
    """Give one person."""
    place = person_place(asked.key)
    if place.person is None:
        raise _elsewhere(place)
    shown = _persons((place.person,), asked=asked)
    if not shown:
        raise gone("person")
    return shown[0]


def list_sayings(asked: Asked) -> values.StatementPage:
    """Give a page of what one person said, newest report first."""
    get_person(asked)
    page = listings.said_keys(asked.key, limit=asked.limit, after=asked.after)
    held = {copy.key: copy for copy in queries.held_with_traces(page.keys)}
    reports = showable([held[key] for key in page.keys if key in held], now=asked.now)
    persons = person_keys(page.keys)
    said = (each for this in reports for each in statement_values(this, persons=persons, of_person=asked.key))
    return values.StatementPage(items=tuple(said), next=cursor_of(page.next))


def list_outlets(asked: Asked) -> values.OutletPage:
    """Give a page of outlets."""
    page = listings.outlet_keys(limit=asked.limit, after=asked.after)
    outlets = outlets_for(page.keys)
    items = tuple(_outlet(outlets[key], base=asked.base) for key in page.keys)
    return values.OutletPage(items=items, next=cursor_of(page.next))


def get_outlet(asked: Asked) -> values.Outlet:
    """Give one outlet with whom it copies, and who copies it."""
    key = asked.key
    if queries.is_outlet_gone(key):
        raise gone("outlet")
    if not (queries.outlet_reports(key, limit=1) or queries.sources(outlet=key) or is_known(key)):
        raise unknown("outlet")
    tally = queries.outlet_tally(key, since=asked.now - timedelta(days=_TALLY_DAYS))
    outlets = outlets_for({key, *(other for other, _ in (*tally.copies, *tally.copied_by))})

    def taken(counts: tuple[tuple[str, int], ...]) -> tuple[values.Taken, ...]:
        return tuple(
            values.Taken(outlet=values.OutletName(key=other, name=outlets[other].name), reports=count)
            for other, count in counts
        )

    copying = values.Copying(
        days=_TALLY_DAYS,
        reports=tally.reports,
        own=tally.own,
        copies=taken(tally.copies),
        copied_by=taken(tally.copied_by),
    )
    return _outlet(outlets[key], base=asked.base, copying=copying)


def _persons(persons: tuple[Person, ...], *, asked: Asked) -> tuple[values.Person, ...]:
    """Give the persons that some report may quote now; three questions, however many there are."""
    articles = listings.articles_quoting([person.key for person in persons], each=_ASKED_REPORTS)
    keys = dict.fromkeys(key for each in articles.values() for key in each)
    shown = showable(queries.held_articles(tuple(keys)), now=asked.now)
    quoting = {each.held.key for each in shown if each.may.quote_characters}
    return tuple(
        values.Person(
            key=person.key,
            name=person.name,
            page=asked.base + person_path(person.key),
            statements=person.statements,
        )
        for person in persons
        if quoting.intersection(articles.get(person.key, ()))
    )


def _elsewhere(place: PersonPlace) -> Refusal:
    if place.moved_to:
        return moved("person", place.moved_to)
    if place.namesakes:
        keys = ", ".join(f'"{person.key}"' for person in place.namesakes)
        return Refusal(HTTPStatus.NOT_FOUND, f"Several persons bear this name: ask for one of {keys}.")
    return unknown("person")


def _outlet(outlet: Outlet, *, base: str, copying: values.Copying | None = None) -> values.Outlet:
    return values.Outlet(
        key=outlet.key,
        name=outlet.name,
        page=base + outlet_path(outlet.key),
        kind=outlet.kind.value,
        country=outlet.country,
        language=outlet.language,
        url=outlet.url,
        part_of=outlet.part_of,
        copying=copying,
    )
