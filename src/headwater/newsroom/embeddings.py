"""The channel to an engine for embeddings, where the operator names one: asked before reports are recorded.

Where no answer comes, reports are recorded without, and nobody waits for them a second time.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import Protocol

from django.db.models import prefetch_related_objects

from headwater.errors import CodecError
from headwater.fetch.embeddings import NoVectors, Vectors
from headwater.model.article import Article, BlockKind
from headwater.model.rights import Extent
from headwater.model.story import Embedding
from headwater.store.models import ArticleRow
from headwater.store.rows import article_from, feed_from
from headwater.stories.meaning import packed

#: Seconds that the engine is left alone after a failure: twice as long after each further one.
_FIRST_REST_S, _LONGEST_REST_S = 60.0, 3_600.0
#: Characters of a report's beginning that are sent behind its headline.
_LEAD_CHARACTERS = 300


class Embedder(Protocol):
    """What makes vectors of texts; `fetch.embeddings.EmbeddingLine` does."""

    model: str

    def embed(self, texts: Sequence[str]) -> Vectors | NoVectors:
        """Give a vector for each text, in their order, or why there are none, within its time limit."""


class EmbeddingChannel:
    """Asks for the embeddings of reports, and leaves an engine that fails alone for a while."""

    def __init__(self, embedder: Embedder, *, seconds: Callable[[], float] = monotonic) -> None:
        """Take who is asked."""
        self._embedder = embedder
        self._seconds = seconds
        self._rests_until = 0.0
        self._failures = 0

    def embeddings(self, rows: Sequence[ArticleRow], *, now: datetime) -> Mapping[str, Embedding]:
        """Give the embeddings of articles by their keys: of all that may be sent, or of none."""
        if self._seconds() < self._rests_until:
            return {}
        prefetch_related_objects(list(rows), "feed")
        texts = {row.key: text for row in rows if (text := words_to_send(row, now=now))}
        if not texts:
            return {}
        vectors = self._embedder.embed(list(texts.values()))
        if isinstance(vectors, NoVectors):
            self._rest(vectors)
            return {}
        self._failures = 0
        made = {key: packed(vector) for key, vector in zip(texts, vectors, strict=True)}
        return {key: Embedding(model=self._embedder.model, vector=vector) for key, vector in made.items() if vector}

    def _rest(self, why: NoVectors) -> None:
        rest = min(_LONGEST_REST_S, _FIRST_REST_S * 2.0 ** min(self._failures, 10))
        self._failures += 1
        self._rests_until = self._seconds() + max(rest, min(_LONGEST_REST_S, float(why.retry_after_s or 0)))


def words_to_send(row: ArticleRow, *, now: datetime) -> str:
    """Give the words of an article that an engine may be sent: its headline and its lead, as far as its rights go.

    Empty where the feed or the page reserves text and data mining, where only a link may be shown, before an embargo
    ends, for what is hidden, and for a document that cannot be read.
    """
    try:
        article, rights = article_from(row), feed_from(row.feed).rights
    except CodecError:
        return ""
    if row.hidden or row.tdm_reserved or rights.tdm_reserved or rights.extent is Extent.LINK:
        return ""
    begins, ends = rights.window(article.date_published or row.first_seen)
    if (begins is not None and now < begins) or (ends is not None and now >= ends):
        return ""
    lead = "" if rights.extent is Extent.HEADLINE else _lead(article)
    return f"{article.headline}\n{lead}".strip()


def _lead(article: Article) -> str:
    first = next((block.text for block in article.body if block.kind is not BlockKind.IMAGE and block.text), "")
    return (article.description or first)[:_LEAD_CHARACTERS]
