"""Corrections are kept with what they are about, and go with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.portal.press import NOW, full_paper

from headwater.model.correction import Correction
from headwater.store.corrections import add_correction, corrections_of, latest_corrections
from headwater.store.models import ArticleRow, CorrectionRow, StoryRow

pytestmark = pytest.mark.django_db


def written() -> tuple[str, str]:
    full_paper()
    article = ArticleRow.objects.get(headline__contains="hand in their weapons").key
    story = StoryRow.objects.get(report_count=6).key
    add_correction(Correction(article=article, text="The town is Karsova.", corrected_at=NOW, editor="ruth"))
    later = NOW + timedelta(minutes=5)
    add_correction(Correction(story=story, text="Two sources, not three.", corrected_at=later, editor="ruth"))
    return article, story


def test_the_newest_correction_comes_first() -> None:
    article, story = written()
    assert [found.text for found in latest_corrections(limit=10)] == ["Two sources, not three.", "The town is Karsova."]
    assert [found.text for found in latest_corrections(limit=10, offset=1)] == ["The town is Karsova."]
    assert [found.article for found in corrections_of(articles=[article])] == [article]
    assert len(corrections_of(articles=[article], story=story)) == 2


def test_a_correction_goes_with_what_it_is_about() -> None:
    article, _ = written()
    ArticleRow.objects.filter(key=article).update(hidden=True)
    assert [found.story is not None for found in latest_corrections(limit=10)] == [True]
    ArticleRow.objects.filter(key=article).delete()
    assert CorrectionRow.objects.count() == 1


def test_a_correction_is_about_one_thing_that_is_there() -> None:
    article, story = written()
    for wrong in ({}, {"article": article, "story": story}):
        with pytest.raises(IntegrityError), transaction.atomic():
            add_correction(Correction(text="Neither.", corrected_at=NOW, editor="ruth", **wrong))
