"""A report in the portal's language: made of what may be shown, text by text, and never more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.model.article import Block, BlockKind, Link
from headwater.model.provenance import Credit, CreditForm, CreditKind, Statement
from headwater.model.translation import TranslatedText, Translation, digest_of_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What may be shown of a report, in another language; each text is one whose original may be shown."""

    #: As readers are told it.
    engine: str
    #: BCP 47 of the original and of these words.
    source: str
    language: str
    made_at: datetime
    headline: str | None = None
    excerpt: str | None = None
    #: All blocks or none, each at its place in the original.
    body: tuple[Block, ...] = ()
    #: Of each block, from a stretch of the original to its place here; code points.
    places: tuple[Mapping[tuple[int, int], tuple[int, int]], ...] = ()


def words_of(
    translation: Translation, *, headline: str | None, excerpt: str | None, body: Sequence[Block]
) -> Words | None:
    """Give texts that may be shown in another language; None where not even the headline is held in it.

    A text that was changed since it was translated, and a body that is not held whole, are left out.
    """
    held = {text.made_of: text for text in translation.texts}
    title = held.get(digest_of_text(headline)) if headline else None
    if title is None:
        return None
    summary = held.get(digest_of_text(excerpt)) if excerpt else None
    blocks = [_block(block, held) for block in body]
    whole = [block for block in blocks if block is not None]
    is_whole = len(whole) == len(blocks)
    return Words(
        engine=translation.engine,
        source=translation.source,
        language=translation.language,
        made_at=translation.made_at,
        headline=title.text,
        excerpt=summary.text if summary else None,
        body=tuple(block for block, _ in whole) if is_whole else (),
        places=tuple(places for _, places in whole) if is_whole else (),
    )


def portal_credit(words: Words) -> Credit:
    """Give the hop that this portal adds to the way of a report: an engine translated it here."""
    return Credit(kind=CreditKind.TRANSLATED, form=CreditForm.PORTAL, name=words.engine, confidence=1.0)


def statement_in(words: Words, statement: Statement) -> str | None:
    """Give what an engine made of a statement, gaps as " … "; None where a piece of it has no certain place."""
    found = []
    for span in statement.content:
        place = words.places[span.block].get((span.start, span.end)) if span.block < len(words.places) else None
        if place is None:
            return None
        found.append(words.body[span.block].text[slice(*place)].strip())
    return " … ".join(found) or None


def cells_of(text: str) -> Iterator[tuple[int, int]]:
    r"""Give the start and end of what is translated by itself in a block: lines, and in tables the cells of a line.

    >>> list(cells_of("one\ttwo\nthree"))
    [(0, 3), (4, 7), (8, 13)]
    """
    start = 0
    for position, character in enumerate(text):
        if character in "\t\n":
            yield start, position
            start = position + 1
    yield start, len(text)


def _block(
    block: Block, held: Mapping[str, TranslatedText]
) -> tuple[Block, Mapping[tuple[int, int], tuple[int, int]]] | None:
    """Give a block in the other language with the places of its stretches; None where a part of it is not held."""
    if block.kind is BlockKind.IMAGE:
        return block, {}
    text, places = "", {}
    for start, end in cells_of(block.text):
        words = block.text[start:end]
        found = held.get(digest_of_text(words))
        if found is None and any(character.isalpha() for character in words):
            return None
        for stretch in found.stretches if found else ():
            old = (stretch.start + start, stretch.end + start)
            places[old] = (stretch.new_start + len(text), stretch.new_end + len(text))
        text += (found.text if found else words) + block.text[end : end + 1]
    links = sorted(_links(block, places), key=lambda link: link.start)
    return replace(block, text=text, links=tuple(links), language=None), places


def _links(block: Block, places: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[Link]:
    for link in block.links:
        place = places.get((link.start, link.end))
        if place is not None:
            yield replace(link, start=place[0], end=place[1])
