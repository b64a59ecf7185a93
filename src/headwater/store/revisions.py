"""Reads about edits: what outlets changed in reports that are shown, newest first."""

from typing import NamedTuple

from headwater.model.codec import decode
from headwater.model.listing import HeldArticle
from headwater.model.provenance import Revision
from headwater.store.models import RevisionRow
from headwater.store.prepared import Prepared
from headwater.store.queries import held_articles
from headwater.store.rows import revision_from

#: Changes of one report that its page tells.
MOST_PER_ARTICLE = 20


class Revised(NamedTuple):
    """A report with one change of it."""

    held: HeldArticle
    revision: Revision


_OF_ARTICLE = Prepared(
    lambda key: (
        RevisionRow.objects.filter(article=key)
        .order_by("-captured_at", "-id")
        .values_list("document")[:MOST_PER_ARTICLE]
    )
)


def revisions_of(article: str) -> tuple[Revision, ...]:
    """Give what was changed in a report, newest first; one question."""
    return tuple(decode(document, Revision) for (document,) in _OF_ARTICLE.rows(article))


def revised_by(outlet: str, *, limit: int) -> tuple[Revised, ...]:
    """Give what an outlet changed in its reports, newest first; two questions."""
    chosen = RevisionRow.objects.filter(article__outlet_key=outlet, article__hidden=False)
    found = [(row.article_id, revision_from(row)) for row in chosen.order_by("-captured_at", "-id")[:limit]]
    held = {each.key: each for each in held_articles([key for key, _ in found])}
    return tuple(Revised(held[key], revision) for key, revision in found if key in held)
