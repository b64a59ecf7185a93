"""What places and words of the news are called in several languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

#: Beginnings are no longer than this.
_LONGEST = 16
#: Clitics that Arabic writes together with the word: "and", "in", "to", "so", and the article.
_ARABIC_CLITICS = ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف")
_LEAST_LEFT = 3
_UMLAUT = re.compile("([aou])e")
_UKRAINIAN = str.maketrans("'’", "ʼʼ")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gazetteer:
    """From the beginnings of words to the concepts they stand for, by language."""

    #: By BCP 47 primary subtag: folded beginning of a word (behind "=": the whole word) to the name of a concept.
    concepts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def concept(self, word: str, *, language: str) -> str | None:
        """Give the concept that a folded word stands for in a language, or None.

        >>> Gazetteer(concepts={"de": {"russ": "RU"}}).concept("russischer", language="de")
        'RU'
        """
        return _concept(self, word, language)


@lru_cache(maxsize=200_000)
def _concept(gazetteer: Gazetteer, word: str, language: str) -> str | None:
    beginnings = gazetteer.concepts.get(language)
    if not beginnings:
        return None
    if language == "uk":  # three characters are typed for the one sign
        word = word.translate(_UKRAINIAN)
    found = _begun(word, beginnings)
    if found is None and language == "de":  # addresses write ä, ö and ü as two letters
        plain = _UMLAUT.sub(r"\1", word)
        return None if plain == word else _begun(plain, beginnings)
    if found is None and language == "ar":
        clitic = next((clitic for clitic in _ARABIC_CLITICS if word.startswith(clitic)), "")
        if clitic and len(word) - len(clitic) >= _LEAST_LEFT:
            return _begun(word[len(clitic) :], beginnings)
    return found


def _begun(word: str, beginnings: Mapping[str, str]) -> str | None:
    whole = beginnings.get(f"={word}")
    if whole is not None:
        return whole
    lengths = range(min(len(word), _LONGEST), 1, -1)
    return next((found for length in lengths if (found := beginnings.get(word[:length])) is not None), None)
