"""A reader who follows every link of the portal finds no word that may not be shown."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.portal.press import DEEP, NOW, Press, set_rights

from headwater.model.provenance import Revision, RevisionKind
from headwater.model.rights import Extent, Rights
from headwater.newsroom.takedown import Demand, take_down_articles, take_down_outlet
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow
from headwater.store.rows import revision_row

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


def kept_bytes() -> Path:
    assert settings.BYTES_DIRECTORY is not None
    return settings.BYTES_DIRECTORY


class Walk:
    """Everything that can be reached now, walked once."""

    def __init__(self) -> None:
        self._found = everything()

    def __len__(self) -> int:
        return len(self._found)

    def holding(self, words: str) -> list[str]:
        return [path for path, body in self._found.items() if words in body or words.casefold() in path.casefold()]


def test_a_full_copy_can_be_reached_at_all(paper: Press) -> None:
    walk = Walk()
    assert len(walk) > 60
    assert walk.holding(DEEP)
    assert walk.holding(HEADLINE)
    assert walk.holding(QUOTE)


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
    walk = Walk()
    for words in unseen:
        assert walk.holding(words) == [], words
    for words in seen:
        assert walk.holding(words), words


def test_a_picture_is_shown_only_by_right(paper: Press) -> None:
    walk = Walk()
    assert walk.holding("/picture/")
    assert walk.holding("assembly.jpg") == []
    set_rights("ledger", Rights(extent=Extent.FULL, images=False))
    set_rights("longname", Rights(extent=Extent.FULL, images=False))
    set_rights("nisos", Rights(extent=Extent.FULL, images=False))
    assert Walk().holding("/picture/") == []


def test_what_is_taken_down_is_in_no_output_and_answers_gone(paper: Press) -> None:
    key = ArticleRow.objects.get(headline__startswith=HEADLINE).key
    demand = Demand(reason="The author asks for it.", editor="ruth", kept=Bytes(kept_bytes()))
    take_down_articles([key], demand, now=NOW)
    walk = Walk()
    for words in (DEEP, HEADLINE, STANDFIRST, key, "Aegean Ledger credits Meridian"):
        assert [path for path in walk.holding(words) if key not in path] == [], words
    assert Client().get(f"/article/{key}/any").status_code == 410


def test_what_an_editor_hides_is_in_no_output(paper: Press) -> None:
    ArticleRow.objects.filter(headline__startswith=HEADLINE).update(hidden=True)
    walk = Walk()
    for words in (DEEP, HEADLINE, STANDFIRST):
        assert walk.holding(words) == [], words


def test_an_expired_report_is_in_no_output(paper: Press) -> None:
    set_rights("ledger", Rights(extent=Extent.FULL, expires_after_s=60))
    walk = Walk()
    for words in (DEEP, HEADLINE, STANDFIRST, "What the new telescope saw"):
        assert walk.holding(words) == [], words


OLD = "The eighth clause was struck out in the night, before anybody had read it."


def changed(kind: RevisionKind = RevisionKind.EDIT) -> str:
    key = ArticleRow.objects.get(headline__startswith=HEADLINE).key
    revision = Revision(
        article=key,
        captured_at=NOW,
        before="a",
        after="b",
        kind=kind,
        headline_before="Karsova offers nothing yet",
        headline_after=HEADLINE,
        removed=(OLD,),
    )
    revision_row(revision).save()
    return key


def test_what_was_changed_is_told_as_far_as_rights_go(paper: Press) -> None:
    key = changed()
    assert {path.rsplit("/", 1)[-1] for path in Walk().holding(OLD)} >= {"changes.atom"}
    set_rights("ledger", Rights(extent=Extent.HEADLINE))
    walk = Walk()
    assert walk.holding(OLD) == []
    assert walk.holding("Karsova offers nothing yet")
    set_rights("ledger", Rights(extent=Extent.LINK))
    walk = Walk()
    assert walk.holding(OLD) == []
    assert walk.holding("Karsova offers nothing yet") == []
    set_rights("ledger", Rights(extent=Extent.FULL))
    take_down_articles([key], Demand(reason="Asked for.", editor="ruth", kept=Bytes(kept_bytes())), now=NOW)
    assert Walk().holding(OLD) == []
    assert Client().get(f"/article/{key}/any/changes.atom").status_code == 410


def test_the_text_of_what_was_taken_back_is_told_by_nobody(paper: Press) -> None:
    changed(RevisionKind.RETRACTION)
    walk = Walk()
    assert walk.holding(OLD) == []
    assert walk.holding("took this report back")


def test_what_waits_for_an_editor_was_never_here(paper: Press) -> None:
    row = ArticleRow.objects.get(headline__startswith=HEADLINE)
    ArticleRow.objects.filter(pk=row.pk).update(hidden=True, hidden_because="hold")
    assert Client().get(f"/article/{row.key}/any").status_code == 404
    walk = Walk()
    for words in (DEEP, HEADLINE, STANDFIRST):
        assert walk.holding(words) == [], words


def test_a_whole_outlet_that_is_taken_down_is_in_no_output(paper: Press) -> None:
    take_down_outlet("ledger", Demand(reason="Asked for.", editor="ruth", kept=Bytes(kept_bytes())), now=NOW)
    walk = Walk()
    for words in (DEEP, HEADLINE, STANDFIRST, "What the new telescope saw", "Rail unions and operators"):
        assert walk.holding(words) == [], words
    assert Client().get("/outlet/ledger").status_code == 410
