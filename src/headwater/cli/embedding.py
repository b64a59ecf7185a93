"""The engine for embeddings that a portal names, if it names one: the line to it, and whether it is of use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from headwater.newsroom.findings import Finding
from headwater.project.config import Settings

if TYPE_CHECKING:
    from headwater.fetch.embeddings import EmbeddingLine
    from headwater.newsroom.embeddings import EmbeddingChannel

#: The engine's key; it stands in no file.
KEY_VARIABLE = "HEADWATER_EMBEDDING_KEY"
#: Invented: one event in two languages, and another one in the first of them.
_SAMPLES = (
    "Ferry crews on strike: no boat leaves the harbour before Monday",
    "Fährleute streiken: Vor Montag verlässt kein Schiff den Hafen",
    "City council doubles the number of trees along its school yards",
)


@contextmanager
def embedding_line(settings: Settings) -> "Iterator[EmbeddingLine]":
    """Give the line to the engine that the settings name, and hang up afterwards."""
    from headwater.fetch.embeddings import EmbeddingLine

    chosen, key = settings.stories, os.environ.get(KEY_VARIABLE, "")
    with EmbeddingLine(
        chosen.embedding_address, model=chosen.embedding_model, timeout_s=chosen.embedding_timeout_s, key=key
    ) as line:
        yield line


@contextmanager
def embedding_channel(settings: Settings) -> "Iterator[EmbeddingChannel | None]":
    """Give the channel that the process of record asks; None where no engine is named."""
    from headwater.newsroom.embeddings import EmbeddingChannel

    if settings.stories.embedding == "off":
        yield None
        return
    with embedding_line(settings) as line:
        yield EmbeddingChannel(line)


def check_embedding(settings: Settings) -> Iterator[Finding]:
    """Send three sentences of our own, and give what is wrong with what comes back."""
    from headwater.fetch.embeddings import NoVectors
    from headwater.stories.meaning import UNLIKE, cosine, packed

    with embedding_line(settings) as line:
        vectors = line.embed(_SAMPLES)
    if isinstance(vectors, NoVectors):
        yield Finding(
            grade="broken", what="the embedding engine gives none, reports are grouped without", mend=vectors.detail
        )
        return
    told, translated, other = (packed(vector) or b"" for vector in vectors)
    alike, unlike = cosine(told, translated), cosine(translated, other)
    if unlike >= UNLIKE or alike <= UNLIKE:
        yield Finding(
            grade="notice",
            what=f"the embedding model tells events apart badly: {alike:.2f} for one event, {unlike:.2f} for two",
            mend=f"choose a multilingual model that holds two events below {UNLIKE}, and one in two languages above it",
        )
