"""The pages of outlets, about and feeds."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as DjangoSettings
from tests.portal.press import Press

from headwater.project.config import PortalSettings, Settings


def test_an_outlets_own_share_and_whom_it_copies_are_counted(reader: Client) -> None:
    page = reader.get("/outlet/ledger").content.decode()
    assert "75 % without an earlier report in the same words" in page
    assert "3 of 4 reports of the last 30 days" in page
    assert "Newspaper" in page
    assert "full text" in page


def test_who_takes_words_from_an_outlet_stands_on_its_page(reader: Client) -> None:
    page = reader.get("/outlet/helpe").content.decode()
    given = page.split("Gives words to")[1].split("</section>")[0]
    assert "Aegean Ledger" in given
    assert "Porto Nuevo" in given


def test_an_outlet_without_reports_still_has_a_page(paper: Press) -> None:
    paper.outlet("silent", "The Silent")
    assert "No report of this outlet is held" in Client().get("/outlet/silent").content.decode()


def test_an_outlet_nobody_knows_is_not_found(reader: Client) -> None:
    assert reader.get("/outlet/nobody").status_code == 404


def test_the_about_page_lists_every_source_with_what_is_shown_of_it(reader: Client, settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(about="First.\n\nSecond.", contact="desk@estuary.example"))
    page = reader.get("/about").content.decode()
    assert '<p dir="auto">Second.</p>' in page
    assert "write to desk@estuary.example" in page
    assert page.count("1 feed ·") == 9


def test_the_list_of_feeds_names_each_section(reader: Client) -> None:
    page = reader.get("/feeds").content.decode()
    for address in ("/feed.rss", "/section/world/feed.atom", "/section/science/feed.json"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize(("path", "most"), [("/outlet/ledger", 13), ("/about", 5), ("/feeds", 3)])
def test_pages_ask_a_bounded_number_of_questions(
    paper: Press, django_assert_max_num_queries: DjangoAssertNumQueries, path: str, most: int
) -> None:
    with django_assert_max_num_queries(most):
        Client().get(path)
