"""Feeds of each kind become one shape; what is no feed says so."""

from datetime import UTC, datetime

import pytest

from headwater.errors import ReadError
from headwater.model.feed import FeedDocument, FeedFormat
from headwater.model.page import Page
from headwater.read.feed import read_feed
from headwater.read.limits import MAX_ENTRIES

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Aegean &amp; Ledger</title>
<link>https://ledger.example/news/</link><item><title>&lt;b&gt;Harbour&lt;/b&gt; opens</title><link>../a?utm_source=rss</link>
<guid>tag:1</guid><pubDate>Tue, 22 Sep 2026 09:42:00 +0300</pubDate><description>&lt;p onclick=x()&gt;At last.&lt;/p&gt;
</description><category>World</category><source url="https://meridian.example/rss">Meridian</source></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Vael Courier</title><link href="https://courier.example/"/>
<entry><id>urn:1</id><title>Rivers rise</title><link href="/rivers"/><published>2026-09-22T06:00:00Z</published>
<author><name>Lena Orr</name></author><content type="html">&lt;p&gt;Two rivers.&lt;/p&gt;</content></entry></feed>"""


def read(body: str | bytes) -> FeedDocument:
    page = Page(
        url="https://ledger.example/rss",
        final_url="https://ledger.example/rss",
        status=200,
        content_type="application/xml",
        charset=None,
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=NOW,
    )
    return read_feed(page, now=NOW)


def test_rss_is_read() -> None:
    document = read(RSS)
    (entry,) = document.entries
    assert (document.format, document.title) == (FeedFormat.RSS, "Aegean & Ledger")
    assert (entry.id, entry.title, entry.link) == ("tag:1", "Harbour opens", "https://ledger.example/a")
    assert entry.published == datetime(2026, 9, 22, 6, 42, tzinfo=UTC)
    assert entry.published_as_printed == "Tue, 22 Sep 2026 09:42:00 +0300"
    assert entry.categories == ("World",)
    assert entry.source is not None
    assert entry.source.title == "Meridian"


def test_atom_is_read_and_its_links_are_relative_to_the_feed() -> None:
    document = read(ATOM)
    (entry,) = document.entries
    assert (document.format, entry.link) == (FeedFormat.ATOM, "https://ledger.example/rivers")
    assert entry.authors == ("Lena Orr",)
    assert entry.content == "<p>Two rivers.</p>"


@pytest.mark.parametrize("nonsense", ["", "<html><body>Sign in</body></html>", "{}", b"\x00\xff\xfe"])
def test_what_is_no_feed_says_so(nonsense: str | bytes) -> None:
    with pytest.raises(ReadError):
        read(nonsense)


def test_the_newest_thousand_are_taken_and_the_rest_is_said() -> None:
    items = "".join(f"<item><link>https://ledger.example/{number}</link></item>" for number in range(MAX_ENTRIES + 7))
    document = read(f"<rss version='2.0'><channel>{items}</channel></rss>")
    assert len(document.entries) == MAX_ENTRIES
    assert len(document.left_out) == 1


def test_half_a_feed_gives_what_it_holds() -> None:
    assert len(read(RSS[: RSS.index("</item>")]).entries) == 1


def test_an_entity_bomb_and_a_file_entity_give_nothing() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    document = read(f"{bomb}<rss version='2.0'><channel><item><title>&b;&f;x</title></item></channel></rss>")
    assert "root:" not in (document.entries[0].title or "")
    assert len(document.entries[0].title or "") < 100
