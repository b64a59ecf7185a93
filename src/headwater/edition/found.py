"""The sentence that a search found, as far as it may be shown."""

from collections.abc import Sequence

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
    best = max(_sentences(may), key=lambda sentence: _hits(sentence, wanted), default="")
    if not best or not _hits(best, wanted):
        best = may.excerpt or ""
    return _pieces(cut(best, limit=_SENTENCE_CHARACTERS), wanted)


def _sentences(may: Shown) -> list[str]:
    texts = [block.text for block in may.body if block.kind is not BlockKind.IMAGE] or [may.excerpt or ""]
    return [sentence for text in texts for sentence in sentences(text)]


def _hits(sentence: str, wanted: Sequence[str]) -> int:
    words = fold(sentence).split()
    return sum(any(word.startswith(asked) for word in words) for asked in wanted)


def _pieces(sentence: str, wanted: Sequence[str]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for word in sentence.split():
        hit = any(folded.startswith(asked) for folded in fold(word).split() for asked in wanted)
        if pieces and pieces[-1].differs == hit:
            pieces[-1] = Piece(f"{pieces[-1].text} {word}", hit)
        else:
            pieces.append(Piece(word, hit))
    return tuple(pieces)
