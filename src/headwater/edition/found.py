"""The sentence that a search found, as far as it may be shown."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from headwater.edition.ledger import Piece
from headwater.edition.rights import Shown
from headwater.edition.snippets import cut, sentences
from headwater.model.article import BlockKind
from headwater.store.folding import fold
from headwater.store.search import Term

_SENTENCE_CHARACTERS = 260


def sentence_found(may: Shown, *, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """Give the first sentence with most of the words asked for, those words set apart.

    Only what may be shown is looked through; without any of the words the excerpt stands there, or nothing.
    """
    wanted = [word for term in terms for word in term.words]
    best, most = "", 0
    for sentence in _sentences(may):
        hits = _hits(sentence, wanted)
        if hits > most:
            best, most = sentence, hits
        if most == len(wanted):
            break
    if not most:
        best = may.excerpt or ""
    return _pieces(cut(best, limit=_SENTENCE_CHARACTERS), wanted)


def _sentences(may: Shown) -> Iterator[str]:
    texts = [block.text for block in may.body if block.kind is not BlockKind.IMAGE] or [may.excerpt or ""]
    return (sentence for text in texts for sentence in sentences(text))


def _hits(sentence: str, wanted: Sequence[str]) -> int:
    words = fold(sentence).split()
    return sum(any(word.startswith(asked) for word in words) for asked in wanted)


def _pieces(sentence: str, wanted: Sequence[str]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for word in sentence.split():
        hit = any(folded.startswith(asked) for folded in _folded(word) for asked in wanted)
        if pieces and pieces[-1].differs == hit:
            pieces[-1] = Piece(f"{pieces[-1].text} {word}", hit)
        else:
            pieces.append(Piece(word, hit))
    return tuple(pieces)


@lru_cache(maxsize=8192)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())
