from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from tests.stories.reports import START, report

from headwater.model.article import ArticleLabel
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Origin, OriginKind, Reuse
from headwater.model.story import Report
from headwater.stories.headline import describe, face_of

KNOWLEDGE = Knowledge()
LONG = "The crews of the night ferry walked out at six. " * 40
NOW = START + timedelta(hours=10)


def labelled(one: Report, label: ArticleLabel) -> Report:
    return replace(one, article=replace(one.article, labels=(label,)))


def test_the_fullest_report_stands_for_the_story_in_any_order() -> None:
    reports = [
        report("a1", "Strike"),
        report("a2", "Strike, in full", LONG, hours=1),
        report("a3", "On strike", hours=2),
    ]
    assert {face_of(order, knowledge=KNOWLEDGE).key for order in permutations(reports)} == {"a2"}


def test_a_copy_does_not_stand_for_the_story() -> None:
    copied = Reuse(newer="a2", older="a1", coverage=0.95)
    reports = [
        report("a1", "Strike", LONG),
        report("a2", "Strike!", LONG, hours=1, description="Crews out.", reuses=(copied,)),
    ]
    assert face_of(reports, knowledge=KNOWLEDGE).key == "a1"


def test_the_face_speaks_the_main_language_of_its_reports() -> None:
    reports = [
        report("a1", "Grève des ferries", LONG, language="fr"),
        report("a2", "Ferry strike", "Crews walked out.", hours=1),
        report("a3", "Ferry crews strike", "They walked out.", hours=2),
    ]
    assert face_of(reports, knowledge=KNOWLEDGE).article.language == "en"


def test_a_comment_does_not_stand_for_the_story() -> None:
    reports = [
        labelled(report("a1", "Enough is enough", LONG), ArticleLabel.OPINION),
        report("a2", "Ferry strike", "Short."),
    ]
    assert face_of(reports, knowledge=KNOWLEDGE).key == "a2"


def test_a_story_is_told_in_its_faces_words_with_its_origins() -> None:
    origin = Origin(kind=OriginKind.OUTLET, name="Aegean Ledger", outlet="ledger", articles=("a1", "a2"))
    reports = [
        report("a2", "Ferry strike goes on", LONG, hours=3, section="Economy"),
        report("a1", "Ferry strike", "Out.", section="Economy"),
    ]
    story = describe("a1", reports, origins=[origin], now=NOW, knowledge=KNOWLEDGE)
    assert (story.headline, story.face, story.articles) == ("Ferry strike goes on", "a2", ("a1", "a2"))
    assert (story.section, story.independent_sources) == ("Economy", 1)
    assert story.summary is not None
    assert story.summary in LONG
    assert (story.first_published, story.last_updated) == (START, START + timedelta(hours=3))


def test_the_future_is_never_believed() -> None:
    one = report("a1", "Ferry strike", hours=2)
    ahead = replace(one, article=replace(one.article, date_published=NOW + timedelta(days=400)))
    story = describe("a1", [ahead], origins=[], now=NOW, knowledge=KNOWLEDGE)
    assert story.first_published == story.last_updated == one.first_seen


def test_a_story_without_stated_dates_is_dated_by_when_it_was_seen() -> None:
    story = describe("a1", [report("a1", "Ferry strike", dated=False)], origins=[], now=NOW, knowledge=KNOWLEDGE)
    assert story.first_published is None
    assert story.last_updated == story.first_seen == START
