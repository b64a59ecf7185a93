"""Fit the decision of full reports in any languages, and print it for `stories/weights.py`.

HEADWATER_BENCH_DATA=../shared/data PYTHONPATH=src:bench:../shared/bench python bench/fit_full.py

The teachers: the demo press (six languages; its names are invented, its words are not), ECB+ (siblings), headlines with
snippets, pages that stand alone, and half of the recorded feeds, each of whose entries tells of something of its own.
Each is run with stories as they should be, by event and by event and language, and as grouping makes them; each
candidate met becomes a row. `--half` fits on half of the events and tests the others.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fit_across import demo_reports
from fit_stories import apart, in_half, logistic, yardstick
from groupings import recorded_reports
from headwater.data.load import load_knowledge
from headwater.model.story import Report
from headwater.stories.forms import has_headline_of_form
from headwater.stories.full_report import of_full
from headwater.stories.group import full_candidates, place
from headwater.stories.open_stories import OpenStories
from headwater.stories.open_story import OpenStory, Reading
from headwater.stories.weights import FITTED, Decisions
from stories_adapters import Stream

#: How much each teacher counts for.
_SHARES = {"demo": 2.0, "ecb-dev": 0.5, "gnews-ts": 0.6, "apart": 0.5, "feeds": 0.5}
_MOST_REPORTS = 2_500
#: As in `weights.py`; fitted on too few rows.
_LINKS = 2.0
#: Grouping as it is learns from the states that the round before leads to.
_ROUNDS = 2
_EVENTS, _LANGUAGES, _AS_IT_IS = "events", "events and languages", "as it is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One candidate that one report met."""

    teacher: str
    #: Of the stories it was met in.
    regime: str
    report: str
    event: str
    evidence: dict[str, float]
    same: bool


