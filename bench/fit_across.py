"""Fit the decisions of grouping across languages, and print them for `stories/weights.py`.

HEADWATER_BENCH_DATA=../shared/data PYTHONPATH=src:bench:../shared/bench python bench/fit_across.py

`across`: the teacher is the demo press, the only full reports in several languages whose events we know: its names are
invented, its words are not. Reports are put where they belong, one story for each event and language, and every
candidate that the index finds in another language becomes a row of evidence.

`headlines`: the teachers are the headlines of the demo press, and graded pairs of addresses in ten languages. Each
address is a story of its own, and every other one that the index finds becomes a row. Few of those have a grade; the
rest are of other events but for a few, so each counts little and is taken for another event.

`--half` fits on half of the events and pairs and tests the others.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fit_stories import in_half, logistic, yardstick
from headwater.data.load import load_knowledge
from headwater.demo.load import load_world
from headwater.demo.site import Site
from headwater.demo.truth import truth_of
from headwater.model.article import Article, Block, BlockKind
from headwater.model.story import Report
from headwater.stories.evidence import across
from headwater.stories.headline_across import of_headlines
from headwater.stories.open_stories import OpenStories
from stories_adapters import Stream

SEEDS = (1, 2, 3)
#: How much an address that nobody graded counts for, and a headline of the demo press: a graded one counts for one. In
#: the demo, two days of news and no more, a word of the news belongs to one event more often than in the world.
_UNGRADED, _TOLD = 0.05, 0.3
#: Candidates of an address by what languages share, and by sounds.
_BY_TERMS, _BY_SOUNDS = 300, 12
#: What `headlines` has no use for: addresses name no pictures, and its stories are reports.
_LEFT_OUT = frozenset({"links", "numbers_lacking", "size"})

Row = tuple[dict[str, float], bool]
Evidence = Callable[..., dict[str, float]]


def main() -> None:
    """Fit, and print the weights and how they do on what they were fitted on; `--half`: on the other half."""
    half = "--half" in sys.argv
    rows = [row for seed in SEEDS for row in _apart(*demo_reports(seed, chosen=in_half if half else _all))]
    tested = _apart(*demo_reports(SEEDS[0], chosen=lambda event: not in_half(event))) if half else rows
    weights = _fitted("across", rows, np.ones(len(rows)))
    _print_scores("demo press", tested, weights)
    told = _apart(*_headlines(in_half if half else _all), evidence=of_headlines)
    graded = _graded()
    taught = [row for row in graded if not half or in_half(row.pair)]
    counts = [1.0 if row.graded else _UNGRADED for row in taught]
    rows = [*((_kept(evidence), same) for evidence, same in told), *((row.evidence, row.same) for row in taught)]
    weights = _fitted("headlines", rows, np.array([*(_TOLD for _ in told), *counts]))
    tested = _apart(*_headlines(lambda event: not in_half(event)), evidence=of_headlines) if half else told
    _print_scores("headlines of the demo press", [(_kept(evidence), same) for evidence, same in tested], weights)
    shown = [row for row in graded if row.graded and (not half or not in_half(row.pair))]
    _print_scores("graded addresses that were met", [(row.evidence, row.same) for row in shown], weights)


def _fitted(name: str, rows: Sequence[Row], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = logistic(_matrix(rows), _labels(rows), shares)
    print(f"{name}={{")
    named = zip(("bias", *rows[0][0]), weights, strict=True)
    print("".join(f'    "{each}": {float(weight):.4f},\n' for each, weight in named) + "}")
    return weights


def _print_scores(teacher: str, tested: Sequence[Row], weights: NDArray[np.float64]) -> None:
    likely = 1 / (1 + np.exp(-(weights[0] + _matrix(tested) @ weights[1:])))
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        chosen = likely >= least
        right = float((_labels(tested) * chosen).sum())
        precision, recall = right / max(1, chosen.sum()), right / _labels(tested).sum()
        print(f"# {teacher}, from {least}: P {precision:.3f} R {recall:.3f}")


def _all(_: str) -> bool:
    return True


def _matrix(rows: Sequence[Row]) -> NDArray[np.float64]:
    return np.array([list(evidence.values()) for evidence, _ in rows])


def _labels(rows: Sequence[Row]) -> NDArray[np.float64]:
    return np.array([float(label) for _, label in rows])


def _kept(evidence: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in evidence.items() if name not in _LEFT_OUT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One address that another one met."""

    #: The address that comes first, to part the halves by.
    pair: str
    evidence: dict[str, float]
    graded: bool
    same: bool


def _graded() -> list[Met]:
    corpus = yardstick.SETS["semeval22-train"]()
    if corpus is None:
        return []
    same = {frozenset((one, other)): grade >= corpus["positive"] for one, other, grade in corpus["pairs"]}
    stream = Stream()
    stories = stream.open_stories
    rows: list[Met] = []
    for plain in corpus["docs"]:
        report = stream.report(plain)
        reading = stories.read(report)
        languages = (reading.features.language,)
        by_terms = stories.near_by_terms(reading.across, languages=languages, most=_BY_TERMS)
        by_sounds = stories.near_by_sounds(reading.sounds, languages=languages, most=_BY_SOUNDS)
        for story in {story.key: story for story in (*by_terms, *by_sounds)}.values():
            grade = same.get(frozenset((report.key, story.key)))
            evidence = _kept(of_headlines(reading, story, commonness=stories.commonness))
            pair = min(report.key, story.key)
            rows.append(Met(pair=pair, evidence=evidence, graded=grade is not None, same=bool(grade)))
        stories.apply(report, story=report.key)
    return rows


def _headlines(chosen: Callable[[str], bool]) -> tuple[list[Report], dict[str, str]]:
    reports, events = demo_reports(SEEDS[0], chosen=chosen)
    return [replace(one, article=replace(one.article, body=(), description=None)) for one in reports], events


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


def _apart(reports: Iterable[Report], events: Mapping[str, str], *, evidence: Evidence = across) -> list[Row]:
    """Give rows of reports and of stories with stories in other languages: one story an event and language."""
    open_stories = _nothing_yet()
    rows: list[Row] = []
    for report in reports:
        reading = open_stories.read(report)
        story = f"{events[report.key]}/{report.article.language}"
        grown = open_stories.get(story)
        languages = (reading.features.language,)
        near = open_stories.near_foreign if evidence is across else open_stories.near_by_terms
        for other in near(reading.across, languages=languages, most=12):
            label = events[report.key] == events[other.articles[0]]
            rows.append((evidence(reading, other, commonness=open_stories.commonness), label))
            if grown is not None:
                rows.append((evidence(grown, other, commonness=open_stories.commonness), label))
        open_stories.apply(report, story=story)
    return rows


def _nothing_yet() -> OpenStories:
    knowledge = load_knowledge()
    return OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)


if __name__ == "__main__":
    main()
