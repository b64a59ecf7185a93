import math
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from tests.rank.stories import NOW, story

from headwater.model.story import Story
from headwater.rank.top import rank_top

stories_of_a_day = st.lists(
    st.builds(
        story,
        st.uuids(version=4).map(str),
        origins=st.integers(0, 9),
        articles=st.integers(1, 30),
        hours_ago=st.floats(0, 90),
        section=st.sampled_from((None, "Economy", "Sport")),
    ),
    max_size=12,
)


def order(stories: list[Story], **arguments: object) -> list[str]:
    return [ranked.story for ranked in rank_top(stories, now=NOW, **arguments)]  # type: ignore[arg-type]


@given(stories_of_a_day)
def test_every_story_is_ranked_once_and_its_reasons_add_up(day: list[Story]) -> None:
    ranked = rank_top(day, now=NOW, reads={one.key: 7 for one in day})
    assert sorted(one.story for one in ranked) == sorted(one.key for one in day)
    assert all(math.isclose(one.score, math.fsum(reason.weight for reason in one.reasons)) for one in ranked)


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    day = [story("a", origins=3), story("b", section="Sport"), story("c", section="Sport"), story("d")]
    assert len({tuple(order(list(shuffled))) for shuffled in permutations(day)}) == 1


def test_independent_origins_outweigh_copies() -> None:
    assert order([story("copied", origins=1, articles=12), story("confirmed", origins=4, articles=4)])[0] == "confirmed"


def test_the_newer_of_two_like_stories_stands_first() -> None:
    assert order([story("old", hours_ago=20), story("new", hours_ago=1)]) == ["new", "old"]


def test_reads_never_lift_a_story_above_one_more_doubling_of_origins() -> None:
    day = [story("clicked", origins=1), story("confirmed", origins=3)]
    assert order(day, reads={"clicked": 10_000_000})[0] == "confirmed"


def test_pins_stand_first_in_the_editors_order() -> None:
    day = [story("a", origins=9), story("b"), story("c", hours_ago=80)]
    assert order(day, pins=["c", "b"]) == ["c", "b", "a"]


def test_one_section_does_not_fill_the_top() -> None:
    sport = [story(f"s{number}", section="Sport", hours_ago=1 + number / 10) for number in range(5)]
    top = order([*sport, story("economy", section="Economy", hours_ago=3)])
    assert top.index("economy") < 4


def test_a_time_in_the_future_gains_nothing() -> None:
    ranked = rank_top([story("ahead", hours_ago=-500), story("now", hours_ago=0)], now=NOW)
    assert len({one.score for one in ranked}) == 1


def test_growth_that_rounds_to_nothing_is_not_spoken_of() -> None:
    slow = story("slow", articles=2, hours_ago=1, began_hours_ago=60)
    brisk = story("brisk", articles=2, hours_ago=1, began_hours_ago=11)
    ranked = {one.story: [reason.rule for reason in one.reasons] for one in rank_top([slow, brisk], now=NOW)}
    assert "growth" in ranked["brisk"]
    assert "growth" not in ranked["slow"]
