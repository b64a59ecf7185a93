"""Full text search: SQLite's FTS5 or PostgreSQL's tsvector over the same folded words, newest first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from django.db import connection

from headwater.model.article import Article, text_of
from headwater.model.codec import decode
from headwater.store.folding import fold
from headwater.store.models import ArticleRow, SearchRow

#: Characters of an article that are looked at; a tsvector holds a megabyte.
MOST_CHARACTERS = 200_000
#: Words of a question that are looked for.
MOST_TERMS = 12
#: Shorter words are looked for as they stand, longer ones as beginnings, which stands in for word endings.
_LEAST_PREFIX = 4
_TERMS = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a reader looks for."""

    words: str
    #: Key of an outlet.
    outlet: str | None = None
    section: str | None = None
    #: Key of a person who speaks in the report.
    person: str | None = None
    #: Key of a place that the report names.
    place: str | None = None
    #: Shown from this moment on, and before that one.
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; the last may be the beginning of one."""

    words: tuple[str, ...]
    is_prefix: bool


def index_articles(keys: Sequence[str]) -> None:
    """Put articles into the index, in this order, or put their new words there.

    To be called inside the caller's transaction.
    """
    documents = dict(ArticleRow.objects.filter(key__in=keys).order_by().values_list("key", "document"))
    marks = {key: crc32(document.encode()) for key, document in documents.items()}
    held = dict(SearchRow.objects.filter(article_id__in=marks).values_list("article_id", "document_mark"))
    changed = [key for key in keys if key in marks and held.get(key) != marks[key]]
    words = {key: _words_of(decode(documents[key], Article)) for key in changed}
    for row in SearchRow.objects.filter(article_id__in=[key for key in changed if key in held]):
        row.words, row.document_mark = words[row.article_id], marks[row.article_id]
        row.save(update_fields=["words", "document_mark"])
    SearchRow.objects.bulk_create(
        SearchRow(article_id=key, words=words[key], document_mark=marks[key]) for key in changed if key not in held
    )


def terms_of(words: str) -> tuple[Term, ...]:
    """Give what a question asks for: words, and phrases where it has quotation marks.

    >>> [(term.words, term.is_prefix) for term in terms_of('ferry "Night trains"')]
    [(('ferry',), True), (('night', 'trains'), False)]
    """
    found = []
    for match in _TERMS.finditer(words):
        phrase = match.group(1) or match.group(2) or match.group(3)
        folded = tuple(fold(phrase or match.group(4) or "").split())
        if folded:
            found.append(Term(folded, phrase is None and len(folded[-1]) >= _LEAST_PREFIX))
    return tuple(found[:MOST_TERMS])


def find_articles(question: Question, *, limit: int, offset: int = 0) -> tuple[str, ...]:
    """Give the keys of the articles that have all words of a question, the last indexed first."""
    terms = terms_of(question.words)
    if not terms:
        return ()
    conditions, values = _conditions(question)
    is_sqlite = connection.vendor == "sqlite"
    matching = _SQLITE_MATCH if is_sqlite else _POSTGRESQL_MATCH
    asked = _fts5(terms) if is_sqlite else _tsquery(terms)
    # Only constants are put together here; every value goes in by its place.
    newest_first = "w.rowid DESC" if is_sqlite else "s.id DESC"
    statement = f"{matching}{''.join(conditions)} ORDER BY {newest_first} LIMIT %s OFFSET %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked, *values, limit, offset])
        return tuple(key for (key,) in cursor.fetchall())


#: CROSS JOIN keeps the order of the loops (SQLite, "Manual Control Of Query Plans"): the index gives its rows newest
#: first by itself, so the reading stops after one page of answers.
_SQLITE_MATCH = """
SELECT s.article_id FROM search_words w CROSS JOIN store_searchrow s ON s.id = w.rowid
CROSS JOIN store_articlerow a ON a.key = s.article_id AND NOT a.hidden LEFT JOIN store_storyrow t ON t.key = a.story_id
WHERE w.words MATCH %s"""
_POSTGRESQL_MATCH = """
SELECT s.article_id FROM store_searchrow s
JOIN store_articlerow a ON a.key = s.article_id AND NOT a.hidden LEFT JOIN store_storyrow t ON t.key = a.story_id
WHERE to_tsvector('simple', s.words) @@ to_tsquery('simple', %s)"""

_SPOKEN_BY = " AND EXISTS (SELECT 1 FROM store_statementrow p WHERE p.article_id = a.key AND p.person_key = %s)"
_NAMES = " AND EXISTS (SELECT 1 FROM store_namedplacerow n WHERE n.article_id = a.key AND n.place = %s)"


def _conditions(question: Question) -> tuple[list[str], list[Any]]:
    wanted: Iterable[tuple[str, Any]] = (
        (" AND a.outlet_key = %s", question.outlet),
        (" AND COALESCE(t.section, a.section) = %s", question.section),
        (_SPOKEN_BY, question.person),
        (_NAMES, question.place),
        (" AND a.shown_at >= %s", question.since),
        (" AND a.shown_at < %s", question.until),
    )
    asked = [(condition, _bare(value)) for condition, value in wanted if value is not None]
    return [condition for condition, _ in asked], [value for _, value in asked]


def _bare(value: Any) -> Any:  # noqa: ANN401 - a column's value, as the database wants it
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _fts5(terms: Sequence[Term]) -> str:
    return " ".join(f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "") for term in terms)


def _tsquery(terms: Sequence[Term]) -> str:
    phrases = (" <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "") for term in terms)
    return " & ".join(f"({phrase})" for phrase in phrases)


def _words_of(article: Article) -> str:
    texts = (article.headline, article.description or "", text_of(article)[:MOST_CHARACTERS])
    return fold("\n".join(texts))
