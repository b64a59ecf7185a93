"""An inverted index over open stories whose look-ups cost the same however many there are."""

from array import array
from collections.abc import Iterable, Sequence
from heapq import nlargest

from headwater.stories.vectors import Vector, heaviest

#: Postings read in one look-up, rarest terms first: this bounds the cost (measured in docs/reference/stories.md).
_BUDGET = 800
#: Terms of a query that are looked up.
_PROBES = 16
CANDIDATES = 20


class TermIndex:
    """From a term to the open stories that hold it, stories by number."""

    __slots__ = ("_postings",)

    def __init__(self) -> None:
        """Begin empty."""
        #: The number of one story, or of several.
        self._postings: dict[int, int | array[int]] = {}

    def add(self, story: int, terms: Iterable[int]) -> None:
        """Say that a story holds these terms, none of which it held before."""
        postings = self._postings
        terms = frozenset(terms)
        held = [term for term in terms if term in postings]
        # Most terms stand in one story alone: its bare number is a tenth of an array.
        postings.update(dict.fromkeys(terms.difference(held), story))
        for term in held:
            found = postings[term]
            if isinstance(found, int):
                postings[term] = array("L", (found, story))
            else:
                found.append(story)

    def remove(self, story: int, terms: Iterable[int]) -> None:
        """Say that a story no longer holds these terms, all of which it held."""
        for term in terms:
            found = self._postings[term]
            if isinstance(found, int):
                del self._postings[term]
                continue
            found.remove(story)
            if len(found) == 1:
                self._postings[term] = found[0]

    def candidates(self, vector: Vector, *, most: int = CANDIDATES) -> list[int]:
        """Give the stories that share rare and heavy terms with a vector, the likeliest first, 20 unless told."""
        scores: dict[int, float] = {}
        left = _BUDGET
        for size, weight, stories in self._probes(vector):
            if size > left and scores:
                break
            left -= size
            for story in stories:
                scores[story] = scores.get(story, 0.0) + weight
        if len(scores) > most:  # a full sort with a key would cost more than all that went before
            least = nlargest(most, scores.values())[-1]
            scores = {story: score for story, score in scores.items() if score >= least}
        return sorted(scores, key=lambda story: (-scores[story], story))[:most]

    def _probes(self, vector: Vector) -> list[tuple[int, float, Sequence[int]]]:
        probes: list[tuple[int, float, Sequence[int]]] = []
        for term, weight in heaviest(vector, _PROBES).items():
            found = self._postings.get(term)
            if found is not None:
                stories = (found,) if isinstance(found, int) else found
                probes.append((len(stories), weight, stories))
        return sorted(probes, key=lambda probe: (probe[0], -probe[1]))
