"""Names in running text, found by capitals alone, and one form of a name across scripts."""

import re
from functools import lru_cache

from anyascii import anyascii

from headwater.text.words import fold

#: Alphabets with capitals: Latin to Georgian, Latin with marks and Greek with breathings, further Latin, full width.
_ALPHABETS = (range(0x41, 0x1100), range(0x1E00, 0x2C80), range(0xA640, 0xA800), range(0xFF21, 0xFF3B))
_CAPITALS = "".join(letter for letters in _ALPHABETS for letter in map(chr, letters) if letter.isupper())
#: A word that begins with a capital and is no part of a longer one. Looking at no other words halves the cost.
_CAPITALISED = re.compile(rf"(?<![^\W_])(?<![^\W\d_]['’-])[{_CAPITALS}][^\W_]*(?:['’-][^\W\d_]+)*")
#: Up to four of them, one after the other.
_RUN = re.compile(rf"{_CAPITALISED.pattern}(?:\s+{_CAPITALISED.pattern}){{0,3}}")
_GAP = re.compile(r"\s+")
_ENDS_SENTENCE = re.compile(r"[.!?:;\n«»„“”\"(–—-]\s*$")


def names(text: str) -> tuple[str, ...]:
    """Give the names in a text, folded, in order, each once.

    >>> names("Police said Ana Brezec left. The mayor of Port Selby agreed.")
    ('ana brezec', 'port selby')
    """
    return tuple(dict.fromkeys(fold(name) for name in printed_names(text)))


def printed_names(text: str) -> tuple[str, ...]:
    """Give the runs of capitalised words that do not merely begin a sentence, as printed, in order.

    A run that begins a sentence counts where it has at least two words. Scripts without capitals give none.

    >>> printed_names("Nobody knew. Ana Brezec left for Selby.")
    ('Ana Brezec', 'Selby')
    """
    found: list[str] = []
    for run in _RUN.finditer(text):
        start, printed = run.span()[0], run.group()
        alone = printed.isalnum() or not _GAP.search(printed)
        if alone and (start == 0 or _ENDS_SENTENCE.search(text[max(0, start - 4) : start])):
            continue
        found.append(printed if alone else _GAP.sub(" ", printed))
    return tuple(found)


#: Spellings of one sound, the longer ones first.
_SPELLINGS = (
    *(("tsch", "c"), ("shch", "sc"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("ck", "c")),
    *(("ts", "c"), ("tz", "c"), ("cz", "c"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("ou", "u")),
)
#: Most words hold none of them: one look costs less than thirteen.
_SPELT = re.compile("|".join(spelling for spelling, _ in _SPELLINGS))
_LETTERS = str.maketrans({"y": "i", "j": "i", "k": "c", "q": "c", "w": "v", "z": "s", "x": "c"})
_TWICE = re.compile(r"(.)\1+")
_SOUNDED = 5


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Give how a word begins, in Latin letters with one spelling for each sound, so that languages agree on names.

    Five letters: endings differ between languages. Keeping the vowels finds four times as many of the reports that
    tell of one event in two languages as a skeleton of consonants does (docs/reference/stories.md).

    >>> sound("Путин"), sound("Wladimir"), sound("Владимир")
    ('putin', 'vladi', 'vladi')
    """
    return spelled(word)[:_SOUNDED]


def spelled(word: str) -> str:
    """Give a whole word in Latin letters with one spelling for each sound.

    >>> spelled("Зеленский"), spelled("Selenskyj"), spelled("Ζελένσκι")
    ('selensci', 'selensci', 'selensci')
    """
    folded = fold(word)
    plain = folded if folded.isascii() else anyascii(folded).lower()
    if _SPELT.search(plain):
        for spelling, letters in _SPELLINGS:
            plain = plain.replace(spelling, letters)
    sounded = plain.translate(_LETTERS)
    if not sounded.isalnum():
        sounded = "".join(filter(str.isalnum, sounded))
    return _TWICE.sub(r"\1", sounded) if _TWICE.search(sounded) else sounded


_CONSONANTS = (
    *(("sch", "s"), ("sh", "s"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ch", "c"), ("ph", "f")),
    *(("ck", "k"), ("ts", "s"), ("c", "k"), ("q", "k"), ("p", "b"), ("v", "w"), ("z", "s"), ("x", "ks"), ("j", "g")),
)


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """Give the consonants of a word in Latin letters, one spelling a sound: for scripts that write few vowels.

    >>> skeleton("Candil"), skeleton("كانديل")
    ('kndl', 'kndl')
    """
    plain = anyascii(fold(word)).lower()
    for spelling, letters in _CONSONANTS:
        plain = plain.replace(spelling, letters)
    bones = re.sub(r"[aeiouyw\W_]", "", plain)
    return re.sub(r"(.)\1", r"\1", bones)
