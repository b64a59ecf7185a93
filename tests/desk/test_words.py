"""The desk speaks the portal's language, on every page and for every code."""

import re
from enum import Enum
from pathlib import Path

import pytest
import selectolax.lexbor
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings as DjangoSettings
from tests.desk.test_desk import LISTS, decide
from tests.portal.press import NOW

import headwater.desk
from headwater.edition.wording import FALLBACK, phrases_of, wording_of
from headwater.model.article import NotArticleReason
from headwater.model.letter import Frequency
from headwater.model.provenance import Reason
from headwater.model.rights import Extent, HiddenBecause, OverruleKind, TombstoneReason
from headwater.model.story import Proposal, ProposalKind
from headwater.newsletter.connection import Fate
from headwater.newsroom.proposing import keep_proposals
from headwater.project.config import PortalSettings, Settings
from headwater.store.models import ArticleRow, FeedRow, LogRow, ProposalRow, StoryRow
from headwater.store.models.newsletter import DeliveryState

KINDS: tuple[type[Enum], ...] = (
    *(NotArticleReason, Frequency, Extent, HiddenBecause, OverruleKind, TombstoneReason, ProposalKind),
    *(DeliveryState, Fate),
)
#: Django's own words, or words that are the same in German.
SAME = {"name", "Name", "Link", "link"}


def visible(page: str) -> str:
    tree = selectolax.lexbor.LexborHTMLParser(page)
    for hidden in tree.css("script, style, td, svg"):
        hidden.decompose()
    body = tree.body
    assert body is not None
    attributes = [node.attributes.get("value") or "" for node in tree.css("input[type=submit]")]
    return " ".join([body.text(separator="\n"), *attributes])


def english(language: str) -> set[str]:
    """Give the English phrases of the desk that another language says in other words."""
    theirs = phrases_of(language)
    phrases = {
        phrase: theirs[name]
        for name, phrase in phrases_of(FALLBACK).items()
        if name.startswith("desk") and isinstance(phrase, str) and "{" not in phrase
    }
    return {phrase for phrase, own in phrases.items() if phrase != own} - SAME


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_of_the_desk_speaks_the_portals_language(
    administrator: Client, settings: DjangoSettings, language: str
) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(name="The Estuary", language=language))
    settings.LANGUAGE_CODE = language
    row = ArticleRow.objects.order_by("key")[0]
    ArticleRow.objects.filter(pk=row.pk).update(hidden=True, hidden_because="hold")
    LogRow.objects.create(at=row.first_seen, editor="mara", action="hide article", about=row.key)
    feed = FeedRow.objects.order_by("key")[0].key
    paths = ["", *(f"paper/{name}/" for name in LISTS), "auth/user/", f"paper/feed/{feed}/change/", "letters/"]
    shown = {path: administrator.get(f"/desk/{path}").content.decode() for path in paths}
    asked = {"action": "take_down", "_selected_action": [row.key], "index": "0"}
    shown["asking"] = administrator.post("/desk/paper/article/", asked).content.decode()
    shown["signing in"] = Client().get("/desk/login/").content.decode()
    for path, page in shown.items():
        lines = {line.strip(" :\n") for line in visible(page).splitlines()}
        assert lines & english(language) == set(), path
        assert f'lang="{language}"' in page
    assert wording_of(language).say("desk_waits.held", 1) in shown[""]
    assert wording_of(language).say("desk_value.hide article") in shown["paper/action/"]


def test_a_proposal_that_is_taken_is_told_to_readers_in_their_language(
    administrator: Client, settings: DjangoSettings
) -> None:
    settings.PORTAL = Settings(portal=PortalSettings(name="The Estuary", language="de"))
    one, other = StoryRow.objects.filter(section="World").order_by("key").values_list("key", flat=True)[:2]
    values = (("first", 3), ("second", 2), ("percent", 92))
    reason = Reason(rule="merge", words="two stories", phrase="look_alike", values=values)
    proposal = Proposal(kind=ProposalKind.MERGE, stories=(one, other), chance=0.92, reasons=(reason,))
    assert keep_proposals([proposal], now=NOW) == 1
    listed = administrator.get("/desk/paper/proposal/").content.decode()
    for story in StoryRow.objects.filter(key__in=(one, other)):
        assert escape(story.headline) in listed
        assert f'href="/story/{story.key}' in listed
    decide(administrator, "proposal", "take", [ProposalRow.objects.get().key])
    told = LogRow.objects.get(action="merge").reason
    assert told == "Geschichten mit 3 und 2 Berichten sind mit 92 % Wahrscheinlichkeit ein Ereignis"


def test_every_code_that_the_desk_shows_has_words() -> None:
    known = {name.removeprefix("desk_value.") for name in phrases_of(FALLBACK)}
    codes = {str(each.value) for kind in KINDS for each in kind}
    assert codes - known == set()


def test_every_phrase_that_the_desk_names_was_written() -> None:
    folder = Path(headwater.desk.__file__).parent
    named = {
        name
        for path in folder.glob("*.py")
        for name in re.findall(r'"(desk(?:_[a-z]+)?\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    templates = " ".join(path.read_text(encoding="utf-8") for path in folder.glob("templates/desk/*.html"))
    named |= {".".join(found) for found in re.findall(r"words\.(\w+)\.(\w+)", templates)}
    assert len(named) > 100
    assert named - set(phrases_of(FALLBACK)) == set()
