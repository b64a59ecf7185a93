"""Corrections: written by the desk, read by every page that shows what was corrected."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from headwater.model.correction import Correction
from headwater.store.models import CorrectionRow
from headwater.store.rows import correction_from, correction_row


def add_correction(correction: Correction) -> None:
    """Write a correction down; the caller raises the publication number in the same transaction.

    Raises:
        IntegrityError: the correction names neither or both of an article and a story, or one that is not there.

    """
    correction_row(correction).save(force_insert=True)


def latest_corrections(*, limit: int, offset: int = 0) -> tuple[Correction, ...]:
    """Give the corrections of what is shown, newest first."""
    return tuple(map(correction_from, _standing()[offset : offset + limit]))


def corrections_of(*, articles: Iterable[str] = (), story: str | None = None) -> tuple[Correction, ...]:
    """Give the corrections of some articles and of a story, newest first; one question."""
    chosen = Q(article_id__in=list(articles))
    if story is not None:
        chosen |= Q(story_id=story)
    return tuple(map(correction_from, _standing().filter(chosen)))


def _standing() -> "QuerySet[CorrectionRow]":
    # A merged story's corrections are still true; a hidden report's would tell what it said.
    return CorrectionRow.objects.filter(Q(article__hidden=False) | Q(story__hidden=False))
