"""What the page of one person shows: what was said, when, to whom, and where it stands.

What several outlets print is shown once, in the report that had it first, with the others behind it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from headwater.edition.cards import may_show
from headwater.edition.outlets import outlets_for
from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.speakers import sure_statements
from headwater.edition.text_fragments import fragment_address
from headwater.model.article import quoted
from headwater.model.person import Person
from headwater.model.provenance import Statement, StatementKind, Utterance
from headwater.model.story import Report
from headwater.model.translation import primary_language
from headwater.portal.answers import earliest
from headwater.portal.story import ReportLine, report_line
from headwater.provenance.utterances import join_utterances
from headwater.store.people import SaidIn, said_by

_LONGEST = 320
_LONGEST_NAME = 80
_MOST_FORMS = 6
#: Namesakes that are listed, and reports that are read of each to tell who they are.
_MOST_NAMESAKES, _LOOKED_AT = 12, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Another outlet that prints a statement, and where it stands there."""

    outlet: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement, as one report prints it."""

    words: str
    is_direct: bool
    #: Whom it was said to, as printed.
    to: str | None
    #: Where it is marked on the report's page here, else that page.
    path: str
    #: Where it stands at the publisher.
    source: str
    #: The other outlets that print it, first seen first.
    also: tuple[Carrier, ...] = ()
    #: Whether outlets quote it in different words.
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenIn:
    """A report, and what it has from the person before all others."""

    report: ReportLine
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person as the page shows them."""

    person: Person
    #: Names other than the chief one, and roles, as the reports shown here print them; most often first.
    names: tuple[str, ...]
    roles: tuple[str, ...]
    spoken: tuple[SpokenIn, ...]
    valid_until: datetime | None


def person_view(person: Person, *, said: Sequence[SaidIn], now: datetime) -> PersonView | None:
    """Give what the page shows, or None where no report that quotes the person may be shown."""
    answers = [(found, may_show(found.held, now=now)) for found in said]
    standing = [(found, may) for found, may in answers if may.extent is not None]
    if not standing:
        return None
    outlets = outlets_for({found.held.article.outlet for found, _ in standing})
    said_in = [
        _Quoted(found=found, may=may, line=report_line(found.held, may=may, outlets=outlets)) for found, may in standing
    ]
    speakers = [each.statements[number].speaker for each in said_in if each.limit for number in each.inside]
    names = Counter(speaker.name for speaker in speakers if speaker and speaker.name and speaker.name != person.name)
    roles = Counter(speaker.role for speaker in speakers if speaker and speaker.role)
    sayings = _sayings(said_in)
    return PersonView(
        person=person,
        names=tuple(name for name, _ in names.most_common(_MOST_FORMS)),
        roles=tuple(role for role, _ in roles.most_common(_MOST_FORMS)),
        spoken=tuple(
            SpokenIn(report=each.line, sayings=sayings.get(each.line.key, ()))
            for each in said_in
            if each.line.key in sayings or not each.numbers
        ),
        valid_until=earliest(*(may.valid_until for _, may in answers)),
    )


def namesake_views(persons: Sequence[Person], *, now: datetime) -> list[PersonView]:
    """Give those who bear one name, each with the latest of what they said, as far as it may be shown."""
    views = (
        person_view(person, said=said_by(person.key, limit=_LOOKED_AT), now=now) for person in persons[:_MOST_NAMESAKES]
    )
    return [view for view in views if view is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quoted:
    """A report that quotes the person, and how much of it may be quoted."""

    found: SaidIn
    may: Shown
    line: ReportLine

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.found.held.traced.statements

    @property
    def limit(self) -> int:
        return min(self.may.quote_characters, _LONGEST)

    @property
    def inside(self) -> list[int]:
        # What was traced anew since may be fewer statements.
        return [number for number in self.found.numbers if number < len(self.statements)]

    @property
    def numbers(self) -> list[int]:
        """The places of the statements that are sure and may be quoted."""
        sure = sure_statements(self.statements)
        return [number for number in self.inside if self.limit and self.statements[number] in sure]

    def path(self, number: int) -> str:
        anchor = f"#said-{sure_statements(self.statements).index(self.statements[number])}" if self.may.body else ""
        return self.line.path + anchor


def _sayings(said_in: Sequence[_Quoted]) -> dict[str, tuple[Saying, ...]]:
    """Give what the person said, each thing once, by the key of the report that it is shown from."""
    by_key = {each.line.key: each for each in said_in}
    voices = {(key, number): "" for key, each in by_key.items() for number in each.numbers}
    reports = [
        Report(key=key, article=held.article, first_seen=held.first_seen, statements=held.traced.statements)
        for key, each in by_key.items()
        for held in (each.found.held,)
    ]
    found: dict[str, list[tuple[int, Saying]]] = {}
    for utterance in join_utterances(reports, speakers=voices):
        (key, number), *others = _carriers(utterance, by_key)
        also = tuple(Carrier(outlet=by_key[k].line.outlet, path=by_key[k].path(n)) for k, n in others)
        found.setdefault(key, []).append((number, _saying(by_key[key], number, also=also, differs=utterance.differs)))
    return {key: tuple(saying for _, saying in sorted(said, key=lambda each: each[0])) for key, said in found.items()}


def _carriers(utterance: Utterance, by_key: Mapping[str, _Quoted]) -> list[tuple[str, int]]:
    """Give where an utterance stands, once an outlet: first seen first, but the portal's language before others."""
    own = primary_language(settings.PORTAL.portal.language)

    def order(carrier: tuple[str, int]) -> tuple[bool, datetime, str, int]:
        held = by_key[carrier[0]].found.held
        return (primary_language(held.article.language) != own, held.first_seen, *carrier)

    every = sorted((carrier for variant in utterance.variants for carrier in variant.carriers), key=order)
    return list({by_key[key].line.outlet_key: (key, number) for key, number in reversed(every)}.values())[::-1]


def _saying(quoting: _Quoted, number: int, *, also: tuple[Carrier, ...], differs: bool) -> Saying:
    article, statement, limit = quoting.found.held.article, quoting.statements[number], quoting.limit
    pieces = [quoted(article, span) for span in statement.content]
    words = cut(" … ".join(piece.strip() for piece in pieces), limit=limit)
    return Saying(
        words=words.strip('"“”„«»'),
        is_direct=statement.kind is not StatementKind.INDIRECT,
        to=cut(quoted(article, statement.addressee), limit=_LONGEST_NAME) or None if statement.addressee else None,
        path=quoting.path(number),
        source=fragment_address(article.url, cut(pieces[0], limit=limit)),
        also=also,
        differs=differs,
    )
