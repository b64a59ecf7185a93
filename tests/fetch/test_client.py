"""The client against a real server on loopback: one answer, one outcome."""

import asyncio
import gzip
import socket
import struct
from datetime import UTC, datetime
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from tests.fetch.scripted import (
    Asked,
    Names,
    Server,
    answer,
    client_of,
    failed,
    feed,
    fetched,
    page,
    refused,
    run,
    serving,
)

from headwater import __version__
from headwater.model.page import (
    Failure,
    Gone,
    NotModified,
    Outcome,
    Page,
    Purpose,
    Refusal,
    Request,
)

URL = "http://ledger.example/feed"


def test_an_answer_becomes_a_page_with_all_that_the_server_said() -> None:
    reply = answer(
        body=b"<rss/>",
        Content_Type='Application/RSS+XML; Charset="Windows-1251"',
        ETag='W/"a b"',
        Last_Modified="yesterday, perhaps",
        Cache_Control="max-age=600",
        Content_Language="uk",
        X_Robots_Tag="noai",
        TDM_Reservation="1",
    )
    assert fetched({"/feed": reply}, URL) == Page(
        url=URL,
        final_url=URL,
        status=200,
        content_type="application/rss+xml",
        charset="windows-1251",
        body=b"<rss/>",
        fetched_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
        etag='W/"a b"',
        last_modified="yesterday, perhaps",
        fresh_s=600,
        language="uk",
        notices=(("x-robots-tag", "noai"), ("tdm-reservation", "1")),
    )


@pytest.mark.parametrize("etag", ['"abc"', 'W/"abc"', "unquoted", '"with \\" quote"', "'", '"a", "b"'])
def test_validators_go_back_exactly_as_they_came(etag: str) -> None:
    async def scene() -> tuple[Outcome, Asked]:
        async with serving({"/feed": answer(304, ETag='"next"')}) as server, client_of(server) as client:
            outcome = await client.fetch(feed(URL, etag=etag, last_modified="Sun, 01 Mar 26 12:00 GMT"))
            return outcome, server.asked[0]

    outcome, asked = run(scene())
    assert outcome == NotModified(url=URL, fetched_at=outcome.fetched_at, etag='"next"')
    assert asked.headers["if-none-match"] == etag
    assert asked.headers["if-modified-since"] == "Sun, 01 Mar 26 12:00 GMT"


def test_not_modified_without_a_copy_is_a_failure() -> None:
    assert failed(fetched({"/feed": answer(304)}, URL)).reason is Failure.PROTOCOL


def test_a_304_with_a_body_does_not_confuse_the_next_answer() -> None:
    async def scene() -> list[Outcome]:
        replies = {"/a": b"HTTP/1.1 304 x\r\nContent-Length: 4\r\n\r\nHTTP", "/b": answer(body=b"b")}
        async with serving(replies) as server, client_of(server) as client:
            first = await client.fetch(feed("http://ledger.example/a", etag="x"))
            return [first, await client.fetch(feed("http://ledger.example/b"))]

    first, second = run(scene())
    assert isinstance(first, NotModified)
    assert isinstance(second, Page)
    assert second.body == b"b"


def test_gone_is_its_own_outcome() -> None:
    assert isinstance(fetched({"/feed": answer(410)}, URL), Gone)