def main() -> None:
    """Fit, and print the weights and how they do on what they were fitted on, or on the other half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", action="store_true", help="fit on half of the events, test the others")
    half = parser.parse_args().half
    decisions = FITTED
    for _ in range(_ROUNDS):
        rows = [row for teacher in _SHARES for row in _rows_of(teacher, decisions)]
        fitted = _fitted([row for row in rows if not half or in_half(row.event)])
        decisions = replace(decisions, full=fitted)
    print("full={" + "".join(f'\n    "{name}": {weight:.4f},' for name, weight in fitted.items()) + "\n}")
    _print_scores([row for row in rows if not half or not in_half(row.event)], fitted)


def _rows_of(teacher: str, decisions: Decisions) -> list[Row]:
    own = {"demo": _demo, "feeds": _feeds}.get(teacher)
    reports, events = own() if own else corpus(teacher)
    regimes = {"demo": (_EVENTS, _LANGUAGES, _AS_IT_IS), "apart": (_AS_IT_IS,), "feeds": (_AS_IT_IS,)}.get(
        teacher, (_EVENTS, _AS_IT_IS)
    )
    return [row for regime in regimes for row in _met(teacher, regime, reports, events, decisions=decisions)]


def _demo() -> tuple[Sequence[Report], Mapping[str, str]]:
    return demo_reports(1, chosen=lambda _: True)


def _feeds() -> tuple[Sequence[Report], Mapping[str, str]]:
    """Give half of the recorded feeds; nothing is known of entries of two feeds, those of one are events each."""
    reports = [report for report in recorded_reports(every=1) if in_half(report.article.outlet)]
    return sorted(reports, key=lambda one: (one.first_seen, one.key)), {report.key: report.key for report in reports}


def corpus(name: str) -> tuple[Sequence[Report], Mapping[str, str]]:
    """Give the reports of a corpus, at most 2,500, and their events by key."""
    corpus = apart(name) if name == "apart" else yardstick.SETS[name]()
    if corpus is None:
        return (), {}
    stream = Stream()
    documents = corpus["docs"][:_MOST_REPORTS]
    events = {str(plain["id"]): str(story) for plain, story in documents}
    return [stream.report(plain) for plain, _ in documents], events


def _met(
    teacher: str, regime: str, reports: Iterable[Report], events: Mapping[str, str], *, decisions: Decisions
) -> Iterable[Row]:
    knowledge = load_knowledge()
    stories = OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)
    for report in reports:
        reading = stories.read(report)
        for margin, story in full_candidates(
            reading, stories.near(reading.words), open_stories=stories, chosen=_both_have_texts
        ):
            if has_headline_of_form(reading, story) or (teacher == "feeds" and not _is_apart(report, story)):
                continue
            most = Counter(events[key] for key in story.articles).most_common(1)[0][0]
            evidence = of_full(reading, story, margin=margin, density=stories.density, commonness=stories.commonness)
            yield Row(
                teacher=teacher,
                regime=regime,
                report=report.key,
                event=family(events[report.key]),
                evidence=evidence,
                same=most == events[report.key],
            )
        if regime == _AS_IT_IS:
            placement = place(report, stories, knowledge=knowledge, decisions=decisions)
            story_key = placement.story or report.key
            stories.apply(report, story=story_key)
            for merged in placement.merges:
                stories.merge(merged, into=story_key)
        else:
            event = events[report.key]
            stories.apply(report, story=event if regime == _EVENTS else f"{event}/{report.article.language}")


def _is_apart(report: Report, story: OpenStory) -> bool:
    # Outlets seldom tell of one event twice.
    return story.outlets.keys() == {report.article.outlet}


def _both_have_texts(reading: Reading, story: OpenStory) -> bool:
    # Streams without times teach too.
    return bool(reading.features.body and story.bodies)


def family(event: str) -> str:
    """Give what an event has in common with its siblings."""
    # The forms of the demo and the siblings of ECB+ share what stands before the last number or plus.
    return event.rstrip("+").split("-")[0]


def _fitted(rows: Sequence[Row]) -> dict[str, float]:
    names = [name for name in rows[0].evidence if name != "links"]
    sizes = Counter(row.teacher for row in rows)
    shares = np.array([_SHARES[row.teacher] / sizes[row.teacher] for row in rows])
    labels = np.array([float(row.same) for row in rows])
    weights = logistic(matrix([row.evidence for row in rows], names), labels, shares)
    return {**dict(zip(("bias", *names), map(float, weights), strict=True)), "links": _LINKS}


def chances(evidence: Sequence[Mapping[str, float]], fitted: Mapping[str, float]) -> NDArray[np.float64]:
    """Give the likelihood of each row of evidence by fitted weights, 0..1."""
    names = [name for name in fitted if name != "bias"]
    weighed: NDArray[np.float64] = fitted["bias"] + matrix(evidence, names) @ np.array([fitted[name] for name in names])
    likely: NDArray[np.float64] = 1 / (1 + np.exp(-weighed))
    return likely


def matrix(evidence: Sequence[Mapping[str, float]], names: Sequence[str]) -> NDArray[np.float64]:
    """Give rows of evidence as rows of numbers, a column a name."""
    return np.array([[row[name] for name in names] for row in evidence])


def _print_scores(rows: Sequence[Row], fitted: Mapping[str, float]) -> None:
    """Print, for each teacher and regime, how many reports the likeliest story takes rightly and wrongly."""
    likely = chances([row.evidence for row in rows], fitted)
    met: dict[tuple[str, str], dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for chance, row in zip(likely, rows, strict=True):
        met[row.teacher, row.regime][row.report].append((float(chance), row.same))
    for (teacher, regime), reports in met.items():
        best = [max(candidates) for candidates in reports.values()]
        known = sum(any(same for _, same in candidates) for candidates in reports.values())
        for least in (0.5, 0.6, 0.7, 0.8, 0.9):
            joined = [same for chance, same in best if chance >= least]
            right = sum(joined)
            print(f"# {teacher}, {regime}, from {least}: {right} of {known} joined, {len(joined) - right} wrongly")


if __name__ == "__main__":
    main()
