"""Blocks to HTML: the only place that writes markup around a report's words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from headwater.edition.addresses import is_picture_path
from headwater.edition.direction import direction_of
from headwater.model.article import Block, BlockKind, Image, Link
from headwater.text.urls import normalise

_LEAST_LEVEL, _MOST_LEVEL = 2, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a block's text that is set off: a statement, or the words that prove a credit."""

    block: int
    start: int
    end: int
    #: `said` or `credit`, the class of the element; `day` for a word that stands for a day.
    kind: str
    #: Address of the element inside the page, without `#`; of a day its date, ISO 8601.
    anchor: str
    #: Printed small behind the words: the speaker; of a day its date, for those who point at it and those who listen.
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


def render_blocks(
    blocks: Sequence[Block], *, marks: Iterable[Mark] = (), table_label: str = "Table", prefix: str = ""
) -> Markup:
    r"""Give the HTML of a body: everything escaped, links only to http and https, each block isolated in direction.

    `prefix` begins the identifiers of its blocks, where a page has two bodies.

    >>> render_blocks([Block(kind=BlockKind.PARAGRAPH, text="5 < 6")])
    Markup('<p id="b0" dir="auto">5 &lt; 6</p>\n')
    """
    by_block: dict[int, list[Mark]] = {}
    for mark in marks:
        by_block.setdefault(mark.block, []).append(mark)
    pieces = [
        _RENDERERS[block.kind](
            _Print(block, f"{prefix}b{number}", tuple(_wraps(block, by_block.get(number, ()))), table_label)
        )
        for number, block in enumerate(blocks)
    ]
    return Markup("").join(pieces)


def render_image(image: Image, *, lead: bool = False) -> Markup:
    """Give the element of a kept picture, or nothing for any other; its size is reserved before it loads."""
    if not is_picture_path(image.url):
        return Markup()
    size = Markup("")
    if image.width and image.height:
        size = Markup(' width="{}" height="{}"').format(image.width, image.height)
    loading = Markup(' fetchpriority="high"') if lead else Markup(' loading="lazy"')
    return Markup('<img src="{}" alt="{}"{}{} decoding="async">').format(image.url, image.alt or "", size, loading)


@dataclass(frozen=True, slots=True)
class _Print:
    """A block on its way to HTML."""

    block: Block
    #: Its identifier inside the page.
    name: str
    wraps: tuple[_Wrap, ...]
    table_label: str

    @property
    def attributes(self) -> Markup:
        language = self.block.language
        named = Markup(' lang="{}"').format(language) if language else Markup()
        return Markup('id="{}" dir="{}"').format(self.name, direction_of(language)) + named

    @property
    def words(self) -> Markup:
        return _inline(self.block.text, self.wraps, start=0, end=len(self.block.text))

    def lines(self, joiner: Markup) -> Markup:
        return joiner.join(
            _inline(self.block.text, self.wraps, start=start, end=end) for start, end in _lines(self.block.text, "\n")
        )

    def cells(self, between: Markup, *, rows: Markup) -> Markup:
        text = self.block.text
        return rows.join(
            between.join(
                _inline(text, self.wraps, start=start + left, end=start + right)
                for left, right in _lines(text[start:end], "\t")
            )
            for start, end in _lines(text, "\n")
        )


def _paragraph(printed: _Print) -> Markup:
    if not printed.block.text.strip():
        return Markup()
    return Markup("<p {}>{}</p>\n").format(printed.attributes, printed.lines(Markup("<br>")))


def _heading(printed: _Print) -> Markup:
    level = min(max(printed.block.level or _LEAST_LEVEL, _LEAST_LEVEL), _MOST_LEVEL)
    return Markup("<h{0} {1}>{2}</h{0}>\n").format(level, printed.attributes, printed.words)