@pytest.mark.parametrize("status", [204, 300, 400, 401, 402, 403, 404, 418, 429, 451, 500, 502, 503, 599])
def test_any_other_status_is_a_failure_with_its_number_and_a_sentence(status: int) -> None:
    outcome = failed(fetched({"/feed": answer(status)}, URL))
    assert (outcome.reason, outcome.status) == (Failure.STATUS, status)
    assert str(status) in outcome.detail


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("1", 60),
        ("-5", 60),
        ("99999999999999999999999", 7 * 86400),
        ("Sun, 01 Mar 2026 13:00:00 GMT", 3600),
        ("Sun, 01 Mar 2020 13:00:00 GMT", 60),
        ("Sun, 01 Mar 2099 13:00:00 GMT", 7 * 86400),
        ("1.5", 60),
        ("soon", None),
        ("", None),
        ("Sun, 01 Mar 99999999 13:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_clamped(value: str, seconds: int | None) -> None:
    outcome = failed(fetched({"/feed": answer(503, Retry_After=value)}, URL))
    assert outcome.retry_after_s == seconds


def test_the_user_agent_is_honest_and_names_the_operator() -> None:
    async def scene() -> Server:
        async with serving({"/feed": answer()}) as server, client_of(server, contact="https://desk.example") as client:
            await client.fetch(feed(URL))
            return server

    headers = run(scene()).asked[0].headers
    assert headers["user-agent"] == f"Headwater/{__version__} (+https://desk.example)"
    assert "cookie" not in headers


def test_cookies_and_credentials_are_never_sent() -> None:
    async def scene() -> list[Asked]:
        replies = {"/feed": answer(302, Location="http://other.example/b", Set_Cookie="a=b; Domain=example")}
        async with serving(replies, default=answer(body=b"x", Set_Cookie="c=d")) as server, client_of(server) as client:
            for address in (
                "http://ada:secret@ledger.example/feed",
                "http://other.example/b",
                "http://a@ledger.example/b",
            ):
                await client.fetch(feed(address))
            return server.asked

    asked = run(scene())
    assert len(asked) == 4
    for one in asked:
        assert {"cookie", "authorization", "referer"}.isdisjoint(one.headers)


def test_the_query_goes_over_the_wire_as_its_author_wrote_it() -> None:
    async def scene() -> list[str]:
        async with serving({}, default=answer(body=b"x")) as server, client_of(server) as client:
            await client.fetch(feed("http://ledger.example/a%2Fb?sig=a+b%20c&utm_source=x&empty=#top"))
            return server.paths()

    assert run(scene()) == ["/a%2Fb?sig=a+b%20c&utm_source=x&empty="]


@pytest.mark.parametrize(
    "address", ["ftp://ledger.example/", "file:///etc/passwd", "javascript:1", "", "ledger", "http://"]
)
def test_what_is_no_web_address_is_refused_in_words(address: str) -> None:
    assert refused(fetched({}, address)).reason is Refusal.SCHEME


def test_a_name_that_leads_nowhere_is_said_to_be_one() -> None:
    outcome = failed(fetched({}, URL, resolver=Names({})))
    assert outcome.reason is Failure.RESOLVE
    assert "ledger.example" in outcome.detail


def test_a_closed_port_is_a_failure_to_connect() -> None:
    assert failed(fetched({}, URL, resolver=Names({}, default=("127.0.0.1", 1)))).reason is Failure.CONNECT


def test_plain_http_on_an_https_port_is_a_failure_of_encryption() -> None:
    assert failed(fetched({}, "https://ledger.example/")).reason is Failure.TLS


# Limits


def test_a_body_above_the_limit_is_refused_however_it_comes() -> None:
    big = b"x" * 10_000_001
    for reply in (
        answer(body=big),
        b"HTTP/1.1 200 x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n989681\r\n" + big + b"\r\n0\r\n\r\n",
        answer(body=gzip.compress(big, 1), Content_Encoding="gzip"),
        answer(body=brotli.compress(big, quality=1), Content_Encoding="br"),
    ):
        assert refused(fetched({"/feed": reply}, URL)).reason is Refusal.TOO_LARGE


def test_a_page_has_a_tighter_limit_than_a_feed() -> None:
    replies = {"/feed": answer(body=b"x" * 6_000_000), "/robots.txt": answer(404)}
    assert isinstance(fetched(replies, URL), Page)
    assert refused(fetched(replies, page(URL))).reason is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("purpose", "kind", "taken"),
    [
        (Purpose.PAGE, "image/png", False),
        (Purpose.PAGE, "application/pdf", False),
        (Purpose.PAGE, "text/html", True),
        (Purpose.FEED, "video/mp4", False),
        (Purpose.FEED, "text/html", True),
        (Purpose.IMAGE, "text/html", False),
        (Purpose.IMAGE, "image/svg+xml", False),
        (Purpose.IMAGE, "image/png", True),
    ],
)
def test_an_answer_of_the_wrong_kind_is_not_read(purpose: Purpose, kind: str, *, taken: bool) -> None:
    outcome = fetched({"/x": answer(body=b"x", Content_Type=kind)}, Request(url="http://a.example/x", purpose=purpose))
    assert isinstance(outcome, Page) is taken
    if not taken:
        assert refused(outcome).reason is Refusal.CONTENT_TYPE


