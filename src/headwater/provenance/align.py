"""Two texts side by side: the passages they share, word by word."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headwater.model.provenance import Passage
from headwater.provenance.wording import Words

_BASE = np.uint64(0x9E3779B97F4A7C15)
#: Places of one anchor that are tried.
_MOST_PLACES = 20
#: Words compared at once.
_STRETCH = 64
#: Words in a row that anchor a passage; as long as a shingle.
_ANCHOR = 5
#: Passages on the same diagonal are one reworded passage where at most this many words differ between them.
_GAP = 8
#: Aligned words outside quotation marks that make a passage; fewer are a name, a title or a set phrase.
_FEWEST_WORDS = 8
#: A paragraph that is the same from its first to its last word makes a passage with fewer of its own words around a
#: statement: so many of its own, of so many in all.
_WHOLE_PARAGRAPHS = ((4, 20), (6, 12))
#: Words between two shared stretches that may be a slot of a form.
_SLOT = 20
#: A paragraph takes part where so many of its own words, or this share of them, are aligned.
_FEWEST_TOUCHED, _SHARE_TOUCHED = 4, 0.3

Numbers = NDArray[np.int64]
Marks = NDArray[np.uint8]


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
    #: Share of the words in the paragraphs that take part that are aligned: 1 where paragraphs were taken as they are.
    faithful: float = 1.0
    #: Share of the newer text's own words in paragraphs that take part.
    touched: float = 1.0
    #: Share of the older text's own words behind the last paragraph that takes part.
    dropped: float = 0.0
    #: Places within shared wording where one text has numbers and the other has other ones.
    contradictions: int = 0
    #: Numbers within the shared wording.
    agreements: int = 0
    #: Paragraphs that are the same from the first to the last word, statements and what stands around them alike.
    paragraphs: int = 0


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
    runs = _runs(newer.numbers, older.numbers)
    whole = [_whole_paragraphs(run, newer=newer, older=older) for run in runs]
    alike = {run: count for run, count in zip(runs, whole, strict=True) if count}
    groups = [
        group
        for group in _groups(runs)
        if _own_words(group, newer) >= _FEWEST_WORDS or not alike.keys().isdisjoint(group)
    ]
    taken, given = np.zeros(len(newer.own), np.uint8), np.zeros(len(older.own), np.uint8)
    for run in (run for group in groups for run in group):
        taken[run.newer : run.newer + run.length] = newer.own[run.newer : run.newer + run.length]
        given[run.older : run.older + run.length] = older.own[run.older : run.older + run.length]
    passages = tuple(passage for group in groups for passage in _passages(group, newer=newer, older=older))
    aligned = int(np.count_nonzero(taken))
    inside, outside = _Part.of(newer, taken), _Part.of(older, given)
    return Comparison(
        coverage=aligned / max(1, int(np.count_nonzero(newer.own))),
        coverage_of_older=int(np.count_nonzero(given)) / max(1, int(np.count_nonzero(older.own))),
        words=aligned,
        passages=passages,
        faithful=max(inside.faithful, outside.faithful),
        touched=inside.touched,
        dropped=outside.dropped,
        contradictions=sum(_contradict(a, b, newer=newer, older=older) for a, b in pairwise(runs)),
        agreements=sum(int(newer.digits[run.newer : run.newer + run.length].sum()) for run in runs),
        paragraphs=sum(alike.values()),
    )


def _whole_paragraphs(run: "_Run", *, newer: Words, older: Words) -> int:
    """Count the paragraphs of both texts that a run holds whole, and that are long enough to tell something."""
    found = 0
    for (place, other), piece in _cut_at_blocks(run, newer=newer, older=older):
        begins = piece.newer == newer.firsts[place] and piece.older == older.firsts[other]
        if begins and piece.length == newer.length(place) == older.length(other):
            own = int(np.count_nonzero(newer.own[piece.newer : piece.newer + piece.length]))
            # Without a statement it may be what a form ends with, or a notice.
            says = own < piece.length
            found += says and any(own >= fewest and piece.length >= words for fewest, words in _WHOLE_PARAGRAPHS)
    return found


def _contradict(before: _Run, after: _Run, *, newer: Words, older: Words) -> bool:
    """Whether two texts that go on with the same words have different numbers in between: a form filled twice.

    Numbers that one of them merely leaves out are no contradiction.
    """
    ours = slice(before.newer + before.length, after.newer)
    theirs = slice(before.older + before.length, after.older)
    if not (0 < ours.stop - ours.start <= _SLOT and 0 < theirs.stop - theirs.start <= _SLOT):
        return False
    left, right = newer.numbers[ours][newer.digits[ours]], older.numbers[theirs][older.digits[theirs]]
    return not (np.isin(left, right).all() or np.isin(right, left).all())


@dataclass(frozen=True, slots=True)
class _Part:
    """How much of a text's paragraphs takes part in what it shares."""

    faithful: float
    touched: float
    dropped: float

    @classmethod
    def of(cls, text: Words, aligned: Marks) -> "_Part":
        if not text.firsts:
            return cls(0.0, 0.0, 0.0)
        own = np.add.reduceat(text.own, text.firsts, dtype=np.int64)
        shared = np.add.reduceat(aligned, text.firsts, dtype=np.int64)
        takes_part = (shared >= _FEWEST_TOUCHED) & (shared >= _SHARE_TOUCHED * own)
        whole, last = max(1, int(own.sum())), int(np.flatnonzero(takes_part).max(initial=-1))
        inside = int(own[takes_part].sum())
        return cls(int(shared[takes_part].sum()) / max(1, inside), inside / whole, int(own[last + 1 :].sum()) / whole)


