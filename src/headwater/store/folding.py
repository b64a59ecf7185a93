"""Texts and questions in the form that search compares: no case, no accents, scripts without spaces in pairs."""

import re
from itertools import pairwise
from unicodedata import normalize

#: Accents, Hebrew points, Arabic vowel marks and the tatweel: what a reader leaves out when typing.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_NOT_WORD = re.compile(r"[\W_]+")
#: Han, kana, Thai, Lao, Burmese and Khmer: written without spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def fold(text: str) -> str:
    """Give the words of a text, set apart by single spaces.

    >>> fold("Ή Άγκυρα—«ΣΥΜΦΩΝΊΑ»"), fold("東京都で"), fold("İstanbul'da ısı")
    ('η αγκυρα συμφωνια', '東京 京都 都で', 'istanbul da isi')
    """
    if text.isascii():  # nothing to take apart, no marks
        return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())
    bare = _MARKS.sub("", normalize("NFKD", text)).casefold().replace("ı", "i")
    return " ".join(_UNSPACED.sub(_in_pairs, _NOT_WORD.sub(" ", normalize("NFC", _MARKS.sub("", bare)))).split())


def _in_pairs(run: re.Match[str]) -> str:
    characters = run.group()
    pairs = [first + second for first, second in pairwise(characters)] or [characters]
    return f" {' '.join(pairs)} "
