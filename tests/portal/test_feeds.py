"""Feeds, read back by an independent parser."""

import json

import feedparser
import pytest
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import DEEP, set_rights

from headwater.model.rights import Extent, Rights
from headwater.project.config import PortalSettings, Settings
from headwater.store.models import StoryRow

ENDINGS = ["rss", "atom", "json"]


@pytest.fixture(autouse=True)
def public_address(settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(name="The Estuary", address="https://estuary.example"))


def homes() -> list[str]:
    key = StoryRow.objects.get(report_count=6).key
    return ["", "/section/world", f"/story/{key}", f"/story/{key}/any-slug", "/outlet/ledger"]


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_every_feed_is_read_without_complaint(reader: Client, ending: str) -> None:
    for home in homes():
        answer = reader.get(f"{home}/feed.{ending}")
        assert answer.status_code == 200, home
        document = feedparser.parse(answer.content)
        assert not document.bozo, (home, document.get("bozo_exception"))
        assert document.entries
        assert all(entry.link.startswith("https://estuary.example/") for entry in document.entries)
        assert len({entry.id for entry in document.entries}) == len(document.entries)


def test_an_entry_names_the_outlet_it_came_from(reader: Client) -> None:
    rss = feedparser.parse(reader.get("/outlet/ledger/feed.rss").content)
    assert rss.entries[0].source == {"title": "Aegean Ledger", "href": "https://ledger.example/rss"}
    atom = feedparser.parse(reader.get("/outlet/ledger/feed.atom").content)
    assert atom.entries[0].source.title == "Aegean Ledger"
    assert any(link.rel == "via" and "ledger.example" in link.href for link in atom.entries[0].links)


def test_a_json_feed_says_how_many_sources_a_story_has(reader: Client) -> None:
    feed = json.loads(reader.get("/feed.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    story = feed["items"][0]
    assert story["_headwater"] == {"outlet": "Aegean Ledger", "independent_sources": 2, "reports": 6}
    assert story["external_url"].startswith("https://ledger.example/")
    assert story["content_text"]


def test_the_whole_text_is_in_a_feed_only_where_rights_allow_it(reader: Client) -> None:
    path = f"/story/{StoryRow.objects.get(report_count=6).key}/feed.rss"
    assert DEEP in reader.get(path).content.decode()
    set_rights("ledger", Rights(extent=Extent.EXCERPT))
    assert DEEP not in Client().get(path).content.decode()


@pytest.mark.parametrize(
    "path", ["/feed.xml", "/section/astrology/feed.rss", "/story/nobody/feed.rss", "/outlet/x/feed.rss"]
)
def test_a_feed_that_is_not_there_is_not_found(reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_the_site_map_lists_stories_but_no_copies(reader: Client) -> None:
    body = reader.get("/sitemap.xml").content.decode()
    assert "https://estuary.example/story/" in body
    assert "/article/" not in body
    assert "Sitemap: https://estuary.example/sitemap.xml" in reader.get("/robots.txt").content.decode()
