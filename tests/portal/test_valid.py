"""Everything that is put out, checked by parsers and schemas that are not ours."""

import json
from collections.abc import Iterator

import html5lib  # type: ignore[import-untyped]  # it ships no types
import jsonschema_rs
import pytest
from django.test import Client
from lxml import etree
from pytest_django import Settings as DjangoSettings
from selectolax.lexbor import LexborHTMLParser
from tests.portal import schemas
from tests.portal.press import Press, correct

from headwater.project.config import PortalSettings, Settings
from headwater.store.models import ArticleRow, StoryRow

PERSON = "/person/resa-talin"


@pytest.fixture(autouse=True)
def public_address(settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(name="The Estuary", address="https://estuary.example"))


@pytest.fixture
def full(paper: Press) -> Client:
    correct("The town is Karsova.", article=ArticleRow.objects.get(headline__contains="hand in their").key)
    correct("Two sources, not three.", story=StoryRow.objects.get(report_count=6).key)
    return Client()


def pages() -> Iterator[str]:
    yield from ("/", "/section/world", "/outlet/ledger", "/outlet/longname", PERSON, "/corrections", "/about", "/feeds")
    yield from ("/search", "/search?q=amnesty", "/search?q=zebra", "/nothing-here")
    yield f"/story/{StoryRow.objects.get(report_count=6).key}"
    yield from (f"/article/{key}" for key in ArticleRow.objects.values_list("key", flat=True))


def feeds(ending: str) -> Iterator[str]:
    story = StoryRow.objects.get(report_count=6).key
    for home in ("", "/section/world", f"/story/{story}", "/outlet/ledger", PERSON, "/corrections"):
        yield f"{home}/feed.{ending}"
    yield f"/search/feed.{ending}?q=amnesty"


def test_every_page_is_html_without_a_parse_error(full: Client) -> None:
    wrong = {}
    for path in pages():
        parser = html5lib.HTMLParser()
        parser.parse(full.get(path, follow=True).content, transport_encoding="utf-8")
        if parser.errors:
            wrong[path] = [(place, code) for place, code, _ in parser.errors]
    assert wrong == {}


@pytest.mark.parametrize(("ending", "schema"), [("rss", schemas.RSS), ("atom", schemas.ATOM)])
def test_every_feed_keeps_the_grammar_of_its_format(full: Client, ending: str, schema: str) -> None:
    grammar = etree.RelaxNG(etree.fromstring(schema))
    for path in feeds(ending):
        answer = full.get(path)
        assert answer.status_code == 200, path
        document = etree.fromstring(answer.content)
        assert grammar.validate(document), (path, grammar.error_log.last_error)


def test_every_json_feed_keeps_its_schema(full: Client) -> None:
    validator = jsonschema_rs.validator_for(schemas.JSON_FEED)
    for path in feeds("json"):
        assert [str(error) for error in validator.iter_errors(json.loads(full.get(path).content))] == [], path


def test_site_maps_keep_their_schemas(full: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert schema_errors(full.get("/sitemap.xml").content, schemas.SITE_MAP) == []
    assert schema_errors(full.get("/news.xml").content, schemas.NEWS_MAP) == []
    # A story of the tests' paper is one file's worth now, so that an index is needed.
    monkeypatch.setattr("headwater.portal.signposts.MOST_ENTRIES", 1)
    StoryRow.objects.filter(report_count=1).update(report_count=2)
    assert schema_errors(full.get("/sitemap.xml?large").content, schemas.SITE_MAP_INDEX) == []


def schema_errors(body: bytes, schema: str) -> list[str]:
    grammar = etree.RelaxNG(etree.fromstring(schema))
    grammar.validate(etree.fromstring(body))
    return [str(error) for error in grammar.error_log]


def test_what_is_kept_from_search_engines_is_in_no_site_map(full: Client) -> None:
    for path in ("/sitemap.xml", "/news.xml"):
        for address in etree.fromstring(full.get(path).content).iter("{*}loc"):
            page = full.get((address.text or "").removeprefix("https://estuary.example"), follow=True)
            assert page.status_code == 200, address.text
            assert b'name="robots"' not in page.content, address.text


def test_structured_data_keeps_its_schema(full: Client) -> None:
    validator, seen = jsonschema_rs.validator_for(schemas.STRUCTURED), set()
    for path in pages():
        node = LexborHTMLParser(full.get(path, follow=True).content.decode()).css_first(
            'script[type="application/ld+json"]'
        )
        if node is not None:
            document = json.loads(node.text())
            seen.add(document["@type"])
            assert [str(error) for error in validator.iter_errors(document)] == [], path
    assert seen == {"NewsArticle", "CollectionPage"}


def test_a_page_without_a_picture_has_a_drawn_card(full: Client) -> None:
    key = ArticleRow.objects.get(outlet_key="sahil").key
    page = LexborHTMLParser(full.get(f"/article/{key}", follow=True).content.decode())
    address = next(iter(page.css('meta[property="og:image"]'))).attributes["content"] or ""
    assert address.endswith(f"/card/article/{key}.png")
    picture = full.get(address.removeprefix("https://estuary.example"))
    assert picture["Content-Type"] == "image/png"
    assert picture.content[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    ArticleRow.objects.filter(key=key).update(hidden=True)
    assert full.get(f"/card/article/{key}.png?again").status_code == 404
