from tests.stories.reports import report

from headwater.model.story import ProposalKind, Report
from headwater.stories.group import OpenStories
from headwater.stories.propose import propose

FERRY = (
    "Ferry crews in Port Selby begin strike",
    "Ferry crews in Port Selby strike over night shifts, Ana Brezec said.",
)
MINE = ("Copper mine at Dunmoor floods", "Water rose in the copper mine at Dunmoor after Karl Ove opened the sluice.")


def stories_of(*placed: tuple[str, tuple[str, str], str]) -> tuple[OpenStories, dict[str, Report]]:
    stories = OpenStories()
    told = {
        key: report(key, headline, body, hours=number / 4, outlet=f"outlet {number}")
        for number, (key, (headline, body), _) in enumerate(placed)
    }
    for key, _, story in placed:
        stories.apply(told[key], story=story)
    return stories, told


def propose_for(
    *placed: tuple[str, tuple[str, str], str],
) -> list[tuple[ProposalKind, tuple[str, ...], tuple[str, ...]]]:
    stories, told = stories_of(*placed)
    before = stories.encode()
    found = propose(stories, reports=lambda keys: {key: told[key] for key in keys})
    assert stories.encode() == before
    return [(each.kind, each.stories, each.articles) for each in found]


def test_two_stories_of_one_event_are_proposed_for_merging() -> None:
    assert propose_for(("a1", FERRY, "a1"), ("a2", FERRY, "a2"), ("a3", FERRY, "a1"), ("b1", MINE, "b1")) == [
        (ProposalKind.MERGE, ("a1", "a2"), ())
    ]


def test_a_story_of_two_events_is_proposed_for_splitting() -> None:
    assert propose_for(
        ("a1", FERRY, "a1"), ("a2", FERRY, "a1"), ("a3", FERRY, "a1"), ("b1", MINE, "a1"), ("b2", MINE, "a1")
    ) == [(ProposalKind.SPLIT, ("a1",), ("b1", "b2"))]


def test_what_an_editor_parted_is_not_proposed_again() -> None:
    stories, told = stories_of(("a1", FERRY, "a1"), ("a2", FERRY, "a2"))
    stories.keep_apart("a1", "a2")
    assert propose(stories, reports=lambda keys: {key: told[key] for key in keys}) == ()


def test_stories_that_are_right_are_left_alone() -> None:
    assert propose_for(("a1", FERRY, "a1"), ("a2", FERRY, "a1"), ("b1", MINE, "b1"), ("b2", MINE, "b1")) == []
