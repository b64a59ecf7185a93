"""What reports in different languages share: names by their consonants, words of the news, numbers, links, pictures.

One view of a report or story, in terms that no language owns, and the evidence it gives. A term's number says of which
kind it is, so that a shared number counts apart from a shared name.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from headwater.model.article import Article
from headwater.model.gazetteer import Gazetteer
from headwater.stories.vectors import Commonness, Vector, dot
from headwater.text.frames import frame

#: Kinds of terms, the two lowest bits of their numbers.
_NAME, _CONCEPT, _NUMBER, _LINK = range(4)
_KINDS = {_NAME: "names", _CONCEPT: "concepts", _NUMBER: "numbers", _LINK: "links"}
#: What one event seldom has and lacks: a name may be left out, another number is another fact.
_LACKED = frozenset({_CONCEPT, _NUMBER})
_LINK_WEIGHT = 3
#: Shorter frames and numbers agree by chance.
_LEAST_CONSONANTS, _LEAST_DIGITS = 3, 2
#: Hours taken for the gap where a time is unknown: neither near nor far.
_UNTIMED_GAP = 12.0
#: Rarity, as a share of the greatest, below which a shared term says nothing.
_COMMON = 0.25
_NUMBER_PRINTED = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+[.,]\d+|\d+")
#: All that may stand in a number: found first, because a text is long and its numbers are few.
_DIGITS = re.compile(r"\d[\d.,\u00a0\u202f ]*")
_THOUSANDS = re.compile(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))")


def term_across(word: str, *, language: str, gazetteer: Gazetteer) -> int | None:
    """Give the term of a folded word that other languages share: its concept, or its consonants; None for neither."""
    if not word or word.isdigit():
        return None
    concept = gazetteer.concept(word, language=language)
    if concept is not None:
        return _term(concept, _CONCEPT)
    letters = frame(word, language=language)
    return _term(letters, _NAME) if len(letters) >= _LEAST_CONSONANTS else None


def counted_across(counts: Mapping[str, int], *, texts: int, gazetteer: Gazetteer) -> dict[int, int]:
    """Give in how many of some English texts the terms stand that languages share, from the counts of their words.

    A concept counts as often as all its words together, and no more often than there are texts.
    """
    found: dict[int, int] = {}
    for word, count in counts.items():
        term = None if " " in word else term_across(word, language="en", gazetteer=gazetteer)
        if term is not None:
            found[term] = min(texts, found.get(term, 0) + count)
    return found


def is_name(term: int) -> bool:
    """Whether a term stands for the consonants of a word, and not for a concept, a number or an address."""
    return term & 3 == _NAME


def is_link(term: int) -> bool:
    """Whether a term stands for an address that a report links to, or for its picture's."""
    return term & 3 == _LINK


def add_facts(article: Article, lead: str, *, counts: Counter[int]) -> None:
    """Count what a report shares with other languages besides its words: numbers and addresses."""
    counts.update([_term(number, _NUMBER) for number in numbers_in(f"{article.headline} {lead}")])
    counts.update([_term(address, _LINK) for address in _addresses(article)] * _LINK_WEIGHT)


