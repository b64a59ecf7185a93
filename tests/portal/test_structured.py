"""What the pages state for machines: schema.org and Open Graph, within the rights."""

import json

import pytest
from django.test import Client
from pytest_django import Settings as DjangoSettings
from selectolax.lexbor import LexborHTMLParser
from tests.portal.press import DEEP, photograph, set_rights

from headwater.edition.schema_org import script_of
from headwater.model.page import digest_of
from headwater.model.rights import Extent, Rights
from headwater.project.config import PortalSettings, Settings
from headwater.store.models import ArticleRow, StoryRow


@pytest.fixture(autouse=True)
def public_address(settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(name="The Estuary", address="https://estuary.example"))


def page_of(client: Client, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path, follow=True).content.decode())


def stated(page: LexborHTMLParser) -> dict[str, object]:
    node = page.css_first('script[type="application/ld+json"]')
    return json.loads(node.text()) if node else {}


def metas(page: LexborHTMLParser) -> dict[str, str]:
    return {
        (node.attributes.get("property") or node.attributes.get("name") or ""): node.attributes.get("content") or ""
        for node in page.css("meta")
    }


def ledger_path() -> str:
    return f"/article/{ArticleRow.objects.get(headline__contains='hand in their weapons').key}"


def test_a_report_states_what_it_is_based_on_and_whom_it_cites(reader: Client) -> None:
    article = stated(page_of(reader, ledger_path()))
    assert article["@type"] == "NewsArticle"
    assert str(article["isBasedOn"]).startswith("https://ledger.example/")
    assert article["creditText"] == "Aegean Ledger"
    cited = [hop["creditText"] for hop in article["citation"]]  # type: ignore[attr-defined]
    assert cited == ["Reza Talin", "Meridian", "HEL-PE"]
    assert "articleBody" not in article


def test_a_report_of_which_only_a_link_may_be_shown_states_nothing(reader: Client) -> None:
    set_rights("ledger", Rights(extent=Extent.LINK))
    page = page_of(reader, ledger_path())
    assert stated(page) == {}
    assert "Karsova" not in json.dumps(metas(page))


def test_a_story_lists_its_reports_and_who_is_quoted(reader: Client) -> None:
    page = page_of(reader, f"/story/{StoryRow.objects.get(report_count=6).key}")
    story = stated(page)
    assert story["@type"] == "CollectionPage"
    assert story["mainEntity"]["numberOfItems"] == 6  # type: ignore[index]
    assert {"@type": "Person", "name": "Reza Talin"} in [q["creator"] for q in story["mentions"]]  # type: ignore[attr-defined]
    assert DEEP not in json.dumps(story)


def test_a_page_has_a_card_for_those_who_share_it(reader: Client) -> None:
    card = metas(page_of(reader, ledger_path()))
    assert card["og:title"].startswith("Karsova offers amnesty")
    assert card["og:image"] == f"https://estuary.example/picture/{digest_of(photograph())}.jpg"
    assert stated(page_of(reader, ledger_path()))["image"] == card["og:image"]
    assert (card["og:image:width"], card["og:image:height"]) == ("900", "600")
    assert card["og:url"].startswith("https://estuary.example/article/")
    assert metas(page_of(reader, "/"))["og:title"] == "The Estuary"


def test_a_full_copy_is_kept_from_search_engines_and_names_no_second_address(reader: Client) -> None:
    page = page_of(reader, ledger_path())
    assert metas(page)["robots"] == "noindex"
    assert page.css_first("link[rel=canonical]") is None


def test_no_word_closes_the_data_block() -> None:
    assert "</" not in script_of({"headline": "</script><script>alert(1)</script>"})
