from hypothesis import given
from hypothesis import strategies as st

from headwater.text.shingles import SIZE, hash_shingles, sample


def test_equal_words_give_equal_numbers_whatever_the_marks() -> None:
    assert (
        hash_shingles("„Ein Boot“, zwei Boote – drei!").tolist() == hash_shingles("ein boot zwei boote drei").tolist()
    )


def test_another_word_gives_another_number() -> None:
    assert hash_shingles("one two three four five") != hash_shingles("one two three four six")


def test_the_order_of_words_counts() -> None:
    assert hash_shingles("one two three four five") != hash_shingles("two one three four five")


def test_the_numbers_are_the_same_on_every_machine() -> None:
    assert hash_shingles("one two three four five").tolist() == [3266155448834119870]


@given(st.lists(st.sampled_from(["a", "ß", "Ωμέγα", "слово", "word"]), max_size=30))
def test_there_is_one_shingle_for_each_run(words: list[str]) -> None:
    assert len(hash_shingles(" ".join(words))) == max(0, len(words) - SIZE + 1)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    hashes = hash_shingles(text)
    assert set(sample(hashes, one_in=2).tolist()) <= set(hashes.tolist())
