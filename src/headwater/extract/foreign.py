"""Blocks in another language than their report: quotations, posts, and the other half of a page in two languages."""

from dataclasses import replace

from headwater.model.article import Block, BlockKind
from headwater.text.languages import detect_language

#: Shorter texts are too often taken for another language.
_LEAST_CHARACTERS = 120
_QUOTED = frozenset({BlockKind.QUOTE, BlockKind.EMBED})
_WRITTEN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST})
#: Languages that a model takes for each other: none of them is named beside another of its row.
_ALIKE = (
    "no nb nn da sv",
    "hr sr bs sh sl",
    "cs sk",
    "id ms jv su",
    "pt gl",
    "bg mk",
    "zh wuu yue",
    "nl af",
    "fa ur",
    "tr az",
)
_ROWS = {language: row for row in map(str.split, _ALIKE) for language in row}


def with_languages(body: tuple[Block, ...], language: str | None) -> tuple[Block, ...]:
    """Give the blocks, those that are surely in another language with its tag.

    Long quotations are all looked at; of paragraphs three, at both ends and in the middle, and all of them only where
    one of those is foreign: a look costs more than finding a paragraph.
    """
    if language is None:
        return body
    long = [block for block in body if block.kind in _WRITTEN and len(block.text) >= _LEAST_CHARACTERS]
    probes = {id(block): block for block in (*long[:1], *long[len(long) // 2 :][:1], *long[-1:])}
    kinds = _QUOTED | _WRITTEN if any(_foreign(block, language) for block in probes.values()) else _QUOTED
    if kinds is _QUOTED and not any(block.kind in _QUOTED for block in body):
        return body
    return tuple(_with_language(block, language) if block.kind in kinds else block for block in body)


def _with_language(block: Block, language: str) -> Block:
    own = _foreign(block, language)
    return block if own is None else replace(block, language=own)


def _foreign(block: Block, language: str) -> str | None:
    """Give the language of a long block where it is surely not the report's."""
    if len(block.text) < _LEAST_CHARACTERS:
        return None
    own = detect_language(block.text, hints=(language,))
    if own is None or _primary(own) == _primary(language) or _primary(own) in _ROWS.get(_primary(language), ()):
        return None
    return own


def _primary(tag: str) -> str:
    return tag.split("-", 1)[0]