def _quote(printed: _Print) -> Markup:
    speaker = printed.block.speaker
    footer = Markup("<footer><bdi>{}</bdi></footer>").format(speaker) if speaker else Markup()
    words = printed.lines(Markup("</p><p>"))
    return Markup("<blockquote {}><p>{}</p>{}</blockquote>\n").format(printed.attributes, words, footer)


def _list(printed: _Print) -> Markup:
    name = Markup("ol") if printed.block.ordered else Markup("ul")
    entries = printed.lines(Markup('</li><li dir="auto">'))
    return Markup('<{0} {1}><li dir="auto">{2}</li></{0}>\n').format(name, printed.attributes, entries)


def _table(printed: _Print) -> Markup:
    opening = Markup('<div class="scroll" role="region" tabindex="0" aria-label="{}" {}>').format(
        printed.table_label, printed.attributes
    )
    cells = printed.cells(Markup("</td><td>"), rows=Markup("</td></tr><tr><td>"))
    return opening + Markup("<table><tbody><tr><td>{}</td></tr></tbody></table></div>\n").format(cells)


def _image(printed: _Print) -> Markup:
    image = printed.block.image
    picture = render_image(image) if image else Markup()
    if image is None or not picture:
        return Markup()
    caption = Markup("<bdi>{}</bdi>").format(image.caption) if image.caption else Markup()
    credit = Markup(' <span class="by"><bdi>{}</bdi></span>').format(image.credit) if image.credit else Markup()
    note = Markup("<figcaption>{}{}</figcaption>").format(caption, credit) if caption or credit else Markup()
    return Markup("<figure {}>{}{}</figure>\n").format(printed.attributes, picture, note)


def _embed(printed: _Print) -> Markup:
    block = printed.block
    address = normalise(block.source_url) if block.source_url else None
    if not block.text.strip() and address is None:
        return Markup()
    link = _foreign_link(address, escape(block.speaker or address)) if address else escape(block.speaker or "")
    return Markup('<blockquote class="embed" {}><p>{}</p><footer><bdi>{}</bdi></footer></blockquote>\n').format(
        printed.attributes, printed.lines(Markup("</p><p>")), link
    )


_RENDERERS: Mapping[BlockKind, Callable[[_Print], Markup]] = {
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


def _wraps(block: Block, marks: Iterable[Mark]) -> list[_Wrap]:
    wraps = list(_link_wraps(block))
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(block.text)]
    wraps.extend(_mark_wrap(mark) for mark in sorted(inside, key=lambda mark: (mark.start, -mark.end)))
    return wraps


def _link_wraps(block: Block) -> Iterable[_Wrap]:
    reached = 0
    for link in sorted(block.links, key=lambda link: link.start):
        address = normalise(link.href)
        if address is not None and reached <= link.start < link.end <= len(block.text):
            reached = link.end
            yield _link_wrap(link, address)


def _link_wrap(link: Link, address: str) -> _Wrap:
    opening = Markup('<a href="{}" rel="nofollow noopener ugc">').format(address)
    return _Wrap(link.start, link.end, opening, opening, Markup("</a>"), Markup())


def _mark_wrap(mark: Mark) -> _Wrap:
    if mark.kind == "day":
        opening = Markup('<time datetime="{}" title="{}">').format(mark.anchor, mark.label)
        spoken = Markup('<span class="unseen"> ({})</span>').format(mark.label)
        return _Wrap(mark.start, mark.end, opening, opening, Markup("</time>"), spoken)
    opening = Markup('<span class="{}" id="{}">').format(mark.kind, mark.anchor)
    reopening = Markup('<span class="{}">').format(mark.kind)
    label = Markup()
    if mark.label:
        label = Markup('<a class="who" href="#{}"><bdi>{}</bdi></a>').format(mark.label_target, mark.label)
    return _Wrap(mark.start, mark.end, opening, reopening, Markup("</span>"), label)


def _lines(text: str, separator: str) -> Iterable[tuple[int, int]]:
    start = 0
    for line in text.split(separator):
        yield start, start + len(line)
        start += len(line) + 1


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
