from hypothesis import given
from hypothesis import strategies as st
from tests.stories.reports import report

from headwater.stories.across import Facts, FactSums, View, evidence_across, facts_shared
from headwater.stories.full_report import closest_to_full, is_full, of_full
from headwater.stories.open_stories import OpenStories
from headwater.stories.vectors import Commonness

STRIKE = report("a1", "Ferry strike in Port Selby", "Crews in Port Selby walked out, 300 of them, Ana Brezec said.")
MINE = report("a2", "Copper mine floods near Orlovac", "Ivo Lasic said 12 miners near Orlovac are missing.")
VIEWS = st.dictionaries(st.integers(0, 400), st.floats(0.1, 1.0), max_size=40)


def of_two() -> OpenStories:
    stories = OpenStories()
    stories.apply(STRIKE, story="a1")
    stories.apply(MINE, story="a2")
    return stories


@given(VIEWS, VIEWS)
def test_the_facts_of_two_views_speak_as_the_whole_views_do(one: dict[int, float], other: dict[int, float]) -> None:
    commonness = Commonness(stories=20, counts={term: term % 5 for term in one})
    views = (View(terms=terms, length=1.0, size=1) for terms in (one, other))
    whole = evidence_across(*views, gap=None, commonness=commonness)
    shared = facts_shared(Facts.of(one), other, sums=FactSums.of(other), commonness=commonness)
    assert shared == {name: whole[name] for name in shared}


def test_what_stands_in_one_story_alone_speaks_for_it() -> None:
    stories = of_two()
    text = "Ana Brezec said crews in Port Selby stay ashore, whatever floods a mine near Orlovac."
    reading = stories.read(report("a3", "Brezec: no ferries before Monday", text, hours=9))
    found = {story.key: (margin, story) for margin, story in closest_to_full(reading, stories)}
    told = {
        key: of_full(reading, story, margin=margin, density=0.0, commonness=stories.commonness)
        for key, (margin, story) in found.items()
    }
    assert told["a1"]["alone"] > told["a2"]["alone"] > 0.0
    assert told["a1"]["margin_across"] == -told["a2"]["margin_across"] > 0.0


def test_a_story_much_further_than_the_closest_one_is_not_weighed() -> None:
    stories = of_two()
    reading = stories.read(report("a3", "Ferry strike in Port Selby goes on", "Ana Brezec said so.", hours=9))
    assert [story.key for _, story in closest_to_full(reading, stories)] == ["a1"]


def test_a_headline_and_an_undated_report_keep_the_decision_of_headlines() -> None:
    stories = of_two()
    story = stories.get("a1")
    assert story is not None
    body = "Ana Brezec said crews stay ashore."
    assert is_full(stories.read(report("b1", "Ferries", body)), story)
    assert not is_full(stories.read(report("b2", "Ferries")), story)
    assert not is_full(stories.read(report("b3", "Ferries", body, dated=False)), story)
    assert is_full(stories.read(report("b4", "Fähren", body, dated=False, language="de")), story)


def test_one_story_has_no_other_to_be_ahead_of() -> None:
    stories = of_two()
    reading = stories.read(STRIKE)
    assert closest_to_full(reading, []) == []
    ((margin, _),) = closest_to_full(reading, [next(iter(stories))])
    assert margin > 0.0
