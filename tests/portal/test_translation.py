"""A translated report says that it is one, by whom and out of what; the original is on the same page."""

import json
import re
from html import unescape

import msgspec
import pytest
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press, full_paper, set_rights
from tests.translation.engine_server import in_greek

from headwater.model.rights import Extent, Rights
from headwater.newsroom.publish import raise_publication
from headwater.project.config import PortalSettings, TranslationSettings
from headwater.store.models import ArticleRow
from headwater.store.rows import article_from
from headwater.translation.engine import Ask
from headwater.translation.office import Office, Plan

HEADLINE = "Karsova offers amnesty to fighters who hand in"


class GreekLetters:
    """An engine that writes Greek letters and carries tags along."""

    name = "Letterwise"
    most_texts, most_characters, keeps_tags = 100, 100_000, True

    def sources(self, target: str) -> frozenset[str]:
        return frozenset({"en"}) - {target}

    def translate(self, ask: Ask) -> tuple[str, ...]:
        return tuple(map(in_greek, ask.texts))


@pytest.fixture
def greek(settings: DjangoSettings, db: None) -> Press:
    settings.PORTAL = msgspec.structs.replace(
        settings.PORTAL,
        portal=PortalSettings(name="Φανάρι", language="el"),
        translation=TranslationSettings(engine="libretranslate", address="http://127.0.0.1:1", what="full"),
    )
    press = full_paper()
    plan = Plan(into="el", whole=True, days=30, at_once=500)
    assert Office(translator=GreekLetters(), plan=plan, clock=lambda: NOW, report=print).round() > 10
    return press


def page(path: str) -> str:
    answer = Client().get(path, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def row() -> ArticleRow:
    return ArticleRow.objects.get(headline__startswith=HEADLINE)


def test_the_article_says_what_it_is_and_keeps_the_original(greek: Press) -> None:
    body = page(f"/article/{row().key}/x")
    article = article_from(row())
    greek_title = in_greek(article.headline)
    assert re.search(rf"<h1[^>]*>{re.escape(greek_title)}</h1>", body)
    note = body[body.index('<p class="translated">') :][:400]
    assert "Letterwise" in note
    assert "Αγγλικά" in note
    assert 'href="#original"' in note
    original = body[body.index('<details class="original">') :]
    assert original.index('id="original"') < original.index("</details>")
    assert f"<b>{article.headline}</b>" in original
    assert article.body[0].text[:60] in re.sub(r"<[^>]+>", "", original)
    assert f'href="{article.url}"' in original
    assert "μεταφράστηκε εδώ από το Letterwise" in body[body.index('id="way"') :]
    # Two bodies on one page share no identifier, and every link inside it leads somewhere.
    identifiers = re.findall(r'\bid="([^"]+)"', body)
    assert sorted(identifiers) == sorted(set(identifiers))
    targets = {target for target in re.findall(r'href="#([^"]+)"', body) if target != "main"}
    assert targets <= set(identifiers) | {"main"}


def test_words_that_were_said_are_marked_in_the_translation_and_shown_as_printed(greek: Press) -> None:
    body = page(f"/article/{row().key}/x")
    speakers = body[body.index('id="speakers"') :]
    found = re.search(
        r'<span dir="ltr" lang="en">([^<]*)</span>\s*<span class="translation" lang="el" dir="ltr">(.*?) <span',
        speakers,
    )
    assert found is not None
    assert found.group(2) == in_greek(found.group(1))
    assert "σε μετάφραση" in speakers
    text = body[: body.index('id="original"')]
    said = re.search(r'<span class="said" id="t-said-0">(.*?)</span>', text)
    assert said is not None
    assert re.search("[α-ω]", said.group(1))
    assert not re.search(r'<span class="said" id="said-0">', text)


def test_lists_and_stories_mark_it(greek: Press) -> None:
    title = in_greek(row().headline)
    front = page("/")
    assert title in front
    assert "Μετάφραση Letterwise · γλώσσα πρωτοτύπου: Αγγλικά" in front
    story = page(f"/story/{row().story_id}/x")
    assert re.search(rf"<h1[^>]*>{re.escape(title)}", story)
    assert "Μετάφραση Letterwise" in story
    assert row().headline in story


def test_structured_data_names_the_work_and_the_translator(greek: Press) -> None:
    body = Client().get(f"/article/{row().key}/x", follow=True).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body)
    assert found is not None
    stated = json.loads(found.group(1))
    assert (stated["inLanguage"], stated["headline"]) == ("el", in_greek(row().headline))
    assert stated["translator"] == {"@type": "Organization", "name": "Letterwise"}
    assert stated["translationOfWork"]["url"] == row().url
    assert (stated["translationOfWork"]["inLanguage"], stated["translationOfWork"]["headline"]) == (
        "en",
        row().headline,
    )
    quoted = [each["text"] for each in stated["mentions"]]
    assert quoted
    assert not any(re.search("[α-ω]", words) for words in quoted)


