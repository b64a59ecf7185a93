"""Short pieces are cut where a reader would cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.edition.snippets import cut, sentences


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Short.", 20, "Short."),
        ("Two spaces  and\na line", 40, "Two spaces and a line"),
        ("The first sentence. The second sentence is longer.", 30, "The first sentence."),
        ("Mr. A word that has no early end at all", 20, "Mr. A word that has…"),
        ("一二三四五六七八九十", 5, "一二三四…"),
        ("“We wait,” the governor said, “and see.” Nobody asked.", 45, "“We wait,” the governor said, “and see.”"),
    ],
)
def test_a_text_is_cut_after_a_sentence_else_at_a_word(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit=limit) == expected


@given(st.text(max_size=400), st.integers(2, 300))
def test_a_cut_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit=limit)) <= limit


@given(st.text(max_size=400))
def test_sentences_lose_no_word(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
