"""The story page: evidence for each count, the tree and its table, who said what."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as DjangoSettings
from tests.portal.press import Press, set_rights

from headwater.model.article import Span
from headwater.model.provenance import Flag, FlagKind, Reason
from headwater.model.rights import Extent, Rights
from headwater.model.story import Story
from headwater.project.config import PortalSettings, Settings
from headwater.store.models import ArticleRow, StoryRow
from headwater.store.rows import set_story, story_from


@pytest.fixture
def key(paper: Press) -> str:
    return StoryRow.objects.get(report_count=6).key


@pytest.fixture
def page(reader: Client, key: str) -> str:
    answer = reader.get(f"/story/{key}", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_origin_opens_to_the_evidence_of_its_merge(page: str) -> None:
    origins = page.split('id="origins"')[1].split("</section>", maxsplit=1)[0]
    assert "Aegean Ledger credits Meridian: “told the Meridian agency”" in origins
    assert "4 reports rest on it" in origins
    assert "Courier credits Valley Radio" in origins


def test_the_drawing_and_the_table_say_the_same(page: str) -> None:
    drawing, table = page.split("<svg viewBox")[1].split("</svg>", maxsplit=1)[0], page.split('<table class="grid">')[1]
    for words in ("94 % the same", "81 % the same", "61 % the same", "33 % the same"):
        assert words in drawing
        assert words in table
    assert len(re.findall("<circle", drawing)) == 6
    assert table.count('scope="row"') == 6


def test_wordings_that_differ_between_outlets_are_marked(page: str) -> None:
    said = page.split('id="said"')[1]
    assert "Even for them we are <mark>considering</mark> an amnesty" in said
    assert "Even for them we are <mark>preparing</mark> an amnesty" in said
    assert "adviser to the president" in said


def test_the_page_says_why_it_is_grouped_and_why_it_stands_here(page: str) -> None:
    assert "headline shares “amnesty”, “Karsova”" in page
    assert "independent sources: 2" in page


def test_another_slug_leads_to_the_right_one(reader: Client, key: str) -> None:
    answer = reader.get(f"/story/{key}/some-older-headline")
    assert answer.status_code == 301
    assert answer["Location"].startswith(f"/story/{key}/karsova-offers-amnesty")


def test_a_merged_story_leads_to_what_it_became(reader: Client, key: str) -> None:
    other = StoryRow.objects.get(headline="Bees")
    other.merged_into_id = key
    other.save()
    answer = reader.get(f"/story/{other.key}", follow=True)
    assert answer.redirect_chain[0] == (f"/story/{key}/-", 301)
    assert answer.status_code == 200


def test_a_story_an_editor_hid_is_gone(reader: Client, key: str) -> None:
    StoryRow.objects.filter(key=key).update(hidden=True)
    assert reader.get(f"/story/{key}").status_code == 410


def test_a_story_nobody_knows_is_not_found(reader: Client) -> None:
    assert reader.get("/story/nobody").status_code == 404


def test_nobody_is_quoted_from_a_report_whose_headline_alone_may_be_shown(reader: Client, key: str) -> None:
    for outlet in ("meridian", "helpe", "ledger", "porto"):
        set_rights(outlet, Rights(extent=Extent.HEADLINE))
    page = reader.get(f"/story/{key}", follow=True).content.decode()
    assert "Even for them" not in page
    assert "94 % the same" in page


def test_a_story_of_one_report_has_no_tree_to_draw(reader: Client) -> None:
    key = StoryRow.objects.get(headline="Bees").key
    page = reader.get(f"/story/{key}", follow=True).content.decode()
    assert "One report is held of this story" in page


def test_hidden_reports_are_in_no_list(reader: Client, key: str) -> None:
    ArticleRow.objects.filter(outlet_key="porto").update(hidden=True)
    page = reader.get(f"/story/{key}", follow=True).content.decode()
    assert "una-amnistia" not in page
    assert ">Porto Nuevo<" not in page


def test_the_page_asks_a_bounded_number_of_questions(
    key: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = Client()
    path = reader.get(f"/story/{key}")["Location"]
    reader.get("/")  # what every page of one publication shares is found once
    with django_assert_max_num_queries(16):
        reader.get(path)


def flagged(paper: Press, key: str) -> Story:
    row = StoryRow.objects.get(key=key)
    story = story_from(row)
    reports = story.articles
    unnamed = Reason(
        rule="unnamed",
        words="left without a name",
        article=reports[0],
        span=Span(block=0, start=0, end=12),
        phrase="unnamed",
    )
    flags = (
        Flag(kind=FlagKind.SINGLE_ORIGIN, articles=reports, evidence=story.origins[0].evidence),
        Flag(kind=FlagKind.UNNAMED_ONLY, articles=reports[:1], evidence=(unnamed,)),
    )
    set_story(row, replace(story, flags=flags))
    row.save()
    paper.publish()
    return story


def test_what_the_texts_show_opens_to_its_evidence(reader: Client, paper: Press, key: str) -> None:
    story = flagged(paper, key)
    page = reader.get(f"/story/{key}", follow=True).content.decode()
    shown = page.split('id="flags"')[1].split("</section>", maxsplit=1)[0]
    assert "6 reports, one source" in shown
    assert "1 report quotes only sources without a name" in shown
    assert re.search(r"left without a name <q[^>]*>[^<]+</q>", shown)
    report = reader.get(f"/article/{story.articles[0]}", follow=True).content.decode()
    assert "Everyone quoted in this text is left without a name." in report
    assert "one source" not in report.split('id="way"')[1].split('<p class="colophon">')[0]


def test_reasons_are_said_in_the_portals_language(
    reader: Client, paper: Press, key: str, settings: DjangoSettings
) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(name="The Estuary", language="de"))
    flagged(paper, key)
    page = reader.get(f"/story/{key}", follow=True).content.decode()
    assert "</a>: ohne Namen genannt <q" in page
    assert '<bdi lang="en">independent sources: 2</bdi>' in page  # kept by a version that knew English alone


def test_a_report_that_may_only_be_linked_gives_no_words_as_evidence(reader: Client, paper: Press, key: str) -> None:
    story = flagged(paper, key)
    set_rights(ArticleRow.objects.get(key=story.articles[0]).outlet_key, Rights(extent=Extent.LINK))
    paper.publish()
    page = reader.get(f"/story/{key}", follow=True).content.decode()
    shown = page.split('id="flags"')[1].split("</section>", maxsplit=1)[0]
    assert "left without a name" in shown
    assert "<q" not in shown.split("left without a name")[1]
