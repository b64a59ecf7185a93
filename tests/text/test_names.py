import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.text.names import names, sound


def test_a_word_that_merely_begins_a_sentence_is_no_name() -> None:
    assert names("Police came. Nobody was hurt in Selby.") == ("selby",)


def test_a_run_that_begins_a_sentence_is_a_name() -> None:
    assert names("Ana Brezec resigned.") == ("ana brezec",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Путин", "Putin"),
        ("Netanjahu", "Netanyahu"),
        ("Сирия", "Syria"),
        ("Αλιέφ", "Aliyef"),
        ("Yushchenko", "Juschtschenko"),
    ],
)
def test_spellings_across_languages_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@given(st.text(max_size=200))
def test_names_are_folded_and_come_once(text: str) -> None:
    found = names(text)
    assert len(set(found)) == len(found)