def _runs(left: Numbers, right: Numbers) -> list[_Run]:
    if min(len(left), len(right)) < _ANCHOR:
        return []
    places, starts, ends, anchors = _anchors(left, right)
    runs: list[_Run] = []
    position, diagonal, next_anchor = 0, 0, 0
    while next_anchor < len(anchors):
        anchor = anchors[next_anchor]
        first, last = starts[anchor], ends[anchor]
        found = places[first : min(last, first + _MOST_PLACES)].tolist()
        # The longest continuation wins; among equals the one that goes on where the last run ended.
        length, _, start = max(
            (_length(left, right, at=(anchor, place)), -abs(place - anchor - diagonal), place) for place in found
        )
        runs.append(_Run(anchor, start, length))
        diagonal, position = start - anchor, anchor + length
        next_anchor = bisect_left(anchors, position, next_anchor + 1)
    return runs


def _anchors(left: Numbers, right: Numbers) -> tuple[Numbers, list[int], list[int], list[int]]:
    """Give where five words of the newer text stand in the older one too.

    First the older text's places in the order of their five words; then, for each place of the newer text, where its
    own begin and end among them; last the places of the newer text that have any.
    """
    ours, theirs = _grams(left), _grams(right)
    places = np.argsort(theirs, kind="stable")
    ordered = theirs[places]
    starts = np.minimum(np.searchsorted(ordered, ours), len(ordered) - 1)
    turns = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    ends = np.append(turns, len(ordered))[np.searchsorted(turns, starts, side="right")]
    return places, starts.tolist(), ends.tolist(), np.flatnonzero(ordered[starts] == ours).tolist()


def _grams(numbers: Numbers) -> NDArray[np.uint64]:
    array = numbers.astype(np.uint64)
    count = max(0, len(array) - _ANCHOR + 1)
    total = np.zeros(count, np.uint64)
    for offset in range(_ANCHOR):
        total = total * _BASE + array[offset : offset + count]
    return total


def _length(newer: Numbers, older: Numbers, *, at: tuple[int, int]) -> int:
    left, right = at
    longest = min(len(newer) - left, len(older) - right)
    length, stretch = 0, _STRETCH
    while length < longest:
        end = min(longest, length + stretch)
        differ = newer[left + length : left + end] != older[right + length : right + end]
        first = int(differ.argmax())
        if differ[first]:
            return length + first
        length, stretch = end, stretch * 4
    return longest


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
    return sum(int(np.count_nonzero(text.own[run.newer : run.newer + run.length])) for run in group)


def _passages(group: Sequence[_Run], *, newer: Words, older: Words) -> Iterator[Passage]:
    """Give a passage per pair of blocks that the group runs through: a span lies inside one block."""
    pieces: dict[tuple[int, int], list[_Run]] = {}
    for run in group:
        for places, piece in _cut_at_blocks(run, newer=newer, older=older):
            pieces.setdefault(places, []).append(piece)
    for (place, other), runs in pieces.items():
        first, last = runs[0], runs[-1]
        begin, end, length = first.older, last.older + last.length, first.length
        for run in runs[1:]:
            begin, end, length = min(begin, run.older), max(end, run.older + run.length), length + run.length
        widest = max(last.newer + last.length - first.newer, end - begin)
        yield Passage(
            newer=newer.span(place, first=first.newer, last=last.newer + last.length - 1),
            older=older.span(other, first=begin, last=end - 1),
            similarity=min(1.0, length / widest),
        )


def _cut_at_blocks(run: _Run, *, newer: Words, older: Words) -> Iterator[tuple[tuple[int, int], _Run]]:
    """Give the pieces of a run that lie in one block on both sides, with the places of these blocks."""
    ours, theirs, shift = newer.firsts, older.firsts, run.older - run.newer
    place, other = bisect_right(ours, run.newer) - 1, bisect_right(theirs, run.older) - 1
    start, end = run.newer, run.newer + run.length
    while start < end:
        here = ours[place + 1] if place + 1 < len(ours) else end
        there = theirs[other + 1] - shift if other + 1 < len(theirs) else end
        stop = min(end, here, there)
        yield (place, other), _Run(start, start + shift, stop - start)
        place, other, start = place + (stop == here), other + (stop == there), stop
