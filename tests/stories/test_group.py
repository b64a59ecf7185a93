from tests.stories.reports import report

from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Reuse
from headwater.model.story import Placement, Report
from headwater.stories.group import OpenStories, place

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
