"""What a page announces about itself."""

import time
from datetime import UTC, datetime

import pytest

from headwater.fetch.announcements import AnnouncedFeed, feeds_announced, feeds_linked, meta_content
from headwater.model.page import Page


def page_of(body: str | bytes, *, charset: str | None = "utf-8") -> Page:
    url = "https://ledger.example/news/"
    raw = body if isinstance(body, bytes) else body.encode()
    now = datetime(2026, 3, 1, tzinfo=UTC)
    return Page(url=url, final_url=url, status=200, content_type="text/html", charset=charset, body=raw, fetched_at=now)


def test_announced_feeds_come_in_order_with_comments_last() -> None:
    html = """<!doctype html><head>
      <link rel="alternate" type="application/rss+xml" title="Comments on all" href="/comments/feed">
      <LINK REL="Alternate nofollow" TYPE="Application/Atom+XML; charset=utf-8" title=" Sea \n desk " href="atom.xml">
      <link rel=alternate type=application/rss+xml href="https://feeds.example/a?x=1&amp;y=2">
      <link rel=alternate type=application/rss+xml href="https://feeds.example/a?x=1&amp;y=2">
      <link rel=alternate type=application/json href="/wp-json/">
      <link rel=alternate hreflang=fr href="/fr">
      <link rel=alternate type=application/rss+xml href="javascript:alert(1)">
      <link rel=alternate type=application/rss+xml>
      <!-- <link rel=alternate type=application/rss+xml href="/old"> -->"""
    assert feeds_announced(page_of(html)) == (
        AnnouncedFeed(url="https://ledger.example/news/atom.xml", title="Sea desk"),
        AnnouncedFeed(url="https://feeds.example/a?x=1&y=2"),
        AnnouncedFeed(url="https://ledger.example/comments/feed", title="Comments on all"),
    )


def test_the_base_element_counts() -> None:
    html = '<base href="https://www.ledger.example/x/"><link rel=alternate type=application/rss+xml href=rss>'
    assert feeds_announced(page_of(html))[0].url == "https://www.ledger.example/x/rss"


def test_links_that_look_like_feeds_are_found() -> None:
    html = '<a href="/rss">RSS</a><a href="/harbour/feed/">x</a><a href="/a.html">x</a><a href="/world.rss?a=1">x</a>'
    found = [feed.url.removeprefix("https://ledger.example") for feed in feeds_linked(page_of(html))]
    assert found == ["/rss", "/harbour/feed/", "/world.rss?a=1"]


@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 99, b"plain words", b"<", b"<link", b"\xff\xfe<\x00l\x00", b"<?xml version='1.0'?>"]
)
@pytest.mark.parametrize("charset", [None, "utf-8", "no-such-charset", "utf-16"])
def test_nonsense_announces_nothing(body: bytes, charset: str | None) -> None:
    page = page_of(body, charset=charset)
    assert feeds_announced(page) == feeds_linked(page) == ()
    assert meta_content(page, name="tdm-reservation") is None


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<b n><i n>", "<a href=/rss>", "<!--", "<link rel=alternate type=application/rss+xml href=/a", "<base>"],
)
def test_no_page_holds_us_up(piece: str) -> None:
    page = page_of(piece * (1_000_000 // len(piece)) + "<meta name=tdm-reservation>")
    began = time.process_time()
    assert len(feeds_announced(page)) <= 50
    assert len(feeds_linked(page)) <= 50
    meta_content(page, name="tdm-reservation")
    assert time.process_time() - began < 6
