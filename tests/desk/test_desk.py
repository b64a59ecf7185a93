"""What an editor and an administrator can do at the desk, and that each of it reaches the paper and the log."""

import pytest
from django.test import Client
from tests.portal.press import Press

from headwater.model.rights import Extent
from headwater.store.models import (
    ArticleRow,
    CorrectionRow,
    FeedRow,
    LogRow,
    OverruleRow,
    PublicationRow,
    StoryRow,
    TombstoneRow,
)
from headwater.store.rows import feed_from

LISTS = ("feed", "story", "article", "correction", "proposal", "person", "dropped", "removed", "action")


def decide(client: Client, table: str, name: str, keys: list[str], **said: str) -> str:
    """Choose rows, fill in the page that asks, and give the words that come back."""
    chosen = {"action": name, "_selected_action": keys}
    asked = client.post(f"/desk/paper/{table}/", {**chosen, "index": "0"})
    assert asked.status_code == 200, asked.status_code
    done = client.post(f"/desk/paper/{table}/", {**chosen, "confirmed": "1", **said}, follow=True)
    return done.content.decode()


def publications() -> int:
    return sum(PublicationRow.objects.values_list("number", flat=True))


def article(headline: str) -> ArticleRow:
    return ArticleRow.objects.get(headline__startswith=headline)


@pytest.mark.parametrize("table", LISTS)
def test_every_list_can_be_read_by_an_editor(editor: Client, table: str) -> None:
    answer = editor.get(f"/desk/paper/{table}/")
    assert answer.status_code == 200
    assert "Add " not in answer.content.decode()


def test_the_first_page_says_what_waits(editor: Client) -> None:
    ArticleRow.objects.filter(headline="Bees").update(hidden=True, hidden_because="hold")
    assert "1 report waits for approval" in editor.get("/desk/").content.decode()


def test_what_was_held_is_shown_once_it_is_approved(editor: Client) -> None:
    row = article("Bees")
    ArticleRow.objects.filter(pk=row.pk).update(hidden=True, hidden_because="hold")
    assert Client().get(f"/article/{row.key}/bees").status_code == 404
    decide(editor, "article", "approve", [row.key])
    assert Client().get(f"/article/{row.key}/bees").status_code == 200
    assert LogRow.objects.get().action == "approve"


def test_an_article_is_hidden_and_shown_again(editor: Client) -> None:
    row = article("Bees")
    decide(editor, "article", "hide", [row.key], reason="It is a test.")
    gone = Client().get(f"/article/{row.key}/bees")
    assert gone.status_code == 410
    assert "An editor of this portal took it out." in gone.content.decode()
    decide(editor, "article", "show", [row.key], reason="It is none.")
    assert Client().get(f"/article/{row.key}/bees").status_code == 200
    assert [log.action for log in LogRow.objects.order_by("id")] == ["hide article", "show article"]


def test_a_story_is_pinned_hidden_and_merged(editor: Client) -> None:
    first, second = StoryRow.objects.filter(section="World").order_by("key")[:2]
    before = publications()
    decide(editor, "story", "pin", [first.key], reason="It leads.")
    assert StoryRow.objects.get(pk=first.key).pinned
    decide(editor, "story", "unpin", [first.key])
    assert not StoryRow.objects.get(pk=first.key).pinned
    assert "one story now" in decide(editor, "story", "merge", [first.key, second.key], reason="One event.")
    assert StoryRow.objects.filter(merged_into__isnull=False).count() == 1
    assert publications() > before
    assert OverruleRow.objects.count() == 2
    assert {log.editor for log in LogRow.objects.all()} == {"mara"}


def test_reports_are_split_off_moved_and_counted_anew(editor: Client) -> None:
    row = article("Valley residents")
    story = row.story_id
    assert "story of their own" in decide(editor, "article", "split", [row.key], reason="Another event.")
    assert ArticleRow.objects.get(pk=row.pk).story_id != story
    decide(editor, "article", "move", [row.key], reason="It was right.", story=f"https://news.example/story/{story}/x")
    assert ArticleRow.objects.get(pk=row.pk).story_id == story
    keys = [row.key, article("Una amnist").key]
    assert "Decided" in decide(editor, "article", "same_origin", keys, reason="I was there.")
    assert "two reports at least" in decide(editor, "article", "same_origin", keys[:1], reason="I was there.")


def test_a_correction_is_told_to_readers(editor: Client) -> None:
    row = article("Bees")
    decide(editor, "article", "correct", [row.key], text="They were <b>wasps</b>.")
    assert CorrectionRow.objects.get().editor == "mara"
    page = Client().get(f"/article/{row.key}/bees").content.decode()
    assert "They were &lt;b&gt;wasps&lt;/b&gt;." in page


def test_a_takedown_asks_to_be_certain_and_cannot_be_undone(editor: Client) -> None:
    row = article("Bees")
    assert "This field is required" in decide(editor, "article", "take_down", [row.key], reason="Asked for.")
    assert ArticleRow.objects.filter(pk=row.pk).exists()
    decide(editor, "article", "take_down", [row.key], reason="Asked for.", certain="on")
    assert not ArticleRow.objects.filter(pk=row.pk).exists()
    assert TombstoneRow.objects.get().editor == "mara"
    assert Client().get(f"/article/{row.key}/bees").status_code == 410


RIGHTS = {
    "extent": "headline",
    "embargo_hours": "2",
    "section": "Harbour",
    "credit_text": "By kind permission",
    "hold": "on",
}


def test_an_administrator_sets_rights_and_pages_follow(administrator: Client) -> None:
    row = FeedRow.objects.get(outlet_key="ledger")
    answer = administrator.post(f"/desk/paper/feed/{row.key}/change/", RIGHTS)
    assert answer.status_code == 302
    feed = feed_from(FeedRow.objects.get(pk=row.key))
    assert (feed.rights.extent, feed.rights.embargo_s, feed.hold, feed.section) == (
        Extent.HEADLINE,
        7200,
        True,
        "Harbour",
    )
    assert feed.url == row.url
    assert LogRow.objects.get().action == "change feed"


def test_an_administrator_adds_pauses_and_resumes_a_feed(administrator: Client) -> None:
    form = {"address": "https://new.example/feed?utm_source=x", "extent": "excerpt"}
    assert administrator.post("/desk/paper/feed/add/", form).status_code == 302
    row = FeedRow.objects.get(url="https://new.example/feed")
    decide(administrator, "feed", "pause", [row.key], reason="It is on strike.")
    assert FeedRow.objects.get(pk=row.key).paused
    decide(administrator, "feed", "resume", [row.key])
    assert not FeedRow.objects.get(pk=row.key).paused
    again = administrator.post("/desk/paper/feed/add/", form)
    assert "subscribed already" in again.content.decode()


def test_a_whole_outlet_is_taken_down_and_let_back(administrator: Client, paper: Press) -> None:
    row = FeedRow.objects.get(outlet_key="ledger")
    decide(administrator, "feed", "take_down", [row.key], reason="The agreement ended.", certain="on")
    assert not ArticleRow.objects.filter(outlet_key="ledger").exists()
    assert Client().get("/outlet/ledger").status_code == 410
    tombstone = TombstoneRow.objects.get(is_outlet=True)
    decide(administrator, "removed", "lift", [tombstone.key], reason="A new agreement.")
    assert not TombstoneRow.objects.filter(is_outlet=True).exists()
