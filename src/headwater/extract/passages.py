"""A tree to passages: every stretch of text that a reader sees as one piece, in order, with the boxes it lies in.

One walk, by hand and without recursion, because depth is the sender's choice. Judging comes later.
"""

import re
from dataclasses import dataclass, field
from enum import Enum

from selectolax.lexbor import LexborNode

from headwater.extract.names import Say, say_of


class Shape(Enum):
    """How a passage is set."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ENTRY = "entry"
    CELL = "cell"
    PREFORMATTED = "preformatted"
    CAPTION = "caption"
    IMAGE = "image"
    EMBED = "embed"


@dataclass(slots=True, eq=False)
class Box:
    """An element that is set apart from its neighbours, with the sums that judging needs."""

    tag: str
    parent: "Box | None"
    said: int
    node: LexborNode
    #: Class, id, role and itemprop, joined by spaces.
    names: str = ""
    #: How many passages came before it.
    position: int = 0
    #: Characters of prose inside, links not counted.
    prose: float = 0.0
    #: True where nothing inside belongs to the report; decided by `body`.
    is_out: bool = False


@dataclass(slots=True, eq=False)
class Passage:
    """A stretch of text as set: whitespace collapsed, links as (start, end, address)."""

    shape: Shape
    text: str
    box: Box
    links: list[tuple[int, int, LexborNode]]
    #: Characters inside links.
    linked: int
    #: For images and embeds.
    node: LexborNode | None = None
    #: Index among the passages of the page.
    position: int = 0


@dataclass(slots=True, eq=False)
class Mark:
    """An element whose name or tag hints at a field."""

    said: int
    node: LexborNode
    attributes: dict[str, str | None]
    #: How many passages came before it.
    position: int


@dataclass(slots=True, eq=False)
class Walked:
    """What one walk gathers."""

    boxes: list[Box] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


_SKIPPED = frozenset(
    "script style noscript template svg canvas audio object select option textarea button input dialog nav head title "
    "map datalist progress meter rp rt link meta applet param source track colgroup col frame frameset base menu "
    "-comment -doctype".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small span "
    "strike strong sub sup time tt u var wbr center-inline math mi mn mo".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SHAPES = {
    **dict.fromkeys(_HEADINGS, Shape.HEADING),
    "li": Shape.ENTRY,
    "dt": Shape.ENTRY,
    "dd": Shape.ENTRY,
    "td": Shape.CELL,
    "th": Shape.CELL,
    "pre": Shape.PREFORMATTED,
    "figcaption": Shape.CAPTION,
}
_ASIDE_TAGS = frozenset({"aside", "footer"})
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKED = Say.AUTHOR | Say.DATE | Say.CREDIT | Say.STANDFIRST


class _Run:
    """The passage that is being gathered."""

    __slots__ = ("link", "parts")

    def __init__(self) -> None:
        self.parts: list[tuple[str, LexborNode | None]] = []
        self.link: LexborNode | None = None


def walk(root: LexborNode) -> Walked:
    """Give the passages, boxes and marks under an element, in document order."""
    walked = Walked()
    box = Box("body", None, Say.NOTHING, root)
    walked.boxes.append(box)
    run = _Run()
    open_boxes: list[tuple[LexborNode, Box, bool]] = []
    streamed = _streamed(root)
    node = root.first_child
    while True:
        if node is None:
            if not open_boxes:
                break
            node, box, was_block = open_boxes.pop()
            if was_block:
                _close(run, box, walked)
                box = box.parent or box
            elif node.tag == "a":
                run.link = None
            node = node.next
            continue
        tag = node.tag
        if tag == "template" and streamed and (late := streamed.pop(_slot(node), None)) is not None:
            open_boxes.append((node, box, False))
            node = late.first_child
            continue
        if tag == "-text":
            text = node.text_content
            if text:
                run.parts.append((text, run.link))
            node = node.next
            continue
        if tag is None or tag in _SKIPPED:
            node = node.next
            continue
        if tag == "br":
            _break(run, box, walked)
            node = node.next
            continue
        attributes = node.attributes
        if tag == "img" or tag == "iframe" or tag == "video" or tag == "amp-img":
            _set_apart(node, box, walked)
            node = node.next
            continue
        said = Say.NOTHING
        names = ""
        if attributes:
            names = _names(attributes)
            said = say_of(names) if names != " " else Say.NOTHING
            if _is_hidden(attributes):
                said |= Say.UNSHOWN
                if tag in _INLINE:
                    node = node.next
                    continue
            if said & _MARKED or "itemprop" in attributes or tag == "time" or "rel" in attributes:
                walked.marks.append(Mark(said, node, attributes, len(walked.passages)))
        elif tag == "time":
            walked.marks.append(Mark(said, node, attributes, len(walked.passages)))
        child = node.first_child
        if tag in _INLINE:
            if child is None:
                node = node.next
                continue
            if tag == "a":
                run.link = node
            open_boxes.append((node, box, False))
            node = child
            continue
        _close(run, box, walked)
        if child is None:
            node = node.next
            continue
        if tag in _ASIDE_TAGS:
            said |= Say.ASIDE
        box = Box(tag, box, said, node, names, len(walked.passages))
        walked.boxes.append(box)
        open_boxes.append((node, box, True))
        node = child
    _close(run, walked.boxes[0], walked)
    return walked


def _streamed(root: LexborNode) -> dict[str, LexborNode]:
    """Give what React sends after the page and moves into its place by script: `<div hidden id="S:3">` by "3"."""
    late = {(node.id or "")[2:]: node for node in root.css('div[hidden][id^="S:"]')}
    return {slot: node for slot, node in late.items() if slot}


def _slot(template: LexborNode) -> str:
    name = template.id or ""
    return name[2:] if name[:2] in {"B:", "P:"} else ""


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _UNSHOWN.search(style) is not None


def _names(attributes: dict[str, str | None]) -> str:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    role = attributes.get("role")
    if role:
        names = f"{names} {role}"
    prop = attributes.get("itemprop")
    if prop:
        names = f"{names} {prop}"
    return names


def _set_apart(node: LexborNode, box: Box, walked: Walked) -> None:
    shape = Shape.IMAGE if node.tag in {"img", "amp-img"} else Shape.EMBED
    walked.passages.append(Passage(shape, "", box, [], 0, node, len(walked.passages)))


def _break(run: _Run, box: Box, walked: Walked) -> None:
    """Two breaks in a row part paragraphs; one is a space."""
    if run.parts and run.parts[-1][0] == "\n":
        _close(run, box, walked)
    else:
        run.parts.append(("\n", run.link))


def _close(run: _Run, box: Box, walked: Walked) -> None:
    parts = run.parts
    if not parts:
        return
    run.parts = []
    if box.tag == "pre":
        text, links, linked = "".join(part for part, _ in parts).strip("\n"), [], 0
    else:
        text, links, linked = _joined(parts)
    if text:
        walked.passages.append(Passage(_shape(box), text, box, links, linked, None, len(walked.passages)))


def _joined(parts: list[tuple[str, LexborNode | None]]) -> tuple[str, list[tuple[int, int, LexborNode]], int]:
    out: list[str] = []
    links: list[tuple[int, int, LexborNode]] = []
    length = linked = 0
    gap = False
    for raw, link in parts:
        part = raw if raw.isascii() else _INVISIBLE.sub("", raw)
        words = part.split()
        if not words:
            gap = gap or bool(part)
            continue
        if length and (gap or part[0].isspace()):
            out.append(" ")
            length += 1
        joined = " ".join(words)
        start = length
        out.append(joined)
        length += len(joined)
        gap = part[-1].isspace()
        if link is not None:
            linked += len(joined)
            if links and links[-1][2] is link:
                links[-1] = (links[-1][0], length, link)
            else:
                links.append((start, length, link))
    return "".join(out), links, linked


def _shape(box: Box) -> Shape:
    tag = box.tag
    shape = _SHAPES.get(tag)
    if shape is not None:
        return shape
    if tag in {"p", "div"} and box.parent is not None:
        # <li><p>…</p></li> is an entry, <td><p>…</p></td> a cell, <figcaption><p>…</p></figcaption> a caption.
        return _SHAPES.get(box.parent.tag, Shape.PARAGRAPH) if tag == "p" else Shape.PARAGRAPH
    return Shape.PARAGRAPH
