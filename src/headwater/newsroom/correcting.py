"""Corrections of editors: written down, logged, and told to readers at once."""

from datetime import datetime

from django.db import transaction

from headwater.errors import StoreError
from headwater.model.correction import Correction
from headwater.newsroom.logbook import note_action
from headwater.newsroom.publish import raise_publication
from headwater.store.corrections import add_correction
from headwater.store.models import ArticleRow, StoryRow


def correct_article(key: str, text: str, *, editor: str, now: datetime) -> None:
    """Tell readers what was wrong with an article and what is right.

    Raises:
        StoreError: there is no such article.

    """
    if not ArticleRow.objects.filter(key=key).exists():
        raise StoreError(f"there is no article {key}; copy the key out of its address")
    _correct(Correction(article=key, text=text, corrected_at=now, editor=editor))


def correct_story(key: str, text: str, *, editor: str, now: datetime) -> None:
    """Tell readers what was wrong with a story as this portal told it.

    Raises:
        StoreError: there is no such story.

    """
    if not StoryRow.objects.filter(key=key).exists():
        raise StoreError(f"there is no story {key}; copy the key out of its address")
    _correct(Correction(story=key, text=text, corrected_at=now, editor=editor))


def _correct(correction: Correction) -> None:
    with transaction.atomic():
        add_correction(correction)
        about = [correction.article or correction.story or ""]
        # The text itself stands in the correction, which goes with what it is about; the log outlives both.
        note_action("correct", about, reason="", editor=correction.editor, now=correction.corrected_at)
        raise_publication(correction.corrected_at)
