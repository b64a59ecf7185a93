"""Sparse vectors over hashed terms, and the table of how common terms are."""

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import compress
from zlib import crc32

from headwater.model.background import Background

#: Terms kept of one report: the heaviest say what it is about, the rest costs memory.
REPORT_TERMS = 40
#: Rows the table may hold before it forgets (about 60 MB); forgetting halves every count, so it stays current.
_MOST_ROWS = 500_000
#: Stories that the background of a new portal counts for: enough for the first hour, little after the first week.
_BACKGROUND_STORIES = 400.0

Vector = dict[int, float]


def term_id(term: str) -> int:
    """Give a term's number: 32 bits, the same on every machine and in every run.

    >>> term_id("ankara")
    3605409759
    """
    return crc32(term.encode("utf-8", "surrogatepass"))


class Commonness:
    """In how many stories each term was seen, so that rare terms weigh more; bounded, and forgetting.

    Stories and not reports are counted: a hundred reports of one event do not make its names common.
    """

    __slots__ = ("counts", "stories")

    def __init__(self, *, stories: float, counts: dict[int, float]) -> None:
        """Begin with what was counted before."""
        self.stories = stories
        self.counts = counts

    @classmethod
    def at_large(cls, background: Background) -> "Commonness":
        """Begin as if 400 stories of a background had been read, so that the first hour is as good as a later one."""
        if not background.texts:
            return cls(stories=0.0, counts={})
        share = _BACKGROUND_STORIES / background.texts
        counts = {term_id(term): count * share for term, count in background.counts.items()}
        return cls(stories=_BACKGROUND_STORIES, counts=counts)

    def learn(self, terms: Iterable[int]) -> None:
        """Count one more story that holds these terms."""
        counts = self.counts
        for term in terms:
            counts[term] = counts.get(term, 0.0) + 1.0
        if len(counts) > _MOST_ROWS:
            self.counts = {term: count / 2 for term, count in counts.items() if count > 1.0}
            self.stories /= 2

    def rarity(self, term: int) -> float:
        """Give the inverse story frequency of a term, as a logarithm."""
        return math.log(1.0 + (1.0 + self.stories) / (1.0 + self.counts.get(term, 0.0)))

    def is_alone(self, term: int) -> bool:
        """Whether one story at most was seen that holds a term, and no text of the background."""
        return self.counts.get(term, 0.0) <= 1.0

    def vector(self, counts: Mapping[int, float], *, terms: int = REPORT_TERMS) -> Vector:
        """Give the unit vector of a report: its heaviest terms, by how often they stand in it and how rare they are."""
        stories = 1.0 + self.stories
        seen, log = self.counts.get, math.log
        weights = {
            term: (1.0 + log(count) if count > 1.0 else count) * log(1.0 + stories / (1.0 + seen(term, 0.0)))
            for term, count in counts.items()
        }
        return unit(heaviest(weights, terms))


class Samples:
    """Some vectors that are kept for long, in their order: two arrays, a tenth of the memory of dicts."""

    __slots__ = ("ends", "terms", "weights")

    def __init__(self, ends: "array[int]", terms: "array[int]", weights: "array[float]") -> None:
        """Hold the terms and weights of all vectors one after the other, and where each vector ends."""
        self.ends = ends
        self.terms = terms
        self.weights = weights

    @classmethod
    def of(cls, *vectors: Vector) -> "Samples":
        """Pack vectors; weights keep about seven digits."""
        ends, terms, weights = array("I"), array("I"), array("f")
        for vector in vectors:
            terms.extend(vector)
            weights.extend(vector.values())
            ends.append(len(terms))
        return cls(ends, terms, weights)

    def __len__(self) -> int:
        """Count the vectors."""
        return len(self.ends)

    def __add__(self, other: "Samples") -> "Samples":
        """Give the vectors of both, those of the other last."""
        ends = array("I", [*self.ends, *(len(self.terms) + end for end in other.ends)])
        return Samples(ends, self.terms + other.terms, self.weights + other.weights)

    def last(self, most: int) -> "Samples":
        """Give the last of the vectors."""
        if len(self.ends) <= most:
            return self
        begin = self.ends[-most - 1]
        ends = array("I", [end - begin for end in self.ends[-most:]])
        return Samples(ends, self.terms[begin:], self.weights[begin:])

    def dots(self, vector: Mapping[int, float]) -> list[float]:
        """Give the product of each vector with another one."""
        ends, terms, weights = self.ends, self.terms, self.weights
        products = [0.0] * len(ends)
        # Few terms are shared: they are found in one pass over all vectors, without a loop in Python.
        for place in compress(range(len(terms)), map(vector.__contains__, terms)):
            products[bisect_right(ends, place)] += vector[terms[place]] * weights[place]
        return products

    def vectors(self) -> list[Vector]:
        """Give the vectors that were packed."""
        bounds = zip((0, *self.ends), self.ends, strict=False)
        return [dict(zip(self.terms[a:b], self.weights[a:b], strict=True)) for a, b in bounds]


def heaviest(vector: Vector, most: int) -> Vector:
    """Give the heaviest terms of a vector, heaviest first; the vector itself where it holds no more than that."""
    if len(vector) <= most:
        return vector
    return {term: vector[term] for term in sorted(vector, key=vector.__getitem__, reverse=True)[:most]}


def unit(vector: Vector) -> Vector:
    """Give a vector of length one; an empty vector stays empty.

    >>> unit({1: 3.0, 2: 4.0})
    {1: 0.6, 2: 0.8}
    """
    length = norm(vector) or 1.0
    return {number: weight / length for number, weight in vector.items()}


def norm(vector: Mapping[int, float]) -> float:
    """Give a vector's length."""
    return math.sqrt(sum([weight * weight for weight in vector.values()]))


def dot(vector: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Give the product of two vectors; the shorter one should come first."""
    shared = compress(vector, map(other.__contains__, vector))
    return sum([vector[term] * other[term] for term in shared])
