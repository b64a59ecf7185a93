from tests.stories.reports import report

from headwater.model.provenance import Reuse
from headwater.stories.open_stories import OpenStories
from headwater.stories.reasons import why_begun, why_copied, why_joined

HELD = report("a1", "Ferry strike in Port Selby", "Crews in Port Selby walked out, 300 of them, Ana Brezec said.")
AGAIN = report("a2", "Port Selby strike grows", "The strike is joined by 300 crews, said Ana Brezec.", hours=3)


def test_a_joined_report_says_which_words_names_numbers_and_hours_it_shares() -> None:
    stories = OpenStories()
    stories.apply(HELD, story="a1")
    story = stories.get("a1")
    assert story is not None
    said = {reason.rule: reason.words for reason in why_joined(stories.read(AGAIN), story, chance=0.91)}
    assert said["likelihood"] == "91% likely to be the same event"
    assert "strike" in said["words"]
    assert "brezec" in said["names"]
    assert "300" in said["numbers"]
    assert said["time"] == "published 3 hours after the story's last report"


def test_a_report_that_begins_a_story_says_what_came_nearest() -> None:
    stories = OpenStories()
    stories.apply(HELD, story="a1")
    assert "strike" in why_begun(stories.read(AGAIN), stories.get("a1"), chance=0.3)[0].words
    assert why_begun(stories.read(AGAIN), None, chance=0.0)[0].words == "no open story is like it"


def test_a_copy_says_how_much_it_shares_and_with_which_report() -> None:
    reason = why_copied(Reuse(newer="a2", older="a1", coverage=0.84))
    assert reason.article == "a1"
    assert "84%" in reason.words
