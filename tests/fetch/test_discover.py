"""From an address that somebody typed in to the feeds behind it."""

from datetime import UTC, datetime

import pytest
from tests.fetch.scripted import Names, Reply, answer, client_of, run, serving

from headwater.fetch.discover import discover
from headwater.model.discovery import Discovery, FoundBy
from headwater.model.feed import FeedFormat

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

ITEMS = "".join(
    f"<item><title>Report {number}</title><link>http://ledger.example/{number}</link>"
    f"<pubDate>Sun, 01 Mar 2026 {number:02}:00:00 GMT</pubDate></item>"
    for number in range(11, 3, -1)
)
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Ledger</title><language>en-GB</language>
<link>http://ledger.example/</link>{ITEMS}</channel></rss>"""


def feed_answer(**headers: str) -> bytes:
    return answer(200, RSS.encode(), Content_Type="application/rss+xml", **headers)


def html(text: str) -> bytes:
    return answer(body=f"<!doctype html><html><head>{text}".encode(), Content_Type="text/html")


def found(replies: dict[str, Reply], url: str = "http://ledger.example/") -> tuple[Discovery, list[str]]:
    async def scene() -> tuple[Discovery, list[str]]:
        async with serving(replies) as server, client_of(server) as client:
            return await discover(url, client=client, now=NOW), server.paths()

    return run(scene())


def test_a_feed_is_found_as_it_is_with_all_that_helps_to_choose() -> None:
    discovery, _ = found({"/rss": feed_answer()}, "http://ledger.example/rss")
    [candidate] = discovery.candidates
    assert discovery.advice is None
    assert candidate.url == "http://ledger.example/rss"
    assert candidate.found_by is FoundBy.ITSELF
    assert candidate.format is FeedFormat.RSS
    assert candidate.title == "Harbour Ledger"
    assert candidate.language == "en-GB"
    assert [entry.title for entry in candidate.entries] == [f"Report {number}" for number in (11, 10, 9, 8, 7)]
    assert candidate.entry_count == 8
    assert candidate.every_s == 3600
    assert candidate.robots.allowed
    assert candidate.reservation is None


def test_robots_and_reservations_are_told_with_the_feed() -> None:
    discovery, _ = found(
        {
            "/rss": feed_answer(TDM_Reservation="1"),
            "/robots.txt": answer(body=b"User-agent: *\nDisallow: /rss"),
        },
        "http://ledger.example/rss",
    )
    [candidate] = discovery.candidates
    assert not candidate.robots.allowed
    assert candidate.reservation is not None
    assert candidate.reservation.reserved


def test_feeds_that_a_page_announces_are_found_and_dead_ones_are_left_out() -> None:
    links = "".join(
        f'<link rel=alternate type="application/rss+xml" href="{path}">' for path in ("/dead", "/a", "/b", "/page")
    )
    discovery, asked = found({"/": html(links), "/a": feed_answer(), "/b": feed_answer(), "/page": html("no feed")})
    assert [candidate.url for candidate in discovery.candidates] == [
        "http://ledger.example/a",
        "http://ledger.example/b",
    ]
    assert {candidate.found_by for candidate in discovery.candidates} == {FoundBy.ANNOUNCED}
    assert "/feed" not in asked


def test_two_addresses_of_one_feed_are_one_candidate() -> None:
    links = (
        '<link rel=alternate type="application/rss+xml" href=/a><link rel=alternate type="application/rss+xml" href=/b>'
    )
    moved = answer(301, Location="/a")
    assert len(found({"/": html(links), "/a": feed_answer(), "/b": moved})[0].candidates) == 1


def test_links_in_the_text_are_tried_where_nothing_is_announced() -> None:
    [candidate] = found({"/": html('<a href="/desk/rss">RSS</a>'), "/desk/rss": feed_answer()})[0].candidates
    assert candidate.found_by is FoundBy.LINKED


@pytest.mark.parametrize("place", ["/feed", "/rss.xml", "/index.xml", "/atom.xml"])
def test_the_usual_places_are_tried_where_nothing_is_linked(place: str) -> None:
    [candidate] = found({"/": html(""), place: feed_answer()})[0].candidates
    assert (candidate.url, candidate.found_by) == (f"http://ledger.example{place}", FoundBy.USUAL_PLACE)


def test_where_there_is_no_feed_the_advice_says_what_to_do() -> None:
    discovery, asked = found({"/": html("nothing")})
    assert discovery.candidates == ()
    assert discovery.advice is not None
    assert "ask its owner" in discovery.advice
    assert len(asked) < 25


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (answer(404), "nothing at this address"),
        (answer(403), "does not let us read"),
        (answer(410), "gone for good"),
        (answer(302, Location="/"), "circle"),
        (answer(body=b"x", Content_Type="video/mp4"), "video/mp4"),
    ],
)
def test_an_address_that_does_not_answer_well_is_explained(reply: bytes, words: str) -> None:
    discovery, _ = found({"/": reply})
    assert discovery.candidates == ()
    assert words in (discovery.advice or "")


@pytest.mark.parametrize("typed", ["", "  ", "ledger", "ftp://ledger.example/", "javascript:1", "http://", "\x00"])
def test_what_is_no_address_is_said_to_be_none(typed: str) -> None:
    discovery, asked = found({}, typed)
    assert "not a web address" in (discovery.advice or "")
    assert asked == []


def test_an_address_without_a_scheme_is_tried_with_and_without_encryption() -> None:
    discovery, _ = found({"/rss": feed_answer()}, " ledger.example/rss ")
    assert discovery.url == "http://ledger.example/rss"
    assert len(discovery.candidates) == 1


def test_a_name_that_leads_nowhere_is_asked_once() -> None:
    async def scene() -> tuple[Discovery, list[str]]:
        names = Names({})
        async with serving({}) as server, client_of(server, resolver=names) as client:
            return await discover("ledger.example", client=client, now=NOW), names.looked_up

    discovery, looked_up = run(scene())
    assert "leads to no address" in (discovery.advice or "")
    assert looked_up == ["ledger.example"]
