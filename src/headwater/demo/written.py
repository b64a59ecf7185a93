"""The script played through: every report as its outlet prints it, at any time, with where its words come from.

World, seed, first day ── compose ──▶ Written ... in the order of publication
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

from anyascii import anyascii

from headwater.demo.copies import Copying, Paragraphs, derive, dice, swapped
from headwater.demo.days import fill_days
from headwater.demo.templates import generate
from headwater.demo.world import (
    AGENCIES,
    UNPUBLISHED,
    ChangeKind,
    Event,
    House,
    How,
    Report,
    Scene,
    Section,
    Text,
    World,
    report_ids,
    since_start,
)

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a report says from one time on."""

    since: datetime
    headline: str
    #: Marked.
    paragraphs: Paragraphs
    #: Printed above the text.
    note: str | None = None
    #: None for the first version.
    change: ChangeKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One report as it stands in the world. `None` and empty mean that nothing is printed there."""

    #: Event and report: "cook-ferry/ledger#2".
    key: str
    event: str
    house: House
    report: Report
    section: Section
    language: str
    url: str
    #: First is the first version; at least one.
    versions: tuple[Version, ...]
    summary: str | None
    #: A person's name, or a marked line of the desk.
    byline: str | None
    #: Marked.
    dateline: str | None
    credit: str | None
    published: datetime
    #: When the feed announces it.
    listed: datetime
    picture: Scene | None
    #: Keys of reports it comes from, and texts that nobody published ("cook-ferry/text:release").
    parents: tuple[str, ...]
    #: What it rests on in the end: owners of outlets, unpublished texts, AGENCIES.
    origins: frozenset[str]

    def version(self, now: datetime) -> Version:
        """Give what it says at a time; the first version before all."""
        return [self.versions[0], *(version for version in self.versions if version.since <= now)][-1]


def compose(world: World, *, seed: int, first_day: date) -> tuple[Written, ...]:
    """Give every report of the script and of its templates, in the order of publication.

    Raises:
        KnowledgeError: where the script asks for something that cannot be done; the message names the event.

    """
    events = (*world.events, *generate(world, seed=seed))
    written = [
        report
        for event in events
        for report in _Playing(world=world, event=event, seed=seed, first_day=first_day).reports()
    ]
    return tuple(sorted(written, key=lambda report: (report.published, report.key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Playing:
    """One event being played."""

    world: World
    event: Event
    seed: int
    first_day: date

    def reports(self) -> Iterator[Written]:
        done: dict[str, Written] = {}
        named = zip(report_ids(self.event.reports), self.event.reports, strict=True)
        for name, report in sorted(named, key=lambda pair: since_start(pair[1].at)):
            done[name] = self._written(report, name=name, done=done)
            yield done[name]

    def _written(self, report: Report, *, name: str, done: Mapping[str, Written]) -> Written:
        key = f"{self.event.key}/{name}"
        house = self.world.house(report.outlet)
        text = self._text(report, done=done)
        paragraphs = self._paragraphs(report, key=key, done=done, language=text.language)
        headline = self._filled(report.headline or text.headline, language=text.language) or key
        published = self._time(report.at)
        first = Version(since=published, headline=headline, paragraphs=paragraphs)
        return Written(
            key=key,
            event=self.event.key,
            house=house,
            report=report,
            section=self.event.section,
            language=text.language,
            url=_address(house, key=key, headline=headline, published=published, section=self.event.section),
            versions=tuple(self._versions(first, report=report, key=key)),
            summary=self._filled(report.summary or text.summary, language=text.language),
            byline=report.byline or (text.byline if report.text else None),
            dateline=self._filled(report.dateline, language=text.language),
            credit=self._filled(report.credit, language=text.language),
            published=published,
            listed=self._time(report.listed or report.at),
            picture=self._picture(report, done=done),
            parents=tuple(f"{self.event.key}/{origin}" for origin in report.of),
            origins=self._origins(report, text=text, done=done),
        )

    def _text(self, report: Report, *, done: Mapping[str, Written]) -> Text:
        if report.text is not None:
            return self.event.texts[report.text]
        origin = report.of[0]
        if origin.startswith(UNPUBLISHED):
            return self.event.texts[origin.removeprefix(UNPUBLISHED)]
        parent = done[origin]
        first = parent.versions[0]
        body = "\n\n".join(first.paragraphs)
        return Text(language=parent.language, headline=first.headline, summary=parent.summary, body=body)

    def _paragraphs(self, report: Report, *, key: str, done: Mapping[str, Written], language: str) -> Paragraphs:
        copying = Copying(
            report=report,
            parents=tuple(self._body(origin, done=done, at=self._time(report.at)) for origin in report.of),
            own=self._own(self.event.texts[report.text]) if report.text else (),
            wording=self.world.wording.get(language, ()),
            dice=dice(self.seed, key),
        )
        return swapped(derive(copying), report.swap, where=key)

    def _body(self, origin: str, *, done: Mapping[str, Written], at: datetime) -> Paragraphs:
        if origin.startswith(UNPUBLISHED):
            return self._own(self.event.texts[origin.removeprefix(UNPUBLISHED)])
        return done[origin].version(at).paragraphs

    def _own(self, text: Text) -> Paragraphs:
        return tuple(self._filled(part, language=text.language) or "" for part in text.paragraphs)

    def _versions(self, first: Version, *, report: Report, key: str) -> Iterator[Version]:
        version = first
        yield version
        for change in report.changes:
            version = Version(
                since=self._time(change.at),
                headline=change.headline or version.headline,
                paragraphs=swapped(version.paragraphs, change.swap, where=key),
                note=change.note or version.note,
                change=change.kind,
            )
            yield version

    def _picture(self, report: Report, *, done: Mapping[str, Written]) -> Scene | None:
        if report.picture is not None:
            return self.event.pictures[report.picture]
        # Who copies the whole report takes the picture along.
        takes_all = report.how in {How.VERBATIM, How.RETITLED} and report.of[0] in done
        return done[report.of[0]].picture if takes_all else None

    def _origins(self, report: Report, *, text: Text, done: Mapping[str, Written]) -> frozenset[str]:
        rests_on = report.of if report.how not in {None, How.QUOTED} else text.rests_on
        if not rests_on:
            house = self.world.house(report.outlet)
            return frozenset({house.part_of or house.key})
        return frozenset().union(*(self._roots(origin, done=done) for origin in rests_on))

    def _roots(self, origin: str, *, done: Mapping[str, Written]) -> frozenset[str]:
        if origin == AGENCIES:
            return frozenset({AGENCIES})
        if origin.startswith(UNPUBLISHED):
            text = self.event.texts[origin.removeprefix(UNPUBLISHED)]
            above = [self._roots(further, done=done) for further in text.rests_on]
            return frozenset().union(*above) if above else frozenset({f"{self.event.key}/{origin}"})
        return done[origin].origins

    def _time(self, moment: str) -> datetime:
        midnight = datetime(self.first_day.year, self.first_day.month, self.first_day.day, tzinfo=UTC)
        return midnight + since_start(moment)

    def _filled(self, text: str | None, *, language: str) -> str | None:
        return None if text is None else fill_days(text, language=language, first_day=self.first_day)


def _address(house: House, *, key: str, headline: str, published: datetime, section: Section) -> str:
    ascii_headline = anyascii(headline).casefold()
    slug = _NO_LETTERS.sub("-", ascii_headline)[:_SLUG_LENGTH].strip("-")
    number = 100_000 + Random(key).randrange(900_000)  # noqa: S311 - an address has to be the same in every run
    path = house.address.format(section=section.value, slug=slug, number=number, day=f"{published:%Y/%m/%d}")
    return f"http://{house.host}{path}"
