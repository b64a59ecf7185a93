"""What is wrong with a script beyond its schema: names that lead nowhere, texts nobody prints, copies too early."""

import sys
from collections.abc import Iterator
from datetime import date

from headwater.demo.days import fill_days
from headwater.demo.load import load_world
from headwater.demo.marks import CREDIT_TAGS, STATEMENT_TAGS, Plain, parse
from headwater.demo.templates import generate
from headwater.demo.world import (
    AGENCIES,
    UNPUBLISHED,
    Event,
    How,
    Report,
    Template,
    Text,
    World,
    report_ids,
    since_start,
)
from headwater.errors import KnowledgeError

#: Ways of copying, with how many reports they take and whether they bring a text of their own.
_TAKES = {how: 2 if how is How.MERGED else 1 for how in How}
_OWN_TEXT = frozenset({How.REWORDED, How.TRANSLATED, How.QUOTED})
_ANY_DAY = date(2026, 3, 2)
_ANY_SEED = 1


def complaints(world: World) -> Iterator[str]:
    """Give a sentence for everything in a script that cannot stand; nothing where all is well."""
    known = {house.key for house in world.outlets}
    for house in world.outlets:
        if not house.host.endswith(".example"):
            yield f"outlets.toml: {house.key} lives at {house.host}, which does not end in .example"
    for trap in world.traps:
        yield from _unknown(f"traps.toml: {trap.key}", {trap.outlet}, known)
    for event in world.events:
        yield from (f"{event.key}.toml: {words}" for words in _of_event(event, known=known))
    for template in world.templates:
        yield from (f"{template.key}.toml: {words}" for words in _of_reports(template, known=known))


def _of_event(event: Event, *, known: set[str]) -> Iterator[str]:
    yield from _of_reports(event, known=known)
    for name, text in event.texts.items():
        yield from (f"texts.{name}: {words}" for words in _of_text(text, event=event, known=known))
    for number, saying in event.says.items():
        if (saying.name is None) != (saying.kind.value == "unnamed"):
            yield f"says.{number}: an unnamed source has no name, and nobody else is without one"
    for report in event.reports:
        if report.picture is not None:
            yield from _unknown(f"the report of {report.outlet}, picture", {report.picture}, set(event.pictures))


def _of_reports(event: Event | Template, *, known: set[str]) -> Iterator[str]:
    names = report_ids(event.reports)
    places = dict(zip(names, event.reports, strict=True))
    for name, report in places.items():
        yield from _unknown(f"report {name}", {report.outlet}, known)
        yield from (f"report {name}: {words}" for words in _of_report(report, event=event, places=places))
    printed = {report.text for report in event.reports}
    printed |= {origin.removeprefix(UNPUBLISHED) for report in event.reports for origin in report.of}
    printed |= {origin.removeprefix(UNPUBLISHED) for text in event.texts.values() for origin in text.rests_on}
    for lost in sorted(set(event.texts) - printed - {None}, key=str):
        yield f"texts.{lost} is printed by nobody"
    for name, text in event.texts.items():
        allowed = set(places) | {f"{UNPUBLISHED}{key}" for key in event.texts} | {AGENCIES}
        yield from _unknown(f"texts.{name}, rests_on", set(text.rests_on), allowed)


def _of_report(report: Report, *, event: Event | Template, places: dict[str, Report]) -> Iterator[str]:
    if report.text is not None and report.text not in event.texts:
        yield f"there is no texts.{report.text}"
    if (report.how is None) != (not report.of):
        yield "`how` and `of` come together or not at all"
    if report.how is None and report.text is None:
        yield "it has neither a text of its own nor somebody to copy from"
    if report.how is not None and len(report.of) != _TAKES[report.how]:
        yield f"{report.how.value} takes {_TAKES[report.how]} in `of`, not {len(report.of)}"
    if report.how is not None and (report.how in _OWN_TEXT) != (report.text is not None):
        yield f"{report.how.value} {'needs' if report.how in _OWN_TEXT else 'takes no'} `text`"
    yield from _of_order(report, event=event, places=places)


def _of_order(report: Report, *, event: Event | Template, places: dict[str, Report]) -> Iterator[str]:
    for origin in report.of:
        if origin.startswith(UNPUBLISHED):
            yield from _unknown("of", {origin.removeprefix(UNPUBLISHED)}, set(event.texts))
        elif origin not in places:
            yield f"of: there is no report {origin}"
        elif since_start(places[origin].at) >= since_start(report.at):
            yield f"it is not later than {origin}, from which it comes"
    for change in report.changes:
        if since_start(change.at) <= since_start(report.at):
            yield f"it changes at {change.at}, before it was published"


def _of_text(text: Text, *, event: Event, known: set[str]) -> Iterator[str]:
    marks = set()
    for paragraph in text.paragraphs:
        try:
            plain = _plain(paragraph, text=text)
        except ValueError as error:
            yield str(error)
            continue
        marks |= {(mark.tag, mark.about) for mark in plain.marks}
    numbers = {about for tag, about in marks if tag in STATEMENT_TAGS}
    yield from _unknown("says", numbers, set(event.says))
    yield from _unknown("a credit", {about for tag, about in marks if tag in CREDIT_TAGS}, known | {AGENCIES})
    for number in sorted(numbers):
        if ("c", number) not in marks:
            yield f"utterance {number} has a source or a cue, and no content"


def _plain(paragraph: str, *, text: Text) -> Plain:
    return parse(fill_days(paragraph, language=text.language, first_day=_ANY_DAY))


def _unknown(where: str, used: set[str], known: set[str]) -> Iterator[str]:
    for name in sorted(used - known):
        yield f"{where}: there is no {name}"


def main() -> int:
    """Say what is wrong with the shipped script, or how large it is; give the exit code."""
    try:
        world = load_world()
    except KnowledgeError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    wrong = sorted(complaints(world))
    events = (*world.events, *generate(world, seed=_ANY_SEED))
    reports = sum(len(event.reports) for event in events)
    sys.stdout.write("".join(f"{words}\n" for words in wrong))
    sys.stdout.write(f"{len(events)} events, {reports} reports, {len(wrong)} complaints\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
