"""Sparse vectors over hashed terms, and the table of how common terms are."""

import math
from collections.abc import Iterable, Mapping
from zlib import crc32

from headwater.model.background import Background

#: Terms kept of one report: the heaviest say what it is about, the rest costs memory.
REPORT_TERMS = 40
#: Rows the table may hold before it forgets (about 60 MB); forgetting halves every count, so it stays current.
_MOST_ROWS = 500_000

Vector = dict[int, float]


def term_id(term: str) -> int:
    """Give a term's number: 32 bits, the same on every machine and in every run.

    >>> term_id("ankara")
    3605409759
    """
    return crc32(term.encode("utf-8", "surrogatepass"))


class Commonness:
    """In how many reports each term was seen, so that rare terms weigh more; bounded, and forgetting."""

    __slots__ = ("counts", "texts")

    def __init__(self, *, texts: float, counts: dict[int, float]) -> None:
        """Begin with what was counted before."""
        self.texts = texts
        self.counts = counts

    @classmethod
    def at_large(cls, background: Background) -> "Commonness":
        """Begin as if the texts of a background had been read, so that the first hour is as good as a later one."""
        counts = {term_id(word): float(count) for word, count in background.counts.items()}
        return cls(texts=float(background.texts), counts=counts)

    def learn(self, terms: Iterable[str]) -> None:
        """Count one more report that holds these terms."""
        counts = self.counts
        for term in terms:
            number = term_id(term)
            counts[number] = counts.get(number, 0.0) + 1.0
        self.texts += 1.0
        if len(counts) > _MOST_ROWS:
            self.counts = {number: count / 2 for number, count in counts.items() if count > 1.0}
            self.texts /= 2

    def vector(self, counts: Mapping[str, float]) -> Vector:
        """Give the unit vector of a report: its heaviest terms, by how often they stand in it and how rare they are."""
        texts = 1.0 + self.texts
        weights: Vector = {}
        for term, count in counts.items():
            number = term_id(term)
            seen = 1.0 + self.counts.get(number, 0.0)
            often = 1.0 + math.log(count) if count > 1.0 else count
            weights[number] = often * math.log(1.0 + texts / seen)
        return unit(heaviest(weights, REPORT_TERMS))


def heaviest(vector: Vector, most: int) -> Vector:
    """Give the heaviest terms of a vector, heaviest first; the vector itself where it holds no more than that."""
    if len(vector) <= most:
        return vector
    return dict(sorted(vector.items(), key=lambda term: -term[1])[:most])


def unit(vector: Vector) -> Vector:
    """Give a vector of length one; an empty vector stays empty.

    >>> unit({1: 3.0, 2: 4.0})
    {1: 0.6, 2: 0.8}
    """
    length = norm(vector) or 1.0
    return {number: weight / length for number, weight in vector.items()}


def norm(vector: Mapping[int, float]) -> float:
    """Give a vector's length."""
    return math.sqrt(sum(weight * weight for weight in vector.values()))


def dot(vector: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Give the product of two vectors; the shorter one should come first."""
    get = other.get
    return sum(weight * get(number, 0.0) for number, weight in vector.items())
