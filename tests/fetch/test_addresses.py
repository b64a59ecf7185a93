"""The spelling that goes over the wire."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.fetch.addresses import wire_url
from headwater.text.urls import normalise


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("http://ledger.example", "http://ledger.example/"),
        ("HTTP://LEDGER.example:80/A?B#c", "http://ledger.example/A?B"),
        ("https://ledger.example:443/?a=%7e%7E", "https://ledger.example/?a=%7e%7E"),
        ("https://ledger.example:8443/", "https://ledger.example:8443/"),
        ("  https://ledger.example/a\r\nHost:\tx ", "https://ledger.example/aHost:x"),
        ("https://ledger.example/a b?c d", "https://ledger.example/a%20b?c%20d"),
        ("https://ledger.example/\u00e9?\u00e9", "https://ledger.example/%C3%A9?%C3%A9"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        ("https://ada:secret@ledger.example/", "https://ledger.example/"),
        ("https://ledger.example./", "https://ledger.example/"),
        ("//other.example/a", "https://other.example/a"),
        ("../b", "https://ledger.example/b"),
        ("?q=1", "https://ledger.example/x/y?q=1"),
        ("https://ledger.example/%", "https://ledger.example/%"),
        ("https://ledger.example/<script>\"'", "https://ledger.example/%3Cscript%3E%22'"),
    ],
)
def test_an_address_is_spelled_as_its_author_wrote_it(reference: str, expected: str) -> None:
    assert str(wire_url(reference, base="https://ledger.example/x/y")) == expected


@pytest.mark.parametrize(
    "reference",
    [
        "ftp://a.example/",
        "mailto:a@b.example",
        "http://",
        "http:///a",
        "https://a b.example/",
        "http://[::1",
        "http://a..b/",
        "http://a.example:99999/",
        "http://a.example:x/",
        "http://\udcff.example/",
        "https://a.example/" + "x" * 60_000,
    ],
)
def test_what_is_no_web_address_gives_none(reference: str) -> None:
    assert wire_url(reference) is None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.text(max_size=60), st.sampled_from(["", "http://", "https://a.example/", "//", "https://a.example?", "http://["])
)
def test_nothing_is_raised_and_nothing_dangerous_goes_on_the_wire(text: str, start: str) -> None:
    url = wire_url(start + text, base="https://ledger.example/x")
    if url is not None:
        written = str(url)
        assert url.scheme in {"http", "https"}
        assert url.user is None
        assert written.isascii()
        assert not any(character <= " " for character in written)
        assert normalise(written) is not None
        assert wire_url(written) == url
