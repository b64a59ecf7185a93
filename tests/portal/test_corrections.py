"""Corrections: on what they are about, on a page and a feed of their own, and stated for machines."""

import json

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser
from tests.portal.press import Press, correct, set_rights

from headwater.model.rights import Extent, Rights
from headwater.store.models import ArticleRow, StoryRow

TOWN = "An earlier text misspelt the town of Karsova."
COUNT = "This story rests on two sources, not three."


@pytest.fixture
def corrected(paper: Press) -> Client:
    correct(TOWN, article=ledger())
    correct(COUNT, story=StoryRow.objects.get(report_count=6).key)
    return Client()


def ledger() -> str:
    return ArticleRow.objects.get(headline__contains="hand in their weapons").key


def stated(client: Client, path: str) -> dict[str, object]:
    page = LexborHTMLParser(client.get(path, follow=True).content.decode())
    node = page.css_first('script[type="application/ld+json"]')
    return json.loads(node.text()) if node else {}


def test_a_report_prints_its_own_and_a_story_all(corrected: Client) -> None:
    article = corrected.get(f"/article/{ledger()}", follow=True).content.decode()
    assert TOWN in article
    assert COUNT not in article
    story = corrected.get(f"/story/{StoryRow.objects.get(report_count=6).key}", follow=True).content.decode()
    assert TOWN in story
    assert COUNT in story


def test_they_are_listed_on_one_page_and_in_a_feed(corrected: Client) -> None:
    for path in ("/corrections", "/corrections/feed.rss", "/corrections/feed.atom", "/corrections/feed.json"):
        body = corrected.get(path).content.decode()
        assert TOWN in body, path
        assert COUNT in body, path
        assert "ruth" not in body, path


def test_machines_are_told(corrected: Client) -> None:
    comment = {"@type": "CorrectionComment", "text": TOWN, "datePublished": "2026-11-23T12:30:00+00:00"}
    assert stated(corrected, f"/article/{ledger()}")["correction"] == [comment]
    assert len(stated(corrected, f"/story/{StoryRow.objects.get(report_count=6).key}")["correction"]) == 2  # type: ignore[arg-type]


def test_a_correction_goes_with_its_report(corrected: Client) -> None:
    ArticleRow.objects.filter(key=ledger()).update(hidden=True)
    assert TOWN not in corrected.get("/corrections?again").content.decode()


def test_its_headline_is_printed_as_far_as_rights_go(corrected: Client) -> None:
    set_rights("ledger", Rights(extent=Extent.LINK))
    page = corrected.get("/corrections?again").content.decode()
    assert TOWN in page
    assert "hand in their weapons" not in page.split("<main")[1]


def test_a_portal_without_any_says_so(reader: Client) -> None:
    assert "Nothing has been corrected yet" in reader.get("/corrections").content.decode()
