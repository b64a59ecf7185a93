"""Where a report and its words came from, as PROV-JSON (W3C Member Submission, 24 April 2013).

PROV-JSON writes `wasQuotedFrom`, `hadPrimarySource` and `wasRevisionOf` of PROV-DM as `wasDerivedFrom` with a
`prov:type` of `prov:Quotation`, `prov:PrimarySource` and `prov:Revision` (PROV-DM 5.2.2 to 5.2.4).

    a statement ──Quotation──> the report ──PrimarySource──> an origin of its story
    the report ──Revision──> its text before an edit
    the report ──wasDerivedFrom──> an earlier report with the same words, or what a credit names

Each statement and credit that may be quoted carries where its words stand, as a TextQuoteSelector and as a
TextPositionSelector (Web Annotation): code points of the body's lines, a line break between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from headwater.edition.addresses import outlet_path, person_path
from headwater.edition.rights import Shown
from headwater.edition.selectors import text_position, text_quote
from headwater.edition.speakers import sure_statements
from headwater.edition.way import ordered_credits
from headwater.model.article import Article, Span
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import Credit, CreditKind, Direction, Origin, OriginKind, Reuse, SpeakerKind, Statement

_PREFIXES: Mapping[str, str] = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_PRIMARY = frozenset({CreditKind.SPEAKS, CreditKind.TOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Traceable:
    """A report that may be shown, with what is known of where it came from."""

    held: HeldArticle
    may: Shown
    #: From the place among its statements to the key of the person.
    persons: Mapping[int, str] = field(default_factory=dict)
    #: Of which it is the newer or the older side.
    reuses: tuple[Reuse, ...] = ()
    #: When its outlet changed it, newest first.
    revised_at: tuple[datetime, ...] = ()


def prov_of(
    reports: Sequence[Traceable],
    *,
    origins: Sequence[Origin] = (),
    story: str | None = None,
    outlets: Mapping[str, Outlet],
    base: str,
) -> dict[str, object]:
    """Give the provenance of reports as one PROV-JSON document; nothing of it is about a report that is not given.

    `base` is the portal's public address; identifiers below it lead to pages. Shared words become a derivation only
    where it is decided who had them from whom.
    """
    record = _Record(base=base)
    shown = {report.held.key for report in reports}
    for report in reports:
        _describe(record, report, outlets=outlets)
        _describe_reuse(record, report, shown=shown)
    for number, origin in enumerate(origins):
        _describe_origin(record, origin, name=f"{_story(story)}#origin-{number}", shown=shown)
    return record.document()


@dataclass(slots=True)
class _Record:
    """A document as it grows; relations are numbered in the order they are said."""

    base: str
    entities: dict[str, dict[str, object]] = field(default_factory=dict)
    agents: dict[str, dict[str, object]] = field(default_factory=dict)
    derived: dict[str, dict[str, object]] = field(default_factory=dict)
    attributed: dict[str, dict[str, object]] = field(default_factory=dict)

    def derive(
        self, newer: str, older: str, *, kind: str | None = None, said: Mapping[str, object] | None = None
    ) -> None:
        """Say that one entity came from another."""
        typed: dict[str, object] = {"prov:type": _name(kind)} if kind else {}
        relation: dict[str, object] = (
            {"prov:generatedEntity": newer, "prov:usedEntity": older} | typed | dict(said or {})
        )
        if relation not in self.derived.values():
            self.derived[f"_:d{len(self.derived)}"] = relation

    def attribute(self, entity: str, agent: str, *, role: str | None = None) -> None:
        """Say whose an entity is."""
        relation: dict[str, object] = {"prov:entity": entity, "prov:agent": agent}
        relation |= {"prov:role": role} if role else {}
        if relation not in self.attributed.values():
            self.attributed[f"_:a{len(self.attributed)}"] = relation

    def document(self) -> dict[str, object]:
        """Give the document."""
        parts = {
            "entity": self.entities,
            "agent": self.agents,
            "wasDerivedFrom": self.derived,
            "wasAttributedTo": self.attributed,
        }
        return {"prefix": {"hw": f"{self.base}/", **_PREFIXES}} | {name: part for name, part in parts.items() if part}


def _describe(record: _Record, report: Traceable, *, outlets: Mapping[str, Outlet]) -> None:
    held, may = report.held, report.may
    me = _article(held.key)
    record.entities[me] = _plain(
        {
            "prov:type": _name("schema:NewsArticle"),
            "prov:location": held.article.url,
            "dcterms:title": may.headline,
            "dcterms:language": held.article.language,
            "dcterms:issued": _moment(held.article.date_published),
            "hw:firstSeen": _moment(held.first_seen),
        }
    )
    publisher = _outlet(record, held.article.outlet, name=outlets[held.article.outlet].name)
    record.attribute(me, publisher, role="publisher")
    for number, author in enumerate(held.article.authors if may.excerpt else ()):
        agent = f"{me}#author-{number}"
        record.agents[agent] = {"prov:type": _name("prov:Person"), "schema:name": author}
        record.attribute(me, agent, role="author")
    for number, moment in enumerate(report.revised_at):
        before = f"{me}#before-{len(report.revised_at) - number}"
        record.entities[before] = {"prov:type": _name("schema:NewsArticle"), "hw:replacedAt": _moment(moment)}
        record.derive(me, before, kind="prov:Revision")
    _describe_statements(record, report)
    for number, credit in enumerate(ordered_credits(held.traced.credits)):
        _describe_credit(record, credit, name=f"{me}#credit-{number}", report=report)


def _describe_statements(record: _Record, report: Traceable) -> None:
    held, me = report.held, _article(report.held.key)
    for number, statement in enumerate(sure_statements(held.traced.statements)):
        room = report.may.quote_characters // len(statement.content)
        selectors = [_selector(held.article, span, room=room) for span in statement.content]
        if not all(selectors):
            continue
        name = f"{me}#said-{number}"
        kinds = [*_SELECTORS, _name("schema:Quotation")]
        record.entities[name] = {"prov:type": kinds, "hw:kind": statement.kind.value} | _joined(selectors)
        record.derive(name, me, kind="prov:Quotation")
        place = held.traced.statements.index(statement)
        speaker = _speaker(record, statement, person=report.persons.get(place), name=f"{me}#speaker-{number}")
        record.attribute(name, speaker, role="speaker")


def _describe_credit(record: _Record, credit: Credit, *, name: str, report: Traceable) -> None:
    me = _article(report.held.key)
    if credit.kind is CreditKind.PUBLISHED and credit.outlet in {report.held.article.outlet, None}:
        return
    selector: dict[str, object] = {}
    if credit.span:
        selector = _selector(report.held.article, credit.span, room=report.may.quote_characters)
    typed: dict[str, object] = {"prov:type": _SELECTORS} if selector else {}
    record.entities[name] = typed | {"hw:credit": credit.kind.value, "hw:form": credit.form.value} | selector
    if credit.outlet:
        agent = _outlet(record, credit.outlet, name=credit.name)
    else:
        agent = f"{name}-by"
        record.agents[agent] = {"schema:name": credit.name}
    record.attribute(name, agent)
    record.derive(me, name, kind="prov:PrimarySource" if credit.kind in _PRIMARY else None)


def _describe_reuse(record: _Record, report: Traceable, *, shown: set[str]) -> None:
    for reuse in report.reuses:
        pair = (reuse.newer, reuse.older) if reuse.direction is Direction.NEWER_FROM_OLDER else None
        pair = (reuse.older, reuse.newer) if reuse.direction is Direction.OLDER_FROM_NEWER else pair
        if pair is not None and shown.issuperset(pair):
            share = reuse.coverage if pair[0] == reuse.newer else reuse.coverage_of_older
            record.derive(
                _article(pair[0]), _article(pair[1]), said={"hw:coverage": round(share, 4), "hw:kind": reuse.kind.value}
            )


def _describe_origin(record: _Record, origin: Origin, *, name: str, shown: set[str]) -> None:
    resting = [key for key in origin.articles if key in shown]
    if not resting:
        return
    record.entities[name] = {"hw:origin": origin.kind.value, "dcterms:title": origin.name}
    if origin.outlet:
        record.attribute(name, _outlet(record, origin.outlet, name=origin.name))
    elif origin.kind is OriginKind.SPEAKER:
        record.agents[f"{name}-by"] = {"schema:name": origin.name}
        record.attribute(name, f"{name}-by")
    for key in resting:
        record.derive(_article(key), name, kind="prov:PrimarySource")


def _speaker(record: _Record, statement: Statement, *, person: str | None, name: str) -> str:
    speaker = statement.speaker
    if speaker is None or speaker.kind is SpeakerKind.UNNAMED or not speaker.name:
        record.agents[name] = _plain({"schema:roleName": speaker.role if speaker else None})
        return name
    agent = f"hw:{person_path(person).removeprefix('/')}" if person else name
    kind = "prov:Person" if speaker.kind is SpeakerKind.PERSON else "prov:Organization"
    described = {"prov:type": _name(kind), "schema:name": speaker.name, "schema:roleName": speaker.role}
    record.agents.setdefault(agent, _plain(described))
    return agent


def _outlet(record: _Record, key: str, *, name: str) -> str:
    agent = f"hw:{outlet_path(key).removeprefix('/')}"
    record.agents.setdefault(agent, {"prov:type": _name("prov:Organization"), "schema:name": name})
    return agent


def _selector(article: Article, span: Span, *, room: int) -> dict[str, object]:
    quote = text_quote(article, span, room=room)
    if quote is None:
        return {}
    start, end = text_position(article, span) or (None, None)
    words = {"oa:exact": quote.exact, "oa:prefix": quote.prefix, "oa:suffix": quote.suffix}
    return _plain({**words, "oa:start": start, "oa:end": end})


def _joined(selectors: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Give one value where a statement is of one piece, a list where the cue stands between several."""
    pieces = list(selectors)
    if len(pieces) == 1:
        return dict(pieces[0])
    return {name: [piece.get(name) for piece in pieces] for name in pieces[0]}


def _article(key: str) -> str:
    return f"hw:article/{key}"


def _story(key: str | None) -> str:
    return f"hw:story/{key}"


def _name(qualified: str) -> dict[str, str]:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}


_SELECTORS = [_name("oa:TextQuoteSelector"), _name("oa:TextPositionSelector")]


def _moment(when: datetime | None) -> dict[str, str] | None:
    return {"$": when.astimezone(UTC).isoformat(timespec="seconds"), "type": "xsd:dateTime"} if when else None


def _plain(said: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in said.items() if value is not None}
