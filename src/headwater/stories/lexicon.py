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
from headwater.text.words import compared, compared_in, printed_words

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

    def __missing__(self, printed: str) -> Word:
        """Work a word out, and keep it."""
        if len(self) >= _KEPT:
            self.clear()
        text = compared_in(printed, language=self._language)
        plain = compared(printed)
        word = Word(
            text=text,
            number=term_id(text),
            following=f" {text}".encode("utf-8", "surrogatepass"),
            sound=_sound(plain),
            across=term_across(plain, language=self._language, gazetteer=self._gazetteer),
        )
        self[printed] = word
        return word

    def read(self, text: str, *, limit: int) -> list[Word]:
        """Give the first words of a text."""
        return [self[printed] for printed in printed_words(text)[:limit]]


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
