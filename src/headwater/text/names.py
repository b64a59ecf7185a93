"""Names in running text, found by capitals alone, and one form of a name across scripts."""

import re
from functools import lru_cache

from anyascii import anyascii

from headwater.text.words import fold

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W\d_]+)*")
_ENDS_SENTENCE = re.compile(r"[.!?:;\n«»„“”\"(–—-]\s*$")
_LONGEST = 4


def names(text: str) -> tuple[str, ...]:
    """Give the runs of capitalised words that do not merely begin a sentence, folded, in order, each once.

    A run that begins a sentence counts where it has at least two words. Scripts without capitals give none.

    >>> names("Police said Ana Brezec left. The mayor of Port Selby agreed.")
    ('ana brezec', 'port selby')
    """
    found: dict[str, None] = {}
    run: list[str] = []
    opens = True
    position = 0
    for word in _WORD.finditer(text):
        gap = text[position : word.start()]
        position = word.end()
        if run and (gap.strip() or not word.group()[0].isupper() or len(run) == _LONGEST):
            _close(run, found, opens=opens)
            run = []
        if word.group()[0].isupper():
            if not run:
                opens = word.start() == 0 or bool(_ENDS_SENTENCE.search(text[max(0, word.start() - 4) : word.start()]))
            run.append(word.group())
    _close(run, found, opens=opens)
    return tuple(found)


def _close(run: list[str], found: dict[str, None], *, opens: bool) -> None:
    if run and not (opens and len(run) == 1):
        found[fold(" ".join(run))] = None


_SOUNDS = str.maketrans({"y": "i", "j": "i", "k": "c", "q": "c", "w": "v", "z": "s", "x": "c"})
_SPELLINGS = (
    ("tsch", "c"),
    ("tch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "c"),
    ("ou", "u"),
)
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Give a word's consonants in Latin letters, so that spellings of one name in several languages agree.

    >>> skeleton("Брюссель"), skeleton("Brussel")
    ('brsl', 'brsl')
    """
    plain = anyascii(fold(word)).lower()
    for spelling, sound in _SPELLINGS:
        plain = plain.replace(spelling, sound)
    letters = [letter for letter in plain.translate(_SOUNDS) if letter.isalnum()]
    kept = [letter for place, letter in enumerate(letters) if place == 0 or letter not in _VOWELS]
    return "".join(letter for place, letter in enumerate(kept) if place == 0 or letter != kept[place - 1])
