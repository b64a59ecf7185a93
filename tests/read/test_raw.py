import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.read.raw import Body, RawEntry, TextType, author_name, finished, plain_title
from headwater.read.relative import absolute_links

BASE = "https://ledger.example/news/feed"


def test_addresses_come_out_absolute_and_normalised() -> None:
    entry = finished(RawEntry(link="a?utm_source=x&id=1", images=["javascript:x", "/p.png"]), base=BASE, language=None)
    assert entry.link == "https://ledger.example/news/a?id=1"
    assert entry.image == "https://ledger.example/p.png"


def test_the_longest_content_is_the_content() -> None:
    raw = RawEntry(contents=[Body(value="short"), Body(value="<p>the whole report</p>")])
    assert finished(raw, base=BASE, language=None).content == "<p>the whole report</p>"


def test_plain_content_is_escaped_and_a_body_beyond_the_limit_is_left_out() -> None:
    plain = RawEntry(contents=[Body(value="a < b", type=TextType.TEXT)], summary=Body(value="x" * 1_000_001))
    entry = finished(plain, base=BASE, language=None)
    assert (entry.content, entry.summary) == ("a &lt; b", None)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ada Hara", "Ada Hara"),
        ("desk@ledger.example (Ada Hara)", "Ada Hara"),
        ("Ada Hara <ada@ledger.example>", "Ada Hara"),
        ("desk@ledger.example", "desk@ledger.example"),
        ("Ada&#32;O&rsquo;Hara", "Ada O’Hara"),
    ],
)
def test_a_name_is_taken_out_of_a_stated_author(printed: str, name: str) -> None:
    assert author_name(printed) == name


def test_an_author_of_a_million_letters_costs_no_more_than_its_beginning() -> None:
    assert len(author_name("a." * 500_000 + "@")) <= 2000


def test_a_title_keeps_words_in_angle_brackets_that_are_no_markup() -> None:
    assert plain_title("How <channel> became <b>old</b>") == "How <channel> became <b>old</b>"
    assert plain_title("It &lt;i&gt;is") == "It <i>is"


@pytest.mark.parametrize("kept", ['<a href="#top">', '<a href="mailto:x@y.example">', "<a href=''>", "no = links"])
def test_links_that_are_not_relative_stay_as_delivered(kept: str) -> None:
    assert absolute_links(kept, base=BASE) == kept


BASES = (
    BASE,
    "http://user:word@LEDGER.example:80/a;b?c#d",
    "HTTP://ledger.example",
    "http:///x",
    "ftp://ledger.example/",
    "http://[",
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.from_regex(r"(/[a.~%@:=;_-]{0,3}){1,5}", fullmatch=True), st.sampled_from(BASES))
def test_the_quick_join_of_a_path_agrees_with_the_slow_one(path: str, base: str) -> None:
    # A blank in front is stripped, and it keeps the quick join from taking the path.
    quick, slow = (absolute_links(f'<a href="{blank}{path}">', base=base) for blank in ("", " "))
    assert quick == slow.replace('" /', '"/')
