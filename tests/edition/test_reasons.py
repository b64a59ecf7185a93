"""Reasons in the languages of the interface: the same as their English words, and nothing lost of older records."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.stories.reports import report

from headwater.edition.reasons import is_said, origin_name, reason_in
from headwater.edition.wording import translated_languages, wording_of
from headwater.model.codec import decode, encode
from headwater.model.provenance import Origin, OriginKind, Reason, Reuse
from headwater.model.story import Ranked, Story
from headwater.provenance.descent import shared_text
from headwater.rank.top import rank_top
from headwater.stories.open_stories import OpenStories
from headwater.stories.reasons import why_begun, why_copied, why_joined, why_merged

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)


def of_grouping() -> list[Reason]:
    stories = OpenStories()
    first = report("a1", "Ferry strike in Port Selby", "Crews walked out, 300 of them, Ana Brezec said.")
    stories.apply(first, story="a1")
    stories.apply(report("b1", "Rain over the valley", "It rained."), story="b1")
    story, other = stories.get("a1"), stories.get("b1")
    assert story is not None
    assert other is not None
    later = "Port Selby strike grows", "Joined by 300 crews, said Ana Brezec."
    readings = [stories.read(report("a2", *later, hours=hours)) for hours in (-50, -2, 0, 1, 90)]
    return [
        why_copied(Reuse(newer="a2", older="a1", coverage=0.84)),
        why_merged(story, other, chance=0.7),
        *why_begun(readings[0], None, chance=0.0),
        *why_begun(readings[0], story, chance=0.3),
        *why_begun(readings[0], other, chance=0.01),
        *(reason for reading in readings for reason in why_joined(reading, story, chance=0.91)),
        *why_joined(readings[1], story, chance=0.1),
    ]


def of_ranking() -> list[Reason]:
    told = [
        Story(
            key=f"s{hours}",
            headline="Bridge",
            section="World",
            articles=("a1", "a2", "a3")[:number],
            origins=(Origin(kind=OriginKind.OUTLET, name="Meridian", articles=("a1",)),) * number,
            first_seen=NOW - timedelta(hours=hours + 3),
            last_updated=NOW - timedelta(hours=hours),
        )
        for number, hours in enumerate((0, 1, 30, 90), start=1)
    ]
    ranked = rank_top(told, now=NOW, pins=("s0",), reads={"s1": 1, "s30": 40})
    return [reason for one in ranked for reason in one.reasons]


GIVEN = [
    *of_grouping(),
    *of_ranking(),
    shared_text(Reuse(newer="a2", older="a1", coverage=0.5), article="a2", share=0.5),
]


def test_the_english_phrase_is_the_clause_that_is_kept() -> None:
    assert len({reason.phrase for reason in GIVEN}) > 20
    assert [reason_in(reason, wording_of("en")) for reason in GIVEN] == [reason.words for reason in GIVEN]


@pytest.mark.parametrize("language", sorted({*translated_languages()} - {"en"}))
def test_every_reason_is_said_in_every_language(language: str) -> None:
    wording = wording_of(language)
    same = [reason.words for reason in GIVEN if reason_in(reason, wording) == reason.words]
    assert same == []


def test_counts_lists_and_fractions_follow_the_language() -> None:
    hours = Reason(rule="recency", words="last report 3 hours ago", phrase="hours_ago", values=(("count", 3),))
    names = Reason(rule="names", words="", phrase="shared_names", values=(("words", ("Ana", "سعاد")),))
    pace = Reason(rule="growth", words="1.5 more reports an hour", phrase="growth", values=(("pace", 1.5),))
    assert reason_in(hours, wording_of("ru")) == "последнее сообщение 3 часа назад"
    assert reason_in(hours, wording_of("ar")) == "آخر خبر قبل 3 ساعات"
    assert reason_in(names, wording_of("ar")) == "يذكر كما تذكر القصة: \u2068Ana\u2069، سعاد"
    assert reason_in(pace, wording_of("de")) == "1,5 weitere Berichte je Stunde"


def test_what_an_earlier_version_or_a_later_one_kept_is_given_as_it_stands() -> None:
    kept = b'{"v":1,"d":{"story":"s1","score":1.0,"reasons":[{"rule":"breadth","words":"2 reports","weight":0.25}]}}'
    (older,) = decode(kept, Ranked).reasons
    later = Reason(rule="tides", words="the tide turned", phrase="tides")
    assert [reason_in(each, wording_of("de")) for each in (older, later)] == ["2 reports", "the tide turned"]
    assert not is_said(older, wording_of("de"))
    ranked = Ranked(story="s1", score=1.0, reasons=tuple(GIVEN))
    assert decode(encode(ranked), Ranked) == ranked


def test_an_editors_decision_is_said_with_the_editors_own_words() -> None:
    moved = Reason(rule="overrule", words="mara decided: one event")
    assert reason_in(moved, wording_of("fr")) == "mara a décidé : one event"


def test_an_origin_that_nobody_named_is_described() -> None:
    unnamed = Origin(kind=OriginKind.UNKNOWN, name="an agency that is not named", articles=("a1",))
    named = Origin(kind=OriginKind.OUTLET, name="Meridian", articles=("a1",))
    assert [origin_name(each, wording_of("de")) for each in (unnamed, named)] == [
        "eine nicht genannte Agentur",
        "Meridian",
    ]
