"""Events that a seed makes: weather, prices, notices, and who copies them."""

import re
from collections.abc import Iterator
from random import Random

from msgspec.structs import replace

from headwater.demo.copies import dice
from headwater.demo.world import Event, How, Report, Saying, Template, Text, World, since_start

_SLOT = re.compile(r"<(\w+)(?::(\d+)-(\d+))?>")
#: What a copier may do without words of its own.
_PLAIN_WAYS = (How.VERBATIM, How.CUT, How.SHUFFLED, How.LIGHT, How.HEAVY)
_MINUTES_PER_DAY = 24 * 60
_LAST_MINUTE = 2 * _MINUTES_PER_DAY - 1
_SOURCE_LINE = {
    "en": "Source: {{published {key}|{name}}}",
    "de": "Quelle: {{published {key}|{name}}}",
    "es": "Fuente: {{published {key}|{name}}}",
    "el": "Πηγή: {{published {key}|{name}}}",
    "ru": "Источник: {{published {key}|{name}}}",
    "ar": "المصدر: {{published {key}|{name}}}",
}


def generate(world: World, *, seed: int) -> tuple[Event, ...]:
    """Give all events of the world's templates, filled in by the seed.

    The same seed gives the same events. Events of one template are siblings: alike, and never one story.
    """
    return tuple(event for template in world.templates for event in _events(template, world=world, seed=seed))


def _events(template: Template, *, world: World, seed: int) -> Iterator[Event]:
    keys = [f"{template.key}-{number}" for number in range(1, template.events + 1)]
    order = dice(seed, template.key).sample(range(len(template.rows)), len(template.rows))
    for number, key in enumerate(keys):
        chance = dice(seed, key)
        slots = {name: chance.choice(values) for name, values in template.slots.items()}
        if order:
            slots |= template.rows[order[number % len(order)]]
        event = _filled(template, key=key, slots=slots, chance=chance)
        reports = tuple(_later(report, number * template.every_min) for report in event.reports)
        copies = _copies(template, reports=reports, world=world, chance=chance)
        siblings = tuple(other for other in keys if other != key)
        yield replace(event, reports=(*reports, *copies), siblings=siblings)


def _filled(template: Template, *, key: str, slots: dict[str, str], chance: Random) -> Event:
    def filled(text: str | None) -> str | None:
        return None if text is None else _SLOT.sub(drawn, text)

    def drawn(found: re.Match[str]) -> str:
        if found[2]:
            name = found[1]
            # A number that was drawn once stays: headline and text agree.
            slots.setdefault(name, str(chance.randint(int(found[2]), int(found[3]))))
        return slots[found[1]]

    texts = {
        name: Text(
            language=text.language,
            headline=filled(text.headline) or "",
            summary=filled(text.summary),
            body=filled(text.body) or "",
            byline=filled(text.byline),
            rests_on=text.rests_on,
        )
        for name, text in template.texts.items()
    }
    says = {number: _said(saying, slots=slots) for number, saying in template.says.items()}
    reports = tuple(
        replace(report, headline=filled(report.headline), dateline=filled(report.dateline))
        for report in template.reports
    )
    return Event(key=key, section=template.section, says=says, texts=texts, reports=reports)


def _said(saying: Saying, *, slots: dict[str, str]) -> Saying:
    def filled(text: str | None) -> str | None:
        return None if text is None else _SLOT.sub(lambda found: slots[found[1]], text)

    names = {language: filled(name) or "" for language, name in saying.names.items()}
    return replace(saying, name=filled(saying.name), names=names, role=filled(saying.role))


def _later(report: Report, minutes: int) -> Report:
    changes = tuple(replace(change, at=_moved(change.at, minutes)) for change in report.changes)
    return replace(report, at=_moved(report.at, minutes), changes=changes)


def _copies(template: Template, *, reports: tuple[Report, ...], world: World, chance: Random) -> Iterator[Report]:
    if not template.copies:
        return
    first = {template.texts[report.text].language: report for report in reversed(reports) if report.text}
    taken = {report.outlet for report in reports}
    able = [house for house in world.outlets if house.feed and house.language in first and house.key not in taken]
    able = [house for house in able if house.key in template.copiers]
    for house in chance.sample(able, min(template.copies, len(able))):
        original = first[house.language]
        line = _SOURCE_LINE[house.language].format(key=original.outlet, name=world.house(original.outlet).name)
        yield Report(
            outlet=house.key,
            at=_moved(original.at, chance.randint(6, 80)),
            of=(original.outlet,),
            how=chance.choice(_PLAIN_WAYS),
            keep=2,
            credit=line if chance.random() < template.credited else None,
        )


def _moved(moment: str, minutes: int) -> str:
    total = int(since_start(moment).total_seconds()) // 60 + minutes
    day, minute = divmod(min(total, _LAST_MINUTE), _MINUTES_PER_DAY)
    return f"{day + 1} {minute // 60:02d}:{minute % 60:02d}"
