from hypothesis import given
from hypothesis import strategies as st
from tests.stories.reports import report

from headwater.model.story import Report
from headwater.stories.evidence import across, likelihood, of_report, of_stories
from headwater.stories.full_report import of_full
from headwater.stories.open_stories import OpenStories
from headwater.stories.weights import FITTED

STRIKE = report("a1", "Ferry strike in Port Selby", "Crews in Port Selby walked out, 300 of them, Ana Brezec said.")
MINE = report("a2", "Copper mine floods near Orlovac", "Ivo Lasic said 12 miners near Orlovac are missing.")


def evidence(one: Report, *held: Report, density: float = 0.0) -> dict[str, float]:
    stories = OpenStories()
    for other in held:
        stories.apply(other, story=held[0].key)
    story = stories.get(held[0].key)
    assert story is not None
    return of_report(stories.read(one), story, margin=0.0, density=density)


def test_every_weight_has_its_evidence() -> None:
    stories = OpenStories()
    stories.apply(STRIKE, story="a1")
    stories.apply(MINE, story="a2")
    one, other = stories
    tie = of_stories(one, other, density=0.0, commonness=stories.commonness)
    assert FITTED.join.keys() == {"bias", *evidence(MINE, STRIKE)}
    assert FITTED.merge.keys() == {"bias", *tie}
    assert FITTED.across.keys() == {"bias", *across(one, other, commonness=stories.commonness)}
    full = of_full(stories.read(MINE), one, margin=0.0, density=0.0, commonness=stories.commonness)
    assert FITTED.full.keys() == {"bias", *full}


def test_two_stories_tie_alike_in_either_order() -> None:
    stories = OpenStories()
    stories.apply(STRIKE, story="a1")
    stories.apply(MINE, story="a2")
    one, other = stories
    assert of_stories(one, other, density=0.0, commonness=stories.commonness) == of_stories(
        other, one, density=0.0, commonness=stories.commonness
    )


def test_the_same_event_is_likelier_than_another() -> None:
    again = report("a3", "Port Selby ferries on strike", "Ana Brezec said 300 ferry crews walked out.", hours=1)
    same, apart = (likelihood(evidence(again, held), FITTED.join) for held in (STRIKE, MINE))
    assert same > 0.6 > apart


def test_an_unknown_time_is_no_distance() -> None:
    undated = evidence(report("a3", "Ferry strike", dated=False, hours=500), STRIKE)
    assert (undated["timed"], undated["gap"], undated["age"], undated["close"]) == (0.0, 0.0, 0.0, 0.0)


def test_numbers_that_differ_speak_against() -> None:
    assert evidence(report("a3", "Ferry strike: 45 crews"), STRIKE)["numbers_differ"] == 1.0
    assert evidence(report("a3", "Ferry strike: 300 crews"), STRIKE)["numbers_differ"] == 0.0
    assert evidence(report("a3", "Ferry strike: crews"), STRIKE)["numbers_differ"] == 0.0


def test_a_story_told_by_one_outlet_alone_is_known_as_such() -> None:
    other = report("a3", "Ferry strike", outlet="herald")
    assert evidence(report("a4", "Ferry strike"), STRIKE)["same_outlet"] == 1.0
    assert evidence(report("a4", "Ferry strike"), STRIKE, other)["same_outlet"] == 0.0
    assert evidence(other, STRIKE)["same_outlet"] == 0.0


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_likelihood_lies_between_nothing_and_one(headline: str, other: str) -> None:
    chance = likelihood(evidence(report("a3", headline), report("a4", other)), FITTED.join)
    assert 0.0 <= chance <= 1.0
