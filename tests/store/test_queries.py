"""The reads the site needs: bounded, visible things only, values out."""

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.portal.press import MORNING, Press, full_paper

from headwater.model.rights import Extent
from headwater.store import queries
from headwater.store.models import ArticleRow, PublicationRow, StoryRow


@pytest.fixture
def paper(db: None) -> Press:
    return full_paper()


def test_marks_come_in_their_order(paper: Press) -> None:
    marks = queries.story_marks(limit=100)
    scores = list(StoryRow.objects.order_by("-score").values_list("key", flat=True))
    assert [mark.key for mark in marks] == scores
    StoryRow.objects.filter(key=scores[-1]).update(pinned=True)
    assert queries.story_marks(limit=1)[0].key == scores[-1]


@pytest.mark.parametrize("change", [{"hidden": True}, {"report_count": 0}])
def test_hidden_and_empty_stories_are_nowhere(paper: Press, change: dict[str, object]) -> None:
    key = queries.story_marks(limit=1)[0].key
    StoryRow.objects.filter(key=key).update(**change)
    assert key not in {mark.key for mark in queries.story_marks(limit=100)}
    assert key not in queries.latest_keys(limit=100)
    assert queries.story_lines([key]) == {}
    assert queries.story_dossier(key) is None
    assert queries.story_place(key).gone


def test_lines_cost_three_questions_whatever_their_number(
    paper: Press, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = queries.latest_keys(limit=100)
    with django_assert_num_queries(3):
        lines = queries.story_lines(keys)
    assert set(lines) == set(keys)
    assert all(line.face is not None and line.face.feed_url for line in lines.values())


def test_a_report_carries_the_rights_of_its_feed(paper: Press) -> None:
    row = ArticleRow.objects.get(outlet_key="courier", headline__startswith="A headline")
    assert queries.held_articles([row.key])[0].rights.extent is Extent.LINK


def test_articles_come_in_the_order_asked_for_without_those_that_are_gone(paper: Press) -> None:
    keys = list(ArticleRow.objects.values_list("key", flat=True))[:4]
    ArticleRow.objects.filter(key=keys[1]).update(hidden=True)
    asked = [keys[3], keys[1], keys[0], "nobody"]
    assert [held.key for held in queries.held_articles(asked)] == [keys[3], keys[0]]


def test_an_outlets_words_are_counted_in_both_directions(paper: Press) -> None:
    tally = queries.outlet_tally("helpe", since=MORNING)
    assert (tally.reports, tally.own) == (1, 0)
    assert tally.copies == (("meridian", 1),)
    assert dict(tally.copied_by) == {"ledger": 1, "porto": 1}


def test_the_publication_number_is_zero_before_the_first(db: None) -> None:
    assert queries.publication_number() == 0
    PublicationRow.objects.create(number=7)
    assert queries.publication_number() == 7


def test_sections_come_fullest_first(paper: Press) -> None:
    assert queries.sections_in_use(since=MORNING, limit=2) == ("World", "Business")
