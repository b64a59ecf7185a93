"""Is one text a translation of another? Sentence by sentence, without a model and without a dictionary.

A translation keeps the order of its sentences and roughly their lengths (Gale and Church 1993), its numbers, its
names, where it quotes, and some words that sound alike or stand in a short list of meanings. Each pair of sentences
gets a sum of log-odds for these, and the best alignment of the two texts is found by dynamic programming. That is
weaker evidence than shared words, and is said so wherever it is used.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from headwater.model.anchors import Anchors
from headwater.model.article import Article, BlockKind
from headwater.text.names import printed_names, skeleton, sound

#: From this sum on, two texts of one event count as one. On the demo press four of five translations reach it, and one
#: in eight pairs that have nothing from each other (docs/reference/provenance.md).
IS_TRANSLATED = 4.0
#: Standard deviations of the logarithm of two sentences' lengths: of translations, and of any two sentences.
_SPREAD, _SPREAD_OF_ANY = 0.28, 0.75
_NUMBER, _OTHER_NUMBER, _NAME, _MEANING, _OTHER_MEANING, _SOUND = 1.2, -0.4, 0.9, 0.8, -0.25, 0.5
_BOTH_QUOTE, _ONE_QUOTES, _NONE_QUOTES = 0.5, -1.0, 0.1
_SKIPPED, _JOINED, _WORST_LENGTH = -0.7, -1.0, -2.5
#: Arabic and Hebrew write fewer vowels: their texts have this share of the letters.
_SHORT_SCRIPTS, _SHORTER = frozenset({"ar", "fa", "he", "ur"}), 0.82
_FEWEST_SENTENCES, _MOST_SENTENCES = 2, 40
_SHORTEST_NAME, _SHORTEST_SKELETON, _SHORTEST_SOUND = 4, 3, 6

_SENTENCE_END = re.compile(r"(?<=[.!?…؟])[\"”“»]?\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGITS = re.compile(r"\d+(?:[.,\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?")
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_MARKS = re.compile('[“”„«»"]')
_ARTICLE = re.compile(r"^(?:وال|بال|فال|كال|لل|ال)")


_NO_MEANINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence keeps when it is translated."""

    length: float
    numbers: frozenset[str]
    #: Sounds of names, and their consonants for scripts that write no vowels.
    names: frozenset[str]
    skeletons: frozenset[str]
    meanings: frozenset[str]
    sounds: frozenset[str]
    quotes: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """A text as its translation would tell it."""

    #: BCP 47 primary subtag.
    language: str
    sentences: tuple[Sentence, ...]
    #: Whether names are only compared by consonants.
    is_short_script: bool


def read_telling(article: Article, *, anchors: Anchors) -> Telling:
    """Give the sentences of an article's body, at most the first 40."""
    language = (article.language or "").partition("-")[0].casefold()
    texts = (block.text for block in article.body if block.text and block.kind is not BlockKind.IMAGE)
    pieces = [piece for text in texts for piece in _SENTENCE_END.split(text) if piece.strip()]
    words = anchors.of(language)
    sentences = tuple(read_sentence(piece, language=language, meanings=words) for piece in pieces[:_MOST_SENTENCES])
    return Telling(language, sentences, language in _SHORT_SCRIPTS)


