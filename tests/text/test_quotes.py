import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.text.quotes import find_quotations, starts_with_mark


def pieces(text: str, following: str = "") -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text, following=following)]


@pytest.mark.parametrize(
    "quotation",
    [
        '"It rained."',
        "“It rained.”",
        "„Es regnete.“",
        "„Padało.”",
        "»Es regnete.«",
        "«Il pleuvait.»",
        "« Il pleuvait. »",
        "”Det regnade.”",
        "‹Es regnete.›",
        "「雨が降った」",
        "『雨』",
        "``It rained.''",
        "‘It rained all day long.’",
    ],
)
def test_the_marks_of_many_languages_are_known(quotation: str) -> None:
    assert pieces(f"She spoke: {quotation} Then she left.") == [quotation]


def test_apostrophes_are_no_quotations() -> None:
    assert pieces("It's the boats' crew, isn't it? The islanders’ boats don’t sail.") == []


def test_only_the_outermost_marks_count() -> None:
    assert pieces("“He said ‘no’ and left,” she said.") == ["“He said ‘no’ and left,”"]


def test_an_open_mark_counts_only_before_another_opening_paragraph() -> None:
    assert pieces("“It rained", following="“It snowed.”") == ["“It rained"]
    assert pieces("“It rained", following="It snowed.") == []


def test_a_forgotten_closing_mark_does_not_swallow_the_next_quotation() -> None:
    assert pieces('"It rained, she said. "It snowed," he said.') == ['"It snowed,"']


def test_a_paragraph_that_opens_with_a_mark_is_known() -> None:
    assert starts_with_mark(" “No.”")
    assert not starts_with_mark("'s-Gravenhage")


@given(st.text(alphabet="ab .,\"“”„«»'’‘"))
def test_quotations_lie_in_order_inside_their_text(text: str) -> None:
    end = 0
    for quotation in find_quotations(text, following="“x"):
        assert end <= quotation.start < quotation.end <= len(text)
        end = quotation.end
