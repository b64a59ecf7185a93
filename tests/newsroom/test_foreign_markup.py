"""What feeds carry as markup is foreign until extraction: nothing live of it reaches a reader."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from headwater.edition.render import render_blocks, render_image
from headwater.errors import ReadError
from headwater.extract.article import extract
from headwater.model.article import Article
from headwater.model.feed import Entry, FeedDocument
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page
from headwater.newsroom.reading import page_of_entry
from headwater.read.feed import read_feed

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://ledger.example/feed"
#: Elements that a report may be printed with; everything else is live, or could become so.
HARMLESS = frozenset(
    {"html", "head", "body", "p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "a", "img", "br"}
    | {"figure", "figcaption", "div", "span", "cite", "q", "table", "caption", "tbody", "tr", "td", "th"}
)
#: Attributes that carry words, names or sizes and never an address or code.
DUMB = frozenset(
    {"id", "class", "dir", "lang", "alt", "title", "width", "height", "loading", "decoding", "fetchpriority"}
    | {"rel", "referrerpolicy", "tabindex", "role", "aria-label", "aria-labelledby"}
)
#: So much is needed for a feed's words to stand in for a page.
REPORT = "<p>The dam at Port Selby opened on Monday, the mayor said, after nine years of work in the valley.</p>" * 3
LIVE = (
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<SCRIPT/x src=//port.example/x.js></SCRIPT>",
    "<p onclick=alert(1)>Ada Hara spoke in Selby.</p>",
    "<img src=x onerror=alert(1)>",
    '<img src="https://port.example/a.png" alt="&quot; onload=&quot;alert(1)">',
    '<img src="javascript:alert(1)">',
    '<a href="javascript:alert(1)">the mayor of Port Selby spoke</a>',
    '<a href=" java\nscript:alert(1)">the mayor of Port Selby spoke</a>',
    '<a href="&#106;avascript:alert(1)">the mayor of Port Selby spoke</a>',
    '<a href="data:text/html,<script>alert(1)</script>">the mayor of Port Selby spoke</a>',
    '<a href="vbscript:alert(1)">the mayor of Port Selby spoke</a>',
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    '<math><a xlink:href="javascript:alert(1)">the mayor of Port Selby spoke</a></math>',
    '<iframe src="https://port.example/"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="https://port.example/x.swf"></object><embed src="https://port.example/x.swf">',
    '<p style="background:url(javascript:alert(1))">Ada Hara spoke in Selby.</p>',
    "<style>p{background:url(https://port.example/)}</style>",
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<base href="javascript:alert(1)//"><a href="x">the mayor of Port Selby spoke</a>',
    '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">Go</button></form>',
    '<link rel="stylesheet" href="https://port.example/x.css">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<!--><img src=x onerror=alert(1)>-->",
    '<blockquote cite="javascript:alert(1)"><p>Ada Hara spoke in Selby.</p></blockquote>',
    '<video poster="javascript:alert(1)" src="javascript:alert(1)"></video>',
    "<table background='javascript:alert(1)'><tr><td onclick=alert(1)>Selby</td><td>Port</td></tr></table>",
)


@pytest.mark.parametrize("live", LIVE)
@pytest.mark.parametrize("place", ["description", "title"])
def test_nothing_live_in_a_feed_reaches_a_reader(live: str, place: str) -> None:
    escaped = live.replace("&", "&amp;").replace("<", "&lt;")
    texts = {"title": "Dam opens", "description": REPORT.replace("<", "&lt;"), place: escaped}
    if place == "description":
        texts[place] = REPORT.replace("<", "&lt;") + escaped + REPORT.replace("<", "&lt;")
    item = "".join(f"<{name}>{text}</{name}>" for name, text in texts.items())
    feed = read_feed(page(f"<rss><channel><item>{item}</item></channel></rss>".encode()), now=NOW)
    printed = list(printed_reports(feed))
    assert "Port Selby" in printed[0]
    assert [found for html in printed for found in live_parts(html)] == []


@pytest.mark.parametrize("live", [markup for markup in LIVE if "alt=" not in markup])
def test_the_search_for_live_markup_sees_it_where_it_is_not_cleaned(live: str) -> None:
    assert live_parts(REPORT + live)


def test_nothing_live_in_the_sanitiser_files_of_feedparser_reaches_a_reader() -> None:
    read = printed = 0
    for path in sorted((shared_feeds() / "feedparser" / "wellformed" / "sanitize").glob("*.xml")):
        try:
            feed = read_feed(page(path.read_bytes()), now=NOW)
        except ReadError:
            continue
        read += 1
        for html in printed_reports(feed):
            printed += 1
            assert live_parts(html) == [], path.name
    assert read > 700
    # Some files hold their markup in words that no value of ours keeps.
    assert printed > 600


def printed_reports(feed: FeedDocument) -> Iterator[str]:
    """Give what a reader gets of each text of a feed, a report standing before and after it."""
    for entry in feed.entries or (Entry(id=None, link=None, title=None),):
        texts = (entry.content, entry.summary, entry.title, entry.rights, feed.title, feed.description)
        for foreign in dict.fromkeys(text for text in texts if text):
            title = f"Dam opens {entry.title or ''}"
            yield printed_report(replace(entry, title=title, content=REPORT + foreign + REPORT))


def printed_report(entry: Entry) -> str:
    substitute = page_of_entry(entry, url=URL, now=NOW)
    assert substitute is not None
    article = extract(substitute, entry, knowledge=Knowledge(), now=NOW)
    assert isinstance(article, Article)
    assert article.body
    lead = render_image(article.lead_image) if article.lead_image else ""
    return render_blocks(article.body) + lead


def live_parts(html: str) -> list[str]:
    """Give each element and attribute of a printed report that does more than stand there."""
    found: list[str] = []
    for node in LexborHTMLParser(html).css("*"):
        if node.tag not in HARMLESS:
            found.append(node.html or "")
        found += [
            f"{name}={value}"
            for name, value in node.attributes.items()
            if name not in DUMB and not (name in {"href", "src"} and (value or "").startswith(("http://", "https://")))
        ]
    return found


def page(body: bytes) -> Page:
    return Page(url=URL, final_url=URL, status=200, content_type=None, charset=None, body=body, fetched_at=NOW)


def shared_feeds() -> Path:
    beside = Path(__file__).parents[2].parent / "shared" / "data"
    folder = Path(os.environ.get("HEADWATER_BENCH_DATA", str(beside))) / "feeds"
    if not folder.is_dir():
        pytest.skip("no shared feeds beside the checkout and HEADWATER_BENCH_DATA names none")
    return folder
