"""One spelling for each address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.text.urls import host_of, join, normalise

PIECES = (
    *("a", "Z", "0", "-", ".", "..", "/", "//", "~", "_", ":", "@", "!", "$", "'", "(", ")", "*", ",", ";", "=", "+"),
    *(
        "?",
        "&",
        "#",
        "%",
        "%41",
        "%2f",
        " ",
        "é",
        "\n",
        "x=1",
        "?a=b",
        "&c=d",
        "&C=",
        "utm_a",
        "UTM_b=",
        "fbclid",
        "?ito=1",
    ),
)


@pytest.mark.parametrize(
    ("spelling", "one"),
    [
        ("https://ledger.example", "https://ledger.example/"),
        ("HTTPS://Ledger.EXAMPLE:443/A", "https://ledger.example/A"),
        ("http://ledger.example:80/", "http://ledger.example/"),
        ("http://ledger.example:8080/", "http://ledger.example:8080/"),
        ("https://user:word@ledger.example/", "https://ledger.example/"),
        ("https://ledger.example/a#part", "https://ledger.example/a"),
        ("https://ledger.example/a/./b/../c", "https://ledger.example/a/c"),
        ("https://ledger.example/%7euser/%e1", "https://ledger.example/~user/%E1"),
        ("https://ledger.example/a%2fb", "https://ledger.example/a%2Fb"),
        ("https://ledger.example/50%", "https://ledger.example/50%25"),
        ("https://ledger.example/λόγος", "https://ledger.example/%CE%BB%CF%8C%CE%B3%CE%BF%CF%82"),
        ("https://εφημερίδα.example/", "https://xn--kxaeical9a3b2b.example/"),
        ("https://ledger.example/?utm_source=x&id=7&fbclid=y", "https://ledger.example/?id=7"),
        ("https://ledger.example/?flag", "https://ledger.example/?flag"),
        ("https://ledger.example/?q=a+b%20c", "https://ledger.example/?q=a+b+c"),
        (" https://ledger.example/a\n ", "https://ledger.example/a"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
    ],
)
def test_an_address_has_one_spelling(spelling: str, one: str) -> None:
    assert normalise(spelling) == one


@pytest.mark.parametrize(
    "nonsense",
    [
        *("", "ledger", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@ledger.example"),
        *("https://", "https:///a", "http://[", "http://a..b/", "http://a b/", "http://a:99999/"),
        "https://x/" + "a" * 5000,
    ],
)
def test_what_leads_to_no_page_is_none(nonsense: str) -> None:
    assert normalise(nonsense) is None


@given(st.text(max_size=40), st.text(max_size=20))
def test_normalising_is_idempotent(path: str, query: str) -> None:
    once = normalise(f"https://ledger.example/{path}?{query}")
    assert once is None or normalise(once) == once


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none(text: str) -> None:
    normalise(text)
    host_of(text)
    join("https://ledger.example/", text)


def test_a_reference_is_resolved_against_its_base() -> None:
    assert join("https://ledger.example/world/", "../a?b=1") == "https://ledger.example/a?b=1"
    assert join("https://ledger.example/", "//other.example/x") == "https://other.example/x"
    assert join("https://ledger.example/", "mailto:x@y.example") is None


@given(
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.sampled_from([None, "https://other.example/x/y", "http://other.example/"]),
)
def test_the_quick_look_at_an_address_agrees_with_the_slow_way(rest: str, base: str | None) -> None:
    # A blank in front is stripped, and it keeps the quick look from taking the address.
    assert normalise(f"https://ledger.example/{rest}", base=base) == normalise(
        f" https://ledger.example/{rest}", base=base
    )
