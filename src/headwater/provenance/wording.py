"""The words of an article in order, and where each stands: what two texts are compared by."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from headwater.model.article import Article, BlockKind, Span
from headwater.text.quotes import find_quotations

_WORD = re.compile(r"[^\W_]+")
#: Marks that stand in texts which are plain ASCII otherwise, with what takes their place.
_MARKS = ("“", "”", "‘", "’", "–", "—", "…", "«", "»", "„", "\u00a0")
_ASCII = bytes(code if chr(code).isalnum() and code < 0x80 else 0x20 for code in range(256))  # noqa: PLR2004
#: A quotation of at least this many words is a statement; a shorter one is part of the sentence.
_STATEMENT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article's body in order, captions left out."""

    article: Article
    #: A number a word, the same for the same word in every text of this run of the program.
    numbers: NDArray[np.int64]
    #: Whether a word begins with a digit.
    digits: NDArray[np.bool_]
    #: 1 where the word is the article's own, 0 where it stands in a quoted statement.
    own: NDArray[np.uint8]
    #: Number of the first word of each block that has words, and that block.
    firsts: list[int]
    blocks: list[int]

    def length(self, place: int) -> int:
        """Count the words of the block at a place of `blocks`."""
        following = self.firsts[place + 1] if place + 1 < len(self.firsts) else len(self.numbers)
        return following - self.firsts[place]

    def span(self, place: int, *, first: int, last: int) -> Span:
        """Give the span from one word to another of the block at a place of `blocks`."""
        block = self.blocks[place]
        text = self.article.body[block].text
        begin = self.firsts[place]
        following = self.firsts[place + 1] if place + 1 < len(self.firsts) else len(self.numbers)
        start = _first_letter(text) if first == begin else _word_spans(text)[first - begin][0]
        end = _last_letter(text) if last == following - 1 else _word_spans(text)[last - begin][1]
        return Span(block=block, start=start, end=end)


def read_words(article: Article) -> Words:
    """Give the words of an article's body, captions left out.

    Case and marks do not count. What stands in quotation marks is not the article's own.
    """
    words: list[str] = []
    own = bytearray()
    firsts: list[int] = []
    numbers: list[int] = []
    blocks = article.body
    for number, block in enumerate(blocks):
        found = split_words(block.text) if block.kind is not BlockKind.IMAGE else []
        if not found:
            continue
        firsts.append(len(words))
        numbers.append(number)
        words.extend(found)
        if block.kind is BlockKind.QUOTE:
            own.extend(bytes(len(found)))
        else:
            following = blocks[number + 1].text if number + 1 < len(blocks) else ""
            own.extend(_own(block.text, len(found), following=following))
    hashes = np.fromiter(map(hash, words), np.int64, len(words))
    digits = np.fromiter((word[0].isdigit() for word in words), np.bool_, len(words))
    return Words(article, hashes, digits, np.frombuffer(bytes(own), np.uint8), firsts, numbers)


def split_words(text: str) -> list[str]:
    """Give the words of a text, folded; runs of letters and digits of any script.

    >>> split_words("The harbour’s “last” ferry_boat — Ärger")
    ['the', 'harbour', 's', 'last', 'ferry', 'boat', 'ärger']
    """
    plain = text
    if not plain.isascii():
        for mark in _MARKS:
            plain = plain.replace(mark, " ")
    if plain.isascii():  # several times as fast as the expression
        return plain.lower().encode().translate(_ASCII).decode().split()
    found = _WORD.findall(plain)
    return "\n".join(found).casefold().split("\n") if found else []


def _own(text: str, count: int, *, following: str) -> bytes:
    own = bytearray(b"\1" * count)
    for quotation in find_quotations(text, following=following):
        if text.count(" ", quotation.start, quotation.end) >= _STATEMENT_WORDS - 1:
            before = len(split_words(text[: quotation.start]))
            inside = len(split_words(text[quotation.start : quotation.end]))
            own[before : before + inside] = bytes(inside)
    return bytes(own[:count])


def _first_letter(text: str) -> int:
    start = 0
    while start < len(text) - 1 and not text[start].isalnum():
        start += 1
    return start


def _last_letter(text: str) -> int:
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    return end


@lru_cache(maxsize=256)
def _word_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]
