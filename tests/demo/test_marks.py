import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.demo.marks import parse, pieces


def test_marks_nest_and_the_inner_one_comes_first() -> None:
    plain = parse("told {a1|{told wire|the Wire}} so")
    assert [(mark.tag, plain.text[mark.start : mark.end]) for mark in plain.marks] == [
        ("told", "the Wire"),
        ("a", "the Wire"),
    ]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("{c1|open", "never closed"),
        ("shut}", "nobody opened"),
        ("{sung x|la}", "no such mark"),
        ("{c|x}", "not a mark"),
    ],
)
def test_a_mark_that_cannot_be_read_says_why(marked: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse(marked)


@settings(max_examples=80, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from("csqa"), st.text(alphabet="ab «»", min_size=1)), max_size=5))
def test_plain_text_is_what_stands_inside_and_outside_the_marks(parts: list[tuple[str, str]]) -> None:
    marked = " ".join(f"{{{tag}1|{words}}}" for tag, words in parts)
    plain = parse(marked)
    assert plain.text == " ".join(words for _, words in parts)
    assert [plain.text[mark.start : mark.end] for mark in plain.marks] == [words for _, words in parts]
    assert "".join(piece for piece, _ in pieces(marked)) == marked
