"""Corrections: written by the desk, read by every page that shows what was corrected."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from headwater.model.correction import Correction
from headwater.store.models import CorrectionRow
from headwater.store.prepared import Prepared
from headwater.store.rows import correction_from, correction_row

#: No article has this key.
_NOBODY = ""


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
    keys = list(articles) or [_NOBODY]
    found = _OF.rows(keys, *([story] if story is not None else []))
    return tuple(
        Correction(article=article, story=about, text=text, corrected_at=corrected_at, editor=editor)
        for article, about, text, corrected_at, editor in found
    )


def _of(articles: list[str], *story: str) -> "QuerySet[Any, Any]":
    chosen = Q(article_id__in=articles)
    for key in story:
        chosen |= Q(story_id=key)
    return _standing().filter(chosen).values_list("article_id", "story_id", "text", "corrected_at", "editor")


_OF = Prepared(_of)


def _standing() -> "QuerySet[CorrectionRow]":
    # A merged story's corrections are still true; a hidden report's would tell what it said.
    return CorrectionRow.objects.filter(Q(article__hidden=False) | Q(story__hidden=False))
