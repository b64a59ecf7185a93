"""What can be read regularly, as far as a page or an address tells."""

import time
from datetime import UTC, datetime

import pytest

from headwater.model.feed import Alternate, FeedFormat
from headwater.model.page import Page
from headwater.read.alternates import (
    account_of,
    address_of_handle,
    feeds_announced,
    feeds_linked,
    feeds_of_platform,
    usual_places,
)
from headwater.read.page_head import meta_content


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
        Alternate(url="https://ledger.example/news/atom.xml", format=FeedFormat.ATOM, title="Sea desk"),
        Alternate(url="https://feeds.example/a?x=1&y=2", format=FeedFormat.RSS),
        Alternate(url="https://ledger.example/comments/feed", format=FeedFormat.RSS, title="Comments on all"),
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


CHANNEL = "UC" + "a" * 22


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}/videos", f"channel_id={CHANNEL}"),
        ("https://www.youtube.com/playlist?list=PLabcdefghijkl", "playlist_id=PLabcdefghijkl"),
        ("https://www.youtube.com/watch?v=1", None),
        ("https://social.example/@ledger/", "https://social.example/@ledger.rss"),
        ("https://social.example/@ledger@other.example", "https://social.example/@ledger@other.example.rss"),
        ("https://social.example/@ledger/10998", None),
        ("https://ledger.example/about", None),
    ],
)
def test_known_platforms_are_known_by_their_address(address: str, feed: str | None) -> None:
    found = [each.url for each in feeds_of_platform(address)]
    assert [each.endswith(feed or "") for each in found] == ([True] if feed else [])


def test_a_channel_that_goes_by_its_handle_is_known_by_its_page() -> None:
    shown = page_of(f'<script>{{"externalId":"{CHANNEL}"}}</script>')
    [found] = feeds_of_platform("https://www.youtube.com/@ledger", page=shown)
    assert found.url == f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"
    assert account_of(found.url) == f"{CHANNEL}@youtube.com"


@pytest.mark.parametrize("typed", ["ledger@social.example", "@ledger@", "@le dger@social.example", "@@social.example"])
def test_what_is_no_handle_is_none(typed: str) -> None:
    assert address_of_handle(typed) is None


def test_usual_places_stand_at_the_root_of_the_site() -> None:
    assert usual_places("https://ledger.example/a/b")[0].url == "https://ledger.example/feed"
