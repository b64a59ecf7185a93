"""Two texts side by side: the passages they share, word by word."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from headwater.model.article import Article, BlockKind, Span
from headwater.model.provenance import Passage
from headwater.text.quotes import find_quotations

_WORD = re.compile(r"[^\W_]+")
_BASE = np.uint64(0x9E3779B97F4A7C15)
#: Places of one anchor that are tried.
_MOST_PLACES = 20
#: Words compared at once.
_STRETCH = 16
#: Words in a row that anchor a passage; as long as a shingle.
_ANCHOR = 5
#: Passages on the same diagonal are one reworded passage where at most this many words differ between them.
_GAP = 8
#: Aligned words outside quotation marks that make a passage; fewer are a name, a title or a set phrase.
_FEWEST_WORDS = 8
#: A quotation of at least this many words is a statement; a shorter one is part of the sentence.
_STATEMENT_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two articles share, statements in quotation marks left out of the counting."""

    #: Shares of the newer and of the older text's own words, 0..1.
    coverage: float
    coverage_of_older: float
    #: Aligned words outside quotation marks.
    words: int
    #: In the order of the newer text.
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article's body in order; where each stands is worked out when asked."""

    article: Article
    words: list[str]
    #: 1 where the word is the article's own, 0 where it stands in a quoted statement.
    own: bytearray
    #: Number of the first word of each block that has words, and that block.
    firsts: list[int]
    blocks: list[int]

    def block_of(self, number: int) -> int:
        """Give the block a word stands in."""
        return self.blocks[bisect_right(self.firsts, number) - 1]

    def span(self, first: int, last: int) -> Span:
        """Give the span from one word to another of the same block."""
        place = bisect_right(self.firsts, first) - 1
        block = self.blocks[place]
        spans = _word_spans(self.article.body[block].text)
        start, end = spans[first - self.firsts[place]][0], spans[last - self.firsts[place]][1]
        return Span(block=block, start=start, end=end)


@dataclass(frozen=True, slots=True)
class _Run:
    newer: int
    older: int
    length: int


def compare_words(newer: Words, older: Words) -> Comparison:
    """Give the passages two articles share, and the share of each that they make up.

    Words count without regard to case and marks. What stands in quotation marks counts for neither side: two outlets
    that quote one statement have not copied from each other.
    """
    groups = [group for group in _groups(_runs(newer.words, older.words)) if _own_words(group, newer) >= _FEWEST_WORDS]
    taken, given = bytearray(len(newer.words)), bytearray(len(older.words))
    for run in (run for group in groups for run in group):
        taken[run.newer : run.newer + run.length] = newer.own[run.newer : run.newer + run.length]
        given[run.older : run.older + run.length] = older.own[run.older : run.older + run.length]
    passages = tuple(passage for group in groups for passage in _passages(group, newer=newer, older=older))
    return Comparison(
        coverage=sum(taken) / max(1, sum(newer.own)),
        coverage_of_older=sum(given) / max(1, sum(older.own)),
        words=sum(taken),
        passages=passages,
    )


def read_words(article: Article) -> Words:
    """Give the words of an article's body, captions left out."""
    read = Words(article, [], bytearray(), [], [])
    blocks = article.body
    for number, block in enumerate(blocks):
        found = _WORD.findall(block.text) if block.kind is not BlockKind.IMAGE else []
        if not found:
            continue
        read.firsts.append(len(read.words))
        read.blocks.append(number)
        read.words.extend("\n".join(found).casefold().split("\n"))
        if block.kind is BlockKind.QUOTE:
            read.own.extend(bytes(len(found)))
        else:
            following = blocks[number + 1].text if number + 1 < len(blocks) else ""
            read.own.extend(_own(block.text, len(found), following=following))
    return read


def _own(text: str, count: int, *, following: str) -> bytes:
    quotations = find_quotations(text, following=following)
    statements = [(q.start, q.end) for q in quotations if text.count(" ", q.start, q.end) >= _STATEMENT_WORDS - 1]
    if not statements:
        return b"\1" * count
    return bytes(not any(a <= start < b for a, b in statements) for start, _ in _word_spans(text))


@lru_cache(maxsize=256)
def _word_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


