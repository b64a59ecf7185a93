import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.text.markup import plain_line, plain_text, unescape


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>two</p>", "One\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("a <b>bo</b>ld word", "a bold word"),
        ("line\nbreaks  are   blanks", "line breaks are blanks"),
        ("<script>if (a<b) x()</script>after", "after"),
        ("before<!-- <p>not this</p> -->after", "beforeafter"),
        ("<img alt='a > b' src=x>seen", "seen"),
        ("<![CDATA[inside]]>", "inside]]>"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("never <b closed", "never <b closed"),
        ('an open <a href="quote>mark</a> here', "an open mark here"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("&lt;script&gt;", "<script>"),
        ("&amp;lt;", "&lt;"),
        ("no\u00a0break", "no break"),
        ("&#8203;&nbsp;&#xfeff;First words", "First words"),
        ("&zwnj;&nbsp;&zwnj;<p>\u2800Soft&shy;ly</p>", "Softly"),
        ("\u0645\u06cc\u200c\u0631\u0648\u062f", "\u0645\u06cc\u200c\u0631\u0648\u062f"),
        ("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
        ("", ""),
    ],
)
def test_markup_reads_as_a_reader_sees_it(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_a_line_holds_no_break() -> None:
    assert plain_line("<h2>One<br>two</h2>\n<p>three</p>") == "One two three"


def test_a_reference_of_a_million_digits_is_one_unknown_letter() -> None:
    assert unescape("a&#" + "1" * 1_000_000 + ";b") == "a\ufffdb"


@settings(derandomize=True, max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["<", ">", '"', "'", "<a ", "</p", "<!--", "-->", "<script>", "&#", "&amp;", "x", " "]))
)
def test_any_markup_gives_one_tidy_text(pieces: list[str]) -> None:
    text = plain_text("".join(pieces))
    assert text == text.strip()
    assert "\n\n" not in text


@pytest.mark.parametrize("piece", ['<a ">"<a \'', "<!--", "<script>", '<a ">"', "<div>", "&#1", "<", "<b", "</"])
def test_work_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    # Half a million letters of a quadratic case would take hours; the suite's time limit is the judge.
    assert isinstance(plain_text(piece * (500_000 // len(piece))), str)
