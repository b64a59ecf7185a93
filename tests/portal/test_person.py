"""The page of a person: what was said, when, to whom, where it stands; and what its rights leave of it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.portal.press import Press, set_rights

from headwater.model.rights import Extent, Rights
from headwater.store.models import ArticleRow, FeedRow, PersonRow, StatementRow, StoryRow

TALIN = "/person/resa-talin"


def test_a_person_has_a_page_with_every_statement(reader: Client) -> None:
    page = reader.get(TALIN).content.decode()
    assert ">Reza Talin</h1>" in page
    assert "adviser to the president" in page
    assert "Even for them" in page


def test_what_several_outlets_print_stands_once_from_who_had_it_first(reader: Client) -> None:
    page = reader.get(TALIN).content.decode()
    assert page.count("Even for them") == 1
    assert page.index("Meridian") < page.index("also in:") < page.index("Aegean Ledger")


def test_where_the_first_may_not_be_quoted_the_next_one_is(reader: Client) -> None:
    set_rights("meridian", Rights(extent=Extent.HEADLINE))
    page = Client().get(f"{TALIN}?once").content.decode()
    assert page.count("Even for them") == 1
    assert 'meridian" dir="auto">Meridian</a></p>' in page  # its report is still named, without words


def test_a_statement_leads_to_its_words_here_and_at_the_publisher(reader: Client) -> None:
    page = reader.get(TALIN).content.decode()
    assert "#said-" in page
    assert "#:~:text=" in page


def test_pages_that_quote_a_person_lead_to_the_person(reader: Client) -> None:
    story = StoryRow.objects.get(report_count=6)
    article = ArticleRow.objects.get(headline__contains="hand in their weapons")
    for path in (f"/story/{story.key}", f"/article/{article.key}"):
        assert f'href="{TALIN}"' in reader.get(path, follow=True).content.decode()


def test_no_word_is_quoted_where_rights_give_none_and_the_page_is_gone_where_nothing_is_left(reader: Client) -> None:
    for row in FeedRow.objects.all():
        set_rights(row.outlet_key, Rights(extent=Extent.HEADLINE))
    page = Client().get(TALIN).content.decode()
    assert "Even for them" not in page
    assert "adviser to the president" not in page
    ArticleRow.objects.update(hidden=True)
    assert Client().get("/person/resa-talin?again").status_code == 410


def test_somebody_who_never_spoke_is_not_found(reader: Client) -> None:
    assert reader.get("/person/nobody-known").status_code == 404
    assert reader.get("/person/nobody-known/feed.rss").status_code == 404


def test_a_joined_person_leads_to_whom_an_editor_joined_it(reader: Client) -> None:
    row = PersonRow.objects.get(key="resa-talin")
    PersonRow.objects.create(
        key="r-talin", name_key="r-talin", name="R. Talin", document=row.document, merged_into=row.key
    )
    answer = reader.get("/person/r-talin")
    assert (answer.status_code, answer["Location"]) == (301, TALIN)


def test_a_name_that_several_bear_lists_them(reader: Client) -> None:
    row = PersonRow.objects.get(key="resa-talin")
    said = list(StatementRow.objects.filter(person_key=row.key).values_list("pk", flat=True))
    for number, tag in enumerate(("law", "arts", "withheld")):
        key = f"ida-vale.{tag}"
        document = row.document.replace(row.key, key)
        PersonRow.objects.create(key=key, name_key="ida-vale", name="Ida Vale", document=document, statements=2)
        StatementRow.objects.filter(pk__in=said[number : number + 1]).update(person_key=key)
    ArticleRow.objects.filter(statements__person_key="ida-vale.withheld").update(hidden=True)
    page = reader.get("/person/ida-vale").content.decode()
    assert "Several people bear this name" in page
    assert "noindex" in page
    assert "adviser to the president" in page
    assert [page.count(f'href="/person/ida-vale.{tag}"') for tag in ("law", "arts", "withheld")] == [1, 1, 0]


def test_the_questions_of_a_person_are_bounded(
    paper: Press, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Client().get("/about")
    with django_assert_max_num_queries(9):
        assert Client().get(TALIN).status_code == 200


@pytest.mark.parametrize("ending", ["rss", "atom", "json"])
def test_a_person_and_a_search_can_be_followed(reader: Client, ending: str) -> None:
    assert b"Karsova" in reader.get(f"{TALIN}/feed.{ending}").content
    found = reader.get(f"/search/feed.{ending}?q=amnesty")
    assert b"Karsova" in found.content
    assert b"q=amnesty" in found.content
    assert reader.get(f"/search/feed.{ending}?q=").status_code == 404
