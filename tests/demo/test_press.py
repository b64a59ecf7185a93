import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import aiohttp
import pytest

from headwater.demo.clock import Stepped
from headwater.demo.load import load_world
from headwater.demo.loopback import ADDRESS
from headwater.demo.press import Press
from headwater.model.feed import FeedFormat

DAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 3, 23, 59, tzinfo=UTC)


@pytest.fixture(scope="module")
def clock() -> Stepped:
    return Stepped(EVENING)


@pytest.fixture(scope="module")
def press(clock: Stepped) -> Iterator[Press]:
    with Press(load_world(), seed=1, now=clock, first_day=DAY) as running:
        yield running


def fetched(press: Press, *urls: str, headers: dict[str, str] | None = None) -> list[tuple[int, str, bytes, str]]:
    async def ask() -> list[tuple[int, str, bytes, str]]:
        answers = []
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=press.resolver)) as session:
            for url in urls:
                async with session.get(url, headers=headers, allow_redirects=False) as answer:
                    etag = answer.headers.get("ETag", "")
                    answers.append((answer.status, answer.content_type, await answer.read(), etag))
        return answers

    return asyncio.run(ask())


def test_every_feed_answers_in_its_own_format(press: Press) -> None:
    answers = fetched(press, *(feed.url for feed in press.feeds))
    for feed, (status, _, body, _) in zip(press.feeds, answers, strict=True):
        assert status == 200
        if feed.format in {FeedFormat.RSS, FeedFormat.ATOM}:
            assert list(ET.fromstring(body).iter())
        elif feed.format is FeedFormat.JSON_FEED:
            assert json.loads(body)["version"].startswith("https://jsonfeed.org/version/1")
        else:
            assert body.startswith(b"<!doctype html>")


def test_every_report_is_on_its_page_word_for_word(press: Press) -> None:
    taken_down = {
        report.url for report in press.truth.reports if report.changes and report.changes[-1][1].value == "takedown"
    }
    reports = [report for report in press.truth.reports if report.url not in taken_down]
    answers = fetched(press, *(report.url for report in reports))
    for report, (status, _, body, _) in zip(reports, answers, strict=True):
        page = body.decode().replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
        assert status == 200
        assert report.headline in page
        assert [text for text in report.paragraphs if text not in page] == []


def test_what_was_taken_down_is_gone(press: Press) -> None:
    urls = [report.url for report in press.truth.reports if any(kind.value == "takedown" for _, kind in report.changes)]
    assert [status for status, *_ in fetched(press, *urls)] == [410] * len(urls)
    assert urls


def test_a_picture_is_drawn_where_a_page_shows_one(press: Press) -> None:
    (status, kind, body, _), (missing, *_) = fetched(
        press, "http://meridian.example/img/cook-ferry/quay.png", "http://meridian.example/img/cook-ferry/none.png"
    )
    assert (status, kind, body[:4], missing) == (200, "image/png", b"\x89PNG", 404)


def test_what_is_still_to_come_is_not_there_yet(press: Press, clock: Stepped) -> None:
    first = press.truth.reports[0]
    clock.step(first.happened - EVENING - timedelta(minutes=1))
    try:
        [(status, *_)] = fetched(press, first.url)
    finally:
        clock.step(EVENING - first.happened + timedelta(minutes=1))
    assert status == 404


def test_an_unchanged_feed_says_so(press: Press) -> None:
    url = press.feeds[0].url
    [(_, _, _, etag)] = fetched(press, url)
    [(status, _, body, _)] = fetched(press, url, headers={"If-None-Match": etag})
    assert (status, body) == (304, b"")


def test_no_other_host_is_found(press: Press) -> None:
    with pytest.raises(aiohttp.ClientConnectorDNSError):
        fetched(press, "http://elsewhere.example/")


@pytest.mark.parametrize(("address", "port_off"), [("127.0.0.1", 1), ("127.0.0.2", 0), ("::1", 0), ("203.0.113.9", 0)])
def test_the_gate_opens_for_the_press_alone(press: Press, address: str, port_off: int) -> None:
    assert press.gate.check(ADDRESS, port=press.port) is None
    assert press.gate.check(address, port=press.port + port_off) is not None


def test_the_press_can_be_closed_and_started_again(clock: Stepped) -> None:
    press = Press(load_world(), seed=1, now=clock, first_day=DAY)
    for _ in range(2):
        press.start()
        assert fetched(press, press.feeds[0].url)[0][0] == 200
        press.close()
    with pytest.raises(RuntimeError, match="nobody listens yet"):
        _ = press.port


def test_pages_are_the_same_for_the_same_seed_and_time(press: Press, clock: Stepped) -> None:
    urls = [report.url for report in press.truth.reports[:40]]
    with Press(load_world(), seed=1, now=clock, first_day=DAY) as twin:
        assert fetched(press, *urls) == fetched(twin, *urls)
