"""Sketches: the text of a report as a few hashes, to know it again where the text itself may not be kept.

A bottom-k sketch (Cohen and Kaplan, "Summarizing data using bottom-k sketches", PODC 2007): the smallest hashes of all
runs of five words. Two sketches tell how much two texts share, and neither can be read.
"""

import numpy as np

from headwater.text.shingles import Hashes, hash_shingles

#: Hashes kept of one text: the error of a likeness of 0.5 is about 0.04 (one over the root of twice as many).
SIZE = 256


def sketch_of(text: str) -> bytes:
    """Give the sketch of a text: at most 256 hashes of 8 bytes, the smallest first; empty below five words.

    >>> len(sketch_of("One two three four five six."))
    16
    """
    return np.unique(hash_shingles(text))[:SIZE].astype("<u8").tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """Give about which share of all runs of words of two texts stands in both (Jaccard), 0..1; 0 where one is empty.

    >>> likeness(sketch_of("One two three four five six."), sketch_of("one two, three four five – six"))
    1.0
    """
    first, second = _hashes(one), _hashes(other)
    if not len(first) or not len(second):
        return 0.0
    smallest = np.union1d(first, second)[:SIZE]
    both = np.isin(smallest, first) & np.isin(smallest, second)
    return float(both.sum()) / len(smallest)


def _hashes(sketch: bytes) -> Hashes:
    return np.frombuffer(sketch, "<u8").astype(np.uint64)
