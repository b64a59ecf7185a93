"""Blocks to HTML: nothing gets through that a report did not mean as words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from headwater.edition.render import Mark, render_blocks, render_image
from headwater.model.article import Block, BlockKind, Image, Link

ALLOWED = {
    "p", "br", "a", "span", "bdi", "h2", "h3", "h4", "h5", "h6", "blockquote", "footer", "ul", "ol", "li", "div",
    "table", "tbody", "tr", "td", "figure", "figcaption", "img", "html", "head", "body",
}  # fmt: skip
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "<!--><script>alert(1)</script-->",
    "</p></div><iframe srcdoc='<script>1</script>'>",
    "&lt;script&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eright to left override",
    "＜script＞",
    "\x00\x01",
]
KINDS = list(BlockKind)


def elements(html: str) -> set[str]:
    return {node.tag for node in LexborHTMLParser(html).css("*") if node.tag}


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_payload_becomes_markup(kind: BlockKind, payload: str) -> None:
    image = Image(url=f"/picture/{'a' * 64}.jpg", caption=payload, credit=payload, alt=payload)
    block = Block(
        kind=kind, text=f"{payload}\n{payload}\t{payload}", image=image, speaker=payload, language=payload,
        source_url=f"https://x.example/?{payload}", links=(Link(href=payload, start=0, end=3),),
    )  # fmt: skip
    tree = LexborHTMLParser(str(render_blocks([block], table_label=payload)))
    assert elements(str(render_blocks([block], table_label=payload))) <= ALLOWED
    for node in tree.css("*"):
        assert not [name for name in node.attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            assert re.match(r"(https?://|/picture/|#|$)", node.attributes.get(name) or "")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc", "//", "\tjavascript:x"],
)
def test_only_web_addresses_are_linked_and_pictured(address: str) -> None:
    block = Block(kind=BlockKind.PARAGRAPH, text="words", links=(Link(href=address, start=0, end=5),))
    assert "<a" not in render_blocks([block])
    assert render_image(Image(url=address)) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://ledger.example/a.jpg",
        "/picture/a.jpg",
        f"/picture/{'a' * 64}.svg",
        f"//x.example/picture/{'a' * 64}.jpg",
    ],
)
def test_no_picture_but_a_kept_one_is_drawn(address: str) -> None:
    assert render_image(Image(url=address)) == ""


def test_a_kept_picture_reserves_its_room() -> None:
    html = render_image(Image(url=f"/picture/{'a' * 64}.jpg", alt='"><script>', width=1280, height=853))
    assert 'width="1280" height="853"' in html
    assert "<script" not in html


def test_links_of_strangers_carry_their_relations() -> None:
    block = Block(kind=BlockKind.PARAGRAPH, text="see it", links=(Link(href="https://a.example/?b&c", start=0, end=3),))
    assert '<a href="https://a.example/?b&amp;c" rel="nofollow noopener ugc">see</a> it' in render_blocks([block])


def test_links_that_overlap_do_not_nest() -> None:
    links = (Link(href="https://a.example/", start=0, end=4), Link(href="https://b.example/", start=2, end=6))
    html = render_blocks([Block(kind=BlockKind.PARAGRAPH, text="abcdef", links=links)])
    assert html.count("<a ") == 1


def test_a_statement_across_a_link_keeps_both_and_its_anchor_once() -> None:
    block = Block(
        kind=BlockKind.PARAGRAPH, text="one two three", links=(Link(href="https://a.example/", start=4, end=7),)
    )
    mark = Mark(block=0, start=0, end=7, kind="said", anchor="said-0", label="Talin", label_target="speaker-0")
    html = str(render_blocks([block], marks=[mark]))
    assert html.count('id="said-0"') == 1
    assert html.count('class="said"') == 2
    assert LexborHTMLParser(html).body.text() == "one twoTalin three\n"  # type: ignore[union-attr]


def test_lists_and_tables_are_cut_at_their_lines_and_tabs() -> None:
    listed = render_blocks([Block(kind=BlockKind.LIST, text="a\nb", ordered=True)])
    assert '<ol id="b0" dir="auto"><li dir="auto">a</li><li dir="auto">b</li></ol>' in listed
    table = render_blocks([Block(kind=BlockKind.TABLE, text="a\tb\nc\td")], table_label="Figures")
    assert "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>" in table
    assert 'aria-label="Figures"' in table


def test_foreign_blocks_say_their_language_and_direction() -> None:
    html = render_blocks([Block(kind=BlockKind.QUOTE, text="سلام", language="fa", speaker="Reza")])
    assert '<blockquote id="b0" dir="rtl" lang="fa">' in html
    assert "<footer><bdi>Reza</bdi></footer>" in html


def test_headings_stay_below_the_headline() -> None:
    assert render_blocks([Block(kind=BlockKind.HEADING, text="x", level=1)]).startswith("<h2")
    assert render_blocks([Block(kind=BlockKind.HEADING, text="x", level=9)]).startswith("<h6")


def test_empty_blocks_leave_nothing_behind() -> None:
    empty = [Block(kind=kind) for kind in (BlockKind.PARAGRAPH, BlockKind.IMAGE, BlockKind.EMBED)]
    assert render_blocks(empty) == ""


@st.composite
def marked_blocks(draw: st.DrawFn) -> tuple[Block, list[Mark]]:
    text = draw(st.text(alphabet="ab <&\"'\n\té\u202e中", min_size=1, max_size=40))
    place = st.integers(-2, len(text) + 2)
    links = draw(st.lists(st.tuples(place, place), max_size=3))
    spans = draw(st.lists(st.tuples(place, place), max_size=4))
    marks = [
        Mark(block=draw(st.integers(0, 1)), start=a, end=b, kind="said", anchor=f"said-{n}", label="X")
        for n, (a, b) in enumerate(spans)
    ]
    kind = draw(st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.TABLE, BlockKind.QUOTE]))
    made = tuple(Link(href="https://a.example/", start=a, end=b) for a, b in links)
    return Block(kind=kind, text=text, links=made), marks


@given(marked_blocks())
def test_every_word_is_printed_once_whatever_is_marked(case: tuple[Block, list[Mark]]) -> None:
    block, marks = case
    plain = LexborHTMLParser(str(render_blocks([block])))
    marked = LexborHTMLParser(str(render_blocks([block], marks=marks)))
    for label in marked.css("a.who"):
        label.decompose()
    assert plain.body is not None
    assert marked.body is not None
    assert marked.body.text() == plain.body.text()
    identifiers = re.findall(r'id="([^"]+)"', str(render_blocks([block], marks=marks)))
    assert len(identifiers) == len(set(identifiers))
