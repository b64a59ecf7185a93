from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.read.archives import warc_of
from tests.read.pages import NOW, page

from headwater.errors import ReadError
from headwater.model.feed import Entry, FeedDocument, FeedFormat, Outline
from headwater.model.page import Page
from headwater.read.opml import read_opml, write_opml
from headwater.read.preview import preview
from headwater.read.warc import read_wacz, read_warc

SITE = "https://ledger.example"
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


def test_a_preview_shows_the_five_newest_and_the_pace() -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    entries = tuple(Entry(title=str(n), published=start + timedelta(hours=2 * n), language="en") for n in range(9))
    shown = preview(FeedDocument(url="https://l.example/f", format=FeedFormat.RSS, entries=entries))
    assert [entry.title for entry in shown.examples] == ["8", "7", "6", "5", "4"]
    assert (shown.every_s, shown.language) == (7200, "en")


def test_an_archive_gives_its_answers_as_pages() -> None:
    first, second = read_warc(BytesIO(warc_of({f"{SITE}/0": b"<p>one</p>", f"{SITE}/1": b"<p>two</p>"})), name="a.warc")
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
        target.writestr("archive/data.warc", warc_of({f"{SITE}/0": b"one"}))
        target.writestr("pages/pages.jsonl", "{}")
    package.seek(0)
    assert [each.body for each in read_wacz(package, name="a.wacz")] == [b"one"]


def test_what_is_no_package_is_refused() -> None:
    with pytest.raises(ReadError, match="no WACZ"):
        list(read_wacz(BytesIO(b"PK\x03\x04nonsense"), name="a.wacz"))


def test_a_cut_archive_gives_what_came_before() -> None:
    whole = warc_of({f"{SITE}/0": b"one", f"{SITE}/1": b"two"})
    for cut in (len(whole) // 2 + 40, len(whole) - 20, 10):
        pages: list[Page] = []
        with suppress(ReadError):
            pages.extend(read_warc(BytesIO(whole[:cut]), name="a.warc"))
        assert len(pages) <= 2


def test_cases_are_invented() -> None:
    for path in (Path(__file__).parents[1] / "cases" / "read").rglob("*.*"):
        hosts = {part.split("/")[0] for part in path.read_text(encoding="utf-8").split("https://")[1:]}
        assert all(host.endswith(".example") or host == "jsonfeed.org" for host in hosts), path.name
