"""Asks one engine that the operator named for embeddings: `POST {address}/embeddings`, as OpenAI's API has it.

Ollama, llama.cpp, text-embeddings-inference and vLLM answer so too. What comes back is hostile until it is checked.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from headwater.fetch.client import Client
from headwater.fetch.fetcher import Fetcher
from headwater.fetch.guard import OperatorsGate
from headwater.fetch.pace import Pace
from headwater.model.page import Failed, Outcome, Page, Purpose, Refused, Request
from headwater.stories.meaning import MOST_DIMENSIONS

#: Texts of one request: what a thousand dimensions of each take fits well below the limit of an answer.
MOST_TEXTS = 16
_PORTS = {"http": 80, "https": 443}

Vectors = tuple[tuple[float, ...], ...]

_STATUS_WORDS = {
    401: "does not accept the key; check HEADWATER_EMBEDDING_KEY",
    403: "does not accept the key, or none was given; check HEADWATER_EMBEDDING_KEY",
    404: "has no embeddings at this address, or not this model; check stories.embedding_address",
    429: "says that it is asked too often",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoVectors:
    """Why there are none."""

    #: One sentence for the desk, with what to do.
    detail: str
    #: Seconds that the engine asks us to wait.
    retry_after_s: int | None = None


class EmbeddingLine:
    """The line to the engine; a context manager."""

    def __init__(self, address: str, *, model: str, timeout_s: float, key: str = "") -> None:
        """Take the address up to `/embeddings`, the model's name there, and the seconds that one call may take."""
        parts = urlsplit(address)
        self.model = model
        self._url = address.rstrip("/") + "/embeddings"
        self._timeout_s = timeout_s
        self._headers = (("Authorization", f"Bearer {key}"),) if key else ()
        gate = OperatorsGate(host=parts.hostname or "", port=parts.port or _PORTS.get(parts.scheme, 0))
        client = Client(gate=gate, pace=Pace(host_interval_s=0.0), timeout_s=timeout_s, idle_timeout_s=timeout_s)
        self._fetcher = Fetcher(client)

    def __enter__(self) -> Self:
        """Give the open line."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self._fetcher.close()

    def embed(self, texts: Sequence[str]) -> Vectors | NoVectors:
        """Give a vector for each text, in their order, all of one dimension and finite; or why there are none.

        All requests together take no longer than the time limit.
        """
        until = monotonic() + self._timeout_s
        found: list[tuple[float, ...]] = []
        for start in range(0, len(texts), MOST_TEXTS):
            asked = texts[start : start + MOST_TEXTS]
            outcome = self._outcome(asked, until=until)
            vectors = _vectors_of(outcome, count=len(asked)) if isinstance(outcome, Page) else _no_vectors(outcome)
            if isinstance(vectors, NoVectors):
                return vectors
            found += vectors
        if len({len(vector) for vector in found}) > 1:
            return NoVectors(detail="the embedding engine answers vectors of several dimensions")
        return tuple(found)

    def _outcome(self, texts: Sequence[str], *, until: float) -> Outcome | None:
        plain = {"model": self.model, "input": list(texts)}
        request = Request(
            url=self._url,
            purpose=Purpose.ENGINE,
            body=json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"),
            body_type="application/json",
            headers=self._headers,
        )
        if until <= monotonic():
            return None
        self._fetcher.submit(request)
        try:
            while True:  # what answers an earlier call too late is thrown away
                asked, outcome = self._fetcher.outcomes.get(timeout=max(0.0, until - monotonic()))
                if asked is request:
                    return outcome
        except Empty:
            return None


def _no_vectors(outcome: Outcome | None) -> NoVectors:
    if outcome is None:
        return NoVectors(detail="the embedding engine did not answer within stories.embedding_timeout_s")
    if isinstance(outcome, Failed) and outcome.status is not None:
        words = _STATUS_WORDS.get(outcome.status, "does not answer the request")
        detail = f"the embedding engine {words} (status {outcome.status})"
        return NoVectors(detail=detail, retry_after_s=outcome.retry_after_s)
    if isinstance(outcome, Failed | Refused):
        return NoVectors(detail=f"the embedding engine: {outcome.detail}")
    return NoVectors(detail="the embedding engine has nothing at this address; check stories.embedding_address")


def _vectors_of(page: Page, *, count: int) -> Vectors | NoVectors:
    try:
        said: object = json.loads(page.body)
    except (ValueError, RecursionError):
        return NoVectors(detail="the embedding engine answers something that is no JSON")
    listed = said.get("data") if isinstance(said, dict) else None
    if not isinstance(listed, list) or len(listed) != count:
        return NoVectors(detail=f"the embedding engine was asked for {count} vectors and does not give as many")
    vectors: dict[int, tuple[float, ...]] = {}
    for place, item in enumerate(listed):
        index = item.get("index", place) if isinstance(item, dict) else None
        vector = _vector(item.get("embedding")) if isinstance(item, dict) else None
        if vector is None or type(index) is not int:
            words = f"1 to {MOST_DIMENSIONS:,} finite numbers"
            return NoVectors(detail=f"the embedding engine answers something else than {words} for a text")
        vectors[index] = vector
    if vectors.keys() != set(range(count)) or len({len(vector) for vector in vectors.values()}) > 1:
        return NoVectors(detail="the embedding engine answers vectors of several dimensions, or not one for each text")
    return tuple(vectors[index] for index in range(count))


def _vector(numbers: object) -> tuple[float, ...] | None:
    """Give numbers as a vector of length one; None for anything else."""
    if not isinstance(numbers, list) or not 0 < len(numbers) <= MOST_DIMENSIONS:
        return None
    if not all(type(number) in {int, float} for number in numbers):
        return None
    try:
        length = math.hypot(*numbers)
    except OverflowError:
        return None
    if not 0.0 < length < math.inf:  # NaN is neither
        return None
    return tuple(number / length for number in numbers)