def numbers_in(text: str) -> tuple[str, ...]:
    """Give the numbers of a text in one spelling, each once; single digits are left out.

    >>> numbers_in("4,8 and 1.200 and 1,200 of 7")
    ('4.8', '1200')
    """
    runs = " ; ".join(_DIGITS.findall(text))
    found = (_THOUSANDS.sub("", number).replace(",", ".") for number in _NUMBER_PRINTED.findall(runs))
    return tuple(dict.fromkeys(number for number in found if len(number) >= _LEAST_DIGITS))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A report or a story in this view."""

    #: Sum of the vectors of its reports, and its length.
    terms: Vector
    length: float
    #: Number of reports.
    size: int


def evidence_across(one: View, other: View, *, gap: float | None, commonness: Commonness) -> dict[str, float]:
    """Give the evidence that two views in different languages are of one event, by name; `gap` is in hours.

    The order does not matter.
    """
    most = math.log(2.0 + commonness.stories)
    mine, yours = _by_kind(one.terms), _by_kind(other.terms)
    found: dict[str, float] = {}
    for kind, name in _KINDS.items():
        shared, lacking = _met(mine[kind], yours[kind])
        found[name] = _rare(shared, most=most, commonness=commonness)
        if kind in _LACKED:
            found[f"{name}_lacking"] = lacking
    cosine = _product(one.terms, other.terms) / ((one.length * other.length) or 1.0)
    return {
        "cosine": cosine,
        **found,
        "names_and_numbers": math.sqrt(found["names"] * found["numbers"]),
        "terms": math.log1p(min(len(one.terms), len(other.terms))),
        "size": math.log(min(one.size, other.size)),
        "gap": math.log1p(_UNTIMED_GAP if gap is None else gap),
    }


@dataclass(frozen=True, slots=True)
class Facts:
    """What one view says that another report of the event would say too: concepts, numbers and links, with weights."""

    concepts: Vector
    numbers: Vector
    links: Vector

    @classmethod
    def of(cls, terms: Vector) -> "Facts":
        """Pick the facts of a view."""
        _, concepts, numbers, links = _by_kind(terms)
        return cls(concepts, numbers, links)


class FactSums(NamedTuple):
    """How many concepts and numbers a view holds, and what they weigh together."""

    concepts: int = 0
    concepts_weight: float = 0.0
    numbers: int = 0
    numbers_weight: float = 0.0

    @classmethod
    def of(cls, terms: Vector) -> "FactSums":
        """Count the facts of a view."""
        concepts = [weight for term, weight in terms.items() if term & 3 == _CONCEPT]
        numbers = [weight for term, weight in terms.items() if term & 3 == _NUMBER]
        return cls(len(concepts), sum(concepts, 0.0), len(numbers), sum(numbers, 0.0))


def facts_shared(mine: Facts, yours: Vector, *, sums: FactSums, commonness: Commonness) -> dict[str, float]:
    """Give how much two views share in numbers and links, and what share of the facts of one the other lacks, by name.

    `yours` is the other view with all its terms, `sums` those of its facts. The figures are those of `evidence_across`.
    """
    most = math.log(2.0 + commonness.stories)
    _, concepts_lacking = _met_in(mine.concepts, yours, size=sums.concepts, weight=sums.concepts_weight)
    numbers, numbers_lacking = _met_in(mine.numbers, yours, size=sums.numbers, weight=sums.numbers_weight)
    links = [term for term in mine.links if term in yours]
    return {
        "numbers": _rare(numbers, most=most, commonness=commonness),
        "numbers_lacking": numbers_lacking,
        "concepts_lacking": concepts_lacking,
        "links": _rare(links, most=most, commonness=commonness),
    }


def _met(one: Vector, other: Vector) -> tuple[list[int], float]:
    return _met_in(one, other, size=len(other), weight=sum(other.values()))


def _met_in(one: Vector, other: Vector, *, size: int, weight: float) -> tuple[list[int], float]:
    """Give the terms that two have in common, and what share of the smaller one's weight the larger one lacks.

    `other` may hold terms of more kinds; `size` and `weight` are of those of the kind in question.
    """
    if not one or not size:
        return [], 0.0
    shared = [term for term in one if term in other]
    few, whole = (one, sum(one.values())) if len(one) <= size else (other, weight)
    return shared, 1.0 - sum([few[term] for term in shared]) / whole


def _rare(terms: Sequence[int], *, most: float, commonness: Commonness) -> float:
    if not terms:
        return 0.0
    return math.log1p(sum([max(0.0, commonness.rarity(term) / most - _COMMON) for term in terms]))


def _by_kind(vector: Vector) -> tuple[dict[int, float], ...]:
    kinds: tuple[dict[int, float], ...] = ({}, {}, {}, {})
    for term, weight in vector.items():
        kinds[term & 3][term] = weight
    return kinds


def _product(one: Vector, other: Vector) -> float:
    return dot(one, other) if len(one) <= len(other) else dot(other, one)


def _term(words_of_it: str, kind: int) -> int:
    return (crc32(words_of_it.encode("utf-8", "surrogatepass")) & ~3) | kind


def _addresses(article: Article) -> Iterable[str]:
    if article.lead_image is not None:
        yield article.lead_image.url
    for block in article.body:
        for link in block.links:
            yield link.href
