from dataclasses import replace
from datetime import date

import pytest
from tests.demo.oracle import all_of, span_of
from tests.demo.worlds import event, world

from headwater.demo.load import load_world
from headwater.demo.site import Site
from headwater.demo.truth import PLACEHOLDER, Truth, statement_kind, truth_of
from headwater.demo.world import How, Report
from headwater.model.article import Span
from headwater.model.provenance import Direction, Speaker, SpeakerKind, Statement, StatementKind
from truth import Score, score, table
from truth_tied import Found

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def truth() -> Truth:
    return truth_of(Site(load_world(), seed=1, first_day=DAY))


@pytest.fixture(scope="module")
def found(truth: Truth) -> Found:
    return all_of(truth)


def scores(truth: Truth, found: Found) -> dict[str, Score]:
    return {row.kind: row for row in score(truth, found)}


def test_who_finds_everything_scores_one_in_every_kind(truth: Truth, found: Found) -> None:
    wrong = [row for row in score(truth, found) if (row.precision, row.recall) != (1.0, 1.0)]
    assert wrong == []


def test_every_kind_of_claim_is_tested_by_the_script(truth: Truth, found: Found) -> None:
    assert [row.kind for row in score(truth, found) if row.expected == 0] == []


def test_who_finds_nothing_has_no_recall_and_makes_no_mistakes(truth: Truth) -> None:
    nothing = scores(truth, Found(reports=(), stories=()))
    assert nothing["articles"].recall == 0
    assert nothing["copies claimed"].precision == 1
    assert nothing["siblings kept apart"].recall == 1


def test_a_report_that_is_missing_lowers_the_recall_of_articles(truth: Truth, found: Found) -> None:
    fewer = scores(truth, replace(found, reports=found.reports[10:]))
    assert fewer["articles"].right == scores(truth, found)["articles"].right - 10
    assert fewer["articles"].precision == 1


def test_a_name_for_an_unnamed_source_is_counted(truth: Truth, found: Found) -> None:
    invented = Speaker(kind=SpeakerKind.PERSON, name="Ada Brook")
    reports = tuple(
        replace(
            report,
            statements=tuple(
                replace(said, speaker=invented) if said.speaker and said.speaker.name is None else said
                for said in report.statements
            ),
        )
        for report in found.reports
    )
    after = scores(truth, replace(found, reports=reports))
    assert after["unnamed sources left unnamed"].right == 0
    assert after["speakers"].precision < 1


def test_a_direction_that_is_turned_round_is_wrong(truth: Truth, found: Found) -> None:
    reports = tuple(
        replace(
            report,
            reuses=tuple(
                replace(reuse, direction=Direction.OLDER_FROM_NEWER)
                if reuse.direction is Direction.NEWER_FROM_OLDER
                else reuse
                for reuse in report.reuses
            ),
        )
        for report in found.reports
    )
    assert scores(truth, replace(found, reports=reports))["directions"].precision == 0


def test_one_story_for_everything_joins_siblings_and_is_no_story(truth: Truth, found: Found) -> None:
    keys = tuple(report.key for report in found.reports)
    one = replace(found.stories[0], articles=keys)
    after = scores(truth, replace(found, stories=(one,)))
    assert after["siblings kept apart"].right == 0
    assert after["stories: whole"].right == 0
    assert after["stories: pairs"].recall == 1


def test_an_origin_too_many_is_too_high_and_one_too_few_is_too_low(truth: Truth, found: Found) -> None:
    more = tuple(replace(story, origins=(*story.origins, story.origins[0])) for story in found.stories)
    fewer = tuple(replace(story, origins=story.origins[1:]) for story in found.stories)
    high, low = scores(truth, replace(found, stories=more)), scores(truth, replace(found, stories=fewer))
    assert (high["origins exact"].right, high["origins not too high"].right) == (0, 0)
    assert high["origins not too low"].recall == 1
    assert (low["origins exact"].right, low["origins not too low"].right) == (0, 0)


def test_a_trap_that_was_taken_for_an_article_is_no_refusal(truth: Truth, found: Found) -> None:
    trap = next(iter(truth.refusals))
    taken = replace(found.reports[0], key="trap", article=replace(found.reports[0].article, url=trap))
    after = scores(truth, replace(found, reports=(*found.reports, taken)))
    assert after["refusals"].right == len(truth.refusals) - 1
    assert after["articles"].precision < 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (("“Yes,”", "“and no.”"), StatementKind.DIRECT),
        (("«Два конца»",), StatementKind.DIRECT),
        (("„Ein Tunnel hat zwei Enden“",), StatementKind.DIRECT),
        (("it would pay “not a lantern more”",), StatementKind.MIXED),
        (("it would not pay",), StatementKind.INDIRECT),
    ],
)
def test_the_kind_of_a_statement_is_read_off_its_marks(content: tuple[str, ...], kind: StatementKind) -> None:
    assert statement_kind(content) is kind


def test_two_papers_of_one_owner_are_one_origin_of_their_event(truth: Truth) -> None:
    event = next(event for event in truth.events if event.key == "cook-ferry")
    assert event.origins == {"meridian", "quayside", "gullwatch"}


def test_the_chain_of_the_adviser_is_whole(truth: Truth) -> None:
    event = next(event for event in truth.events if event.key == "adviser-tunnel")
    assert event.origins == {"meridian", "almyra"}
    greek = next(report for report in truth.reports if report.key == "adviser-tunnel/fanos")
    assert [(hop.kind.value, hop.outlet) for hop in greek.credits] == [("told", "meridian"), ("relayed", "hafenfunk")]
    assert {said.speaker for said in greek.statements} == {"Ρεζά Ταλίν"}


def test_a_way_of_copying_that_changed_nothing_is_called_what_it_is() -> None:
    wire = Report(outlet="wire", at="1 06:00", text="own")
    light = Report(outlet="gull", at="1 07:00", of=("wire",), how=How.LIGHT)
    cut = Report(outlet="ledger", at="1 08:00", of=("wire",), how=How.CUT, keep=9, headline="A gull's silence")
    site = Site(world(event(wire, light, cut)), seed=1, first_day=DAY)
    assert [link.how for link in truth_of(site).copies] == [How.VERBATIM, How.RETITLED]


def test_the_table_names_every_kind(truth: Truth, found: Found) -> None:
    rows = table(score(truth, found)).splitlines()
    assert len(rows) == len(score(truth, found)) + 2


@pytest.mark.parametrize("caption", ["IMG_2041.jpg", "untitled design (3)", "DSC_0443.JPG", "image", "placeholder"])
def test_a_file_name_is_no_caption(caption: str) -> None:
    assert PLACEHOLDER.match(caption)


def test_a_caption_that_begins_like_a_file_name_is_one() -> None:
    assert not PLACEHOLDER.match("Images of the harbour were all the town had left.")


def test_a_statement_nobody_made_is_a_false_alarm_and_a_hop_is_none(truth: Truth, found: Found) -> None:
    place = next(place for place, report in enumerate(found.reports) if report.key == "adviser-tunnel/fanos")
    report = found.reports[place]
    relayed = span_of("όπως μετέδωσε το Χάφενφουνκ", article=report.article)
    invented = Statement(kind=StatementKind.INDIRECT, content=(Span(block=3, start=0, end=60),))
    for extra, alarms in ((replace(invented, source=relayed), 0), (invented, 1)):
        reports = list(found.reports)
        reports[place] = replace(report, statements=(*report.statements, extra))
        after = scores(truth, replace(found, reports=tuple(reports)))["statements"]
        assert after.found - after.right == alarms
