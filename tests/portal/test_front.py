"""The front page: weights, sections, honest lines, and what it costs."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as DjangoSettings
from tests.portal.press import Press, set_rights

from headwater.model.listing import StoryMark
from headwater.model.rights import Extent, Rights
from headwater.portal.frame import MOST_SECTIONS
from headwater.portal.front import ROW, candidates, plan_front, rows_beside
from headwater.project.config import PortalSettings, Settings
from headwater.store.models import ArticleRow, StoryRow


def text_of(client: Client, path: str = "/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_lead_is_the_first_story_with_its_origin_line(reader: Client) -> None:
    page = text_of(reader)
    assert page.index("Karsova offers amnesty to fighters who hand in") < page.index("Rail unions")
    assert '<b>2 independent sources</b> <span class="unit">6 reports' in page
    assert "first seen 09:42, Meridian" in page


def test_a_story_of_one_report_says_one_source_and_leads_to_the_report(reader: Client) -> None:
    page = text_of(reader)
    assert "1 sources" not in page
    assert "1 reports" not in page
    assert "<b>One source</b> <span" in page
    assert 'href="/article/' in page


def test_nothing_stands_twice_outside_the_rail(reader: Client) -> None:
    page = text_of(reader).split('<aside class="rail"')[0]
    assert page.count("Two rivers in the Vael valley") == 1


def test_a_report_that_may_only_be_linked_shows_no_headline(reader: Client) -> None:
    page = text_of(reader)
    assert "A headline that must not be printed" not in page
    assert "A report by Courier" in page


def test_another_report_stands_for_a_story_whose_face_may_not_be_shown(reader: Client, paper: Press) -> None:
    set_rights("ledger", Rights(extent=Extent.LINK))
    page = text_of(reader)
    assert "some units say they" not in page
    assert "Karsova offers amnesty to fighters, adviser says" in page


def test_a_hidden_report_stands_nowhere(reader: Client) -> None:
    row = ArticleRow.objects.get(headline__startswith="Two rivers")
    row.hidden = True
    row.save()
    assert "Two rivers" not in text_of(reader)


def test_a_portal_without_sources_says_the_next_step(db: None) -> None:
    assert "headwater add https://news.example/" in text_of(Client())


def test_a_portal_that_waits_for_its_sources_says_so(db: None) -> None:
    Press().outlet("ledger", "Aegean Ledger")
    assert "are being read" in text_of(Client())


def test_the_page_asks_a_bounded_number_of_questions(
    paper: Press, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cache.clear()
    with django_assert_max_num_queries(14):  # 6 of them for what every page of this publication shares
        Client().get("/")


def test_an_operators_sections_stand_in_the_bar_in_their_order(reader: Client, settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(sections=("Science", "World")))
    bar = text_of(reader).split('<nav class="bar"')[1].split("</nav>")[0]
    assert bar.index("Science") < bar.index("World")
    assert "Business" not in bar


def test_a_demo_says_that_everything_is_invented(reader: Client, settings: DjangoSettings) -> None:
    settings.PORTAL_IS_DEMO = True
    assert "Every outlet, person and report on it is invented" in text_of(reader)


def test_the_page_is_light(reader: Client) -> None:
    answer = reader.get("/", headers={"Accept-Encoding": "br"})
    assert len(answer.content) < 20_000


def test_a_pinned_story_leads(reader: Client) -> None:
    StoryRow.objects.filter(headline="Bees").update(pinned=True)
    page = text_of(reader)
    assert page.index(">Bees<") < page.index("Karsova offers amnesty to fighters who hand in")


@pytest.mark.parametrize("path", ["/section/world", "/section/business"])
def test_a_section_shows_its_own_stories(reader: Client, path: str) -> None:
    page = text_of(reader, path)
    assert 'aria-current="page"' in page
    assert ("Karsova offers" in page.split('<aside class="rail"')[0]) == (path == "/section/world")


def test_a_section_nobody_filed_under_is_not_found(reader: Client) -> None:
    assert reader.get("/section/astrology").status_code == 404


def test_a_section_the_operator_wants_may_be_empty(reader: Client, settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(sections=("Chess",)))
    assert "Nothing has been filed under Chess yet" in text_of(reader, "/section/chess")


def test_stories_without_a_section_are_printed_too(reader: Client) -> None:
    StoryRow.objects.update(section="")
    page = text_of(reader).split('<aside class="rail"')[0]
    assert page.count('<article class="item">') == StoryRow.objects.count() - 1


def test_the_plan_places_no_story_twice_and_none_that_may_not_be_shown() -> None:
    marks = [StoryMark(key=str(number), section="AB"[number % 2]) for number in range(40)]
    chosen = candidates(marks, sections=["A", "B"])
    plan = plan_front(marks, sections=["A", "B"], showable=set(chosen) - {"0", "3"})
    placed = [plan.lead, *plan.second, *plan.third, *(key for row in plan.rows for key in row.keys)]
    assert len(placed) == len(set(placed))
    assert not {"0", "3"} & set(placed)
    assert [len(row.keys) for row in plan.rows] == [ROW, ROW]


def test_no_line_break_parts_a_score(paper: Press) -> None:
    key = paper.report("ledger", "Harbour beat Hill 3-2", minutes=5)
    paper.story([key])
    paper.publish()
    assert "3\u2060-\u20602" in Client().get("/").content.decode()
    assert "<title>Harbour beat Hill 3-2" in Client().get(f"/article/{key}", follow=True).content.decode()


def test_sections_stand_beside_the_rail_as_far_as_it_reaches(reader: Client) -> None:
    beside, below = reader.get("/").content.decode().split('class="rail"')
    assert 'class="band"' not in beside
    assert 'class="band"' in below
    assert rows_beside(has_popular=True, has_newsletter=True) == 2


def test_a_section_that_others_push_out_of_the_bar_has_its_page_still(paper: Press) -> None:
    cache.clear()
    for number in range(MOST_SECTIONS):
        for place in range(9):
            paper.story([paper.report("ledger", f"Report {number}-{place}", minutes=5)], section=f"Crowded {number}")
    page = Client().get("/").content.decode()
    assert 'href="/section/crowded-0"' in page
    pushed = Client().get("/section/world")
    assert pushed.status_code == 200
    assert ">World</a>" not in pushed.content.decode().split("</nav>")[0]