def _runs(newer: Sequence[str], older: Sequence[str]) -> list[_Run]:
    runs: list[_Run] = []
    anchors, grams, places = _anchors(newer, older)
    position, diagonal = 0, 0
    for anchor in anchors:
        if anchor < position:
            continue
        # The longest continuation wins; among equals the one that goes on where the last run ended.
        length, _, start = max(
            (_length(newer, older, at=(anchor, start)), -abs(start - anchor - diagonal), start)
            for start in places[grams[anchor]]
        )
        if length >= _ANCHOR:
            runs.append(_Run(anchor, start, length))
            diagonal, position = start - anchor, anchor + length
    return runs


def _anchors(newer: Sequence[str], older: Sequence[str]) -> tuple[list[int], list[int], dict[int, list[int]]]:
    """Give where five words of the newer text stand in the older one too, those runs as numbers, and where they stand."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys(older), start=1)}
    left = _grams([numbers.get(word, 0) for word in newer])
    right = _grams([numbers[word] for word in older])
    known = set(left)
    places: dict[int, list[int]] = {}
    for start, gram in enumerate(right):
        if gram in known:
            found = places.setdefault(gram, [])
            if len(found) < _MOST_PLACES:
                found.append(start)
    return [anchor for anchor, gram in enumerate(left) if gram in places], left, places


def _grams(numbers: Sequence[int]) -> list[int]:
    array = np.array(numbers, np.uint64)
    count = max(0, len(array) - _ANCHOR + 1)
    total = np.zeros(count, np.uint64)
    for offset in range(_ANCHOR):
        total = total * _BASE + array[offset : offset + count]
    return total.tolist()


def _length(newer: Sequence[str], older: Sequence[str], *, at: tuple[int, int]) -> int:
    left, right = at
    longest = min(len(newer) - left, len(older) - right)
    # Most runs are long: a whole stretch is compared at once before the last words are counted one by one.
    length = 0
    while newer[left + length : left + length + _STRETCH] == older[right + length : right + length + _STRETCH]:
        length += _STRETCH
        if length >= longest:
            return longest
    while length < longest and newer[left + length] == older[right + length]:
        length += 1
    return length


def _groups(runs: Sequence[_Run]) -> list[list[_Run]]:
    groups: list[list[_Run]] = []
    for run in runs:
        if groups and _continues(groups[-1][-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _continues(before: _Run, after: _Run) -> bool:
    gap_newer = after.newer - before.newer - before.length
    gap_older = after.older - before.older - before.length
    return 0 <= gap_newer <= _GAP and -_ANCHOR < gap_older <= _GAP


def _own_words(group: Sequence[_Run], text: Words) -> int:
    return sum(sum(text.own[run.newer : run.newer + run.length]) for run in group)


def _passages(group: Sequence[_Run], *, newer: Words, older: Words) -> Iterator[Passage]:
    """Give a passage per pair of blocks that the group runs through: a span lies inside one block."""
    pieces: dict[tuple[int, int], list[_Run]] = {}
    for run in group:
        for piece in _cut_at_blocks(run, newer=newer, older=older):
            pieces.setdefault((newer.block_of(piece.newer), older.block_of(piece.older)), []).append(piece)
    for runs in pieces.values():
        left = runs[0].newer, runs[-1].newer + runs[-1].length - 1
        right = min(run.older for run in runs), max(run.older + run.length - 1 for run in runs)
        widest = max(left[1] - left[0], right[1] - right[0]) + 1
        similarity = min(1.0, sum(run.length for run in runs) / widest)
        yield Passage(newer=newer.span(*left), older=older.span(*right), similarity=similarity)


def _cut_at_blocks(run: _Run, *, newer: Words, older: Words) -> Iterator[_Run]:
    cuts = {first - run.newer for first in _between(newer.firsts, run.newer, run.newer + run.length)}
    cuts |= {first - run.older for first in _between(older.firsts, run.older, run.older + run.length)}
    for start, end in pairwise((0, *sorted(cuts), run.length)):
        yield _Run(run.newer + start, run.older + start, end - start)


def _between(firsts: Sequence[int], start: int, end: int) -> Sequence[int]:
    return firsts[bisect_right(firsts, start) : bisect_left(firsts, end)]
