import random

from tests.stories.reports import report

from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Reuse
from headwater.model.story import Placement, Report
from headwater.stories.group import OpenStories, candidates, place

KNOWLEDGE = Knowledge()
STRIKE = "Ferry crews in Port Selby strike over night shifts"
MINE = "Copper mine near Orlovac floods, twelve miners missing"


def open_with(*reports: Report) -> OpenStories:
    stories = OpenStories()
    for one in reports:
        stories.apply(one, story=one.key)
    return stories


def placed(one: Report, stories: OpenStories) -> Placement:
    return place(one, stories, knowledge=KNOWLEDGE)


def test_the_first_report_begins_a_story() -> None:
    placement = placed(report("a1", STRIKE), OpenStories())
    assert placement.story is None
    assert placement.reasons


def test_a_report_of_the_same_event_joins_and_says_what_they_share() -> None:
    stories = open_with(report("a1", STRIKE), report("a2", MINE))
    placement = placed(report("a3", "Port Selby ferry crews begin strike", hours=1), stories)
    assert placement.story == "a1"
    assert "ferry" in " ".join(reason.words for reason in placement.reasons)


def test_a_report_of_another_event_begins_a_story() -> None:
    stories = open_with(report("a1", STRIKE), report("a2", MINE))
    assert placed(report("a3", "Opera house opens its season in Karlstad"), stories).story is None


def test_a_copy_inherits_the_story_of_what_it_copies() -> None:
    stories = open_with(report("a1", STRIKE), report("a2", MINE))
    reuse = Reuse(newer="a3", older="a2", coverage=0.9)
    placement = placed(report("a3", "What a night shift strike means", reuses=(reuse,)), stories)
    assert placement.story == "a2"
    assert "90%" in placement.reasons[0].words


def test_one_shared_quote_does_not_make_a_copy() -> None:
    stories = open_with(report("a1", STRIKE), report("a2", MINE))
    reuse = Reuse(newer="a3", older="a2", coverage=0.1)
    placement = placed(report("a3", "Port Selby ferry crews begin strike", reuses=(reuse,)), stories)
    assert placement.story == "a1"


def test_a_report_without_a_date_is_placed_by_its_words() -> None:
    stories = open_with(report("a1", STRIKE, dated=False), report("a2", MINE))
    assert placed(report("a3", "Port Selby ferry crews begin strike", dated=False), stories).story == "a1"


def test_a_report_without_words_begins_a_story() -> None:
    stories = open_with(report("a1", STRIKE), report("a2", MINE))
    assert placed(report("a3", "…"), stories).story is None


def test_what_an_editor_moved_out_does_not_draw_its_like_back() -> None:
    stories = open_with(report("a1", STRIKE))
    moved = report(
        "a2", "Night buses in Port Selby run late", "Buses ran late in Port Selby after the crews left.", hours=1
    )
    stories.apply(moved, story="a1")
    stories.apply(moved, story="a2")
    again = report("a3", "Port Selby night buses late", "Buses in Port Selby ran late.", hours=2, outlet="herald")
    assert placed(again, stories).story == "a2"


def test_what_is_not_weighed_in_full_would_not_have_been_chosen() -> None:
    chance = random.Random(1)
    stories = OpenStories()
    seen = 0
    for number in range(120):
        event = chance.randrange(12)
        words = [f"word{event * 7 + chance.randrange(9)}" for _ in range(chance.choice((6, 30)))]
        body = " ".join(words[6:]) if chance.random() < 0.5 else ""
        told = report(f"a{number}", " ".join(words[:6]), body, hours=number / 4, dated=chance.random() < 0.7)
        weighed = candidates(stories.read(told), stories)
        placement = placed(told, stories)
        joined = bool(weighed and weighed[0].enough)
        assert (placement.story is not None) == joined
        if weighed:
            assert placement.confidence == (weighed[0].likelihood if joined else 1.0 - weighed[0].likelihood)
        seen += joined
        story = placement.story or told.key
        stories.apply(told, story=story)
        for merged in placement.merges:
            stories.merge(merged, into=story)
    assert 20 < seen < 120


def test_a_copy_brings_about_the_merges_of_the_size_that_it_makes() -> None:
    first = report(
        "a1", "Lighthouse of Port Selby goes dark", "The lighthouse of Port Selby went dark at 9.40 pm.", hours=0
    )
    other = report(
        "b1",
        "Port Selby lighthouse dark for the first time since 1911",
        "At 9.40 pm the lighthouse of Port Selby went dark, for the first time since 1911, keeper Ida Vale said.",
        hours=1,
        outlet="valley",
    )
    stories = OpenStories(background=KNOWLEDGE.background, gazetteer=KNOWLEDGE.gazetteer)
    for one in (first, other):
        stories.apply(one, story=one.key)
    reuse = Reuse(newer="a2", older="a1", coverage=0.9, coverage_of_older=0.9)
    copy = report("a2", "Lighthouse goes dark", first.article.body[0].text, hours=2, outlet="kurier", reuses=(reuse,))
    placement = place(copy, stories, knowledge=KNOWLEDGE)
    assert placement.reasons[0].rule == "reuse"
    assert {placement.story, *placement.merges} == {"a1", "b1"}
