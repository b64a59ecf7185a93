"""Is one text a translation of another? Sentence by sentence, without a model and without a dictionary.

A translation keeps the order of its sentences and roughly their lengths (Gale and Church 1993), its numbers, its
names, where it quotes, and some words that sound alike or stand in a short list of meanings. Each pair of sentences
gets a sum of log-odds for these, and the best alignment of the two texts is found by dynamic programming. That is
weaker evidence than shared words, and is said so wherever it is used.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from types import MappingProxyType

from headwater.model.anchors import Anchors
from headwater.model.article import Article, BlockKind, Span
from headwater.model.gazetteer import Gazetteer
from headwater.model.knowledge import Knowledge
from headwater.text.names import printed_names, skeleton, sound
from headwater.text.words import fold

#: Standard deviations of the logarithm of two sentences' lengths: of translations, and of any two sentences.
_SPREAD, _SPREAD_OF_ANY = 0.28, 0.75
_NUMBER, _OTHER_NUMBER, _NAME, _MEANING, _OTHER_MEANING, _SOUND = 1.2, -0.4, 0.9, 0.8, -0.2, 0.5
_BOTH_QUOTE, _ONE_QUOTES, _NONE_QUOTES = 0.5, -1.0, 0.1
_SKIPPED, _JOINED, _WORST_LENGTH = -0.7, -1.0, -2.5
#: Arabic and Hebrew write fewer vowels: their texts have this share of the letters.
_SHORT_SCRIPTS, _SHORTER = frozenset({"ar", "fa", "he", "ur"}), 0.82
#: Sentences of both texts that one step of the alignment takes.
_MOVES = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))
#: A translation keeps the order: sentences further from the diagonal than this share of the text, and so many, are not
#: compared.
_BAND, _NARROWEST = 0.25, 3
_FEWEST_SENTENCES, _MOST_SENTENCES = 2, 24
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
    #: Where each stands.
    spans: tuple[Span, ...]
    #: Whether names are only compared by consonants.
    is_short_script: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of two texts that tell the same: places in both, and how much speaks for it."""

    ours: range
    theirs: range
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts sentence by sentence."""

    #: How much speaks for one being the other in another language: a sum of log-odds over the root of the sentences of
    #: the shorter text, so that long texts and short ones compare. Minus infinity where that cannot be told.
    likeness: float
    pairs: tuple[Pair, ...] = ()


def read_telling(article: Article, *, knowledge: Knowledge) -> Telling:
    """Give the sentences of an article's body, at most the first 24."""
    language = (article.language or "").partition("-")[0].casefold()
    texts = tuple(
        (number, block.text)
        for number, block in enumerate(article.body)
        if block.text and block.kind is not BlockKind.IMAGE
    )
    return _read(texts[:_MOST_SENTENCES], language, knowledge.anchors, knowledge.gazetteer)


# A story is looked at anew with each report that joins it, and nearly all of its pairs were compared before.
@lru_cache(maxsize=256)
def _read(texts: tuple[tuple[int, str], ...], language: str, anchors: Anchors, gazetteer: Gazetteer) -> Telling:
    pieces = list(islice((piece for number, text in texts for piece in _pieces(text, block=number)), _MOST_SENTENCES))
    meanings = anchors.of(language)
    sentences = tuple(
        _with_concepts(
            read_sentence(piece, language=language, meanings=meanings), piece, language=language, known=gazetteer
        )
        for piece, _ in pieces
    )
    return Telling(language, sentences, tuple(span for _, span in pieces), language in _SHORT_SCRIPTS)


@lru_cache(maxsize=4_096)
def align_tellings(one: Telling, other: Telling) -> Alignment:
    """Give which sentences of two texts tell the same, in order, and how like the texts are.

    Nothing is like where both are in one language, or too short to tell.
    """
    ours, theirs = one.sentences, other.sentences
    shorter = min(len(ours), len(theirs))
    if one.language == other.language or shorter < _FEWEST_SENTENCES:
        return Alignment(-math.inf)
    by_skeleton = one.is_short_script or other.is_short_script
    left, right = _one_or_two(ours), _one_or_two(theirs)
    best = [[(-math.inf, 0, 0)] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    best[0][0] = (0.0, 0, 0)
    band = _BAND * max(len(ours), len(theirs)) + _NARROWEST
    for row in range(len(ours) + 1):
        for column in range(len(theirs) + 1):
            if abs(row / len(ours) - column / len(theirs)) * max(len(ours), len(theirs)) > band:
                continue
            for rows, columns in _MOVES:
                if rows <= row and columns <= column:
                    score = best[row - rows][column - columns][0] + _SKIPPED
                    if rows and columns:
                        pair = left[rows - 1][row - rows], right[columns - 1][column - columns]
                        score += _score(*pair, by_skeleton=by_skeleton) + _JOINED * (rows + columns - 2) - _SKIPPED
                    if score > best[row][column][0]:
                        best[row][column] = (score, rows, columns)
    return Alignment(best[-1][-1][0] / math.sqrt(shorter), tuple(_way_back(best))[::-1])


def _way_back(best: Sequence[Sequence[tuple[float, int, int]]]) -> Iterator[Pair]:
    row, column = len(best) - 1, len(best[0]) - 1
    while row or column:
        score, rows, columns = best[row][column]
        if rows and columns:
            gained = score - best[row - rows][column - columns][0]
            yield Pair(range(row - rows, row), range(column - columns, column), gained)
        row, column = row - rows, column - columns


def _one_or_two(sentences: Sequence[Sentence]) -> tuple[Sequence[Sentence], Sequence[Sentence]]:
    """Give the sentences alone, and each with the one behind it."""
    return sentences, [_joined(first, second) for first, second in pairwise(sentences)]


def _pieces(text: str, *, block: int) -> Iterator[tuple[str, Span]]:
    start = 0
    for end in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        piece = text[start:end].strip()
        if piece:
            begin = text.index(piece, start)
            yield piece, Span(block=block, start=begin, end=begin + len(piece))
        start = end


def _with_concepts(sentence: Sentence, text: str, *, language: str, known: Gazetteer) -> Sentence:
    """Give a sentence with the places and words of the news that stand in it added to what it means."""
    words = (fold(word) for word in _WORD.findall(text))
    found = {concept for word in words if (concept := known.concept(word, language=language)) is not None}
    return replace(sentence, meanings=sentence.meanings | found) if found else sentence


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


def _joined(first: Sentence, second: Sentence) -> Sentence:
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
