"""Fit the weights of the two decisions of grouping on labelled streams, and print them for `stories/weights.py`.

HEADWATER_BENCH_DATA=../shared/data PYTHONPATH=src:bench:../shared/bench python bench/fit_stories.py

A stream is run with the weights of the round before; every choice it met becomes a row of evidence with its label, so
the weights learn from the states they lead to (Ross et al. 2011, dataset aggregation). Then logistic regression, each
corpus weighing the same however large it is. `--without` leaves a corpus out, to see what it taught. `--half` fits on
half of the stories (by a digest of their names) and prints how the other half of each stream comes out.
"""

import argparse
import hashlib
import importlib
import pickle
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.stories.group import candidates
from headwater.stories.open_stories import OpenStories
from headwater.stories.ties import neighbours, tie
from headwater.stories.weights import FITTED, PLAIN, Decisions
from stories_adapters import Plain, Stream

yardstick = importlib.import_module("stories")

CORPORA = {
    "uci": "uci",
    "gnews-t": "gnews",
    "gnews-ts": "gnews",
    "ecb-dev": "ecb",
    "ru-0525": "ru",
    "ru-0527": "ru",
    "semeval22-train": "semeval",
    "apart": "apart",
    "apart-headlines": "apart",
}
#: Thresholds of the rounds: streams that merge readily and streams that do not.
_ROUNDS = ((0.6, 0.7), (0.5, 0.8), (0.5, 0.7))
_RIDGE = 1e-3
#: Corpora of labelled pairs know of few of the stories that could be merged, and mostly of those that should be.
_PAIRS, _PAIRS_COUNT = frozenset({"ru", "semeval"}), 0.25
#: How much pages that stand alone count for in the end: more lowers recall on dense streams, less joins strangers on
#: sparse ones. While the rounds run they count in full, so that rows come from streams that merge too little as well.
_APART_COUNTS = 0.3
#: What candidates by words have as evidence; full reports, and headlines in two languages, have decisions of their own.
_OF_WORDS = FITTED.join.keys() - {"bias"}

Row = tuple[dict[str, float], bool]


@dataclass
class Labels:
    """What is known of which reports are of one event: by story, or by pairs."""

    story: Mapping[str, object] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    def same(self, articles: Sequence[str], others: Sequence[str]) -> bool | None:
        """Say whether two groups are of one event, by the stories most of their reports are of; None if not known."""
        if self.story:
            return self._most(articles) == self._most(others)
        return next((self.pairs[a, b] for a in articles for b in others if (a, b) in self.pairs), None)

    def _most(self, articles: Sequence[str]) -> object:
        return Counter(self.story[article] for article in articles).most_common(1)[0][0]


@dataclass
class Rows:
    """Evidence with labels, of both decisions."""

    join: list[Row] = field(default_factory=list)
    merge: list[Row] = field(default_factory=list)


class Recorder(Stream):
    """A stream that keeps every choice it met."""

    def __init__(self, labels: Labels, *, decisions: Decisions) -> None:
        """Run with the given weights."""
        super().__init__(decisions=decisions)
        self._labels = labels
        self.rows = Rows()

    def add(self, plain: Plain) -> str:
        """Place one report; keep what spoke for and against each candidate."""
        report = self.report(plain)
        reading = self.open_stories.read(report)
        for candidate in candidates(reading, self.open_stories, decisions=self.decisions):
            if candidate.evidence.keys() >= _OF_WORDS:
                self._keep(self.rows.join, candidate.evidence, [report.key], candidate.story.articles)
        placement = self.placed(report)
        story = placement.story or report.key
        self.open_stories.apply(report, story=story)
        self._keep_ties(story, self.open_stories)
        self.merge(placement.merges, into=story)
        return story

    def _keep_ties(self, story: str, open_stories: OpenStories) -> None:
        grown = open_stories.get(story)
        if grown is None or len(grown.articles) & (len(grown.articles) - 1) or len(grown.articles) == 1:
            return
        for other in neighbours(grown, open_stories):
            self._keep(self.rows.merge, tie(grown, other, open_stories=open_stories), grown.articles, other.articles)

    def _keep(
        self, rows: list[Row], evidence: dict[str, float], articles: Sequence[str], others: Sequence[str]
    ) -> None:
        label = self._labels.same(articles, others)
        if label is not None:
            rows.append((evidence, label))


