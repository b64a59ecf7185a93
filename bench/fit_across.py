"""Fit the decisions of grouping across languages, and print them for `stories/weights.py`.

HEADWATER_BENCH_DATA=../shared/data PYTHONPATH=src:bench:../shared/bench python bench/fit_across.py

The teacher is the demo press, the only full reports in several languages whose events we know: its names are invented,
its words are not. Reports are put where they belong, one story for each event and language, and every candidate that
the index finds in another language becomes a row of evidence. `--half` fits on half of the events and tests the others.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fit_stories import in_half, logistic
from headwater.data.load import load_knowledge
from headwater.demo.load import load_world
from headwater.demo.site import Site
from headwater.demo.truth import truth_of
from headwater.model.article import Article, Block, BlockKind
from headwater.model.story import Report
from headwater.stories.evidence import across
from headwater.stories.open_stories import OpenStories

SEEDS = (1, 2, 3)
Row = tuple[dict[str, float], bool]


def main() -> None:
    """Fit on the events of the demo press, and print the weights; `--half`: on half, tested on the others."""
    half = "--half" in sys.argv
    rows = [row for seed in SEEDS for row in _apart(*demo_reports(seed, chosen=in_half if half else _all))]
    tested = _apart(*demo_reports(SEEDS[0], chosen=lambda event: not in_half(event))) if half else rows
    _print("across", rows, tested)


def _print(name: str, rows: Sequence[Row], tested: Sequence[Row]) -> None:
    names = list(rows[0][0])
    weights = logistic(_matrix(rows), _labels(rows), np.ones(len(rows)))
    print(f"{name}={{")
    print("".join(f'    "{n}": {float(w):.4f},\n' for n, w in zip(("bias", *names), weights, strict=True)) + "}")
    likely = 1 / (1 + np.exp(-(weights[0] + _matrix(tested) @ weights[1:])))
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        chosen = likely >= least
        right = float((_labels(tested) * chosen).sum())
        print(f"# from {least}: P {right / max(1, chosen.sum()):.3f} R {right / _labels(tested).sum():.3f}")


def _all(_: str) -> bool:
    return True


def _matrix(rows: Sequence[Row]) -> NDArray[np.float64]:
    return np.array([list(evidence.values()) for evidence, _ in rows])


def _labels(rows: Sequence[Row]) -> NDArray[np.float64]:
    return np.array([float(label) for _, label in rows])


def demo_reports(seed: int, *, chosen: Callable[[str], bool]) -> tuple[list[Report], dict[str, str]]:
    """Give the reports of the demo press as written, in the order they happened, and their events by key."""
    truth = truth_of(Site(load_world(), seed=seed, first_day=date(2026, 3, 2)))
    events = {report.key: report.event for report in truth.reports}
    reports = [
        Report(
            key=told.key,
            first_seen=told.happened,
            article=Article(
                url=told.url,
                outlet=told.outlet,
                headline=told.headline,
                description=told.summary,
                language=told.language,
                date_published=told.published,
                body=tuple(Block(kind=BlockKind.PARAGRAPH, text=paragraph) for paragraph in told.paragraphs),
            ),
        )
        for told in sorted(truth.reports, key=lambda told: (told.happened, told.key))
        if chosen(told.event.split("-")[0])
    ]
    return reports, events


def _apart(reports: Iterable[Report], events: Mapping[str, str]) -> list[Row]:
    """Give rows of reports and of stories with stories in other languages: one story an event and language."""
    open_stories = _nothing_yet()
    rows: list[Row] = []
    for report in reports:
        reading = open_stories.read(report)
        story = f"{events[report.key]}/{report.article.language}"
        grown = open_stories.get(story)
        languages = (reading.features.language,)
        for other in open_stories.near_foreign(reading.across, languages=languages, most=12):
            label = events[report.key] == events[other.articles[0]]
            rows.append((across(reading, other, commonness=open_stories.commonness), label))
            if grown is not None:
                rows.append((across(grown, other, commonness=open_stories.commonness), label))
        open_stories.apply(report, story=story)
    return rows


def _nothing_yet() -> OpenStories:
    knowledge = load_knowledge()
    return OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)


if __name__ == "__main__":
    main()
