"""What the script says, as values: the one place where the truth about who copied whom is known exactly.

`bench/truth.py` holds what a portal found against it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from headwater.demo.marks import CREDIT_TAGS, Plain, parse
from headwater.demo.sheet import byline_of, printed_paragraphs, section_of
from headwater.demo.site import Site
from headwater.demo.templates import generate
from headwater.demo.world import AGENCIES, ChangeKind, Event, How, Saying, StructuredData, TrapKind
from headwater.demo.written import Version, Written
from headwater.model.feed import FeedFormat
from headwater.model.provenance import CreditForm, CreditKind, SpeakerKind, StatementKind

#: A caption that is a file's name or a tool's default; nobody should print it.
PLACEHOLDER = re.compile(
    r"(?i)^(?:image|placeholder|(?:img|dsc|dscf|image|screenshot|whatsapp image)[\W_].*"
    r"|untitled.*|.*\.(?:jpe?g|png|webp))$"
)
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|‹[^›]*›|‘[^’]*’")
_MARKS = re.compile(r"[“”„«»\"]")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTruth:
    """Who said what in one report."""

    #: Event and number: the same in every report that carries the utterance.
    utterance: str
    kind: StatementKind
    #: In text order.
    content: tuple[str, ...]
    source: str | None
    cue: str | None
    addressee: str | None
    speaker_kind: SpeakerKind
    #: As printed in the report's language; None for an unnamed source.
    speaker: str | None
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTruth:
    """One hop of one report's credit chain."""

    kind: CreditKind
    form: CreditForm
    #: Key of the outlet; None where the text names nobody ("with agencies").
    outlet: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTruth:
    """One report as its page says it, in its latest version."""

    key: str
    event: str
    url: str
    outlet: str
    language: str
    headline: str
    summary: str | None
    authors: tuple[str, ...]
    byline: str | None
    #: As printed; an outlet whose clock is wrong prints a wrong one.
    published: datetime
    #: Whether feed or markup give that time with its zone; else a reader knows the day only.
    is_exact: bool
    #: When it really came out.
    happened: datetime
    section: str
    dateline: str | None
    credit_line: str | None
    #: None where there is none, or a placeholder stands in its place.
    caption: str | None
    photo_credit: str | None
    paragraphs: tuple[str, ...]
    statements: tuple[StatementTruth, ...]
    credits: tuple[CreditTruth, ...]
    #: Keys of all reports and unpublished texts that it comes from, however far back.
    ancestors: frozenset[str]
    #: What it rests on in the end.
    origins: frozenset[str]
    changes: tuple[tuple[datetime, ChangeKind], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTruth:
    """One report comes from another, or from something that nobody published."""

    newer: str
    older: str
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTruth:
    """What belongs together, what must not, and how many independent origins there are."""

    key: str
    reports: frozenset[str]
    siblings: frozenset[str]
    origins: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Everything the script says."""

    reports: tuple[ReportTruth, ...]
    events: tuple[EventTruth, ...]
    copies: tuple[CopyTruth, ...]
    #: Announced pages that are no articles, by address.
    refusals: Mapping[str, TrapKind]


def truth_of(site: Site) -> Truth:
    """Give what is true in a played script."""
    events = {event.key: event for event in (*site.world.events, *generate(site.world, seed=site.seed))}
    ancestors = _ancestors(site.written)
    by_key = {written.key: written for written in site.written}
    reports = tuple(
        _report_truth(written, event=events[written.event], ancestors=ancestors[written.key])
        for written in site.written
    )
    return Truth(
        reports=reports,
        events=tuple(_event_truth(event, reports=reports) for event in events.values()),
        copies=tuple(chain.from_iterable(_copies(written, by_key=by_key) for written in site.written)),
        refusals={report.url: trap.kind for trap, report in site.announced_traps},
    )


def statement_kind(content: Sequence[str]) -> StatementKind:
    """Give how words are reported, by their quotation marks.

    >>> statement_kind(("“A tunnel has two ends,”", "“It is unusual.”")).value
    'direct'
    >>> statement_kind(("it would pay “not a lantern more”",)).value
    'mixed'
    """
    outside = "".join(_QUOTED.sub("", piece) for piece in content)
    if not any(_MARKS.search(piece) for piece in content):
        return StatementKind.INDIRECT
    return StatementKind.MIXED if _LETTER.search(outside) else StatementKind.DIRECT


def _report_truth(written: Written, *, event: Event, ancestors: frozenset[str]) -> ReportTruth:
    version = written.versions[-1]
    scene = written.picture
    caption = (written.report.caption or scene.caption.get(written.language)) if scene else None
    named = written.byline is not None and "{" not in written.byline
    return ReportTruth(
        key=written.key,
        event=written.event,
        url=written.url,
        outlet=written.house.key,
        language=written.language,
        headline=version.headline,
        summary=written.summary,
        authors=(written.byline,) if written.byline and named else (),
        byline=byline_of(written),
        published=written.published + timedelta(minutes=written.house.dates_off_min),
        is_exact=written.house.feed is not FeedFormat.LISTING or written.house.structured_data is StructuredData.GOOD,
        happened=written.published,
        section=section_of(written),
        dateline=parse(written.dateline).text if written.dateline else None,
        credit_line=parse(written.credit).text if written.credit else None,
        caption=None if caption is None or PLACEHOLDER.match(caption) else caption,
        photo_credit=scene.credit if scene else None,
        paragraphs=printed_paragraphs(written, version=version),
        statements=tuple(_statements(written, version=version, event=event)),
        credits=tuple(_credits(written, version=version)),
        ancestors=ancestors,
        origins=written.origins,
        changes=tuple((later.since, later.change) for later in written.versions if later.change),
    )


def _statements(written: Written, *, version: Version, event: Event) -> Iterator[StatementTruth]:
    if version.change is ChangeKind.RETRACTION:
        return
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for plain in map(parse, version.paragraphs):
        for mark in plain.marks:
            if mark.tag not in CREDIT_TAGS:
                found[mark.about][mark.tag].append(plain.text[mark.start : mark.end])
    for number, parts in sorted(found.items()):
        # A cut may leave a source without its words.
        if parts["c"]:
            yield _statement(parts, saying=event.says[number], utterance=f"{event.key}/{number}", written=written)


def _statement(parts: Mapping[str, list[str]], *, saying: Saying, utterance: str, written: Written) -> StatementTruth:
    content = tuple(parts["c"])
    return StatementTruth(
        utterance=utterance,
        kind=statement_kind(content),
        content=content,
        source=next(iter(parts["s"]), None),
        cue=next(iter(parts["q"]), None),
        addressee=next(iter(parts["a"]), None),
        speaker_kind=saying.kind,
        speaker=saying.names.get(written.language, saying.name),
        role=saying.role,
    )


def _credits(written: Written, *, version: Version) -> Iterator[CreditTruth]:
    inline = () if version.change is ChangeKind.RETRACTION else version.paragraphs
    places = (
        *((CreditForm.DATELINE, text) for text in [written.dateline] if text and inline),
        *((CreditForm.BYLINE, text) for text in [written.byline] if text),
        *((CreditForm.INLINE, text) for text in inline),
        *((CreditForm.CREDIT_LINE, text) for text in [written.credit] if text),
    )
    for form, marked in places:
        yield from _hops(parse(marked), form=form)


def _hops(plain: Plain, *, form: CreditForm) -> Iterator[CreditTruth]:
    for mark in plain.marks:
        if mark.tag in CREDIT_TAGS:
            yield CreditTruth(
                kind=CreditKind(mark.tag),
                form=form,
                outlet=None if mark.about == AGENCIES else mark.about,
                words=plain.text[mark.start : mark.end],
            )


def _ancestors(written: Sequence[Written]) -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for report in written:
        # In the order of publication, so an original is always known before its copies.
        above = [known.get(parent, frozenset()) for parent in report.parents]
        known[report.key] = frozenset(report.parents).union(*above)
    return known


def _copies(written: Written, *, by_key: Mapping[str, Written]) -> Iterator[CopyTruth]:
    for parent in written.parents:
        how = _what_came_of_it(written, parent=by_key.get(parent))
        if how is not None:
            yield CopyTruth(newer=written.key, older=parent, how=how)


def _what_came_of_it(written: Written, *, parent: Written | None) -> How | None:
    """The way of copying as the texts show it: a cut that cuts nothing, or a seed that changes no word, is verbatim."""
    if parent is None or written.report.how is How.QUOTED:
        return written.report.how
    copy, original = written.versions[0], parent.version(written.published)
    if copy.paragraphs != original.paragraphs:
        return written.report.how
    return How.VERBATIM if copy.headline == original.headline else How.RETITLED


def _event_truth(event: Event, *, reports: Sequence[ReportTruth]) -> EventTruth:
    own = [report for report in reports if report.event == event.key]
    return EventTruth(
        key=event.key,
        reports=frozenset(report.key for report in own),
        siblings=frozenset(event.siblings),
        origins=frozenset().union(*(report.origins for report in own)),
    )
