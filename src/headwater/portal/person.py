"""What the page of one person shows: what was said, when, to whom, and where it stands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.edition.cards import may_show
from headwater.edition.outlets import outlets_for
from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.speakers import sure_statements
from headwater.edition.text_fragments import fragment_address
from headwater.model.article import quoted
from headwater.model.person import Person
from headwater.model.provenance import Statement, StatementKind
from headwater.portal.answers import earliest
from headwater.portal.story import ReportLine, report_line
from headwater.store.people import SaidIn

_LONGEST = 320
_LONGEST_NAME = 80
_MOST_FORMS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement."""

    words: str
    is_direct: bool
    #: Whom it was said to, as printed.
    to: str | None
    #: Where it is marked on the report's page here, else that page.
    path: str
    #: Where it stands at the publisher.
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenIn:
    """A report, and what the person says in it."""

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
    speakers = [
        found.held.traced.statements[number].speaker for found, may in standing if may.quote_characters
        for number in _inside(found)
    ]  # fmt: skip
    names = Counter(speaker.name for speaker in speakers if speaker and speaker.name and speaker.name != person.name)
    roles = Counter(speaker.role for speaker in speakers if speaker and speaker.role)
    return PersonView(
        person=person,
        names=tuple(name for name, _ in names.most_common(_MOST_FORMS)),
        roles=tuple(role for role, _ in roles.most_common(_MOST_FORMS)),
        spoken=tuple(
            SpokenIn(
                report=(line := report_line(found.held, may=may, outlets=outlets)),
                sayings=tuple(_sayings(found, may=may, path=line.path)),
            )
            for found, may in standing
        ),
        valid_until=earliest(*(may.valid_until for _, may in answers)),
    )


def _inside(found: SaidIn) -> list[int]:
    # What was traced anew since may be fewer statements.
    return [number for number in found.numbers if number < len(found.held.traced.statements)]


def _sayings(found: SaidIn, *, may: Shown, path: str) -> Iterator[Saying]:
    limit = min(may.quote_characters, _LONGEST)
    sure = sure_statements(found.held.traced.statements)
    for number in _inside(found) if limit else ():
        statement = found.held.traced.statements[number]
        if statement in sure:
            anchor = f"#said-{sure.index(statement)}" if may.body else ""
            yield _saying(statement, found=found, limit=limit, path=path + anchor)


def _saying(statement: Statement, *, found: SaidIn, limit: int, path: str) -> Saying:
    article = found.held.article
    pieces = [quoted(article, span) for span in statement.content]
    words = cut(" … ".join(piece.strip() for piece in pieces), limit=limit)
    return Saying(
        words=words.strip('"“”„«»'),
        is_direct=statement.kind is not StatementKind.INDIRECT,
        to=cut(quoted(article, statement.addressee), limit=_LONGEST_NAME) or None if statement.addressee else None,
        path=path,
        source=fragment_address(article.url, cut(pieces[0], limit=limit)),
    )
