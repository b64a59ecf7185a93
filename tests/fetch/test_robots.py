"""robots.txt: who may read what, and what follows when it cannot be had (RFC 9309)."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from tests.fetch.scripted import Asked, Reply, answer, client_of, page, run, serving

from headwater.fetch.robots import read_robots
from headwater.model.page import Failed, Failure, Gone, Outcome, Page, Refusal, Refused, Request

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STORY = "http://ledger.example/news/story"
ROBOTS = "http://ledger.example/robots.txt"


def robots_page(text: str | bytes) -> Page:
    body = text.encode() if isinstance(text, str) else text
    return Page(
        url=ROBOTS, final_url=ROBOTS, status=200, content_type="text/plain", charset=None, body=body, fetched_at=NOW
    )


def allows(text: str | bytes, url: str = STORY) -> bool:
    return read_robots(robots_page(text), now=NOW).verdict(url).allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /news", False),
        ("User-agent: *\nDisallow: /news\nAllow: /news/story", True),
        ("User-agent: *\nAllow: /news/story\nDisallow: /news", True),
        ("User-agent: *\nDisallow: /*story$", False),
        ("User-agent: *\nDisallow: /*stor$", True),
        ("User-agent: headwater\nDisallow: /", False),
        ("User-agent: Headwater\nDisallow: /", False),
        ("User-agent: Headwater/1.0\nDisallow: /", False),
        ("User-agent: HEADWATER # a comment\nDisallow: /", False),
        ("User-agent: head\nDisallow: /", True),
        ("User-agent: otherbot\nDisallow: /", True),
        ("User-agent: otherbot\nUser-agent: headwater\nDisallow: /", False),
        ("User-agent: otherbot\nUser-agent: thirdbot\nDisallow: /", True),
        ("User-agent: headwater\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: headwater\nAllow: /", True),
        (
            "User-agent: otherbot\nDisallow: /a\nUser-agent: thirdbot\nDisallow: /b\nUser-agent: *\nDisallow: /news",
            False,
        ),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("<!doctype html><title>Not found</title><p>User-agent: *", True),
        (b"\xff\xfe\x00\x00 garbage \x80", True),
    ],
)
def test_the_rules_are_read_as_the_standard_says(text: str | bytes, *, allowed: bool) -> None:
    assert allows(text) is allowed


def test_the_verdict_brings_delay_and_sitemaps() -> None:
    text = "Sitemap: https://ledger.example/news.xml\nUser-agent: *\nCrawl-delay: 86400\nSitemap: /b.xml"
    verdict = read_robots(robots_page(text), now=NOW).verdict(STORY)
    assert verdict.crawl_delay_s == 86400
    assert verdict.sitemaps == ("https://ledger.example/news.xml", "/b.xml")


def failure(reason: Failure = Failure.STATUS, **changes: int | None) -> Failed:
    return Failed(url=ROBOTS, reason=reason, detail="It failed.", fetched_at=NOW, **changes)


@pytest.mark.parametrize(
    ("outcome", "allowed"),
    [
        (failure(status=404), True),
        (failure(status=204), True),
        (failure(status=401), True),
        (failure(status=403), True),
        (Gone(url=ROBOTS, fetched_at=NOW), True),
        (Refused(url=ROBOTS, reason=Refusal.REDIRECTS, detail="Circle.", fetched_at=NOW), True),
        (failure(status=429), False),
        (failure(status=500), False),
        (failure(status=503), False),
        (failure(Failure.TIMEOUT), False),
        (failure(Failure.RESOLVE), False),
        (failure(Failure.CUT), False),
        (Refused(url=ROBOTS, reason=Refusal.ADDRESS, detail="Inside.", fetched_at=NOW), False),
        (Refused(url=ROBOTS, reason=Refusal.ENCODING, detail="Nested.", fetched_at=NOW), False),
    ],
)
def test_what_follows_when_there_is_no_file(outcome: Outcome, *, allowed: bool) -> None:
    verdict = read_robots(outcome, now=NOW).verdict(STORY)
    assert verdict.allowed is allowed
    assert (verdict.unreachable is None) is allowed


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(12_000)) + "".join(f"Disallow: /{n}\n" for n in range(20_000)),
        "User-agent: *\nDisallow: /" + "*a" * 200_000,
        "User-agent: *\n" + "".join(f"Disallow: /*a*a*a{n}\n" for n in range(20_000)),
        "User-agent: *\n" + "Allow: /$$$$$$$$\n" * 25_000,
        "User-agent: *\n" + "User-agent: headwater\nDisallow: /x\n" * 12_000,
        "Sitemap: http://x.example/\n" * 18_000,
        "a" * 500_000,
        ":" * 500_000,
        " " * 500_000,
        "User agent " * 45_000,
    ],
    ids=["agents", "stars", "wild rules", "dollars", "groups", "sitemaps", "one word", "colons", "spaces", "words"],
)
def test_no_file_of_half_a_megabyte_holds_us_up(text: str) -> None:
    began = time.process_time()
    verdict = read_robots(robots_page(text), now=NOW).verdict("http://ledger.example/" + "a" * 4000)
    assert time.process_time() - began < 2
    assert len(verdict.sitemaps) <= 50


# Against a server


def outcomes(
    replies: dict[str, Reply], *requests: Request, clock: list[datetime] | None = None
) -> tuple[list[Outcome], list[str]]:
    async def scene() -> tuple[list[Outcome], list[str]]:
        times = iter(clock or [])
        now = NOW

        def tell() -> datetime:
            return now

        found: list[Outcome] = []
        async with serving(replies, default=answer(body=b"page")) as server, client_of(server, clock=tell) as client:
            for request in requests:
                now = next(times, now)
                found.append(await client.fetch(request))
        return found, server.paths()

    return run(scene())


def test_a_forbidden_page_is_not_asked_for() -> None:
    robots = answer(body=b"User-agent: *\nDisallow: /news")
    [outcome], asked = outcomes({"/robots.txt": robots}, page(STORY))
    assert isinstance(outcome, Refused)
    assert outcome.reason is Refusal.ROBOTS
    assert asked == ["/robots.txt"]


def test_a_redirect_into_a_forbidden_part_is_not_followed() -> None:
    robots = answer(body=b"User-agent: *\nDisallow: /private")
    replies: dict[str, Reply] = {"/robots.txt": robots, "/news/story": answer(302, Location="/private/a")}
    [outcome], asked = outcomes(replies, page(STORY))
    assert isinstance(outcome, Refused)
    assert asked == ["/robots.txt", "/news/story"]


def test_a_feed_is_fetched_without_asking_robots() -> None:
    _, asked = outcomes({}, Request(url=STORY, purpose=page(STORY).purpose.FEED))
    assert asked == ["/news/story"]


def test_the_file_is_kept_for_a_day_and_then_asked_for_again() -> None:
    times = [NOW, NOW + timedelta(hours=23), NOW + timedelta(hours=24)]
    _, asked = outcomes({"/robots.txt": answer(404)}, page(STORY), page(STORY), page(STORY), clock=times)
    assert [path for path in asked if path != "/.well-known/tdmrep.json"] == [
        "/robots.txt",
        "/news/story",
        "/news/story",
        "/robots.txt",
        "/news/story",
    ]


def test_a_host_in_trouble_is_asked_again_soon_and_its_pages_fail_for_now() -> None:
    times = [NOW, NOW + timedelta(minutes=5), NOW + timedelta(minutes=11)]
    found, asked = outcomes({"/robots.txt": answer(500)}, page(STORY), page(STORY), page(STORY), clock=times)
    assert asked == ["/robots.txt", "/robots.txt"]
    for outcome in found:
        assert isinstance(outcome, Failed)
        assert "robots.txt" in outcome.detail


def test_an_older_copy_serves_while_the_file_cannot_be_had() -> None:
    answers = iter([answer(body=b"User-agent: *\nDisallow: /x"), answer(500), answer(500)])

    async def robots(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(next(answers))

    times = [NOW, NOW + timedelta(hours=25), NOW + timedelta(days=31)]
    found, _ = outcomes({"/robots.txt": robots}, page(STORY), page(STORY), page(STORY), clock=times)
    assert [type(outcome) for outcome in found] == [Page, Page, Failed]


def test_of_an_endless_file_the_first_part_is_read_and_no_more() -> None:
    sent = 0

    async def endless(_: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 x\r\nContent-Length: 1000000000\r\n\r\nUser-agent: *\nDisallow: /news\n")
        while True:
            writer.write(b"# nothing to see here\n" * 3000)
            sent += 66_000
            await writer.drain()

    [outcome], _ = outcomes({"/robots.txt": endless}, page(STORY))
    assert isinstance(outcome, Refused)
    assert outcome.reason is Refusal.ROBOTS
    assert sent < 20_000_000


def test_pages_that_wait_for_the_same_file_ask_for_it_once() -> None:
    async def scene() -> list[str]:
        async with serving({}, default=answer(body=b"")) as server, client_of(server) as client:
            await asyncio.gather(*[client.fetch(page(f"{STORY}{number}")) for number in range(9)])
            return server.paths()

    assert run(scene()).count("/robots.txt") == 1


def test_redirects_of_the_file_are_followed_to_another_host() -> None:
    replies: dict[str, Reply] = {
        "/robots.txt": answer(301, Location="http://www.ledger.example/r.txt"),
        "/r.txt": answer(body=b"User-agent: *\nDisallow: /"),
    }
    [outcome], _ = outcomes(replies, page(STORY))
    assert isinstance(outcome, Refused)