def likeness(one: Telling, other: Telling) -> float:
    """Give how much speaks for one text being the other in another language: a sum of log-odds.

    Minus infinity where both are in one language, or too short to tell.
    """
    ours, theirs = one.sentences, other.sentences
    if one.language == other.language or min(len(ours), len(theirs)) < _FEWEST_SENTENCES:
        return -math.inf
    by_skeleton = one.is_short_script or other.is_short_script
    best = [[-math.inf] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    best[0][0] = 0.0
    for row in range(len(ours) + 1):
        for column in range(len(theirs) + 1):
            for rows, columns in ((1, 1), (1, 2), (2, 1)):
                if rows <= row and columns <= column:
                    left = _joined(ours[row - rows : row])
                    right = _joined(theirs[column - columns : column])
                    score = _score(left, right, by_skeleton=by_skeleton) + _JOINED * (rows + columns - 2)
                    best[row][column] = max(best[row][column], best[row - rows][column - columns] + score)
            if row:
                best[row][column] = max(best[row][column], best[row - 1][column] + _SKIPPED)
            if column:
                best[row][column] = max(best[row][column], best[row][column - 1] + _SKIPPED)
    return best[-1][-1]


def read_sentence(text: str, *, language: str, meanings: Mapping[str, str] = _NO_MEANINGS) -> Sentence:
    """Give what a text in a language (BCP 47 primary subtag) keeps when it is translated."""
    words = _WORD.findall(text)
    is_short = language in _SHORT_SCRIPTS
    bare = [_ARTICLE.sub("", word) for word in words] if is_short else words
    names = [] if is_short else " ".join(printed_names(text)).split()
    known = words + bare if is_short else words
    return Sentence(
        length=len(" ".join(text.split())) / (_SHORTER if is_short else 1.0),
        numbers=frozenset(number for number in _numbers(text) if number != "1"),
        names=frozenset(sound(name) for name in names if len(sound(name)) >= _SHORTEST_NAME),
        skeletons=frozenset(_skeletons(bare if is_short else names)),
        meanings=frozenset(found for word in known if (found := _meaning(word, meanings)) is not None),
        sounds=frozenset() if is_short else frozenset(sound(word) for word in words if len(word) >= _SHORTEST_SOUND),
        quotes=_MARKS.search(text) is not None,
    )


def _skeletons(words: Sequence[str]) -> Iterator[str]:
    return (bones for word in words if len(bones := skeleton(word)) >= _SHORTEST_SKELETON)


def _meaning(word: str, meanings: Mapping[str, str]) -> str | None:
    folded = word.casefold().replace("’", "'")
    whole = meanings.get(f"{folded}=")
    if whole is not None:
        return whole
    return next((meanings[folded[:end]] for end in range(len(folded), 1, -1) if folded[:end] in meanings), None)


def _numbers(text: str) -> Iterator[str]:
    for match in _DIGITS.finditer(text.translate(_EASTERN)):
        whole = re.sub(r"\s", "", match.group())
        yield re.sub(r"[.,](?=\d{3}(?:\D|$))", "", whole).replace(",", ".")


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    if len(sentences) == 1:
        return sentences[0]
    first, second = sentences
    return Sentence(
        first.length + second.length,
        first.numbers | second.numbers,
        first.names | second.names,
        first.skeletons | second.skeletons,
        first.meanings | second.meanings,
        first.sounds | second.sounds,
        first.quotes or second.quotes,
    )


def _score(one: Sentence, other: Sentence, *, by_skeleton: bool) -> float:
    names = one.skeletons & other.skeletons if by_skeleton else one.names & other.names
    quotes = _BOTH_QUOTE if one.quotes and other.quotes else _ONE_QUOTES if one.quotes != other.quotes else _NONE_QUOTES
    return (
        max(_WORST_LENGTH, _by_length(math.log(one.length / other.length)))
        + _NUMBER * min(2, len(one.numbers & other.numbers))
        + _OTHER_NUMBER * min(2, len(one.numbers ^ other.numbers))
        + _NAME * min(2, len(names))
        + _MEANING * min(3, len(one.meanings & other.meanings))
        + _OTHER_MEANING * min(4, len(one.meanings ^ other.meanings))
        + _SOUND * min(3, len(one.sounds & other.sounds))
        + quotes
    )


@lru_cache(maxsize=4096)
def _by_length(ratio: float) -> float:
    return math.log(_SPREAD_OF_ANY / _SPREAD) - ratio * ratio / 2 * (1 / _SPREAD**2 - 1 / _SPREAD_OF_ANY**2)
