"""The search page: words, filters, the sentence found, and rights."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.portal.press import DEEP, Press, set_rights

from headwater.model.rights import Extent, Rights
from headwater.store.models import ArticleRow, FeedRow, PersonRow

#: Reports on the amnesty in which Reza Talin speaks.
PERSON = 4


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
        ("q=amnesty&person=resa-talin", PERSON),
        ("q=ferry&person=resa-talin", 0),
        ("q=amnesty&person=nobody-known", 0),
        ("q=amnesty&person=%00", 0),
        ("q=amnesty&outlet=%00", 0),
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


def test_who_speaks_in_what_was_found_can_be_chosen_and_followed(reader: Client) -> None:
    form = reader.get("/search?q=amnesty").content.decode()
    assert '<option value="resa-talin">Reza Talin</option>' in form
    chosen = reader.get("/search?q=amnesty&person=resa-talin").content.decode()
    assert '<option value="resa-talin" selected>Reza Talin</option>' in chosen
    assert "feed.atom?q=amnesty&amp;person=resa-talin" in chosen
    feed = reader.get("/search/feed.json?q=amnesty&person=resa-talin").json()
    assert len(feed["items"]) == PERSON
    assert len(reader.get("/search/feed.json?q=amnesty").json()["items"]) > PERSON
    assert 'name="person" value="resa-talin"' in reader.get("/person/resa-talin").content.decode()


def test_a_joined_person_is_looked_for_under_the_new_address(reader: Client) -> None:
    row = PersonRow.objects.get(key="resa-talin")
    PersonRow.objects.create(
        key="r-talin", name_key="r-talin", name="R. Talin", document=row.document, merged_into=row.key
    )
    assert hits(reader, "q=amnesty&person=r-talin").count("<h2") == PERSON


def test_nobody_is_named_whose_words_may_not_be_quoted(reader: Client) -> None:
    for row in FeedRow.objects.all():
        set_rights(row.outlet_key, Rights(extent=Extent.HEADLINE))
    page = reader.get("/search?q=amnesty&person=resa-talin").content.decode()
    assert '<ol class="hits">' in page
    assert "Reza Talin</option>" not in page


def test_the_page_asks_a_bounded_number_of_questions(
    paper: Press, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        Client().get("/search?q=amnesty")
