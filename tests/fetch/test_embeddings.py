"""The line to an engine for embeddings: the protocol, and that nothing comes through that is not vectors."""

import math
import time
from collections.abc import Iterator

import pytest
from tests.fetch.embedding_server import EmbeddingEngine, by_letters, embedding

from headwater.fetch.embeddings import MOST_TEXTS, EmbeddingLine, NoVectors


@pytest.fixture
def engine() -> Iterator[EmbeddingEngine]:
    with embedding() as running:
        yield running


def asked(engine: EmbeddingEngine, *texts: str, timeout_s: float = 10.0) -> tuple[tuple[float, ...], ...] | NoVectors:
    with EmbeddingLine(engine.address, model="letters", timeout_s=timeout_s, key="sesame") as line:
        return line.embed(texts or ("boats", "trees"))


def test_each_text_gets_its_vector_of_length_one_in_their_order(engine: EmbeddingEngine) -> None:
    texts = [f"boat {'x' * number}" for number in range(MOST_TEXTS + 3)]
    vectors = asked(engine, *texts)
    assert not isinstance(vectors, NoVectors)
    for text, vector in zip(texts, vectors, strict=True):
        length = math.hypot(*by_letters(text))
        assert vector == pytest.approx([number / length for number in by_letters(text)])
    assert [len(each["input"]) for each in engine.asked] == [MOST_TEXTS, 3]
    assert {each["model"] for each in engine.asked} == {"letters"}
    assert set(engine.keys) == {"Bearer sesame"}


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[" * 200_000,
        b"{}",
        b'{"data": [1, 2]}',
        b'{"data": [{"index": 0, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [1.0]}, {"index": 7, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [1.0]}, {"index": true, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [1.0, 2.0]}, {"index": 1, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [NaN]}, {"index": 1, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [Infinity]}, {"index": 1, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [0.0]}, {"index": 1, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": ["1"]}, {"index": 1, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": []}, {"index": 1, "embedding": []}]}',
        b'{"data": [{"index": 0, "embedding": [1' + b"0" * 400 + b']}, {"index": 1, "embedding": [1.0]}]}',
        b'{"data": "' + b"x" * 2_000_000 + b'"}',
    ],
)
def test_what_is_not_a_vector_for_each_text_is_none(engine: EmbeddingEngine, body: bytes) -> None:
    engine.fault = (200, body)
    assert isinstance(asked(engine), NoVectors)


def test_vectors_of_too_many_dimensions_are_none(engine: EmbeddingEngine) -> None:
    engine.embed = lambda _: [0.5] * 1_025
    told = asked(engine)
    assert isinstance(told, NoVectors)
    assert "1,024" in told.detail


def test_the_dimension_is_one_over_all_requests(engine: EmbeddingEngine) -> None:
    engine.embed = lambda text: [1.0] * (2 if text == "last" else 3)
    assert isinstance(asked(engine, *["boat"] * MOST_TEXTS, "last"), NoVectors)


@pytest.mark.parametrize(
    ("status", "words"), [(401, "HEADWATER_EMBEDDING_KEY"), (404, "embedding_address"), (500, "status 500")]
)
def test_a_failure_says_what_to_do(engine: EmbeddingEngine, status: int, words: str) -> None:
    engine.fault = (status, b"{}")
    told = asked(engine)
    assert isinstance(told, NoVectors)
    assert words in told.detail


def test_all_requests_together_take_no_longer_than_the_limit(engine: EmbeddingEngine) -> None:
    engine.wait_s = 0.3
    with EmbeddingLine(engine.address, model="letters", timeout_s=0.5) as line:
        begun = time.monotonic()
        assert isinstance(line.embed(["boat"] * MOST_TEXTS * 4), NoVectors)
        assert time.monotonic() - begun < 1.5  # four answers would take longer than the limit
        assert len(engine.asked) <= 2


def test_an_engine_that_is_not_there_is_told() -> None:
    with embedding() as engine:
        pass
    assert isinstance(asked(engine), NoVectors)
