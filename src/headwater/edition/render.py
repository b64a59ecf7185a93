"""Blocks to HTML: the only place that writes markup around a report's words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from headwater.edition.direction import direction_of
from headwater.model.article import Block, BlockKind, Image
from headwater.text.urls import normalise

_LEAST_LEVEL, _MOST_LEVEL = 2, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a block's text that is set off: a statement, or the words that prove a credit."""

    block: int
    start: int
    end: int
    #: `said` or `credit`; the class of the element.
    kind: str
    #: Address of the element inside the page, without `#`.
    anchor: str
    #: Printed small behind the words: the speaker.
    label: str = ""
    #: Anchor the label leads to.
    label_target: str = ""


@dataclass(frozen=True, slots=True)
class _Wrap:
    start: int
    end: int
    opening: Markup
    #: The opening of the second and later pieces, where other marks cut the stretch: no identifier twice.
    reopening: Markup
    closing: Markup
    #: What stands behind the last piece: a speaker's name.
    after: Markup


def render_blocks(blocks: Sequence[Block], *, marks: Iterable[Mark] = (), table_label: str = "Table") -> Markup:
    r"""Give the HTML of a body: everything escaped, links only to http and https, each block isolated in direction.

    >>> render_blocks([Block(kind=BlockKind.PARAGRAPH, text="5 < 6")])
    Markup('<p id="b0" dir="auto">5 &lt; 6</p>\\n')
    """
    by_block: dict[int, list[Mark]] = {}
    for mark in marks:
        by_block.setdefault(mark.block, []).append(mark)
    pieces = [
        _RENDERERS[block.kind](block, _Place(number, block.language, table_label), _wraps(block, by_block.get(number)))
        for number, block in enumerate(blocks)
    ]
    return Markup("").join(pieces)


def render_image(image: Image, *, lead: bool = False) -> Markup:
    """Give the element of a picture, or nothing where its address is none; its size is reserved before it loads."""
    address = normalise(image.url)
    if address is None:
        return Markup()
    size = Markup("")
    if image.width and image.height:
        size = Markup(' width="{}" height="{}"').format(image.width, image.height)
    loading = Markup(' fetchpriority="high"') if lead else Markup(' loading="lazy"')
    return Markup('<img src="{}" alt="{}"{}{} decoding="async" referrerpolicy="no-referrer">').format(
        address, image.alt or "", size, loading
    )


@dataclass(frozen=True, slots=True)
class _Place:
    number: int
    language: str | None
    table_label: str

    @property
    def attributes(self) -> Markup:
        language = Markup(' lang="{}"').format(self.language) if self.language else Markup()
        return Markup('id="b{}" dir="{}"').format(self.number, direction_of(self.language)) + language


def _paragraph(block: Block, place: _Place, wraps: Sequence[_Wrap]) -> Markup:
    if not block.text.strip():
        return Markup()
    words = _lines(block.text, wraps, joiner=Markup("<br>"))
    return Markup("<p {}>{}</p>\n").format(place.attributes, words)


def _heading(block: Block, place: _Place, wraps: Sequence[_Wrap]) -> Markup:
    level = min(max(block.level or _LEAST_LEVEL, _LEAST_LEVEL), _MOST_LEVEL)
    words = _inline(block.text, wraps, start=0, end=len(block.text))
    return Markup("<h{0} {1}>{2}</h{0}>\n").format(level, place.attributes, words)


def _quote(block: Block, place: _Place, wraps: Sequence[_Wrap]) -> Markup:
    words = _lines(block.text, wraps, joiner=Markup("</p><p>"))
    speaker = Markup("<footer><bdi>{}</bdi></footer>").format(block.speaker) if block.speaker else Markup()
    return Markup("<blockquote {}><p>{}</p>{}</blockquote>\n").format(place.attributes, words, speaker)


def _list(block: Block, place: _Place, wraps: Sequence[_Wrap]) -> Markup:
    name = Markup("ol") if block.ordered else Markup("ul")
    entries = _lines(block.text, wraps, joiner=Markup('</li><li dir="auto">'))
    return Markup('<{0} {1}><li dir="auto">{2}</li></{0}>\n').format(name, place.attributes, entries)


def _table(block: Block, place: _Place, wraps: Sequence[_Wrap]) -> Markup:
    cells = _lines(block.text, wraps, joiner=Markup("</td></tr><tr><td>"), inner=("\t", Markup("</td><td>")))
    opening = Markup('<div class="scroll" role="region" tabindex="0" aria-label="{}" {}>').format(
        place.table_label, place.attributes
    )
    return opening + Markup("<table><tbody><tr><td>{}</td></tr></tbody></table></div>\n").format(cells)


