"""Does placing a report cost the same after a million of them, and what does the live state weigh?

    python bench/stories_scale.py                      100,000 reports, 20,000 a day, stories open for a day
    python bench/stories_scale.py --whole              a million of them
    python bench/stories_scale.py --window-days 99     nothing is closed: the memory of 100,000 live reports

The reports are made up: eighty words, most of them common ones of the shipped background, and for each event its own
names, places, words and numbers. A fifth of them begin an event, events live for a day or two, a few grow large. What
is counted is CPU time, so that a busy machine does not matter much; memory is the growth of the resident set.
"""

import argparse
import gc
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind
from headwater.model.story import Report
from headwater.stories.group import OpenStories, place

_START = datetime(2026, 3, 2, tzinfo=UTC)
_SYLLABLES = ("ba", "del", "ko", "mir", "ven", "tos", "ral", "in", "gar", "lu", "sel", "no", "pra", "th", "ez", "or")
_BEGINS, _LIFE_DAYS = 0.2, 1.5
#: Reports between two looks at what is to be closed, about an hour of them.
_SWEEP = 800
_TENTHS = 10


@dataclass
class Event:
    """What the reports of one event share."""

    names: list[str]
    words: list[str]
    ends: datetime
    pull: float


def main() -> None:
    """Run the stream and print CPU time by tenth, live state and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--whole", action="store_true", help="a million reports")
    parser.add_argument("--per-day", type=int, default=20_000)
    parser.add_argument("--window-days", type=float, default=1.0)
    chosen = parser.parse_args()
    gc.set_threshold(200_000, 50, 1_000)  # as the process of record does
    count = 1_000_000 if chosen.whole else chosen.n
    knowledge = load_knowledge()
    stories = OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)
    window = timedelta(days=chosen.window_days)
    before = resident_mb()
    spent = [0.0] * _TENTHS
    for number, report in enumerate(reports(count, per_day=chosen.per_day)):
        started = time.process_time()
        if number % _SWEEP == 0:
            stories.forget_before(report.first_seen - window)
        placement = place(report, stories, knowledge=knowledge)
        story = placement.story or report.key
        stories.apply(report, story=story)
        for merged in placement.merges:
            stories.merge(merged, into=story)
        spent[number * _TENTHS // count] += time.process_time() - started
    micros = [seconds * 1e6 * _TENTHS / count for seconds in spent]
    live = sum(len(story.articles) for story in stories)
    print(f"CPU us a report, by tenth: {' '.join(f'{one:.0f}' for one in micros)}")
    print(
        f"the last tenth against the third: x{micros[-1] / micros[2]:.2f}; {1e6 * _TENTHS / sum(micros):.0f} reports/s"
    )
    print(f"live at the end: {live:,} reports in {len(stories):,} stories, {resident_mb() - before:.0f} MB")


def reports(count: int, *, per_day: int) -> Iterator[Report]:
    """Give made-up reports in their order; the same ones on every run."""
    chance = random.Random(1)
    common = [word for word in load_knowledge().background.counts if word.isalpha()]
    shares = [*accumulate(1.0 / (rank + 20) for rank in range(len(common)))]
    live: list[Event] = []
    for number in range(count):
        now = _START + timedelta(days=number / per_day)
        if not live or chance.random() < _BEGINS:
            event = _event(chance, common, now=now)
            live.append(event)
        else:
            event = max(chance.choices(live, k=3), key=lambda one: one.pull)
        if event.ends < now and len(live) > 1:
            live.remove(event)
        yield _report(number, event, chance=chance, common=common, shares=shares, now=now)


def resident_mb() -> float:
    """Give the memory this process holds, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _event(chance: random.Random, common: Sequence[str], *, now: datetime) -> Event:
    return Event(
        names=[_name(chance) for _ in range(6)],
        words=[*(chance.choice(common) for _ in range(24)), *(str(chance.randrange(10, 5_000)) for _ in range(3))],
        ends=now + timedelta(days=chance.expovariate(1 / _LIFE_DAYS)),
        pull=chance.paretovariate(1.1),
    )


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randrange(3, 6))).capitalize()


def _report(  # noqa: PLR0913 - what a report is made of
    number: int, event: Event, *, chance: random.Random, common: Sequence[str], shares: Sequence[float], now: datetime
) -> Report:
    def told(length: int, own: float) -> str:
        at_large = chance.choices(common, cum_weights=shares, k=length)
        drawn = (chance.random() for _ in range(length))
        return " ".join(
            chance.choice(event.names) if draw < own / 2 else chance.choice(event.words) if draw < own else word
            for draw, word in zip(drawn, at_large, strict=True)
        )

    outlet = f"outlet{chance.randrange(300)}"
    article = Article(
        url=f"https://{outlet}.example/{number}",
        outlet=outlet,
        headline=told(9, 0.7),
        language="en",
        date_published=now,
        body=(Block(kind=BlockKind.PARAGRAPH, text=told(70, 0.4)),),
    )
    return Report(key=f"r{number}", article=article, first_seen=now)


if __name__ == "__main__":
    main()