def slow(*pieces: bytes, pause_s: float) -> object:
    async def reply(_: Asked, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return reply


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([b"HTTP/1.1 200 x\r\nContent-Length: 999\r\n\r\n", *[b"x"] * 99], id="a body at a byte a moment"),
        pytest.param([bytes([byte]) for byte in answer(body=b"x" * 99)], id="headers at a byte a moment"),
        pytest.param([b"HTTP/1.1 103 x\r\n\r\n"] * 99, id="interim answers for ever"),
    ],
)
def test_dripping_answers_end_at_the_total_limit(pieces: list[bytes]) -> None:
    outcome = failed(fetched({"/feed": slow(*pieces, pause_s=0.05)}, URL, timeout_s=0.5))  # type: ignore[dict-item]
    assert outcome.reason is Failure.TIMEOUT


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 x\r\nContent-Length: 99\r\n\r\nxx"])
def test_silence_ends_at_the_idle_limit(start: bytes) -> None:
    outcome = failed(fetched({"/feed": slow(start, pause_s=9)}, URL, idle_timeout_s=0.3))  # type: ignore[dict-item]
    assert outcome.reason is Failure.TIMEOUT
    assert "silent" in outcome.detail


def test_the_time_limit_is_for_all_hops_together() -> None:
    hop = slow(b"", pause_s=0.25)

    async def reply(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await hop(asked, writer)  # type: ignore[operator]
        writer.write(answer(302, Location=asked.path + "x"))

    async def scene() -> Outcome:
        async with serving({}, default=reply) as server, client_of(server, timeout_s=0.6) as client:
            return await client.fetch(feed(URL))

    assert failed(run(scene())).reason is Failure.TIMEOUT


def test_a_slow_but_honest_server_is_waited_for() -> None:
    reply = slow(b"HTTP/1.1 200 x\r\nContent-Length: 4\r\n\r\n", b"ab", b"cd", pause_s=0.3)
    outcome = fetched({"/feed": reply}, URL, timeout_s=3, idle_timeout_s=1)  # type: ignore[dict-item]
    assert isinstance(outcome, Page)
    assert outcome.body == b"abcd"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (b"HTTP/1.1 200 x\r\nContent-Length: 99\r\nConnection: close\r\n\r\nxx", Failure.CUT),
        (b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", Failure.CUT),
        (b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n", Failure.PROTOCOL),
        (b"HTTP/1.1 200 x\r\nContent-Length: minus\r\n\r\n", Failure.PROTOCOL),
        (b"HTTP/1.1 200 x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", Failure.PROTOCOL),
        (b"", Failure.CUT),
        (b"SSH-2.0-OpenSSH\r\n", Failure.PROTOCOL),
        (b"ICY 200 OK\r\n\r\n", Failure.PROTOCOL),
        (b"HTTP/1.1 200 x\r\nno colon\r\n\r\n", Failure.PROTOCOL),
        (b"HTTP/1.1 200 x\r\nSet-Cookie: " + b"a" * 100_000 + b"\r\n\r\n", Failure.PROTOCOL),
        (b"HTTP/1.1 200 x\r\n" + b"A: b\r\n" * 10_000 + b"\r\n", Failure.PROTOCOL),
        (b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n", Failure.PROTOCOL),
    ],
)
def test_broken_answers_are_failures_with_a_reason(reply: bytes, reason: Failure) -> None:
    async def say(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(reply)
        await writer.drain()
        writer.close()

    assert failed(fetched({"/feed": say}, URL)).reason is reason


def test_more_bytes_than_announced_are_not_taken_for_the_next_answer() -> None:
    async def scene() -> Outcome:
        replies = {"/a": answer(body=b"abHTTP/1.1 200 x\r\n\r\nevil", Content_Length="2"), "/b": answer(body=b"b")}
        async with serving(replies) as server, client_of(server) as client:
            await client.fetch(feed("http://ledger.example/a"))
            return await client.fetch(feed("http://ledger.example/b"))

    outcome = run(scene())
    assert isinstance(outcome, Page)
    assert outcome.body == b"b"


def test_one_connection_serves_several_requests_to_a_host() -> None:
    async def scene() -> Server:
        async with serving({}, default=answer(body=b"x")) as server, client_of(server) as client:
            for number in range(5):
                await client.fetch(feed(f"http://ledger.example/{number}"))
            return server

    assert run(scene()).connections == 1


def test_connections_to_many_hosts_are_not_all_kept_open() -> None:
    async def scene() -> int:
        async with serving({}, default=answer(body=b"x")) as server, client_of(server) as client:
            for number in range(200):
                await client.fetch(feed(f"http://host{number}.example/"))
            return server.open_now

    assert run(scene()) <= 64


# More of the bad internet


def test_a_reset_in_the_middle_of_a_body_is_a_cut() -> None:
    async def reset(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 x\r\nContent-Length: 99\r\n\r\nxx")
        await writer.drain()
        await asyncio.sleep(0.05)
        line = writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    assert failed(fetched({"/feed": reset}, URL)).reason is Failure.CUT


@pytest.mark.parametrize("piece", [b"5\r\nhello\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"])
def test_an_endless_body_ends_at_the_limit(piece: bytes) -> None:
    async def endless(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(piece * (1 + 65536 // len(piece)))
            await writer.drain()

    request = Request(url="http://ledger.example/feed", purpose=Purpose.HOOK)
    assert refused(fetched({"/feed": endless}, request)).reason is Refusal.TOO_LARGE


def test_a_body_without_end_or_length_lasts_until_the_connection_closes() -> None:
    async def reply(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.0 200 OK\r\n\r\n<rss/>")
        await writer.drain()
        writer.close()

    outcome = fetched({"/feed": reply}, URL)
    assert isinstance(outcome, Page)
    assert outcome.body == b"<rss/>"


def test_an_empty_answer_is_an_empty_page() -> None:
    outcome = fetched({"/feed": answer(body=b"", Content_Encoding="gzip")}, URL)
    assert isinstance(outcome, Page)
    assert outcome.body == b""


def test_a_slow_name_server_ends_at_the_total_limit() -> None:
    class Slow(Names):
        async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> Any:
            await asyncio.sleep(30)

    assert failed(fetched({}, URL, resolver=Slow({}), timeout_s=0.3)).reason is Failure.TIMEOUT


def test_a_host_with_only_an_ipv6_address_is_reached() -> None:
    async def scene() -> Outcome:
        try:
            listening = await asyncio.start_server(say, "::1", 0)
        except OSError as error:
            pytest.skip(f"this machine has no IPv6 loopback ({error})")
        names = Names({}, default=("::1", listening.sockets[0].getsockname()[1]))
        async with listening, client_of(Server(), resolver=names) as client:
            return await client.fetch(feed(URL))

    async def say(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(body=b"six", Connection="close"))
        await writer.drain()
        writer.close()

    outcome = run(scene())
    assert isinstance(outcome, Page)
    assert outcome.body == b"six"


def test_more_large_bodies_than_turns_come_out_one_after_the_other() -> None:
    async def scene() -> list[Outcome]:
        async with serving({}, default=answer(body=b"x" * 2_000_000)) as server, client_of(server) as client:
            hosts = [f"http://host{number}.example/" for number in range(30)]
            return await asyncio.gather(*[client.fetch(feed(host)) for host in hosts])

    assert [len(outcome.body) for outcome in run(scene()) if isinstance(outcome, Page)] == [2_000_000] * 30
