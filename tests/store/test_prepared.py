"""Questions that are put into SQL once give what they gave the first time, of other values."""

import pytest
from django.db import connections
from pytest_django import DjangoAssertNumQueries
from tests.portal.press import Press, full_paper

from headwater.store import questions
from headwater.store.models import ArticleRow, OutletRow, StoryRow
from headwater.store.prepared import Prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Press:
    return full_paper()


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_reports_are_those_that_were_asked_for(paper: Press, count: int) -> None:
    keys = list(ArticleRow.objects.order_by("key").values_list("key", flat=True))
    for start in (0, 1):
        wanted = keys[start : start + count]
        found = questions.HELD_REPORTS.rows(wanted * 2)
        columns = ArticleRow.objects.filter(key__in=wanted).values_list(*questions.HELD)
        assert sorted(map(tuple, found)) == sorted(columns)


def test_a_word_a_list_and_a_number_each_go_to_their_place(paper: Press) -> None:
    stories = StoryRow.objects.filter(section="World").order_by("-last_updated", "key")
    for limit in (1, 2):
        assert [key for (key,) in questions.LATEST.rows("World", limit=limit)] == [row.key for row in stories[:limit]]
    assert questions.LATEST.rows("No such section", limit=2) == []
    both = Prepared(lambda kind, keys: OutletRow.objects.filter(name=kind, key__in=keys).values_list("key"))
    assert both.rows("Meridian", ["ledger", "meridian"]) == [("meridian",)]
    assert both.rows("100% Meridian", ["ledger", "meridian"]) == []


def test_nothing_is_asked_for_no_keys(paper: Press, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert questions.HELD_REPORTS.rows([]) == []


def test_few_forms_are_made_of_a_question(paper: Press) -> None:
    counted = Prepared(lambda keys: OutletRow.objects.filter(key__in=keys).values_list("key"))
    for count in range(1, 17):
        counted.rows([str(number) for number in range(count)])
    assert sum(name[0] is counted for name in vars(connections["default"])["headwater_prepared"]) == 5
