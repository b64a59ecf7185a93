"""The client where an answer leads elsewhere: how far it follows, and what it reports of the way."""

import pytest
from tests.fetch.scripted import Asked, answer, client_of, failed, feed, fetched, refused, run, serving

from headwater.model.page import Failure, NotModified, Page, Refusal

URL = "http://ledger.example/feed"


def chain(length: int, *, status: int = 302) -> dict[str, bytes]:
    hops = {f"/{number}": answer(status, Location=f"/{number + 1}") for number in range(length)}
    return hops | {f"/{length}": answer(body=b"end")}


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    outcome = fetched(chain(5), "http://ledger.example/0")
    assert isinstance(outcome, Page)
    assert (outcome.url, outcome.final_url) == ("http://ledger.example/0", "http://ledger.example/5")
    assert refused(fetched(chain(6), "http://ledger.example/0")).reason is Refusal.REDIRECTS


@pytest.mark.parametrize("target", ["/feed", "http://ledger.example/feed", "http://LEDGER.example:80/feed#x", "/b"])
def test_a_circle_of_redirects_is_noticed(target: str) -> None:
    replies = {"/feed": answer(302, Location=target), "/b": answer(302, Location="/feed")}
    assert "circle" in refused(fetched(replies, URL)).detail


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://x.example/", "ftp://x.example/", "dict://x/", "data:text/html,x"]
)
def test_a_redirect_to_another_scheme_is_refused(target: str) -> None:
    assert refused(fetched({"/feed": answer(302, Location=target)}, URL)).reason is Refusal.SCHEME


def test_a_redirect_that_only_adds_a_tracking_parameter_is_followed() -> None:
    replies = {"/feed": answer(302, Location="/feed?utm_source=rss"), "/feed?utm_source=rss": answer(body=b"end")}
    outcome = fetched(replies, URL)
    assert isinstance(outcome, Page)
    assert outcome.final_url == URL


def test_a_redirect_without_a_target_is_a_failure() -> None:
    assert failed(fetched({"/feed": answer(302)}, URL)).reason is Failure.PROTOCOL


def test_raw_bytes_in_a_redirect_are_escaped_as_they_were_sent() -> None:
    replies = {
        "/feed": answer(302, Location="/caf\udce9 \u00fc"),
        "/caf%E9%20%C3%BC": answer(body=b"end"),
    }
    assert isinstance(fetched(replies, URL), Page)


def test_a_move_is_reported_only_where_every_hop_was_permanent() -> None:
    new = answer(body=b"end")
    moved = fetched({"/feed": answer(301, Location="/a"), "/a": answer(308, Location="/b"), "/b": new}, URL)
    half = fetched({"/feed": answer(301, Location="/a"), "/a": answer(307, Location="/b"), "/b": new}, URL)
    assert isinstance(moved, Page)
    assert isinstance(half, Page)
    assert moved.moved_to == "http://ledger.example/b"
    assert half.moved_to is None


def test_an_unchanged_feed_still_says_that_it_moved() -> None:
    replies = {"/feed": answer(301, Location="/b"), "/b": answer(304)}
    outcome = fetched(replies, feed(URL, etag='"a"'))
    assert isinstance(outcome, NotModified)
    assert outcome.moved_to == "http://ledger.example/b"


def test_a_line_break_inside_a_redirect_adds_no_header_to_the_next_request() -> None:
    async def scene() -> list[Asked]:
        replies = {"/feed": b"HTTP/1.1 302 x\r\nLocation: /b\rX-Evil: 1\r\nContent-Length: 0\r\n\r\n"}
        async with serving(replies, default=answer(body=b"x")) as server, client_of(server) as client:
            await client.fetch(feed(URL))
            return server.asked

    assert all("x-evil" not in asked.headers for asked in run(scene()))
