"""Shingles: overlapping runs of words as numbers, to find texts that share wording.

Everything is done on arrays of bytes at once (rolling polynomial hash modulo 2^64), because the number of texts is
large and the number of copies small.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

#: Words per shingle. Mean 3-gram overlap of true agency copies is 30 %; runs of five words are rare by chance.
SIZE = 5
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_WORD_BASE = np.uint64(0xC2B2AE3D27D4EB4F)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)
_TWO_BYTE_MARKS = 0xC2
_THREE_BYTE_MARKS = ((0xE2, 0x80), (0xE2, 0x81), (0xE3, 0x80))


def hash_shingles(text: str) -> Hashes:
    """Give the hash of every run of `SIZE` words, in text order; empty where the text is shorter.

    Case, punctuation and spacing do not count. The same text gives the same numbers on every machine.

    >>> bool((hash_shingles("One two, three four five") == hash_shingles("one TWO three – four  five.")).all())
    True
    """
    words = _hash_words(text)
    count = len(words) - SIZE + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    total = words[:count].copy()
    for offset in range(1, SIZE):
        total *= _WORD_BASE
        total += words[offset : offset + count]
    total ^= total >> _SHIFT
    total *= _MIX
    total ^= total >> _SHIFT
    return total


def sample(hashes: Hashes, *, one_in: int) -> Hashes:
    """Give the distinct hashes that fall into the sample, sorted: the same ones whatever text they come from.

    >>> len(sample(np.arange(100, dtype=np.uint64), one_in=4))
    25
    """
    kept = np.sort(hashes[hashes % np.uint64(one_in) == 0])
    fresh = np.ones(len(kept), np.bool_)
    np.not_equal(kept[1:], kept[:-1], out=fresh[1:])
    result: Hashes = kept[fresh]
    return result


def _hash_words(text: str) -> Hashes:
    codes = np.frombuffer(text.casefold().encode("utf-8", "replace"), np.uint8)
    if not len(codes):
        return np.empty(0, np.uint64)
    inside = np.zeros(len(codes) + 2, np.bool_)
    inside[1:-1] = _word_bytes()[codes]
    if not text.isascii():
        _leave_out_marks(codes, inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(1 << max(12, len(codes).bit_length()))
    prefix = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum((codes + np.uint64(1)) * powers[: len(codes)], out=prefix[1:])
    hashes = (prefix[ends] - prefix[starts]) * inverses[starts]
    hashes ^= hashes >> _SHIFT
    hashes *= _MIX
    result: Hashes = hashes ^ (hashes >> _SHIFT)
    return result


def _leave_out_marks(codes: NDArray[np.uint8], inside: NDArray[np.bool_]) -> None:
    marks = np.flatnonzero(codes == _TWO_BYTE_MARKS)
    inside[marks] = inside[marks + 1] = False
    for first, second in _THREE_BYTE_MARKS:
        marks = np.flatnonzero((codes[:-1] == first) & (codes[1:] == second))
        inside[marks] = inside[marks + 1] = inside[marks + 2] = False


@cache
def _word_bytes() -> NDArray[np.bool_]:
    return np.array([chr(code).isalnum() or code >= 0x80 for code in range(256)])  # noqa: PLR2004 - the ASCII limit


@cache
def _powers(length: int) -> tuple[Hashes, Hashes]:
    forth = np.full(length, _BASE, np.uint64)
    back = np.full(length, _INVERSE, np.uint64)
    forth[0] = back[0] = 1
    return np.cumprod(forth), np.cumprod(back)
