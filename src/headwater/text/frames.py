"""The consonants of a word: one form of a name for scripts with vowels and without."""

import re
from functools import lru_cache

from anyascii import anyascii

from headwater.text.words import fold

#: Spellings of one consonant or of none, the longer ones first.
_CONSONANTS = (
    *(("tsch", "s"), ("shch", "s"), ("dsch", "g"), ("dzh", "g"), ("sch", "s"), ("tch", "s")),
    *(("sh", "s"), ("ch", "k"), ("ck", "k"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("zh", "s")),
    *(("ts", "s"), ("tz", "s"), ("dj", "g"), ("qu", "k")),
)
#: Most words hold none of them: one look costs less than sixteen.
_SPELT = re.compile("|".join(spelling for spelling, _ in _CONSONANTS))
_GREEK = (("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("τζ", "g"), ("ευ", "ef"), ("αυ", "af"))
_FRAME = str.maketrans({**dict.fromkeys("aeiouyh", ""), **dict(zip("cqzxjpvw", "kkskgbff", strict=True))})
_NO_LETTER, _TWICE = re.compile("[^a-z]+"), re.compile(r"(.)\1+")
_FRAMED = 6
#: Endings of cases in Russian and Ukrainian that end in a consonant.
_CASE = re.compile(r"(?<=\w{3})(?:ами|ями|ах|ях|ом|ем|ов|ев|ого|его|ому|ему|ых|их|ым|им)$")
_LONG_ENOUGH = 3


@lru_cache(maxsize=200_000)
def frame(word: str, *, language: str) -> str:
    """Give the consonants of a word in Latin letters, one letter for each sound, so that scripts agree on names.

    Vowels go, because Arabic writes few of them; p and b, v and f are one. Six consonants: endings differ.

    >>> frame("Μαργαρίτη", language="el"), frame("مارغريتي", language="ar"), frame("Margariti", language="es")
    ('mrgrt', 'mrgrt', 'mrgrt')
    """
    plain = fold(word)
    if language == "el":
        for spelling, letters in _GREEK:
            plain = plain.replace(spelling, letters)
    elif language in {"ru", "uk"}:
        plain = _CASE.sub("", plain)
    elif language == "ar":  # its letter for w writes long vowels
        plain = plain.removeprefix("ال").replace("و", "")
    plain = plain if plain.isascii() else anyascii(plain).lower()
    if _SPELT.search(plain):
        for spelling, letters in _CONSONANTS:
            plain = plain.replace(spelling, letters)
    sounded = plain.translate(_FRAME)
    if not sounded.isalpha():
        sounded = _NO_LETTER.sub("", sounded)
    once = _TWICE.sub(r"\1", sounded) if _TWICE.search(sounded) else sounded
    if len(once) > _LONG_ENOUGH and once[-1] == "s":  # a case in Greek, a plural or a genitive elsewhere
        once = once[:-1]
    return once[:_FRAMED]