def _image(block: Block, place: _Place, _wraps: Sequence[_Wrap]) -> Markup:
    picture = render_image(block.image) if block.image else Markup()
    if block.image is None or not picture:
        return Markup()
    caption = Markup("<bdi>{}</bdi>").format(block.image.caption) if block.image.caption else Markup()
    credit = Markup(' <span class="by"><bdi>{}</bdi></span>').format(block.image.credit) if block.image.credit else ""
    note = Markup("<figcaption>{}{}</figcaption>").format(caption, credit) if caption or credit else Markup()
    return Markup("<figure {}>{}{}</figure>\n").format(place.attributes, picture, note)


def _embed(block: Block, place: _Place, wraps: Sequence[_Wrap]) -> Markup:
    address = normalise(block.source_url) if block.source_url else None
    if not block.text.strip() and address is None:
        return Markup()
    words = _lines(block.text, wraps, joiner=Markup("</p><p>"))
    link = _foreign_link(address, escape(block.speaker or address)) if address else escape(block.speaker or "")
    return Markup('<blockquote class="embed" {}><p>{}</p><footer><bdi>{}</bdi></footer></blockquote>\n').format(
        place.attributes, words, link
    )


_RENDERERS: Mapping[BlockKind, Callable[[Block, _Place, Sequence[_Wrap]], Markup]] = {
    BlockKind.PARAGRAPH: _paragraph,
    BlockKind.HEADING: _heading,
    BlockKind.QUOTE: _quote,
    BlockKind.LIST: _list,
    BlockKind.IMAGE: _image,
    BlockKind.EMBED: _embed,
    BlockKind.TABLE: _table,
}


def _foreign_link(address: str, words: Markup) -> Markup:
    return Markup('<a href="{}" rel="nofollow noopener ugc">{}</a>').format(address, words)


def _wraps(block: Block, marks: Iterable[Mark] | None) -> list[_Wrap]:
    wraps = list(_link_wraps(block))
    taken: list[Mark] = []
    for mark in sorted(marks or (), key=lambda mark: (mark.start, -mark.end)):
        same_kind = [other for other in taken if other.kind == mark.kind]
        inside = 0 <= mark.start < mark.end <= len(block.text)
        if inside and all(other.end <= mark.start for other in same_kind):
            taken.append(mark)
            wraps.append(_mark_wrap(mark))
    return wraps


def _link_wraps(block: Block) -> Iterable[_Wrap]:
    reached = 0
    for link in sorted(block.links, key=lambda link: link.start):
        address = normalise(link.href)
        if address is not None and reached <= link.start < link.end <= len(block.text):
            reached = link.end
            yield _link_wrap(link.start, link.end, address)


def _link_wrap(start: int, end: int, address: str) -> _Wrap:
    opening = Markup('<a href="{}" rel="nofollow noopener ugc">').format(address)
    return _Wrap(start, end, opening, opening, Markup("</a>"), Markup())


def _mark_wrap(mark: Mark) -> _Wrap:
    opening = Markup('<span class="{}" id="{}">').format(mark.kind, mark.anchor)
    reopening = Markup('<span class="{}">').format(mark.kind)
    label = Markup()
    if mark.label:
        label = Markup('<a class="who" href="#{}"><bdi>{}</bdi></a>').format(mark.label_target, mark.label)
    return _Wrap(mark.start, mark.end, opening, reopening, Markup("</span>"), label)


def _lines(text: str, wraps: Sequence[_Wrap], *, joiner: Markup, inner: tuple[str, Markup] | None = None) -> Markup:
    pieces, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        pieces.append(_cells(text, wraps, start=start, end=end, inner=inner))
        start = end + 1
    return joiner.join(pieces)


def _cells(text: str, wraps: Sequence[_Wrap], *, start: int, end: int, inner: tuple[str, Markup] | None) -> Markup:
    if inner is None:
        return _inline(text, wraps, start=start, end=end)
    mark, joiner = inner
    pieces = []
    for cell in text[start:end].split(mark):
        pieces.append(_inline(text, wraps, start=start, end=start + len(cell)))
        start += len(cell) + len(mark)
    return joiner.join(pieces)


def _inline(text: str, wraps: Sequence[_Wrap], *, start: int, end: int) -> Markup:
    """Give `text[start:end]` with the wraps that lie over it; where they cross, the text is cut at each border."""
    borders = {border for wrap in wraps for border in (wrap.start, wrap.end) if start < border < end}
    pieces = []
    for left, right in pairwise(sorted({start, end} | borders)):
        words = escape(text[left:right])
        for wrap in reversed(wraps):
            if wrap.start <= left and right <= wrap.end:
                words = (wrap.opening if wrap.start == left else wrap.reopening) + words + wrap.closing
        pieces.append(words)
        pieces.extend(wrap.after for wrap in wraps if wrap.end == right and left >= wrap.start)
    return Markup("").join(pieces)
