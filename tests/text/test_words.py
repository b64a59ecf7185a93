import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.text.words import compared, fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [("City's", "cities"), ("Erdoğan", "erdogan"), ("Αθήνα", "ΑΘΗΝΑ"), ("Straße", "STRASSE"), ("mayors", "Mayor")],
)
def test_spellings_of_one_word_are_compared_as_one(one: str, other: str) -> None:
    assert compared(one) == compared(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.integers(0, 20))
def test_no_more_words_come_back_than_asked_for(text: str, limit: int) -> None:
    assert len(words(text, limit=limit)) <= limit


def test_words_without_spaces_between_them_become_pairs() -> None:
    assert words("東京都で地震", limit=9) == [fold(pair) for pair in ("東京", "京都", "都で", "で地", "地震")]
    assert compared("だめ") != compared("ため")
