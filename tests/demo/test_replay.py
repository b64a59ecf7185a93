import asyncio
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import aiohttp
import pytest

from replay import VARIABLE, Recording, Replay, data_folder, recorded, stated_time

NOW = datetime(2026, 3, 2, tzinfo=UTC)
PAGE = "<!doctype html><title>Gull</title><p>Für immer</p>".encode("latin-1")
FEED = (
    b"<rss version='2.0'><channel><title>T</title><item><link>http://elsewhere.example/a</link>"
    b"<pubDate>Wed, 18 Feb 2026 02:17:35 GMT</pubDate></item></channel></rss>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    feeds = tmp_path / "feeds" / "recorded"
    feeds.mkdir(parents=True)
    (feeds / "0a1b.gz").write_bytes(gzip.compress(FEED))
    dev = tmp_path / "Murrough-Foley+web-content-extraction-benchmark" / "dev"
    (dev / "ground-truth").mkdir(parents=True)
    (dev / "html").mkdir()
    address = "https://www.gull.example/news?id=7&utm_source=x"
    (dev / "ground-truth" / "0001.json").write_text(json.dumps({"url": address}), encoding="utf-8")
    (dev / "html" / "0001.html.gz").write_bytes(gzip.compress(PAGE))
    tests = tmp_path / "adbar+trafilatura" / "tests"
    (tests / "eval").mkdir(parents=True)
    (tests / "evaldata.json").write_text(json.dumps({"https://tern.example/b/": {"file": "b.html"}}), encoding="utf-8")
    (tests / "eval" / "b.html.gz").write_bytes(gzip.compress(PAGE))
    return tmp_path


def fetched(replay: Replay, *urls: str) -> list[tuple[int, bytes]]:
    async def ask() -> list[tuple[int, bytes]]:
        answers = []
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=replay.resolver)) as session:
            for url in urls:
                async with session.get(url) as answer:
                    answers.append((answer.status, await answer.read()))
        return answers

    return asyncio.run(ask())


def test_recordings_are_served_byte_for_byte_under_host_names(folder: Path) -> None:
    recordings = recorded(folder)
    with Replay(recordings, now=lambda: NOW) as replay:
        answers = fetched(replay, *(recording.url for recording in recordings))
    assert answers == [(200, FEED), (200, PAGE), (200, PAGE)]
    assert recordings[0].url == "http://0a1b.recorded.example/feed"


def test_pages_keep_their_own_addresses_and_are_announced_by_a_feed(folder: Path) -> None:
    with Replay(recorded(folder), now=lambda: NOW) as replay:
        [(status, body)] = fetched(replay, replay.feeds[-1].url)
        links = [link.text or "" for link in ET.fromstring(body).iterfind(".//item/link")]
        answers = fetched(replay, *links)
    assert status == 200
    assert links == ["http://www.gull.example/news?id=7", "http://tern.example/b/"]
    assert [status for status, _ in answers] == [200, 200]


def test_each_feed_is_read_at_its_own_time_and_pages_last(folder: Path) -> None:
    replay = Replay(recorded(folder), now=lambda: NOW)
    newest = datetime(2026, 2, 18, 2, 17, 35, tzinfo=UTC)
    assert [(time, feed.url) for time, feed in replay.moments] == [
        (newest, "http://0a1b.recorded.example/feed"),
        (newest, "http://pages.example/1.xml"),
    ]


def test_times_that_cannot_have_been_then_are_left_out() -> None:
    assert stated_time(b"<updated>2031-01-01T00:00:00Z</updated>", before=NOW) is None
    assert stated_time(b"<updated>soon</updated>", before=NOW) is None
    assert stated_time(b"<dc:date><![CDATA[ 2026-02-01 ]]></dc:date>", before=NOW) == datetime(2026, 2, 1, tzinfo=UTC)


def test_what_was_not_recorded_is_not_found(folder: Path) -> None:
    with Replay(recorded(folder), now=lambda: NOW) as replay:
        assert fetched(replay, "http://tern.example/none")[0][0] == 404


def test_pages_come_in_feeds_of_a_hundred() -> None:
    pages = [Recording(url=f"http://h.example/{number}", body=b"", content_type="text/html") for number in range(250)]
    assert len(Replay(pages, now=lambda: NOW).feeds) == 3


def test_the_shared_corpora_can_be_replayed() -> None:
    folder = data_folder()
    if folder is None:
        pytest.skip(f"no corpora: set {VARIABLE}, or put them into ../shared/data")
    recordings = recorded(folder, every=40)
    with Replay(recordings, now=lambda: NOW) as replay:
        answers = fetched(replay, *(recording.url for recording in recordings))
    assert [body for _, body in answers] == [recording.body for recording in recordings]
