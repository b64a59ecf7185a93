"""The search page: words, filters, the sentence found, and rights."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.portal.press import DEEP, Press, set_rights

from headwater.model.rights import Extent, Rights
from headwater.store.models import ArticleRow


def hits(client: Client, query: str) -> str:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 200
    page = answer.content.decode()
    return page.split('<ol class="hits">')[1] if '<ol class="hits">' in page else ""


def test_words_are_found_without_regard_to_case_and_accents(reader: Client) -> None:
    assert "Ξανά πλοία" in hits(reader, "q=ΠΛΟΙΑ")
    assert "Una amnistía" in hits(reader, "q=amnistia")


def test_the_sentence_found_is_shown_with_its_words_marked(reader: Client) -> None:
    assert "<mark>ninth</mark> clause was read aloud" in hits(reader, "q=ninth+nobody").replace(
        "<mark>ninth</mark> <mark>clause</mark>", "<mark>ninth</mark> clause"
    )


def test_what_may_not_be_shown_is_not_shown_where_it_was_found(reader: Client) -> None:
    set_rights("ledger", Rights(extent=Extent.EXCERPT))
    found = hits(reader, "q=ninth+clause")
    assert "hand in their weapons" in found
    assert DEEP[:20] not in found


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=amnesty", 5),
        ("q=amnesty&outlet=ledger", 1),
        ("q=amnesty&section=Science", 0),
        ("q=amnesty&section=World", 5),
        ("q=amnesty&from=2026-11-24", 0),
        ("q=amnesty&to=2026-11-22", 0),
        ("q=amnesty&from=2026-11-23&to=2026-11-23", 5),
        ("q=amnesty&from=nonsense", 5),
        ("q=%22deep+clause%22", 0),
        ("q=%22ninth+clause%22", 1),
        ("q=%22", 0),
        ("q=%00amnesty", 5),
        ("q=amnesty&page=99999", 5),
        ("q=amn%27)%20OR%201=1--", 0),
    ],
)
def test_filters_and_odd_questions_are_answered(reader: Client, query: str, number: int) -> None:
    assert hits(reader, query).count("<h2") == number


def test_hidden_reports_are_not_found(reader: Client) -> None:
    ArticleRow.objects.update(hidden=True)
    assert hits(reader, "q=amnesty") == ""


def test_the_words_asked_for_are_printed_once_escaped(reader: Client) -> None:
    page = reader.get("/search?q=%3Cb%3Eferry").content.decode()
    assert "&lt;b&gt;ferry" in page
    assert "<b>ferry" not in page


def test_the_page_asks_a_bounded_number_of_questions(
    paper: Press, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        Client().get("/search?q=amnesty")
