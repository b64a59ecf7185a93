"""Reservations of text and data mining, from the three places where they are stated."""

import time
from datetime import UTC, datetime

import pytest
from tests.fetch.scripted import Reply, answer, client_of, page, run, serving

from headwater.fetch.reservations import read_reservations, reservation_of
from headwater.model.page import Failed, Failure, Page, Reservation

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WELL_KNOWN = "https://ledger.example/.well-known/tdmrep.json"


def page_of(
    body: bytes, *notices: tuple[str, str], url: str = "https://ledger.example/a", kept: Reservation | None = None
) -> Page:
    return Page(
        url=url,
        final_url=url,
        status=200,
        content_type=None,
        charset=None,
        body=body,
        fetched_at=NOW,
        notices=notices,
        reservation=kept,
    )


def about(stated: bytes, path: str) -> bool | None:
    said = read_reservations(page_of(stated, url=WELL_KNOWN), now=NOW).about(path)
    return None if said is None else said.reserved


RULES = b"""[
  {"location": "/", "tdm-reservation": 1, "tdm-policy": "/policy.json"},
  {"location": "/open/*", "tdm-reservation": 0},
  {"location": "/open/*.pdf$", "tdm-reservation": 1}
]"""


@pytest.mark.parametrize(
    ("path", "reserved"),
    [("/", True), ("/news/a", True), ("/open/a", False), ("/open/a.pdf", True), ("/open/a.pdf?x=1", False)],
)
def test_the_most_specific_location_speaks(path: str, *, reserved: bool) -> None:
    assert about(RULES, path) is reserved


def test_the_policy_is_an_absolute_address() -> None:
    said = read_reservations(page_of(RULES, url=WELL_KNOWN), now=NOW).about("/")
    assert said == Reservation(reserved=True, policy="https://ledger.example/policy.json", stated_in="well-known")


@pytest.mark.parametrize(
    "stated",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"7",
        b'"x"',
        b'[{"location": 5, "tdm-reservation": 1}]',
        b'[{"location": "/", "tdm-reservation": "yes"}]',
        b'[{"tdm-reservation": 1}]',
        b'[{"location": "/other", "tdm-reservation": 1}]',
        b"[" * 100_000,
        b'[{"location": "/*a*a*a*a*a*a*a*a*b$", "tdm-reservation": 1}]',
    ],
)
def test_nonsense_says_nothing(stated: bytes) -> None:
    assert about(stated, "/" + "a" * 50) is None


@pytest.mark.parametrize("value", [b"1", b'"1"'])
def test_the_value_may_be_a_number_or_a_text(value: bytes) -> None:
    assert about(b'[{"location": "/", "tdm-reservation": %s}]' % value, "/x") is True
    assert about(b'{"location": "/", "tdm-reservation": %s}' % value, "/x") is True


def test_no_pattern_is_slow() -> None:
    rule = b'{"location": "/' + b"*a" * 240 + b'b$", "tdm-reservation": 1},'
    began = time.process_time()
    assert about(b"[" + rule * 390 + b"{}]", "/" + "a" * 4000) is None
    assert time.process_time() - began < 2


def test_a_host_that_cannot_be_reached_says_nothing() -> None:
    failed = Failed(url=WELL_KNOWN, reason=Failure.TIMEOUT, detail="Late.", fetched_at=NOW)
    assert read_reservations(failed, now=NOW).about("/") is None


META = b'<html><head><META NAME="TDM-Reservation" content="1"><meta name=tdm-policy content="p.json"></head>'
KEPT = Reservation(reserved=True, stated_in="well-known")


def test_what_is_said_closer_to_the_text_wins() -> None:
    header = ("tdm-reservation", "0")
    assert reservation_of(page_of(b"<p>x", kept=KEPT)) == KEPT
    in_header = reservation_of(page_of(b"<p>x", header, kept=KEPT))
    assert in_header == Reservation(reserved=False, stated_in="header")
    in_meta = reservation_of(page_of(META, header, kept=KEPT))
    assert in_meta == Reservation(reserved=True, policy="https://ledger.example/p.json", stated_in="meta")
    assert reservation_of(page_of(b"<p>x")) is None


def test_a_page_comes_with_what_its_host_says_and_the_host_is_asked_once() -> None:
    async def scene() -> tuple[list[Reservation | None], list[str]]:
        replies: dict[str, Reply] = {
            "/.well-known/tdmrep.json": answer(body=RULES),
            "/robots.txt": answer(404),
        }
        async with serving(replies, default=answer(body=b"x")) as server, client_of(server) as client:
            found = []
            for path in ("/news", "/open/a"):
                outcome = await client.fetch(page(f"http://ledger.example{path}"))
                assert isinstance(outcome, Page)
                found.append(outcome.reservation)
            return found, server.paths()

    found, asked = run(scene())
    assert [said and said.reserved for said in found] == [True, False]
    assert asked.count("/.well-known/tdmrep.json") == 1
