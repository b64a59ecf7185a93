"""A tree to passages: every stretch of text that a reader sees as one piece, in order, with the boxes it lies in.

One walk, by hand and without recursion, because depth is the sender's choice. Judging comes later.
"""

import re
from dataclasses import dataclass, field
from enum import Enum

from selectolax.lexbor import LexborNode

from headwater.extract.names import Say, say_of
from headwater.extract.parts import BREAK, Parts, joined, paragraphs, preformatted


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

    #: A member is only itself; Enum's own hash is a function in Python, and a page asks some hundred times.
    __hash__ = object.__hash__


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
    #: The embedded post it lies in.
    post: "Box | None" = None
    #: True within the report's box; decided by `body`.
    is_inside: bool = False
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
    #: The passages that are set as the page's first heading, in order.
    first_headings: list[Passage] = field(default_factory=list)
    #: Where the report's headline is printed; decided by `body`.
    headline: int | None = None


_SKIPPED_WRITTEN = """
    script style noscript template svg canvas audio object select option textarea button input dialog nav head
    title map datalist progress meter rp rt link meta applet param source track colgroup col frame frameset base
    menu -comment -doctype
"""
_SKIPPED = frozenset(_SKIPPED_WRITTEN.split())
_INLINE_WRITTEN = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small
    span strike strong sub sup time tt u var wbr center-inline math mi mn mo