def test_feeds_carry_it_marked(greek: Press) -> None:
    for path in (f"{of}/feed.{ending}" for of in ("", "/outlet/ledger") for ending in ("json", "atom", "rss")):
        feed = page(path)
        assert in_greek(row().headline) in feed
        assert "Μετάφραση Letterwise · γλώσσα πρωτοτύπου: Αγγλικά" in feed


def test_the_api_keeps_the_original_and_adds_the_translation(greek: Press) -> None:
    got = Client().get(f"/api/v1/articles/{row().key}").json()
    assert (got["headline"], got["language"]) == (row().headline, "en")
    told = got["translation"]
    assert (told["engine"], told["language"], told["source"]) == ("Letterwise", "el", "en")
    assert told["headline"] == in_greek(row().headline)
    assert len(told["body"]) == len(got["body"])
    hops = Client().get(f"/api/v1/articles/{row().key}/credits").json()["items"]
    assert (hops[-1]["kind"], hops[-1]["form"], hops[-1]["name"]) == ("translated", "portal", "Letterwise")


def test_nothing_more_is_shown_translated_than_may_be_shown(greek: Press) -> None:
    deep = in_greek("The ninth clause was read aloud twice")
    assert deep in page(f"/article/{row().key}/x")
    set_rights("ledger", Rights(extent=Extent.HEADLINE))
    raise_publication(NOW)
    body = page(f"/article/{row().key}/x")
    assert in_greek(row().headline) in body
    assert deep not in body
    assert in_greek("Some units have announced") not in body
    set_rights("ledger", Rights(extent=Extent.LINK))
    raise_publication(NOW)
    assert in_greek(row().headline)[:20] not in page(f"/article/{row().key}/x")


def test_a_report_in_the_portals_language_stands_before_a_translation(greek: Press) -> None:
    story = row().story_id
    own = ArticleRow.objects.filter(story=story).exclude(key=row().key).order_by("first_seen").first()
    assert own is not None
    article = msgspec.json.decode(own.document)
    article["d"] |= {"language": "el", "headline": "Η Κάρσοβα προσφέρει αμνηστία"}
    ArticleRow.objects.filter(pk=own.pk).update(
        document=msgspec.json.encode(article).decode(), language="el", headline="Η Κάρσοβα προσφέρει αμνηστία"
    )
    raise_publication(NOW)
    assert "Η Κάρσοβα προσφέρει αμνηστία" in page("/")
    assert re.search(r"<h1[^>]*>Η Κάρσοβα προσφέρει αμνηστία</h1>", page(f"/story/{story}/x"))


def test_without_the_setting_nothing_is_asked_and_nothing_shown(greek: Press, settings: DjangoSettings) -> None:
    settings.PORTAL = msgspec.structs.replace(settings.PORTAL, translation=TranslationSettings())
    raise_publication(NOW)
    body = page(f"/article/{row().key}/x")
    assert "Letterwise" not in body
    assert re.search(rf"<h1[^>]*>{re.escape(row().headline)}</h1>", body)


def test_the_storys_ledger_keeps_the_printed_words_with_the_translation_under_them(greek: Press) -> None:
    story = page(f"/story/{row().story_id}/x")
    ledger = story[story.index('<dl class="ledger">') :]
    found = re.search(r'<span class="translation" dir="ltr">([^<]*) <span class="translated"', ledger)
    assert found is not None
    printed = re.sub(r"<[^>]+>", "", ledger[: found.start()])
    assert re.search("[a-z]{4}", printed)
    assert re.search("[α-ω]{4}", found.group(1))
    assert "σε μετάφραση" in ledger
