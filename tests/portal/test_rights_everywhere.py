"""A reader who follows every link of the portal finds no word that may not be shown."""

import re
from html import unescape

import pytest
from django.test import Client
from tests.portal.press import DEEP, NOW, Press, set_rights

from headwater.model.rights import Extent, Rights
from headwater.store.models import ArticleRow, TombstoneRow

HEADLINE = "Karsova offers amnesty to fighters who hand in"
QUOTE = "Even for them"
STANDFIRST = "Some units have announced that they will go on"


def everything(start: tuple[str, ...] = ("/", "/robots.txt", "/sitemap.xml", "/healthz")) -> dict[str, str]:
    """Give the words of every page, feed and list that can be reached, by address."""
    client, found = Client(), {}
    waiting = [*start, "/search?q=amnesty", "/search?q=ninth", "/search?q=karsova", "/nothing-here"]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith("/static/"):
            continue
        answer = client.get(path)
        if answer.status_code in {301, 302}:
            waiting.append(answer["Location"])
            found[path] = answer["Location"]
            continue
        found[path] = unescape(answer.content.decode())
        waiting += [unescape(link) for link in re.findall(r'(?:href|action)="(/[^"#]*)', answer.content.decode())]
    return found


def holding(words: str) -> list[str]:
    return [path for path, body in everything().items() if words in body or words.casefold() in path.casefold()]


def test_a_full_copy_can_be_reached_at_all(paper: Press) -> None:
    assert len(everything()) > 60
    assert holding(DEEP)
    assert holding(HEADLINE)
    assert holding(QUOTE)


@pytest.mark.parametrize(
    ("extent", "unseen", "seen"),
    [
        (Extent.EXCERPT, [DEEP], [HEADLINE, STANDFIRST]),
        (Extent.HEADLINE, [DEEP, STANDFIRST, "Mira Holt"], [HEADLINE]),
        (Extent.LINK, [DEEP, STANDFIRST, "Mira Holt", HEADLINE, "karsova-offers-amnesty-to-fighters-who"], []),
    ],
)
def test_no_output_shows_more_than_the_rights_allow(
    paper: Press, extent: Extent, unseen: list[str], seen: list[str]
) -> None:
    set_rights("ledger", Rights(extent=extent))
    for words in unseen:
        assert holding(words) == [], words
    for words in seen:
        assert holding(words), words


def test_a_picture_is_shown_only_by_right(paper: Press) -> None:
    assert holding("/picture/")
    assert holding("assembly.jpg") == []
    set_rights("ledger", Rights(extent=Extent.FULL, images=False))
    set_rights("longname", Rights(extent=Extent.FULL, images=False))
    set_rights("nisos", Rights(extent=Extent.FULL, images=False))
    assert holding("/picture/") == []


def test_what_is_taken_down_is_in_no_output_and_answers_gone(paper: Press) -> None:
    row = ArticleRow.objects.get(headline__startswith=HEADLINE)
    key = row.key
    TombstoneRow.objects.create(key=key, url_digest="0" * 64, reason="takedown", removed_at=NOW)
    row.delete()
    paper.publish()
    for words in (DEEP, HEADLINE, STANDFIRST, key, "Aegean Ledger credits Meridian"):
        assert [path for path in holding(words) if key not in path] == [], words
    assert Client().get(f"/article/{key}/any").status_code == 410


def test_what_an_editor_hides_is_in_no_output(paper: Press) -> None:
    ArticleRow.objects.filter(headline__startswith=HEADLINE).update(hidden=True)
    for words in (DEEP, HEADLINE, STANDFIRST):
        assert holding(words) == [], words


def test_an_expired_report_is_in_no_output(paper: Press) -> None:
    set_rights("ledger", Rights(extent=Extent.FULL, expires_after_s=60))
    for words in (DEEP, HEADLINE, STANDFIRST, "What the new telescope saw"):
        assert holding(words) == [], words
