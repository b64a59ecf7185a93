import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.text.sentences import split_sentences


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It rained.", "Nobody came."],
        ["Mr. Vale left at 5 p.m. on Monday.", "He was tired."],
        ["The U.S. Senate met.", "It rained!"],
        ["J. K. Vale said “no.”", "Then he left."],
        ["Das kostet ca. 3 Mio. Euro.", "Mehr nicht."],
        ["Ο κ. Παππάς έφυγε.", "Κανείς δεν ήρθε."],
        ["雨が降った。", "誰も来なかった。"],
    ],
)
def test_sentences_end_where_readers_end_them(sentences: list[str]) -> None:
    joined = "".join(sentences) if sentences[0].endswith("。") else " ".join(sentences)
    assert pieces(joined) == sentences


def test_nothing_is_no_sentence() -> None:
    assert pieces(" \n ") == []


@given(st.text(alphabet="Ab. \n!?”"))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())
