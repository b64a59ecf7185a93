from tests.stories.reports import report

from headwater.model.knowledge import Knowledge
from headwater.model.story import Report
from headwater.stories.full_stories import are_alike, are_full, of_full_stories
from headwater.stories.group import place
from headwater.stories.open_stories import OpenStories
from headwater.stories.open_story import OpenStory
from headwater.stories.weights import FITTED

FIRST = "Crews of the ferry Constance in Port Selby walked out over night shifts; 340 passengers wait, Ana Brezec said."
NEXT = "The crews of the Constance came back to Port Selby; Ana Brezec promised them 12 free nights, 340 people sailed."
MINE = "Ivo Lasic said 12 miners near Orlovac are missing since water broke into the copper mine."


def two(one: Report, other: Report) -> tuple[OpenStory, OpenStory, OpenStories]:
    stories = OpenStories()
    stories.apply(one, story=one.key)
    stories.apply(other, story=other.key)
    first, second = stories
    return first, second, stories


def evidence(one: OpenStory, other: OpenStory, stories: OpenStories) -> dict[str, float]:
    return of_full_stories(one, other, density=0.0, commonness=stories.commonness)


def test_every_weight_has_its_evidence_and_order_does_not_matter() -> None:
    one, other, stories = two(report("a1", "Ferry strike", FIRST), report("a2", "Ferry strike ends", NEXT, hours=20))
    assert FITTED.parts.keys() == {"bias", *evidence(one, other, stories)}
    assert evidence(one, other, stories) == evidence(other, one, stories)


def test_what_only_two_stories_hold_speaks_for_one_event() -> None:
    near = evidence(*two(report("a1", "Ferry strike", FIRST), report("a2", "Ferry strike ends", NEXT, hours=20)))
    far = evidence(*two(report("a1", "Ferry strike", FIRST), report("a2", "Mine floods", MINE, hours=20)))
    assert near["alone"] > far["alone"]
    assert near["numbers_across"] > far["numbers_across"] == 0.0


def test_headlines_undated_reports_and_other_languages_keep_their_decisions() -> None:
    full = report("a1", "Ferry strike", FIRST)
    for other in (
        report("a2", "Ferry strike ends"),
        report("a2", "Ferry strike ends", NEXT, dated=False),
        report("a2", "Streik der Fähren", "Die Crews streiken.", language="de"),
    ):
        one, two_, _ = two(full, other)
        assert not are_full(one, two_)


def test_stories_with_hardly_a_word_in_common_are_not_weighed() -> None:
    one, other, _ = two(report("a1", "Ferry strike", FIRST), report("a2", "Copper mine floods", MINE))
    assert not are_alike(one, other)


def test_two_parts_of_one_event_are_merged_by_the_report_that_ties_them() -> None:
    stories = OpenStories()
    for number, text in enumerate((FIRST, FIRST.replace("wait", "sleep aboard"))):
        stories.apply(report(f"a{number}", "Crews of the Constance walk out", text, hours=number), story="a0")
    stories.apply(report("b0", "Constance sails again", NEXT, hours=20, outlet="herald"), story="b0")
    tying = report("b1", "Constance sails again after the walkout of its crews", NEXT, hours=21, outlet="post")
    placement = place(tying, stories, knowledge=Knowledge())
    assert {placement.story, *placement.merges} == {"a0", "b0"}
