"""Fit the decision of two stories of full reports that share a language, and print it for `stories/weights.py`.

HEADWATER_BENCH_DATA=../shared/data PYTHONPATH=src:bench:../shared/bench python bench/fit_parts.py

The teachers are those of `fit_full.py` without feeds. Events are cut into parts as grouping may cut them: as it comes,
by day, language and outlet, by halves; each neighbour that a story meets when its size is 2, 4, 8, ... becomes a row.
`--half` fits on half of the events, tests the others, and places the reports of the demo press about them.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from demo_stories import scored, siblings, with_copies
from fit_across import demo_reports
from fit_full import chances, corpus, family, matrix
from fit_stories import in_half, logistic
from headwater.data.load import load_knowledge
from headwater.model.story import Report
from headwater.stories.forms import contradict
from headwater.stories.full_stories import of_full_stories
from headwater.stories.group import place
from headwater.stories.open_stories import OpenStories
from headwater.stories.open_story import OpenStory
from headwater.stories.ties import neighbours
from headwater.stories.weights import FITTED, Decisions

#: How much each teacher counts for.
_SHARES = {"demo": 2.0, "demo 2": 1.0, "ecb-dev": 0.5, "gnews-ts": 0.3, "apart": 0.5}
#: As in `weights.py`; fitted on too few rows.
_LINKS = 2.0
#: A likelihood that is never reached.
_NEVER = 1.1

Part = Callable[[Report], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Two stories that met."""

    teacher: str
    #: How events were cut into parts.
    cut: str
    events: tuple[str, str]
    evidence: dict[str, float]
    same: bool


def main() -> None:
    """Fit, and print the weights and how they do on what they were fitted on, or on the other half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", action="store_true", help="fit on half of the events, test the others")
    half = parser.parse_args().half
    rows = [row for teacher in _SHARES for row in _rows_of(teacher)]
    fitted = _fitted([row for row in rows if not half or all(map(in_half, row.events))])
    print("parts={" + "".join(f'\n    "{name}": {weight:.4f},' for name, weight in fitted.items()) + "\n}")
    _print_scores([row for row in rows if not half or not any(map(in_half, row.events))], fitted)
    if half:
        for decisions in (replace(FITTED, parts_at=_NEVER), replace(FITTED, parts=fitted)):
            print("\n".join(f"# {line}" for line in _placed(decisions)))


def _placed(decisions: Decisions) -> list[str]:
    reports, events = demo_reports(1, chosen=lambda event: not in_half(event))
    told = frozenset(events[report.key] for report in reports)
    apart = frozenset(pair for pair in siblings(1) if pair <= told)
    return scored(with_copies(reports), events, siblings=apart, decisions=decisions)


def _rows_of(teacher: str) -> Iterable[Row]:
    seed = {"demo": 1, "demo 2": 2}.get(teacher)
    reports, events = demo_reports(seed, chosen=lambda _: True) if seed else corpus(teacher)
    cuts: dict[str, Part | None] = {"as it comes": None, "halves": _by_half}
    if seed:
        cuts |= {"days": _by_day, "languages": _by_language, "outlets": _by_outlet}
    for cut, part in cuts.items():
        yield from _met(teacher, cut, reports, events, part=part)


def _by_half(report: Report) -> str:
    return str(crc32(report.key.encode()) % 2)


def _by_day(report: Report) -> str:
    return f"{report.article.date_published or report.first_seen:%d}"


def _by_language(report: Report) -> str:
    # Two groups, so that stories hold several languages and share one.
    language = report.article.language or "en"
    return _by_half(report) if language == "en" else str(crc32(language.encode()) % 2)


def _by_outlet(report: Report) -> str:
    return str(crc32(report.article.outlet.encode()) % 3)


def _met(
    teacher: str, cut: str, reports: Sequence[Report], events: Mapping[str, str], *, part: Part | None
) -> Iterable[Row]:
    knowledge = load_knowledge()
    stories = OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)
    for report in reports:
        if part is None:
            placement = place(report, stories, knowledge=knowledge)
            key = placement.story or report.key
            stories.apply(report, story=key)
            for merged in placement.merges:
                stories.merge(merged, into=key)
        else:
            key = f"{events[report.key]}/{part(report)}"
            stories.apply(report, story=key)
        grown = stories.get(key)
        if grown is None or len(grown.articles) & (len(grown.articles) - 1):
            continue
        for other in neighbours(grown, stories):
            if grown.bodies and other.bodies and not grown.languages.keys().isdisjoint(other.languages):
                if contradict(grown, other):
                    continue
                names = _most(grown, events), _most(other, events)
                yield Row(
                    teacher=teacher,
                    cut=cut,
                    events=(family(names[0]), family(names[1])),
                    evidence=of_full_stories(grown, other, density=stories.density, commonness=stories.commonness),
                    same=names[0] == names[1],
                )


def _most(story: OpenStory, events: Mapping[str, str]) -> str:
    return Counter(events[key] for key in story.articles).most_common(1)[0][0]


def _fitted(rows: Sequence[Row]) -> dict[str, float]:
    names = [name for name in rows[0].evidence if name != "links_across"]
    sizes = Counter((row.teacher, row.cut) for row in rows)
    cuts = Counter(teacher for teacher, _ in sizes)
    shares = np.array([_SHARES[row.teacher] / cuts[row.teacher] / sizes[row.teacher, row.cut] for row in rows])
    labels = np.array([float(row.same) for row in rows])
    weights = logistic(matrix([row.evidence for row in rows], names), labels, shares)
    return {**dict(zip(("bias", *names), map(float, weights), strict=True)), "links_across": _LINKS}


def _print_scores(rows: Sequence[Row], fitted: Mapping[str, float]) -> None:
    likely = chances([row.evidence for row in rows], fitted)
    for teacher, cut in dict.fromkeys((row.teacher, row.cut) for row in rows):
        chosen = [
            (chance, row) for chance, row in zip(likely, rows, strict=True) if (row.teacher, row.cut) == (teacher, cut)
        ]
        known = sum(row.same for _, row in chosen)
        found = [
            f"from {least}: {sum(row.same for chance, row in chosen if chance >= least)} of {known} and "
            f"{sum(not row.same for chance, row in chosen if chance >= least)} wrongly of {len(chosen) - known}"
            for least in (0.7, 0.8, 0.9)
        ]
        print(f"# {teacher}, {cut}: {'; '.join(found)}")


if __name__ == "__main__":
    main()