"""
_INLINE = frozenset(_INLINE_WRITTEN.split())
#: Their attributes are not looked at: they colour words and name nothing.
_EMPHASIS = frozenset({"b", "strong", "em", "i", "u", "sup", "sub", "small", "code", "mark"})
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
_TAGS_SAY = {"aside": Say.ASIDE, "footer": Say.ASIDE, "form": Say.ASIDE}
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Folded away until a reader asks for it: answers, chapters, the rest of a report.
_FOLDED = re.compile(
    r"accordion|collaps|toggle-?content|tab-?panel|tab-?content|tab-?pane|expand|fold|faq|read-?more|show-?more|region\b",
    re.IGNORECASE,
)
#: A newline in the mark-up before a break counts as one too.
_BREAKS = frozenset({BREAK, "\n"})
#: Lines of these are never paragraphs of their own; cells are, where a table lays out a page.
_UNPARTED = _HEADINGS | {"pre", "figcaption", "li", "dt", "dd"}
_LAID_OUT = frozenset({"td", "th"})
_SET_APART = frozenset({"img", "amp-img", "iframe", "video"})
_MARKED = Say.AUTHOR | Say.DATE | Say.CREDIT | Say.STANDFIRST
_EMBED, _UNSHOWN_BIT = Say.EMBED, Say.UNSHOWN
_MARKING = frozenset({"itemprop", "rel"})
_NAMING = ("id", "role", "itemprop")
_TELLING = _MARKING.union(_NAMING, ("hidden", "style"))

#: What the walk does at a tag, by one look. Plain numbers, because a page asks 2,000 times.
_SKIP, _SPECIAL, _THROUGH, _INTO_LINE, _INTO_BOX = range(5)
_STEPS: dict[str, int] = {
    **dict.fromkeys(_INLINE, _INTO_LINE),
    **dict.fromkeys(_EMPHASIS, _THROUGH),
    **dict.fromkeys(_SKIPPED, _SKIP),
    **dict.fromkeys(_SET_APART | {"br", "template"}, _SPECIAL),
    "": _SKIP,
}


def walk(root: LexborNode) -> Walked:
    """Give the passages, boxes and marks under an element, in document order."""
    walker = _Walker(root)
    parts, waiting, step_at = walker.parts, walker.open, _STEPS.get
    node = root.first_child
    while node is not None or waiting:
        if node is None:
            node = walker.leave().next
            continue
        # Only text has it, and half of all nodes are text: the look comes before the one for the tag.
        text = node.text_content
        if text is not None:
            if text and (parts or not text.isspace()):
                parts.append((text, walker.link))
            node = node.next
            continue
        tag = node.tag or ""
        step = step_at(tag, _INTO_BOX)
        child = None
        if step >= _INTO_LINE:
            child = walker.enter_box(node, tag) if step == _INTO_BOX else walker.enter_line(node, tag)
        elif step == _THROUGH:
            child = node.first_child
            if child is not None:
                waiting.append((node, None, None))
        elif step == _SPECIAL:
            child = walker.special(node, tag)
        node = node.next if child is None else child
    if parts:
        walker.close_passage()
    walked = walker.walked
    walked.first_headings = [passage for passage in walked.passages if is_headline(passage)]
    return walked


class _Walker:
    """Where the walk stands: the open elements, the box, the link and the passage being gathered."""

    __slots__ = (
        "box",
        "boxes",
        "has_breaks",
        "link",
        "marks",
        "open",
        "parts",
        "passages",
        "root",
        "streamed",
        "walked",
    )

    def __init__(self, root: LexborNode) -> None:
        self.walked = Walked()
        self.boxes, self.passages, self.marks = self.walked.boxes, self.walked.passages, self.walked.marks
        self.box = Box("body", None, Say.NOTHING, root)
        self.boxes.append(self.box)
        self.link: LexborNode | None = None
        self.parts: Parts = []
        #: Open elements; where one began a box or a link, with the outer box or the link itself.
        self.open: list[tuple[LexborNode, Box | None, LexborNode | None]] = []
        self.has_breaks = False
        self.root = root
        self.streamed: dict[str, LexborNode] | None = None

    def special(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Take in a break, a picture, a frame, a template; give the first child where the walk goes inside."""
        if tag == "template":
            return self._enter_streamed(node)
        if tag == "br":
            self._break()
        else:
            self._set_apart(node, tag)
        return None

    def enter_line(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Take in an element that stands in a line; give its first child where the walk goes inside."""
        attributes = node.attributes
        if attributes:
            said = self._named(node, tag, attributes)[1]
            if said & _UNSHOWN_BIT:
                return None
        elif tag == "time":
            self.marks.append(Mark(Say.NOTHING, node, attributes, len(self.passages)))
        child = node.first_child
        if child is None:
            return None
        if tag == "a":
            self.link = node
            self.open.append((node, None, node))
        else:
            self.open.append((node, None, None))
        return child

    def enter_box(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Take in an element that is set apart; give its first child where there is one."""
        attributes = node.attributes
        names, said = self._named(node, tag, attributes) if attributes else ("", _TAGS_SAY.get(tag, 0))
        if self.parts:
            self.close_passage()
        child = node.first_child
        if child is None:
            return None
        outer = self.box
        self.open.append((node, outer, None))
        box = self.box = Box(tag, outer, said, node, names, len(self.passages), 0.0, outer.post)
        if said & _EMBED and box.post is None:
            box.post = box
        self.boxes.append(box)
        return child

    def leave(self) -> LexborNode:
        """Close the innermost open element and give it."""
        node, outer, link = self.open.pop()
        if outer is not None:
            if self.parts:
                self.close_passage()
            self.box = outer
        elif link is not None:
            self.link = None
        return node

    def close_passage(self) -> None:
        """End the passage being gathered; where its lines are paragraphs, there are several."""
        box, passages = self.box, self.passages
        can_part = self.has_breaks and box.tag not in _UNPARTED
        runs = paragraphs(self.parts, in_paragraph=box.tag == "p") if can_part else None
        for run in runs or (self.parts,):
            text, links, linked = preformatted(run) if box.tag == "pre" else joined(run)
            if text:
                shape = Shape.PARAGRAPH if runs and box.tag in _LAID_OUT else _shape(box)
                passages.append(Passage(shape, text, box, links, linked, None, len(passages)))
        self.parts.clear()
        self.has_breaks = False

    def _named(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> tuple[str, int]:
        """Give an element's names and what they say; note it where it hints at a field."""
        names = attributes.get("class") or ""
        said = _TAGS_SAY.get(tag, 0)
        is_marked = tag == "time"
        # Most have a class, an address, numbers for scripts, and nothing else that tells.
        if not _TELLING.isdisjoint(attributes):
            names = _names(attributes)
            if ("hidden" in attributes or ("style" in attributes and _is_unshown(attributes))) and not _FOLDED.search(
                names
            ):
                said |= _UNSHOWN_BIT
            is_marked = is_marked or not _MARKING.isdisjoint(attributes)
        if names:
            said |= say_of(names)
        if is_marked or said & _MARKED:
            self.marks.append(Mark(said, node, attributes, len(self.passages)))
        return names, said

    def _enter_streamed(self, template: LexborNode) -> LexborNode | None:
        name = template.id or ""
        if name[:2] not in {"B:", "P:"}:
            return None
        if self.streamed is None:
            self.streamed = _streamed(self.root)
        late = self.streamed.pop(name[2:], None)
        if late is None:
            return None
        self.open.append((template, None, None))
        return late.first_child or self.leave().next

    def _break(self) -> None:
        """Two breaks in a row part paragraphs; so does one between whole sentences, else it is a space."""
        if self.parts and self.parts[-1][0] in _BREAKS:
            self.close_passage()
        else:
            self.parts.append((BREAK, self.link))
            self.has_breaks = True

    def _set_apart(self, node: LexborNode, tag: str) -> None:
        passages = self.passages
        shape = Shape.IMAGE if tag in {"img", "amp-img"} else Shape.EMBED
        passages.append(Passage(shape, "", self.box, [], 0, node, len(passages)))


def _streamed(root: LexborNode) -> dict[str, LexborNode]:
    """Give what React sends after the page and moves into its place by script: `<div hidden id="S:3">` by "3"."""
    late = {(node.id or "")[2:]: node for node in root.css('div[hidden][id^="S:"]')}
    return {slot: node for slot, node in late.items() if slot}


def _is_unshown(attributes: dict[str, str | None]) -> bool:
    return _UNSHOWN.search(attributes["style"] or "") is not None


def _names(attributes: dict[str, str | None]) -> str:
    names = attributes.get("class") or ""
    for key in _NAMING:
        if key in attributes:
            names = f"{names} {attributes[key]}"
    return names


def _shape(box: Box) -> Shape:
    shape = _SHAPES.get(box.tag)
    parent = box.parent
    if shape is None and parent is not None:
        # <li><p>…</p></li> is an entry, <td><p>…</p></td> a cell, <figcaption><p>…</p></figcaption> a caption.
        outer = _SHAPES.get(parent.tag)
        if box.tag == "p" or outer is Shape.HEADING:
            shape = outer
    return shape or Shape.PARAGRAPH


def is_headline(passage: Passage) -> bool:
    """Tell whether a passage is set as the page's first heading: in an `h1`, or in a box right inside one."""
    box = passage.box
    return box.tag == "h1" or (box.parent is not None and box.parent.tag == "h1")
