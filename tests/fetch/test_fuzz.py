"""Damaged answers: whatever comes over the wire, an outcome with a sentence comes out."""

import asyncio
import gzip
import random

import brotli  # type: ignore[import-untyped]
import pytest
from tests.fetch.scripted import Asked, Reply, answer, client_of, run, serving

from headwater.model.page import Failed, Gone, NotModified, Outcome, Page, Purpose, Refused, Request

BODY = b"<rss><channel><title>Harbour Ledger</title></channel></rss>" * 20
WHOLE = [
    answer(200, BODY, Content_Type="application/rss+xml; charset=utf-8", ETag='W/"a"', Cache_Control="max-age=60"),
    answer(200, gzip.compress(BODY), Content_Encoding="gzip", Link="</hub>; rel=hub"),
    answer(200, brotli.compress(BODY), Content_Encoding="br", TDM_Reservation="1"),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x=y\r\nabc\r\n0\r\nX: y\r\n\r\n",
    answer(301, Location="/elsewhere"),
    answer(503, Retry_After="120"),
    answer(304, ETag='"b"'),
    b"HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n" + answer(200, b"User-agent: *\nDisallow: /x\nCrawl-delay: 9\n"),
]
PIECES = [
    b"\r\n",
    b"\x00",
    b"\xff\xfe",
    b": ",
    b"99999999999999999999",
    b"-1",
    b"%",
    b"\r",
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"0\r\n\r\n",
]


def damaged(whole: bytes, luck: random.Random) -> bytes:
    """An answer with one to four changes."""
    body = bytearray(whole)
    for _ in range(luck.randint(1, 4)):
        place = luck.randrange(len(body) + 1)
        match luck.randrange(4):
            case 0:
                body[place:place] = luck.choice(PIECES)
            case 1:
                del body[place : place + luck.randint(1, 40)]
            case 2:
                body[place : place + 1] = bytes([luck.randrange(256)])
            case _:
                body[place:place] = body[place : place + luck.randint(1, 200)]
    return bytes(body)


def outcomes_of(seed: int, *, count: int) -> list[Outcome]:
    luck = random.Random(seed)

    async def reply(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(damaged(luck.choice(WHOLE), luck))
        await writer.drain()
        writer.close()

    async def scene() -> list[Outcome]:
        fixed: dict[str, Reply] = {}
        async with serving(fixed, default=reply) as server, client_of(server, timeout_s=2.0) as client:
            return [await client.fetch(request(number, luck)) for number in range(count)]

    return run(scene())


def request(number: int, luck: random.Random) -> Request:
    etag = luck.choice([None, '"a"'])
    return Request(url=f"http://host{number}.example/", purpose=luck.choice(list(Purpose)), etag=etag)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_answers_are_outcomes(seed: int) -> None:
    outcomes = outcomes_of(seed, count=150)
    assert {type(outcome) for outcome in outcomes} <= {Page, NotModified, Gone, Refused, Failed}
    assert len({type(outcome) for outcome in outcomes}) >= 3
    unexplained = [
        outcome for outcome in outcomes if isinstance(outcome, Failed) and "could not be understood" in outcome.detail
    ]
    assert unexplained == []


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(1000, 1040))
def test_many_damaged_answers_are_outcomes(seed: int) -> None:
    assert len(outcomes_of(seed, count=500)) == 500
