from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stories.reports import START, report

from headwater.errors import CodecError
from headwater.model.background import Background
from headwater.model.knowledge import Knowledge
from headwater.model.story import Report
from headwater.stories.group import OpenStories, place

WORDS = ("ferry", "selby", "strike", "harbour", "brezec", "vote", "budget", "storm", "ankle", "copper", "mine", "14")

reports_of_a_day = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=14).map(
    lambda headlines: [
        report(f"a{number}", " ".join(headline), hours=number / 3) for number, headline in enumerate(headlines)
    ]
)


def take(stories: OpenStories, one: Report) -> str:
    placement = place(one, stories, knowledge=Knowledge())
    story = placement.story or one.key
    stories.apply(one, story=story)
    for other in placement.merges:
        stories.merge(other, into=story)
    return story


@given(reports_of_a_day)
def test_a_snapshot_is_the_state(day: list[Report]) -> None:
    half = len(day) // 2
    stories = OpenStories()
    for one in day[:half]:
        take(stories, one)
    restored = OpenStories.decode(stories.encode())
    assert [take(stories, one) for one in day[half:]] == [take(restored, one) for one in day[half:]]
    assert restored.encode() == stories.encode()


@given(reports_of_a_day)
def test_a_replay_of_recorded_placements_is_the_state(day: list[Report]) -> None:
    decided, replayed = OpenStories(), OpenStories()
    for one in day:
        placement = place(one, decided, knowledge=Knowledge())
        for stories in (decided, replayed):
            stories.apply(one, story=placement.story or one.key)
            for other in placement.merges:
                stories.merge(other, into=placement.story or one.key)
    assert replayed.encode() == decided.encode()


@given(reports_of_a_day)
def test_placing_changes_nothing(day: list[Report]) -> None:
    stories = OpenStories()
    for one in day[:-1]:
        take(stories, one)
    before = stories.encode()
    first = place(day[-1], stories, knowledge=Knowledge())
    assert stories.encode() == before
    assert place(day[-1], stories, knowledge=Knowledge()) == first


@given(reports_of_a_day)
def test_every_article_is_in_exactly_one_story(day: list[Report]) -> None:
    stories = OpenStories()
    for one in day:
        take(stories, one)
    held = [article for story in stories for article in story.articles]
    assert sorted(held) == sorted(one.key for one in day)
    assert all(article in found.articles for article in held if (found := stories.story_of(article)))


def test_a_moved_report_leaves_its_story() -> None:
    stories = OpenStories()
    stories.apply(report("a1", "Ferry strike in Selby"), story="a1")
    stories.apply(report("a2", "Ferry strike in Selby ends"), story="a1")
    stories.apply(report("a2", "Ferry strike in Selby ends"), story="a2")
    assert [story.articles for story in stories] == [["a1"], ["a2"]]


def test_the_last_report_that_is_moved_takes_its_story_with_it() -> None:
    stories = OpenStories()
    stories.apply(report("a1", "Ferry strike in Selby"), story="a1")
    stories.apply(report("a1", "Ferry strike in Selby"), story="a9")
    assert [story.key for story in stories] == ["a9"]


def test_a_report_applied_twice_changes_nothing() -> None:
    stories = OpenStories()
    stories.apply(report("a1", "Ferry strike in Selby"), story="a1")
    before = stories.encode()
    stories.apply(report("a1", "Ferry strike in Selby"), story="a1")
    assert stories.encode() == before


def test_merging_moves_every_report_and_closes_the_other_story() -> None:
    stories = OpenStories()
    stories.apply(report("a1", "Ferry strike in Selby"), story="a1")
    stories.apply(report("a2", "Copper mine floods", hours=1), story="a2")
    stories.merge("a2", into="a1")
    assert [story.articles for story in stories] == [["a1", "a2"]]
    assert stories.get("a2") is None


def test_merging_a_story_that_is_not_open_changes_nothing() -> None:
    stories = OpenStories()
    stories.apply(report("a1", "Ferry strike in Selby"), story="a1")
    before = stories.encode()
    stories.merge("gone", into="a1")
    stories.merge("a1", into="a1")
    assert stories.encode() == before


def test_a_story_without_new_reports_closes() -> None:
    stories = OpenStories()
    stories.apply(report("a1", "Ferry strike in Selby"), story="a1")
    stories.apply(report("a2", "Copper mine floods", hours=30), story="a2")
    stories.forget_before(START + timedelta(hours=24))
    assert [story.key for story in stories] == ["a2"]
    assert stories.story_of("a1") is None
    again = place(report("a3", "Ferry strike in Selby", hours=31), stories, knowledge=Knowledge())
    assert again.story is None


def test_parted_stories_are_part_of_the_snapshot() -> None:
    stories = OpenStories()
    for key in ("a1", "a2", "a3"):
        stories.apply(report(key, "Ferry strike in Selby"), story=key)
    stories.keep_apart("a1", "a2")
    restored = OpenStories.decode(stories.encode())
    assert [restored.parted_from(key) for key in ("a1", "a2", "a3")] == [{"a2"}, {"a1"}, frozenset()]


def test_a_background_is_part_of_the_snapshot() -> None:
    stories = OpenStories(background=Background(texts=100, counts={"strike": 60}))
    assert OpenStories.decode(stories.encode()).encode() == stories.encode() != OpenStories().encode()


@pytest.mark.parametrize("document", [b"", b"\xc1", b"\x80", OpenStories().encode()[:-1]])
def test_a_broken_snapshot_says_what_to_do(document: bytes) -> None:
    with pytest.raises(CodecError, match="replay"):
        OpenStories.decode(document)
