"""Fit the weights of a statement's confidence to our own annotated sentences, and show how well they promise.

    python bench/fit_statements.py

Logistic regression with a Gaussian prior around a person's judgement: few sentences move a weight little.
Only the sentences of `sentences_later.toml` take part, as they are read now. Some of them have shaped rules since they
were written, so they promise a little too much: docs/reference/provenance.md holds the promise against texts by others.
Prints the weights that stand in `provenance/confidence.py`, and the calibration with each text left out in turn (ten
parts).
"""

import math
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from headwater.provenance import statements
from headwater.provenance.confidence import features_of
from sentences import CASES, expected_in, found_in, is_right, read_cases

Seen = tuple[tuple[str, ...], bool]
#: Log-odds as a person judged them who wrote the rules: what few sentences may move a little.
JUDGED: Mapping[str, float] = {
    "rule after": 2.4,
    "rule inverted": 2.4,
    "rule before": 2.0,
    "rule mixed": 0.9,
    "rule tail": 1.0,
    "rule clause": 0.9,
    "rule according": 1.5,
    "rule carried-on": 1.0,
    "rule announced": 1.6,
    "rule as": 1.2,
    "rule mood": -0.5,
    "rule dropped": 1.0,
    "rule incise": 0.9,
    "rule goes-on": 1.2,
    "rule beside": 0.8,
    "rule colon": 1.2,
    "rule turn": 1.8,
    "rule unlisted": 1.3,
    "rule dashed": 1.8,
    "language other than English": -0.5,
    "a person by name": 0.4,
    "nobody": -0.6,
    "a long mention": -0.5,
    "several pieces": -0.2,
}
#: Standard deviation of the prior, steps and step size of the descent.
_SPREAD, _STEPS, _RATE = 0.25, 400, 0.05
_PARTS = 10


def read_seen() -> list[list[Seen]]:
    """Give, text by text, what was seen of each statement found and whether it is right."""
    cases = read_cases(CASES.with_name("sentences_later.toml"))
    seen: list[tuple[str, ...]] = []

    def _noting(*args: object, **named: object) -> float:
        seen.append(tuple(features_of(*args, **named)))  # type: ignore[arg-type]
        return 1.0

    found: list[list[Seen]] = []
    with patch.object(statements, "confidence_of", _noting):
        for case in cases:
            seen.clear()
            hits = [any(is_right(each, other) for each in expected_in(case)) for other in found_in(case)]
            found.append(list(zip(seen, hits, strict=True)))
    return found


def fit(examples: list[Seen]) -> dict[str, float]:
    """Give the weights that make the examples and the prior likeliest."""
    weights = dict(JUDGED)
    for _ in range(_STEPS):
        slope = {name: (JUDGED[name] - weight) / _SPREAD**2 for name, weight in weights.items()}
        for features, is_good in examples:
            error = is_good - chance(features, weights)
            for name in features:
                slope[name] = slope.get(name, 0.0) + error
        for name, value in slope.items():
            weights[name] = weights.get(name, 0.0) + _RATE * value
    return weights


def chance(features: tuple[str, ...], weights: dict[str, float]) -> float:
    """Give the confidence that weights promise."""
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in features)))


def main() -> None:
    """Print weights and calibration."""
    texts = read_seen()
    for name, weight in fit([each for text in texts for each in text]).items():
        print(f'    "{name}": {weight:.1f},')
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for part in range(_PARTS):
        weights = fit([each for number, text in enumerate(texts) if number % _PARTS != part for each in text])
        for features, is_good in (each for text in texts[part::_PARTS] for each in text):
            promised = chance(features, weights)
            bins[min(9, int(promised * 10))].append((promised, is_good))
    for number in sorted(bins):
        rows = bins[number]
        said = sum(promised for promised, _ in rows) / len(rows)
        print(f"said {said:.2f}: right {sum(good for _, good in rows) / len(rows):.2f} of {len(rows)}")


if __name__ == "__main__":
    main()
