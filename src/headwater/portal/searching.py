"""The search page: words and filters in, reports with the sentence found out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.views.decorators.http import require_safe

from headwater.edition.answer import Answer
from headwater.edition.cards import may_show
from headwater.edition.clock import site_now
from headwater.edition.found import sentence_found
from headwater.edition.ledger import Piece
from headwater.edition.outlets import outlets_for
from headwater.edition.places import place_links
from headwater.model.person import Person
from headwater.portal.answers import earliest, page
from headwater.portal.frame import sections_of, zone_of
from headwater.portal.place import may_be_named
from headwater.portal.search_limit import is_searching
from headwater.portal.story import ReportLine, report_line
from headwater.store import queries
from headwater.store.people import person_place, persons_in
from headwater.store.places import places_in
from headwater.store.search import Question, find_articles, terms_of

#: Reports on one page of answers, and pages that can be turned.
PER_PAGE = 20
MOST_PAGES = 25
_LONGEST = 200
#: Persons to choose from, out of those who speak in the reports found.
_MOST_PERSONS = 40
_MOST_PLACES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One report that was found."""

    report: ReportLine
    #: The sentence found, cut where the words asked for stand.
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The form as it was filled in."""

    words: str
    outlet: str
    section: str
    #: Key of a person, as today's address of the person has it.
    person: str
    #: Key of a place.
    place: str
    since: str
    until: str
    number: int

    def at(self, number: int) -> dict[str, str]:
        """Give the parameters of the same search at another page."""
        filled = {"q": self.words, "outlet": self.outlet, "section": self.section, "person": self.person}
        filled |= {"place": self.place, "from": self.since, "to": self.until}
        return {name: value for name, value in filled.items() if value} | ({"page": str(number)} if number > 1 else {})


@is_searching
@require_safe
def search(request: HttpRequest) -> Answer:
    """The search page; without words just the form."""
    now = site_now()
    asked = _asked(request)
    question = _question(asked)
    start = (asked.number - 1) * PER_PAGE
    keys = find_articles(question, limit=PER_PAGE + 1, offset=start)
    held = queries.held_articles(keys[:PER_PAGE])
    outlets = outlets_for({copy.article.outlet for copy in held})
    terms = terms_of(question.words)
    answers = [(copy, may_show(copy, now=now)) for copy in held]
    persons = persons_in(copy.key for copy, may in answers if may.quote_characters)
    hits = [
        Hit(report=report_line(copy, may=may, outlets=outlets), pieces=sentence_found(may, terms=terms))
        for copy, may in answers
        if may.extent is not None
    ]
    return page(
        request,
        "search.html",
        now=now,
        may_wait=True,  # the dearest of all pages, and the one that news changes least
        valid_until=earliest(*(may.valid_until for _, may in answers)),
        asked=asked,
        hits=hits,
        has_more=len(keys) > PER_PAGE and asked.number < MOST_PAGES,
        counted=start + len(hits),
        sections=sections_of(now=now),
        persons=_choice(persons, asked=asked.person),
        places=_places([copy.key for copy, may in answers if may_be_named(may)], asked=asked.place),
        feed="/search/feed.{}?" + urlencode(asked.at(1)),
        sources=sorted(outlets_for({line.outlet for line in queries.sources()}).values(), key=lambda o: o.name),
    )


def question_of(request: HttpRequest) -> Question:
    """Give what a request for a search asks."""
    return _question(_asked(request))


def _choice(persons: Sequence[Person], *, asked: str) -> list[tuple[str, str]]:
    """Give the persons to choose from, by key and name; who was asked for stays among them, if by the key alone."""
    named = {person.key: person.name for person in persons[:_MOST_PERSONS]}
    named |= {person.key: person.name for person in persons if person.key == asked}
    chosen = named if not asked else {asked: asked} | named
    return sorted(chosen.items(), key=lambda pair: pair[1].casefold())


def _places(reports: Sequence[str], *, asked: str) -> list[tuple[str, str]]:
    """Give the places to choose from, by key and name: those that the reports found name, and the one asked for."""
    keys = [*places_in(reports)[:_MOST_PLACES], *([asked] if asked else [])]
    named = {link.key: link.name for link in place_links(keys, language=settings.PORTAL.portal.language)}
    return sorted(named.items(), key=lambda pair: pair[1].casefold())


def _asked(request: HttpRequest) -> Asked:
    # PostgreSQL takes no text with a NUL in it.
    given = {name: str(value).replace("\x00", " ") for name, value in request.GET.items()}
    number = given.get("page", "1")
    return Asked(
        words=given.get("q", "").strip()[:_LONGEST],
        outlet=given.get("outlet", "")[:_LONGEST],
        section=given.get("section", "")[:_LONGEST],
        person=_today(given.get("person", "")[:_LONGEST]),
        place=given.get("place", "")[:_LONGEST],
        since=given.get("from", "")[:10],
        until=given.get("to", "")[:10],
        number=min(max(int(number), 1), MOST_PAGES) if number.isdecimal() and len(number) < 4 else 1,  # noqa: PLR2004 - three digits hold every page
    )


def _today(person: str) -> str:
    return (person_place(person).moved_to or person) if person else ""


def _question(asked: Asked) -> Question:
    zone = zone_of(settings.PORTAL.portal.time_zone)
    until = _midnight(asked.until, zone)
    return Question(
        words=asked.words,
        outlet=asked.outlet or None,
        section=asked.section or None,
        person=asked.person or None,
        place=asked.place or None,
        since=_midnight(asked.since, zone),
        until=until + timedelta(days=1) if until else None,
    )


def _midnight(day: str, zone: ZoneInfo) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(day), time(0), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
