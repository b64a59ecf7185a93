"""What of a report is translated: its texts in pieces that engines can carry, as far as they may be shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from headwater.edition.rights import Shown
from headwater.edition.translated import cells_of
from headwater.model.article import Block, BlockKind, Span
from headwater.model.provenance import Traced
from headwater.text.tagged import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One text, and the stretches in it whose place is wanted in the translation."""

    text: str
    stretches: tuple[Place, ...] = ()


def pieces_of(may: Shown, *, traced: Traced, whole: bool) -> tuple[Piece, ...]:
    """Give the pieces of a report in reading order: headline, excerpt and, where `whole`, the body.

    There is nothing in them that may not be shown; a text that stands there twice comes once.
    """
    texts = [Piece(text=text) for text in (may.headline, may.excerpt) if text]
    body = list(_of_body(may.body, traced)) if whole else []
    once = {piece.text: piece for piece in [*texts, *body]}
    return tuple(piece for piece in once.values() if _has_words(piece.text))


def _of_body(body: Sequence[Block], traced: Traced) -> Iterator[Piece]:
    spans = list(_spans(traced))
    for number, block in enumerate(body):
        if block.kind is BlockKind.IMAGE:
            continue
        wanted = [(span.start, span.end) for span in spans if span.block == number]
        wanted += [(link.start, link.end) for link in block.links]
        for start, end in cells_of(block.text):
            inside = [(a - start, b - start) for a, b in wanted if start <= a < b <= end]
            yield Piece(text=block.text[start:end], stretches=tuple(inside))


def _spans(traced: Traced) -> Iterable[Span]:
    for statement in traced.statements:
        yield from statement.content
    yield from (credit.span for credit in traced.credits if credit.span is not None)


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)
