"""Passages that belong to the report, as blocks of text and links."""

import re
from collections.abc import Sequence

from headwater.extract.passages import Box, Passage, Shape
from headwater.model.article import Block, BlockKind, Link
from headwater.text.urls import join

_WORD = re.compile(r"\w+")
_DEFAULT_LEVEL = 2


def blocks_of(passages: Sequence[Passage], *, base: str, headline: str) -> tuple[Block, ...]:
    """Give the blocks of a body, in order; addresses resolved against `base`, the headline not said again."""
    blocks: list[Block] = []
    said = _WORD.findall(headline.casefold())
    group: list[Passage] = []
    for passage in passages:
        if not blocks and not group and _WORD.findall(passage.text.casefold()) == said:
            continue
        if group and not _continues(group[-1], passage):
            blocks.append(_block(group, base))
            group = []
        group.append(passage)
    if group:
        blocks.append(_block(group, base))
    return tuple(blocks)


def _continues(previous: Passage, passage: Passage) -> bool:
    """Entries of one list, cells of one table and lines of one quotation make one block."""
    if previous.shape is not passage.shape:
        return False
    if passage.shape is Shape.ENTRY:
        return _within(previous.box, _LISTS) is _within(passage.box, _LISTS)
    if passage.shape is Shape.CELL:
        return _within(previous.box, _TABLES) is _within(passage.box, _TABLES)
    return False


_LISTS = frozenset({"ul", "ol", "dl"})
_TABLES = frozenset({"table"})


def _within(box: Box | None, tags: frozenset[str]) -> Box | None:
    """Give the outermost list, or the innermost table, that a box lies in."""
    found = None
    while box is not None and (box.tag in tags or box.tag in _INNER or found is None):
        if box.tag in tags:
            found = box
        box = box.parent
    return found


_INNER = frozenset({"li", "dt", "dd", "p", "td", "th", "tr", "tbody", "thead", "tfoot", "div"})


def _block(group: list[Passage], base: str) -> Block:
    first = group[0]
    text, links = _lines(group, base)
    if first.shape is Shape.HEADING:
        level = int(first.box.tag[1]) if first.box.tag[1:].isdigit() else _DEFAULT_LEVEL
        return Block(kind=BlockKind.HEADING, text=text, links=links, level=max(_DEFAULT_LEVEL, level))
    if first.shape is Shape.ENTRY:
        home = _within(first.box, _LISTS)
        return Block(kind=BlockKind.LIST, text=text, links=links, ordered=home is not None and home.tag == "ol")
    if first.shape is Shape.CELL:
        return Block(kind=BlockKind.TABLE, text=text, links=links)
    if _is_quoted(first.box):
        return Block(kind=BlockKind.QUOTE, text=text, links=links)
    return Block(kind=BlockKind.PARAGRAPH, text=text, links=links)


def _is_quoted(box: Box | None) -> bool:
    while box is not None:
        if box.tag == "blockquote":
            return True
        box = box.parent
    return False


def _lines(group: list[Passage], base: str) -> tuple[str, tuple[Link, ...]]:
    parts: list[str] = []
    links: list[Link] = []
    length = 0
    previous: Passage | None = None
    for passage in group:
        if previous is not None:
            parts.append("\t" if passage.shape is Shape.CELL and _row(previous.box) is _row(passage.box) else "\n")
            length += 1
        for start, end, node in passage.links:
            href = node.attributes.get("href")
            address = join(base, href) if href else None
            if address is not None:
                rel = tuple((node.attributes.get("rel") or "").lower().split())
                links.append(Link(href=address, start=length + start, end=length + end, rel=rel))
        parts.append(passage.text)
        length += len(passage.text)
        previous = passage
    return "".join(parts), tuple(links)


def _row(box: Box | None) -> Box | None:
    while box is not None and box.tag != "tr":
        box = box.parent
    return box
