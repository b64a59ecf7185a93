"""Two texts held against each other by their words: what the scores of the demo press rest on."""

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def same_name(true: str, ours: str) -> bool:
    """Tell whether two printed names may be one."""
    # A title in front is no mistake ("Captain Ole Thode"); a missing given name is.
    return set(words_of(true)) <= set(words_of(ours))


def word_f1(true: str, ours: str) -> float:
    """Give the F1 of the words that two texts share, each counted as often as it stands there."""
    expected, got = Counter(words_of(true)), Counter(words_of(ours))
    both = (expected & got).total()
    return 2 * both / (expected.total() + got.total()) if both else 0.0


def words_of(text: str) -> list[str]:
    """Give the words of a text, small letters."""
    return _WORD.findall(text.casefold())


def folded(text: str) -> str:
    """Give a text without what is between its words."""
    return " ".join(words_of(text))
