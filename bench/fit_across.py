"""Fit the decision of grouping across languages, and print it for `stories/weights.py`.

HEADWATER_BENCH_DATA=../shared/data PYTHONPATH=src:bench:../shared/bench python bench/fit_across.py

The teacher is the demo press, the only full reports in several languages whose events we know: its names are invented,
its words are not. Reports are put where they belong, one story for each event and language, and every candidate that
the index finds in another language becomes a row of evidence. `--half` fits on half of the events and tests the others.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
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
from headwater.stories.open_story import Reading

SEEDS = (1, 2, 3)
Row = tuple[dict[str, float], bool]
Labels = Callable[[list[str], list[str]], bool | None]


def main() -> None:
    """Fit on the events of the demo press, and print the weights; `--half`: on half, tested on the others."""
    half = "--half" in sys.argv
    rows = [row for seed in SEEDS for row in _of_demo(seed, chosen=in_half if half else _all)]
    names = list(rows[0][0])
    weights = logistic(_matrix(rows), _labels(rows), np.ones(len(rows)))
    print("across={")
    print("".join(f'    "{n}": {float(w):.4f},\n' for n, w in zip(("bias", *names), weights, strict=True)) + "}")
    tested = _of_demo(SEEDS[0], chosen=lambda event: not in_half(event)) if half else rows
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


def _of_demo(seed: int, *, chosen: Callable[[str], bool]) -> list[Row]:
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
    return _rows(
        reports,
        story=lambda report: f"{events[report.key]}/{report.article.language}",
        same=lambda articles, others: events[articles[0]] == events[others[0]],
    )


def _rows(reports: Iterable[Report], *, story: Callable[[Report], str], same: Labels) -> list[Row]:
    knowledge = load_knowledge()
    open_stories = OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)
    rows: list[Row] = []
    for report in reports:
        reading = open_stories.read(report)
        grown = open_stories.get(story(report))
        pairs: list[tuple[Reading, str]] = [(reading, report.key)]
        languages = (reading.features.language,)
        for other in open_stories.near_foreign(reading.across, languages=languages, most=12):
            label = same([pairs[0][1]], other.articles)
            if label is not None:
                rows.append((across(reading, other, commonness=open_stories.commonness), label))
                if grown is not None:
                    rows.append((across(grown, other, commonness=open_stories.commonness), label))
        open_stories.apply(report, story=story(report))
    return rows


if __name__ == "__main__":
    main()