def main() -> None:
    """Fit on all corpora that are there, and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without", default="", help="a corpus to leave out")
    parser.add_argument("--half", action="store_true", help="fit on half of the stories")
    parser.add_argument("--rows", default="", help="a file that keeps the rows of evidence")
    options = parser.parse_args()
    sets = [name for name, corpus in CORPORA.items() if corpus != options.without]
    decisions, kept = _learnt(sets, half=options.half)
    if options.rows:
        Path(options.rows).write_bytes(pickle.dumps(kept))
    print(f"FITTED = Decisions(\n    join={_printed(decisions.join)},\n    merge={_printed(decisions.merge)},\n)")
    if options.half:
        _print_other_half(sets, decisions=decisions)


def _learnt(sets: Sequence[str], *, half: bool) -> tuple[Decisions, dict[str, list[Rows]]]:
    decisions, kept = PLAIN, dict[str, list[Rows]]()
    for join_at, merge_at in _ROUNDS:
        decisions = replace(decisions, join_at=join_at, merge_at=merge_at)
        for name in sets:
            kept.setdefault(name, []).append(_run(name, decisions=decisions, half=half))
        decisions = replace(decisions, join=_fitted(kept, "join", apart=1.0), merge=_fitted(kept, "merge", apart=1.0))
    final = replace(
        decisions, join=_fitted(kept, "join", apart=_APART_COUNTS), merge=_fitted(kept, "merge", apart=_APART_COUNTS)
    )
    return final, kept


def _print_other_half(sets: Sequence[str], *, decisions: Decisions) -> None:
    for name in sets:
        corpus = yardstick.SETS[name]() if CORPORA[name] != "apart" else None
        if corpus is None or corpus["kind"] != "clusters":
            continue
        documents = [(plain, story) for plain, story in corpus["docs"] if not in_half(story)]
        _, merged, _ = yardstick.stream(Stream(decisions=decisions), [plain for plain, _ in documents])
        scores = yardstick.cluster_scores([story for _, story in documents], merged)
        print(f"# {name}, the other half: BCubed P {scores['bP']:.3f} R {scores['bR']:.3f} F1 {scores['bF1']:.3f}")


def _run(name: str, *, decisions: Decisions, half: bool) -> Rows:
    corpus = apart(name) if CORPORA[name] == "apart" else yardstick.SETS[name]()
    if corpus is None:
        return Rows()
    if corpus["kind"] == "clusters":
        documents = [(plain, story) for plain, story in corpus["docs"] if not half or in_half(story)]
        labels = Labels(story={str(plain["id"]): story for plain, story in documents})
        plains = [plain for plain, _ in documents]
    else:
        least = corpus.get("positive", 0.5)
        chosen = [pair for pair in corpus["pairs"] if not half or in_half(pair[0])]
        both = [*chosen, *((b, a, label) for a, b, label in chosen)]
        labels = Labels(pairs={(str(a), str(b)): label >= least for a, b, label in both})
        plains = [plain for plain in corpus["docs"] if not half or any(plain["id"] in pair[:2] for pair in chosen)]
    recorder = Recorder(labels, decisions=decisions)
    for plain in plains:
        recorder.add(plain)
    return recorder.rows


def apart(name: str) -> dict[str, Any]:
    """Give pages of as many events as pages (the web content extraction benchmark), as a portal of few feeds sees.

    The labelled streams hold hardly a report that stands alone, so without these a single report would be joined to
    whatever is nearest.
    """
    documents = []
    for number, (key, title, paragraphs) in enumerate(yardstick.base_texts(2_000)):
        body = "" if name == "apart-headlines" else "\n".join(paragraphs)
        # Headlines come without a time, full reports every five minutes.
        time = 1.2e9 + number if name == "apart-headlines" else 1.2e9 + 300.5 * number
        plain = Plain(id=key, title=title, text=body, lang="en", time=time, source=f"outlet {number % 9}", url="")
        documents.append((plain, key))
    return {"kind": "clusters", "docs": documents}


def in_half(story: object) -> bool:
    """Say whether a story is in the half that is fitted on; siblings stay together."""
    return hashlib.md5(str(story).rstrip("+").encode()).digest()[0] % 2 == 0


def _fitted(kept: Mapping[str, list[Rows]], decision: str, *, apart: float) -> dict[str, float]:
    matrices, labels, shares = [], [], []
    siblings = Counter(CORPORA[name] for name in kept)
    names: list[str] = []
    for name, rounds in kept.items():
        for rows in rounds:
            found: list[Row] = getattr(rows, decision)
            if found:
                names = list(found[0][0])
                matrices.append(np.array([list(evidence.values()) for evidence, _ in found]))
                labels.append(np.array([float(label) for _, label in found]))
                weight = _share(CORPORA[name], decision, apart=apart)
                shares.append(np.full(len(found), weight / len(found) / siblings[CORPORA[name]]))
    weights = logistic(np.vstack(matrices), np.concatenate(labels), np.concatenate(shares))
    return dict(zip(("bias", *names), (round(float(weight), 4) for weight in weights), strict=True))


def _share(corpus: str, decision: str, *, apart: float) -> float:
    if corpus == "apart":
        return apart
    return _PAIRS_COUNT if decision == "merge" and corpus in _PAIRS else 1.0


Vector = NDArray[np.float64]


def logistic(rows: Vector, labels: Vector, shares: Vector) -> Vector:
    """Give bias and weights of a ridge logistic regression, by Newton's method on standardised columns."""
    mean = np.average(rows, axis=0, weights=shares)
    spread = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=shares)) + 1e-6
    columns = np.c_[np.ones(len(rows)), (rows - mean) / spread]
    ridge = np.eye(columns.shape[1]) * _RIDGE
    ridge[0, 0] = 1e-9
    shares = shares / shares.sum()
    weights = np.zeros(columns.shape[1])
    for _ in range(40):
        likely = 1.0 / (1.0 + np.exp(-np.clip(columns @ weights, -30, 30)))
        slope = columns.T @ (shares * (likely - labels)) + ridge @ weights
        curve = (columns * (shares * likely * (1 - likely))[:, None]).T @ columns + ridge
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    scaled = weights[1:] / spread
    return np.concatenate(([weights[0] - float(scaled @ mean)], scaled))


def _printed(weights: Mapping[str, float]) -> str:
    rows = "".join(f'        "{name}": {weight},\n' for name, weight in weights.items())
    return "{\n" + rows + "    }"


if __name__ == "__main__":
    main()
