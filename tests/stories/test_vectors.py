import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model.background import Background
from headwater.stories.vectors import Commonness, Samples, dot, heaviest, norm, term_id, unit

vectors = st.dictionaries(st.integers(0, 2**32 - 1), st.floats(0.01, 10.0), max_size=50)


@given(vectors, vectors)
def test_samples_multiply_like_their_vectors(one: dict[int, float], other: dict[int, float]) -> None:
    assert Samples.of(one, {}, other).dots(other) == pytest.approx([dot(one, other), 0.0, dot(other, other)], rel=1e-5)


@given(st.lists(vectors, max_size=6), st.lists(vectors, max_size=6), st.integers(1, 8))
def test_the_last_of_several_samples_are_kept_in_their_order(
    some: list[dict[int, float]], more: list[dict[int, float]], most: int
) -> None:
    kept = (Samples.of(*some) + Samples.of(*more)).last(most)
    assert kept.vectors() == Samples.of(*[*some, *more][-most:]).vectors()


@given(vectors)
def test_a_unit_vector_has_length_one_or_is_empty(vector: dict[int, float]) -> None:
    assert math.isclose(norm(unit(vector)), 1.0) or not vector


@given(vectors, st.integers(1, 60))
def test_the_heaviest_terms_are_kept(vector: dict[int, float], most: int) -> None:
    kept = heaviest(vector, most)
    assert len(kept) == min(most, len(vector))
    lost = [weight for term, weight in vector.items() if term not in kept]
    assert not lost or max(lost) <= min(kept.values())


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    commonness = Commonness.at_large(Background(texts=1000, counts={"time": 500}))
    vector = commonness.vector({term_id("time"): 1, term_id("brezec"): 1})
    assert vector[term_id("brezec")] > vector[term_id("time")]


def test_learning_makes_a_term_more_common() -> None:
    commonness = Commonness(stories=10, counts={})
    before = commonness.rarity(7)
    commonness.learn([7])
    assert commonness.rarity(7) < before
