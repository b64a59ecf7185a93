"""A program that asks for everything the API has finds no word that may not be shown."""

import re

import pytest
from django.test import Client
from tests.api.asking import ask, ledger
from tests.portal.press import DEEP, NOW, Press, set_rights

from headwater.api.routes import ROUTES
from headwater.model.rights import Extent, Rights
from headwater.store.models import ArticleRow, OutletRow, PersonRow, StoryRow, TombstoneRow

HEADLINE = "Karsova offers amnesty to fighters who hand in"
QUOTE = "Even for them"
STANDFIRST = "Some units have announced that they will go on"


def everything() -> dict[str, str]:
    """Give every answer of every operation, by address: of all keys there are, also of those that are hidden."""
    keys = {
        "articles": list(ArticleRow.objects.values_list("key", flat=True)),
        "stories": list(StoryRow.objects.values_list("key", flat=True)),
        "persons": list(PersonRow.objects.values_list("key", flat=True)),
        "outlets": list(OutletRow.objects.values_list("key", flat=True)),
    }
    found, client = {}, Client()
    for route in ROUTES:
        for key in keys[route.path.partition("/")[0]] if "{key}" in route.path else [""]:
            path = route.path.replace("{key}", key)
            found[path] = client.get(f"/api/v1/{path}").content.decode()
    return found


def holding(*words: str) -> list[tuple[str, str]]:
    """Give the answers that hold any of the words, each with the word."""
    answers = everything()
    return [(path, word) for word in words for path, body in answers.items() if word in body]


def test_a_full_copy_can_be_reached_at_all(paper: Press) -> None:
    answers = everything()
    assert len(answers) > 100
    for words in (DEEP, HEADLINE, QUOTE, STANDFIRST, "Mira Holt", "Reza Talin"):
        assert any(words in body for body in answers.values())


@pytest.mark.parametrize(
    ("extent", "unseen", "seen"),
    [
        (Extent.EXCERPT, [DEEP], [HEADLINE, STANDFIRST]),
        (Extent.HEADLINE, [DEEP, STANDFIRST, "Mira Holt"], [HEADLINE]),
        (Extent.LINK, [DEEP, STANDFIRST, "Mira Holt", HEADLINE, "karsova-offers-amnesty-to-fighters-who"], []),
    ],
)
def test_no_answer_says_more_than_the_rights_allow(
    paper: Press, extent: Extent, unseen: list[str], seen: list[str]
) -> None:
    set_rights("ledger", Rights(extent=extent))
    answers = everything()
    if extent is not Extent.FULL:
        about = [body for path, body in answers.items() if ledger() in path]
        assert about
        assert not any(re.search(r'"exact":"[^"]{161}', body) for body in about)
    for words in unseen:
        assert [path for path, body in answers.items() if words in body] == [], words
    for words in seen:
        assert any(words in body for body in answers.values()), words


def test_what_an_embargo_holds_back_is_in_no_answer_until_it_ends(paper: Press) -> None:
    set_rights("ledger", Rights(extent=Extent.FULL, embargo_s=24 * 60 * 60))
    for route in ROUTES:
        if route.path.startswith("articles/{key}"):
            assert "this key" in ask(Client(), route.path.replace("{key}", ledger()), status=404)["detail"]
    assert holding(DEEP, HEADLINE, STANDFIRST, ledger()) == []


def test_what_has_expired_is_gone(paper: Press) -> None:
    set_rights("ledger", Rights(extent=Extent.FULL, expires_after_s=60))
    assert "Delete your copy" in ask(Client(), f"articles/{ledger()}/prov", status=410)["detail"]
    assert holding(DEEP, HEADLINE, STANDFIRST, "What the new telescope saw") == []


def test_what_is_taken_down_is_in_no_answer_and_answers_gone(paper: Press) -> None:
    row = ArticleRow.objects.get(headline__startswith=HEADLINE)
    key = row.key
    TombstoneRow.objects.create(key=key, reason="takedown", removed_at=NOW)
    row.delete()
    paper.publish()
    assert holding(DEEP, HEADLINE, STANDFIRST, key, "Aegean Ledger credits Meridian") == []
    for route in ROUTES:
        if route.path.startswith("articles/{key}"):
            assert ask(Client(), route.path.replace("{key}", key), status=410)["status"] == 410


def test_a_validator_is_worth_nothing_once_the_right_has_ended(paper: Press) -> None:
    path = f"/api/v1/articles/{ledger()}"
    known = Client().get(path)["ETag"]
    set_rights("ledger", Rights(extent=Extent.FULL, expires_after_s=60))
    assert Client().get(path, headers={"If-None-Match": known}).status_code == 410


def test_who_is_quoted_only_where_nothing_may_be_quoted_is_not_named(paper: Press) -> None:
    for outlet in OutletRow.objects.values_list("key", flat=True):
        set_rights(outlet, Rights(extent=Extent.HEADLINE))
    assert [path for path, _ in holding("Reza Talin") if path.startswith("persons")] == []
