from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.read.pages import NOW, page

from headwater.errors import ReadError
from headwater.model.feed import Entry, FeedDocument, FeedFormat, Outline
from headwater.model.page import Page
from headwater.read.alternates import find_alternates, guess_alternates, sitemaps_of, usual_places
from headwater.read.opml import read_opml, write_opml
from headwater.read.preview import preview
from headwater.read.warc import read_wacz, read_warc

OUTLINES = (
    Outline(
        url="https://ledger.example/rss", title="Ledger", link="https://ledger.example/", folders=("News", "Local")
    ),
    Outline(url="https://meridian.example/rss", title="Meridian & Co", folders=("News",), language="en"),
    Outline(url="https://alone.example/rss"),
)


def test_a_list_survives_being_written_and_read() -> None:
    written = write_opml(OUTLINES, title="Mine", now=NOW)
    found = read_opml(page(written))
    assert {each.url: each.folders for each in found} == {each.url: each.folders for each in OUTLINES}
    assert {each.title for each in found} == {"Ledger", "Meridian & Co", "https://alone.example/rss"}


def test_an_address_that_stands_twice_is_given_once() -> None:
    first = '<outline text="A" xmlUrl="https://a.example/f"/>'
    body = f"<opml><body>{first}{first.replace('text', 'title').replace('A', 'B')}</body></opml>"
    assert [each.title for each in read_opml(page(body))] == ["A"]


@pytest.mark.parametrize("body", ["<rss/>", "", "words"])
def test_what_is_no_list_is_refused(body: str) -> None:
    with pytest.raises(ReadError, match="no OPML"):
        read_opml(page(body))


def test_a_list_nested_a_hundred_thousand_deep_is_survived() -> None:
    body = "<opml><body>" + '<outline text="a">' * 100_000
    assert read_opml(page(body)) == ()


def test_a_page_names_its_feeds_those_it_declares_first() -> None:
    body = """<html><head>
    <link rel="alternate" type="application/atom+xml" title="All &amp; more" href="/all.atom">
    <link rel="stylesheet" href="/x.css"></head>
    <body><a href="/rss/sport">RSS</a><a href="/about">About</a></body></html>"""
    declared, linked = find_alternates(page(body, url="https://ledger.example/"))
    assert (declared.url, declared.format, declared.title) == (
        "https://ledger.example/all.atom",
        FeedFormat.ATOM,
        "All & more",
    )
    assert (linked.url, linked.stated) == ("https://ledger.example/rss/sport", False)


def test_known_platforms_are_known_by_their_address() -> None:
    channel = "UC" + "a" * 22
    (found,) = guess_alternates(f"https://www.youtube.com/channel/{channel}")
    assert found.url == f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}"
    assert guess_alternates("https://ledger.example/about") == ()


def test_usual_places_and_robots_are_worth_a_try() -> None:
    assert usual_places("https://ledger.example/a/b")[0].url == "https://ledger.example/feed/"
    robots = "User-agent: *\nDisallow: /x\nSitemap: https://ledger.example/map.xml\nsitemap: /news-map.xml"
    found = sitemaps_of(robots, url="https://ledger.example/robots.txt")
    assert [each.url for each in found] == ["https://ledger.example/news-map.xml", "https://ledger.example/map.xml"]


def test_a_preview_shows_the_five_newest_and_the_pace() -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    entries = tuple(Entry(title=str(n), published=start + timedelta(hours=2 * n), language="en") for n in range(9))
    shown = preview(FeedDocument(url="https://l.example/f", format=FeedFormat.RSS, entries=entries))
    assert [entry.title for entry in shown.examples] == ["8", "7", "6", "5", "4"]
    assert (shown.every_s, shown.language) == (7200, "en")


def warc_of(*bodies: bytes) -> bytes:
    records = []
    for number, body in enumerate(bodies):
        answer = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body
        )
        record = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/{number}\r\n"
            f"WARC-Date: 2026-11-23T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(record.encode() + answer + b"\r\n\r\n")
    return b"".join(records)


def test_an_archive_gives_its_answers_as_pages() -> None:
    first, second = read_warc(BytesIO(warc_of(b"<p>one</p>", b"<p>two</p>")), name="a.warc")
    assert (first.url, first.status, first.content_type, first.charset) == (
        "https://ledger.example/0",
        200,
        "text/html",
        "utf-8",
    )
    assert (first.body, second.body) == (b"<p>one</p>", b"<p>two</p>")
    assert first.fetched_at == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_package_gives_the_answers_of_its_archives() -> None:
    package = BytesIO()
    with ZipFile(package, "w") as target:
        target.writestr("archive/data.warc", warc_of(b"one"))
        target.writestr("pages/pages.jsonl", "{}")
    package.seek(0)
    assert [each.body for each in read_wacz(package, name="a.wacz")] == [b"one"]


def test_what_is_no_package_is_refused() -> None:
    with pytest.raises(ReadError, match="no WACZ"):
        list(read_wacz(BytesIO(b"PK\x03\x04nonsense"), name="a.wacz"))


def test_a_cut_archive_gives_what_came_before() -> None:
    whole = warc_of(b"one", b"two")
    for cut in (len(whole) // 2 + 40, len(whole) - 20, 10):
        pages: list[Page] = []
        with suppress(ReadError):
            pages.extend(read_warc(BytesIO(whole[:cut]), name="a.warc"))
        assert len(pages) <= 2


def test_cases_are_invented() -> None:
    for path in (Path(__file__).parents[1] / "cases" / "read").rglob("*.*"):
        hosts = {part.split("/")[0] for part in path.read_text(encoding="utf-8").split("https://")[1:]}
        assert all(host.endswith(".example") or host == "jsonfeed.org" for host in hosts), path.name
