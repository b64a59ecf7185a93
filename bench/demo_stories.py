"""How well does grouping alone do on the demo press, in one language, in two, and hour by hour?

    PYTHONPATH=src:bench:../shared/bench python bench/demo_stories.py [--seed N]

The reports as they are written, with what they copy from each other, in the order in which they happen, and not in the
order in which a portal finds them: seconds instead of the minutes of `bench/demo.py`, and a little else.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations

from fit_across import demo_reports
from headwater.data.load import load_knowledge
from headwater.demo.load import load_world
from headwater.demo.site import Site
from headwater.demo.truth import truth_of
from headwater.model.story import Report
from headwater.provenance.reuse import ReuseIndex, find_reuse
from headwater.stories.group import OpenStories, place
from headwater.stories.weights import FITTED, Decisions

_PUBLISHED_EVERY = timedelta(hours=1)


def main() -> None:
    """Place the reports and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    written, events = demo_reports(seed, chosen=lambda _: True)
    print("\n".join(scored(with_copies(written), events, siblings=siblings(seed))))


def siblings(seed: int) -> frozenset[frozenset[str]]:
    """Give the pairs of events that look alike and are not one."""
    truth = truth_of(Site(load_world(), seed=seed, first_day=date(2026, 3, 2)))
    return frozenset(frozenset((event.key, other)) for event in truth.events for other in event.siblings)


def with_copies(reports: Iterable[Report]) -> list[Report]:
    """Give the reports with what each has from earlier ones, as the process of record finds it."""
    index, knowledge = ReuseIndex(), load_knowledge()
    earlier: dict[str, Report] = {}
    found: list[Report] = []
    for report in reports:
        candidates = [earlier[key] for key in index.candidates(report)]
        index.add(report)
        earlier[report.key] = report
        reuses = find_reuse(report, candidates, knowledge=knowledge)
        found.append(replace(report, reuses=tuple(reuse for reuse in reuses if reuse.newer == report.key)))
    return found


def scored(
    reports: Sequence[Report],
    events: Mapping[str, str],
    *,
    siblings: frozenset[frozenset[str]],
    decisions: Decisions = FITTED,
) -> list[str]:
    """Give lines of figures."""
    stories, published, changed = placed(reports, decisions=decisions)
    language = {report.key: report.article.language for report in reports}
    groups: dict[str, list[str]] = {}
    for report in reports:
        groups.setdefault(stories[report.key], []).append(report.key)
    true_groups: dict[str, set[str]] = {}
    for key in stories:
        true_groups.setdefault(events[key], set()).add(key)
    ours = {pair for group in groups.values() for pair in _pairs(group)}
    true = {pair for group in true_groups.values() for pair in _pairs(group)}
    kinds: dict[str, Callable[[tuple[str, str]], bool]] = {
        "pairs": lambda _: True,
        "of one language": lambda pair: language[pair[0]] == language[pair[1]],
        "of two languages": lambda pair: language[pair[0]] != language[pair[1]],
    }
    lines = []
    for name, chosen in kinds.items():
        found, right = sum(map(chosen, ours)), sum(map(chosen, ours & true))
        lines.append(f"{name}: precision {right / found:.3f}, recall {right / sum(map(chosen, true)):.3f}")
    whole = sum(set(group) in true_groups.values() for group in groups.values())
    mixed = {frozenset(pair) for group in groups.values() for pair in combinations({events[key] for key in group}, 2)}
    parts = Counter(events[group[0]] for group in groups.values() if len(group) > 1)
    lines += [
        f"whole: {whole} of {len(true_groups)} events in {len(groups)} stories",
        f"events of several stories of two reports or more: {sum(count > 1 for count in parts.values())}",
        f"siblings kept apart: {len(siblings - mixed)} of {len(siblings)}",
        f"addresses that changed: {changed} of {published}",
    ]
    return lines


def _pairs(keys: Iterable[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(keys), 2)


def placed(reports: Iterable[Report], *, decisions: Decisions) -> tuple[dict[str, str], int, int]:
    """Give the story of each report, how many stories were published, and how many of those were merged later.

    Every hour all stories that are there are published.
    """
    knowledge = load_knowledge()
    open_stories = OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)
    story_of: dict[str, str] = {}
    published: set[str] = set()
    changed = 0
    next_hour: datetime | None = None
    for report in reports:
        if next_hour is None or report.first_seen >= next_hour:
            published |= set(story_of.values())
            next_hour = report.first_seen + _PUBLISHED_EVERY
        placement = place(report, open_stories, knowledge=knowledge, decisions=decisions)
        story = placement.story or report.key
        open_stories.apply(report, story=story)
        story_of[report.key] = story
        for merged in placement.merges:
            open_stories.merge(merged, into=story)
            changed += merged in published
            story_of = {key: story if held == merged else held for key, held in story_of.items()}
    return story_of, len(published | set(story_of.values())), changed


if __name__ == "__main__":
    main()
