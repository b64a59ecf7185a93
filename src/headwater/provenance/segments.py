"""An inverted index of sampled shingles in a few sorted arrays.

A posting is one 64-bit number: 39 bits of shingle above 24 bits of document. New documents wait in a small table; full
tables become sorted arrays; arrays of like size are merged, so that there are few of them and each posting is moved
only a logarithmic number of times (a log-structured merge tree, O'Neil et al. 1996, in memory). Shingles are spread
evenly, so a long array has a directory by their first bits: a look-up costs two reads far apart, however long it is.
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
#: Each array is at least so many times as long as the next, so that three hold a million texts and more; a posting is
#: then moved a dozen times, which costs less than to look through more arrays for every text.
_STEP = 8
_SHINGLE_BITS = 39
#: From this many postings on an array has a directory, with a place for two to four of them.
_LONG = 1 << 21
_PLACE_BITS = 2
#: A longer stretch of the directory holds a set phrase and is searched by halves.
_WIDEST = 48
_COLUMNS = np.arange(_WIDEST)

Postings = NDArray[np.uint64]


class _Run:
    """One sorted array with its directory; None where it is short."""

    __slots__ = ("directory", "postings", "shift")

    def __init__(self, postings: Postings) -> None:
        bits = len(postings).bit_length() - _PLACE_BITS
        self.postings = postings
        self.shift = np.uint64(_SHINGLE_BITS - bits)
        self.directory: NDArray[np.uint32] | None = None
        if len(postings) >= _LONG:
            firsts = np.arange((1 << bits) + 1, dtype=np.uint64) << (self.shift + _DOCUMENT_BITS)
            self.directory = np.searchsorted(postings, firsts).astype(np.uint32)

    def find(self, shingles: Postings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give where the postings of those shingles begin that the array has, and how many each has."""
        if self.directory is None:
            return _halved(self.postings, shingles)
        places = (shingles >> self.shift).astype(np.int64)
        firsts = self.directory[places].astype(np.int64)
        sizes = self.directory[places + 1].astype(np.int64) - firsts
        wide = sizes > _WIDEST
        starts, counts = self._narrow(shingles[~wide], firsts[~wide], sizes[~wide])
        if wide.any():
            others = _halved(self.postings, shingles[wide])
            starts, counts = np.concatenate((starts, others[0])), np.concatenate((counts, others[1]))
        return starts, counts

    def _narrow(
        self, shingles: Postings, firsts: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Compare a few postings for every shingle at once."""
        if not len(shingles):
            return firsts, sizes
        at = firsts[:, None] + _COLUMNS[: sizes.max()]
        np.minimum(at, len(self.postings) - 1, out=at)
        same = self.postings[at] >> _DOCUMENT_BITS == shingles[:, None]
        same &= _COLUMNS[: sizes.max()] < sizes[:, None]
        counts = same.sum(axis=1)
        known = np.flatnonzero(counts)
        return firsts[known] + same[known].argmax(axis=1), counts[known]


def _halved(postings: Postings, shingles: Postings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    starts = np.searchsorted(postings, shingles << _DOCUMENT_BITS)
    known = np.flatnonzero(postings[np.minimum(starts, len(postings) - 1)] >> _DOCUMENT_BITS == shingles)
    if not len(known):
        return known, known
    starts = starts[known]
    return starts, np.searchsorted(postings, (shingles[known] + np.uint64(1)) << _DOCUMENT_BITS) - starts


class Segments:
    """Which documents hold which sampled shingle."""

    __slots__ = ("_runs", "_shared", "_table", "_waiting")

    def __init__(self) -> None:
        """Begin empty."""
        self._runs: list[_Run] = []
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
        for run in self._runs:
            starts, counts = run.find(shingles)
            alone.extend((run.postings[starts[counts == 1]] & _DOCUMENT_MASK).tolist())
            shared = (counts > 1) & (counts <= _MOST_DOCUMENTS)
            for start, count in zip(starts[shared].tolist(), counts[shared].tolist(), strict=True):
                groups.append((run.postings[start : start + count] & _DOCUMENT_MASK).tolist())
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
        kept = [run.postings[(run.postings & _DOCUMENT_MASK) >= first] - first for run in self._runs]
        self._runs = [_Run(postings) for postings in kept if len(postings)]

    def remove(self, document: int) -> None:
        """Drop one document; the others keep their numbers."""
        self._close_table()
        kept = [run.postings[(run.postings & _DOCUMENT_MASK) != np.uint64(document)] for run in self._runs]
        self._runs = [_Run(postings) for postings in kept if len(postings)]

    def encode(self) -> bytes:
        """Give the state as bytes."""
        arrays = [run.postings.astype("<u8").tobytes() for run in self._runs]
        return msgspec.msgpack.encode((arrays, self._table_postings().astype("<u8").tobytes()))

    @classmethod
    def decode(cls, state: bytes) -> "Segments":
        """Give the state that `encode` wrote."""
        arrays, table = msgspec.msgpack.decode(state, type=tuple[list[bytes], bytes])
        segments = cls()
        segments._runs = [_Run(np.frombuffer(array, "<u8").astype(np.uint64)) for array in arrays]
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
        if not self._table:
            return
        postings = self._table_postings()
        self._table, self._shared, self._waiting = {}, {}, 0
        while self._runs and _STEP * len(postings) > len(self._runs[-1].postings):
            # Timsort joins two sorted runs in linear time.
            postings = np.concatenate((self._runs.pop().postings, postings))
            postings.sort(kind="stable")
        self._runs.append(_Run(postings))


def _shortened(hashes: Hashes) -> Postings:
    return hashes >> _SPARE_BITS
