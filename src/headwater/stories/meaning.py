"""What embeddings add where two reports are in different languages: a little in favour, never more, never against.

An engine that the operator names makes them, or none does. What they say is one term on the log-odds of a decision:

    0 up to a cosine of 0.6, then a straight line, 1.5 from a cosine of 0.85 on

so what is less likely than a quarter by everything else is not joined by them, and where nothing else is shared they
say nothing. Cosines are made of whole numbers, and are the same on every machine.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

#: Dimensions of a vector; what is longer is not taken.
MOST_DIMENSIONS = 1_024
#: A cosine up to which nothing is said, one from which all is said, and how much that is.
UNLIKE, ALIKE, MOST = 0.6, 0.85, 1.5
#: Latest reports of a story that are compared: each costs a product of two vectors.
_KEPT = 6
_LARGEST = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One report's embedding beside what decides whether it may be compared."""

    article: str
    #: BCP 47 primary subtag.
    language: str
    model: str
    vector: bytes


def packed(values: Sequence[float]) -> bytes | None:
    """Give a vector of any length as signed bytes, its largest value 127 or -127; None where it has no direction.

    >>> packed([0.5, -1.0, 0.0]).hex()
    '408100'
    """
    largest = max(map(abs, values), default=0.0)
    if not 0.0 < largest < math.inf or len(values) > MOST_DIMENSIONS:
        return None
    return bytes(round(value / largest * _LARGEST) & 0xFF for value in values)


def cosine(one: bytes, other: bytes) -> float:
    """Give the cosine of two packed vectors of one length."""
    mine, yours = memoryview(one).cast("b"), memoryview(other).cast("b")
    lengths = sum(map(mul, mine, mine)) * sum(map(mul, yours, yours))
    return sum(map(mul, mine, yours)) / math.sqrt(lengths) if lengths else 0.0


def latest(*meanings: Meaning) -> list[Meaning]:
    """Give those that a story keeps: the last ones."""
    return [*meanings[-_KEPT:]]


def in_favour(one: Iterable[Meaning], other: Iterable[Meaning]) -> float:
    """Give what the likest two reports in different languages add to the log-odds of one event, 0..1.5."""
    others = list(other)
    cosines = [
        cosine(mine.vector, yours.vector)
        for mine in one
        for yours in others
        if mine.language != yours.language and mine.model == yours.model and len(mine.vector) == len(yours.vector)
    ]
    likest = max(cosines, default=0.0)
    return MOST * min(1.0, max(0.0, (likest - UNLIKE) / (ALIKE - UNLIKE)))
