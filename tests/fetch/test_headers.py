"""Headers read and written: whatever a server says, nothing is raised and every bound holds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy

from headwater.fetch.headers import (
    charset,
    fresh_s,
    hub_links,
    instant,
    media_type,
    notices,
    request_headers,
    retry_after_s,
    user_agent,
)
from headwater.model.page import Purpose, Request

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def headers(**values: str) -> CIMultiDictProxy[str]:
    return CIMultiDictProxy(CIMultiDict({name.replace("_", "-"): value for name, value in values.items()}))


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({}, None),
        ({"Cache_Control": "max-age=600"}, 600),
        ({"Cache_Control": 'public, MAX-AGE="600"'}, 600),
        ({"Cache_Control": "max-age=600", "Age": "700"}, 0),
        ({"Cache_Control": "no-cache, max-age=600"}, 0),
        ({"Cache_Control": "no-store"}, 0),
        ({"Cache_Control": "max-age=-1"}, None),
        ({"Cache_Control": "max-age=600", "Expires": "0"}, 600),
        ({"Cache_Control": "max-age=99999999999999999999"}, 366 * 86400),
        ({"Expires": "Sun, 01 Mar 2026 13:00:00 GMT"}, 3600),
        ({"Expires": "Sun, 01 Mar 2026 13:00:00 GMT", "Date": "Sun, 01 Mar 2026 12:30:00 GMT"}, 1800),
        ({"Expires": "Sun, 01 Mar 2020 13:00:00 GMT"}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "-1"}, 0),
    ],
)
def test_freshness_follows_the_standard(said: dict[str, str], seconds: int | None) -> None:
    assert fresh_s(headers(**said), now=NOW) == seconds


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Sun, 01 Mar 2026 12:00:00 GMT", NOW),
        ("Sunday, 01-Mar-26 12:00:00 GMT", NOW),
        ("Sun Mar  1 12:00:00 2026", NOW),
        ("Sun, 01 Mar 2026 13:00:00 +0100", NOW),
        ("yesterday", None),
        ("", None),
        ("Sun, 99 Mar 2026 12:00:00 GMT", None),
    ],
)
def test_dates_are_read_in_all_three_forms(value: str, expected: datetime | None) -> None:
    assert instant(value) == expected


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("</hub>; rel=hub, </rss>; rel=self", (("hub", "https://a.example/hub"), ("self", "https://a.example/rss"))),
        ('<https://h.example/>; title="a, b"; rel="hub"', (("hub", "https://h.example/"),)),
        ("<javascript:1>; rel=hub", ()),
        ("</hub>; norel=hub", ()),
        ("rel=hub", ()),
    ],
)
def test_hubs_are_found_in_link_headers(link: str, found: tuple[tuple[str, str], ...]) -> None:
    assert hub_links(headers(Link=link), base="https://a.example/x") == found


def test_repeated_notices_are_all_kept() -> None:
    said = CIMultiDictProxy(
        CIMultiDict([("X-Robots-Tag", "noai"), ("x-robots-tag", "otherbot: noindex"), ("X-Other", "x")])
    )
    assert notices(said) == (("x-robots-tag", "noai"), ("x-robots-tag", "otherbot: noindex"))


@pytest.mark.parametrize("contact", [None, "", "mailto:desk@ledger.example", "x\r\nEvil: 1", "(a)", "\u00e9", "x" * 10])
def test_the_user_agent_is_one_line_whatever_the_contact(contact: str | None) -> None:
    name = user_agent(contact)
    assert name.startswith("Headwater/")
    assert name.isprintable()
    assert name.isascii()


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_has_its_headers(purpose: Purpose) -> None:
    sent = request_headers(Request(url="https://a.example/", purpose=purpose), contact=None)
    assert sent.keys() == {"User-Agent", "Accept", "Accept-Encoding"}


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.sampled_from(["Cache-Control", "Expires", "Retry-After", "Content-Type", "Link", "Age", "Date", "TDM-Policy"]),
    st.text(max_size=80) | st.from_regex(r"max-age=[0-9]{1,30}|[-+]?[0-9]{1,40}(\.[0-9]+)?", fullmatch=True),
)
def test_nothing_that_a_header_says_is_raised(name: str, value: str) -> None:
    said = CIMultiDictProxy(CIMultiDict({name: value, "Expires": value}))
    fresh = fresh_s(said, now=NOW)
    wait = retry_after_s(said, now=NOW)
    assert fresh is None or 0 <= fresh <= 366 * 86400
    assert wait is None or 60 <= wait <= 7 * 86400
    media_type(said)
    charset(said)
    notices(said)
    hub_links(said, base="https://a.example/")
