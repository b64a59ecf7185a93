"""Sparse vectors over hashed terms, and the table of how common terms are."""

import math
from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress, repeat
from operator import mul
from zlib import crc32

from headwater.model.background import Background

#: Terms kept of one report: the heaviest say what it is about, the rest costs memory.
REPORT_TERMS = 40
#: Rows the table may hold before it forgets (about 60 MB); forgetting halves every count, so it stays current.
_MOST_ROWS = 500_000
#: Stories that the background of a new portal counts for: enough for the first hour, little after the first week.
_BACKGROUND_STORIES = 400
#: Counts are whole quarters of a story: fine enough for the background, and most terms share one of a few counts.
STEP = 4
#: Rarities are as of a number of stories whose lower bits are left out: right to 2 %, and seldom made anew.
_BITS_OF_STORIES = 7

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

    __slots__ = ("_rarities", "counts", "stories")

    def __init__(self, *, stories: int, counts: dict[int, int]) -> None:
        """Begin with what was counted before: stories, and quarters of a story by term."""
        self.stories = stories
        self.counts = counts
        self._rarities = _Rarities(0)

    @classmethod
    def at_large(cls, background: Background, *, across: Mapping[int, int] | None = None) -> "Commonness":
        """Begin as if 400 stories of a background had been read, so that the first hour is as good as a later one.

        `across` is in how many of its texts the terms stand that languages share (`across.counted_across`).
        """
        if not background.texts:
            return cls(stories=0, counts={})
        share = _BACKGROUND_STORIES / background.texts
        counted = {**(across or {}), **{term_id(term): count for term, count in background.counts.items()}}
        counts = {term: round(count * share * STEP) for term, count in counted.items()}
        return cls(stories=_BACKGROUND_STORIES, counts=counts)

    def learn(self, terms: Iterable[int]) -> None:
        """Count one more story that holds these terms."""
        counts = self.counts
        terms = frozenset(terms)
        unseen = terms.difference(counts)
        for term in terms - unseen:
            counts[term] += STEP
        counts.update(dict.fromkeys(unseen, STEP))
        if len(counts) > _MOST_ROWS:
            self.counts = {term: (count + 1) // 2 for term, count in counts.items() if count > STEP}
            self.stories //= 2

    def rarity(self, term: int) -> float:
        """Give the inverse story frequency of a term, as a logarithm."""
        return self._known()[self.counts.get(term, 0)]

    def is_alone(self, term: int, *, stories: int = 1) -> bool:
        """Whether so many stories at most were seen that hold a term, or texts of the background."""
        return self.counts.get(term, 0) <= STEP * stories

    def vector(self, counts: Mapping[int, int], *, terms: int = REPORT_TERMS, once: int = 1) -> Vector:
        """Give the unit vector of a report: its heaviest terms, by how often they stand in it and how rare they are.

        `once` is the count of a term that stands in it once.
        """
        rarities = map(self._known().__getitem__, map(self.counts.get, counts, repeat(0)))
        frequencies = map(_FREQUENCIES[once].__getitem__, counts.values())
        return unit(heaviest(dict(zip(counts, map(mul, rarities, frequencies), strict=True)), terms))

    def _known(self) -> "_Rarities":
        stories = self.stories
        spare = max(0, stories.bit_length() - _BITS_OF_STORIES)
        if self._rarities.stories != stories >> spare << spare:
            self._rarities = _Rarities(stories >> spare << spare)
        return self._rarities


class _Rarities(dict[int, float]):
    """How rare a term is, by how many stories hold it: most terms share a few counts, and a logarithm is dear."""

    def __init__(self, stories: int) -> None:
        super().__init__()
        self.stories = stories

    def __missing__(self, count: int) -> float:
        rarity = self[count] = math.log(1.0 + (1.0 + self.stories) / (1.0 + count / STEP))
        return rarity


class _Frequencies(dict[int, float]):
    """What a term weighs by how often it stands in a report: the first time most, as a logarithm after that."""

    def __init__(self, once: int) -> None:
        super().__init__()
        self._once = once

    def __missing__(self, count: int) -> float:
        times = count / self._once
        weight = self[count] = 1.0 + math.log(times) if times > 1.0 else times
        return weight


#: By what a term counts that stands in a report once.
_FREQUENCIES = {once: _Frequencies(once) for once in (1, 2)}


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
        products = [0.0] * len(self.ends)
        weights = self.weights
        for sample, place, term in self._shared(vector):
            products[sample] += vector[term] * weights[place]
        return products

    def products(self, vectors: Sequence[Mapping[int, float]]) -> list[list[float]]:
        """Give the product of each vector with each of some others: one list for each of those."""
        if len(vectors) == 1:
            return [self.dots(vectors[0])]
        found: dict[int, list[tuple[int, float]]] = {}
        for row, vector in enumerate(vectors):
            for term, weight in vector.items():
                found.setdefault(term, []).append((row, weight))
        products = [[0.0] * len(self.ends) for _ in vectors]
        weights = self.weights
        for sample, place, term in self._shared(found):
            for row, weight in found[term]:
                products[row][sample] += weight * weights[place]
        return products

    def _shared(self, terms: Container[int]) -> Iterator[tuple[int, int, int]]:
        """Give the number of the vector, the place and the term wherever one of some terms stands."""
        # Few terms are shared: they are found in one pass over all vectors, without a loop in Python.
        own, ends = self.terms, self.ends
        sample = 0
        for place in compress(range(len(own)), map(terms.__contains__, own)):
            while ends[sample] <= place:
                sample += 1
            yield sample, place, own[place]

    def vector(self, sample: int) -> Vector:
        """Give one of the vectors that were packed."""
        begin, end = self.ends[sample - 1] if sample else 0, self.ends[sample]
        return dict(zip(self.terms[begin:end], self.weights[begin:end], strict=True))

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
    return math.hypot(*vector.values())


def dot(vector: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Give the product of two vectors; the shorter one should come first."""
    return sum([weight * other[term] for term, weight in vector.items() if term in other])
