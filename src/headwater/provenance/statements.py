"""Statements: who said what, in direct and reported speech."""

from headwater.model.article import Article
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Statement


def find_statements(article: Article, *, knowledge: Knowledge) -> tuple[Statement, ...]:
    """Give the statements of an article."""
    del article, knowledge
    return ()
