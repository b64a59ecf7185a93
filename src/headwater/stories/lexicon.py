"""What grouping knows of one printed word: its terms in every view, worked out once and kept.

A report is a few hundred words, and most of them were read a minute ago.
"""

from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from headwater.model.gazetteer import Gazetteer
from headwater.stories.across import term_across
from headwater.stories.vectors import term_id
from headwater.text.names import sound
from headwater.text.words import compared, compared_in, fold, printed_words

#: Words kept of one language, about 25 MB; then it begins anew.
_KEPT = 50_000
#: Shorter words sound alike by chance.
_SHORTEST_SOUNDED, _SHORTEST_SOUND = 4, 3


class Word(NamedTuple):
    """One printed word."""

    #: As words are compared; the empty text for words left out.
    text: str
    #: Its term.
    number: int
    #: What `pair` wants of the second word.
    following: bytes
    #: The term of its sound, behind a tilde; None where it is too short.
    sound: int | None
    #: The term that other languages share; None where they share none.
    across: int | None


class Lexicon(dict[str, Word]):
    """The printed words of one language."""

    def __init__(self, *, language: str, gazetteer: Gazetteer) -> None:
        """Begin empty."""
        super().__init__()
        self._language = language
        self._gazetteer = gazetteer
        #: From a folded word of a name to the term that other languages share; None where they share none.
        self.named = _Named(self)

    def __missing__(self, printed: str) -> Word:
        """Work a word out, and keep it."""
        if len(self) >= _KEPT:
            self.clear()
        folded = fold(printed)
        self[printed] = word = self._worked_out(printed) if folded == printed else self[folded]
        return word

    def _worked_out(self, folded: str) -> Word:
        plain = compared(folded)
        text = compared_in(folded, language=self._language)
        return Word(
            text=text,
            number=term_id(text),
            following=f" {text}".encode("utf-8", "surrogatepass"),
            sound=_sound(plain),
            across=self.across(plain),
        )

    def across(self, folded: str) -> int | None:
        """Give the term of a folded word that other languages share; None where they share none."""
        return term_across(folded, language=self._language, gazetteer=self._gazetteer)

    def read(self, text: str, *, limit: int) -> list[Word]:
        """Give the first words of a text."""
        return [self[printed] for printed in printed_words(text)[:limit]]


class _Named(dict[str, int | None]):
    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, folded: str) -> int | None:
        if len(self) >= _KEPT:
            self.clear()
        # Most words are compared as they are folded; names keep their endings.
        term = self._lexicon[folded].across if compared(folded) == folded else self._lexicon.across(folded)
        self[folded] = term
        return term


@lru_cache(maxsize=64)
def lexicon_of(language: str, *, gazetteer: Gazetteer) -> Lexicon:
    """Give the lexicon of a BCP 47 primary subtag."""
    return Lexicon(language=language, gazetteer=gazetteer)


def pair(first: Word, second: Word) -> int:
    """Give the term of two neighbouring words: `term_id` of both with a space between.

    >>> lexicon = lexicon_of("en", gazetteer=Gazetteer())
    >>> pair(lexicon["Port"], lexicon["Selby"]) == term_id("port selby")
    True
    """
    return crc32(second.following, first.number)


def _sound(word: str) -> int | None:
    if word.isdigit():
        return term_id(f"~{word}")
    letters = sound(word) if len(word) >= _SHORTEST_SOUNDED else ""
    return term_id(f"~{letters}") if len(letters) >= _SHORTEST_SOUND else None
