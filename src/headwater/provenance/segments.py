"""An inverted index of sampled shingles in a few sorted arrays.

A posting is one 64-bit number: 39 bits of shingle above 24 bits of document. New documents wait in a small table; full
tables become sorted arrays; arrays of equal size are merged, so that there are few of them and each posting is moved
only a logarithmic number of times (a log-structured merge tree, O'Neil et al. 1996, in memory).
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from headwater.text.shingles import Hashes

_DOCUMENT_BITS = np.uint64(24)
_DOCUMENT_MASK = np.uint64((1 << 24) - 1)
#: Of a shingle's 64 bits 39 are kept; one stays free, so that the end of a shingle's range never overflows.
_SPARE_BITS = np.uint64(25)
#: Postings in the table of new documents before it becomes an array.
_TABLE_POSTINGS = 1 << 18
#: A shingle in more documents of one array than this is a set phrase and says nothing.
_MOST_DOCUMENTS = 200

Postings = NDArray[np.uint64]


class Segments:
    """Which documents hold which sampled shingle."""

    __slots__ = ("_arrays", "_shared", "_table", "_waiting")

    def __init__(self) -> None:
        """Begin empty."""
        self._arrays: list[Postings] = []
        #: Waiting postings: the first document of a shingle, and all of them where there are several.
        self._table: dict[int, int] = {}
        self._shared: dict[int, list[int]] = {}
        self._waiting = 0

    def add(self, document: int, hashes: Hashes) -> None:
        """Take in the distinct shingles of a document; documents come with rising numbers below 2^24."""
        shingles = _shortened(hashes).tolist()
        fresh = dict.fromkeys(shingles, document)
        for shingle in [shingle for shingle in shingles if shingle in self._table]:
            self._shared.setdefault(shingle, [self._table[shingle]]).append(document)
            fresh.pop(shingle, None)
        self._table.update(fresh)
        self._waiting += len(hashes)
        if self._waiting >= _TABLE_POSTINGS:
            self._close_table()

    def find(self, hashes: Hashes) -> tuple[list[int], list[list[int]]]:
        """Give the documents that hold any of the shingles.

        First those found alone under a shingle, once per shingle; then the groups that share one. A set phrase, a
        shingle in more than 200 documents of one array, is left out.
        """
        alone: list[int] = []
        groups: list[list[int]] = []
        shingles = _shortened(hashes)
        for postings in self._arrays:
            _find(postings, shingles, alone=alone, groups=groups)
        for shingle in [shingle for shingle in shingles.tolist() if shingle in self._table]:
            documents = self._shared.get(shingle)
            if documents is None:
                alone.append(self._table[shingle])
            elif len(documents) <= _MOST_DOCUMENTS:
                groups.append(documents)
        return alone, groups

    def forget(self, dropped: int) -> None:
        """Drop the documents below a number and number the others from nought again."""
        self._close_table()
        first = np.uint64(dropped)
        kept = [array[(array & _DOCUMENT_MASK) >= first] - first for array in self._arrays]
        self._arrays = [array for array in kept if len(array)]

    def remove(self, document: int) -> None:
        """Drop one document; the others keep their numbers."""
        self._close_table()
        kept = [array[(array & _DOCUMENT_MASK) != np.uint64(document)] for array in self._arrays]
        self._arrays = [array for array in kept if len(array)]

    def encode(self) -> bytes:
        """Give the state as bytes."""
        arrays = [array.astype("<u8").tobytes() for array in self._arrays]
        return msgspec.msgpack.encode((arrays, self._table_postings().astype("<u8").tobytes()))

    @classmethod
    def decode(cls, state: bytes) -> "Segments":
        """Give the state that `encode` wrote."""
        arrays, table = msgspec.msgpack.decode(state, type=tuple[list[bytes], bytes])
        segments = cls()
        segments._arrays = [np.frombuffer(array, "<u8").astype(np.uint64) for array in arrays]
        for posting in np.frombuffer(table, "<u8").tolist():
            shingle, document = posting >> 24, posting & ((1 << 24) - 1)
            if shingle in segments._table:
                segments._shared.setdefault(shingle, [segments._table[shingle]]).append(document)
            segments._table.setdefault(shingle, document)
            segments._waiting += 1
        return segments

    def _table_postings(self) -> Postings:
        first = [shingle << 24 | document for shingle, document in self._table.items()]
        others = [shingle << 24 | document for shingle, documents in self._shared.items() for document in documents[1:]]
        return np.sort(np.array(first + others, np.uint64))

    def _close_table(self) -> None:
        if self._table:
            self._arrays.append(self._table_postings())
            self._table, self._shared, self._waiting = {}, {}, 0
        while len(self._arrays) > 1 and 2 * len(self._arrays[-1]) > len(self._arrays[-2]):
            last, before = self._arrays.pop(), self._arrays.pop()
            # Timsort joins two sorted runs in linear time.
            joined = np.concatenate((before, last))
            joined.sort(kind="stable")
            self._arrays.append(joined)


def _shortened(hashes: Hashes) -> Postings:
    return hashes >> _SPARE_BITS


def _find(postings: Postings, shingles: Postings, *, alone: list[int], groups: list[list[int]]) -> None:
    starts = np.searchsorted(postings, shingles << _DOCUMENT_BITS)
    known = np.flatnonzero(postings[np.minimum(starts, len(postings) - 1)] >> _DOCUMENT_BITS == shingles)
    if not len(known):
        return
    starts = starts[known]
    counts = np.searchsorted(postings, (shingles[known] + np.uint64(1)) << _DOCUMENT_BITS) - starts
    alone.extend((postings[starts[counts == 1]] & _DOCUMENT_MASK).tolist())
    shared = (counts > 1) & (counts <= _MOST_DOCUMENTS)
    for start, count in zip(starts[shared].tolist(), counts[shared].tolist(), strict=True):
        groups.append((postings[start : start + count] & _DOCUMENT_MASK).tolist())
