"""Passages that belong to the report, as blocks of text and links."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from headwater.extract.embeds import frame_block, post_block
from headwater.extract.figures import picture_at
from headwater.extract.links import resolve
from headwater.extract.passages import Box, Passage, Shape, Walked
from headwater.model.article import Block, BlockKind, Link

_WORD = re.compile(r"\w+")
_DEFAULT_LEVEL = 2


def blocks_of(walked: Walked, kept: Sequence[Passage], *, base: str, headline: str | None) -> tuple[Block, ...]:
    """Give the blocks of a body, in order; addresses resolved against `base`, the headline not said again.

    Pictures and embedded films that stand between the kept passages come as blocks of their own.
    """
    texts = _below_headline(kept, headline)
    if not texts:
        return ()
    groups = _grouped(_with_figures(walked, texts))
    return tuple(block for group in groups for block in _block(walked, group, base))


def plain_text(kept: Sequence[Passage], *, base: str, headline: str | None) -> str:
    """Give only the words of a body, a line for each block; no link is resolved, no picture looked at."""
    return "\n".join(_words(group, base) for group in _grouped(_below_headline(kept, headline)))


def _below_headline(kept: Sequence[Passage], headline: str | None) -> list[Passage]:
    said = _WORD.findall((headline or "").casefold())
    texts = [passage for passage in kept if passage.text]
    while texts and said and _WORD.findall(texts[0].text.casefold()) == said:
        texts = texts[1:]
    return texts


def _grouped(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Give the passages that make one block each."""
    group: list[Passage] = []
    for passage in passages:
        if group and not _continues(group[-1], passage):
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def _words(group: list[Passage], base: str) -> str:
    post = group[0].box.post
    if post is not None:
        return post_block(post, group, base=base).text
    if len(group) == 1:
        return group[0].text
    between = [_break(previous, passage) for previous, passage in pairwise(group)]
    return "".join(f"{mark}{passage.text}" for mark, passage in zip(["", *between], group, strict=True))


def _with_figures(walked: Walked, texts: list[Passage]) -> list[Passage]:
    """Put the pictures and frames that stand between kept passages back in their places."""
    chosen = {id(passage) for passage in texts}
    first, last = id(texts[0]), id(texts[-1])
    woven: list[Passage] = []
    inside = False
    for passage in walked.passages:
        inside = inside or id(passage) == first
        if id(passage) in chosen or (inside and passage.node is not None and not passage.box.is_out):
            woven.append(passage)
        if id(passage) == last:
            break
    return woven if len(woven) >= len(texts) else texts


def _continues(previous: Passage, passage: Passage) -> bool:
    """Entries of one list, cells of one table and lines of one quotation make one block."""
    post = passage.box.post
    if post is not None or previous.shape is not passage.shape or passage.node is not None:
        return post is not None and passage.node is None and previous.box.post is post
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


def _block(walked: Walked, group: list[Passage], base: str) -> Iterator[Block]:
    first = group[0]
    if first.shape is Shape.IMAGE:
        image = picture_at(walked, first.position, base=base)
        if image is not None:
            yield Block(kind=BlockKind.IMAGE, image=image)
        return
    if first.shape is Shape.EMBED:
        frame = frame_block(first, base=base)
        if frame is not None:
            yield frame
        return
    post = first.box.post
    yield post_block(post, group, base=base) if post is not None else _text_block(group, base)


def _text_block(group: list[Passage], base: str) -> Block:
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
            parts.append(_break(previous, passage))
            length += 1
        for start, end, node in passage.links:
            href = node.attributes.get("href")
            address = resolve(base, href) if href else None
            if address is not None:
                rel = tuple((node.attributes.get("rel") or "").lower().split())
                links.append(Link(href=address, start=length + start, end=length + end, rel=rel))
        parts.append(passage.text)
        length += len(passage.text)
        previous = passage
    return "".join(parts), tuple(links)


def _break(previous: Passage, passage: Passage) -> str:
    return "\t" if passage.shape is Shape.CELL and _row(previous.box) is _row(passage.box) else "\n"


def _row(box: Box | None) -> Box | None:
    while box is not None and box.tag != "tr":
        box = box.parent
    return box
