"""Utterances: one statement in many wordings is one; statements that are only alike stay two."""

from datetime import timedelta

import pytest
from tests.provenance.reports import NOON

from headwater.model.article import Article, Block, BlockKind, Span
from headwater.model.provenance import Statement, StatementKind, Utterance
from headwater.model.story import Report
from headwater.provenance.utterances import join_utterances

AMNESTY = "Even for them we are considering an amnesty before the end of the year"
OPEN = "We will keep the harbour open for the rest of this week"
CLOSED = "We will keep the harbour closed for the rest of this week"


def printed(
    key: str, *words: str, hours: int = 0, language: str = "en", kind: StatementKind = StatementKind.DIRECT
) -> Report:
    """Give a report of an outlet of its own whose paragraphs are quotations."""
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=f"“{text}”") for text in words)
    article = Article(url=f"https://{key}.example/", outlet=key, headline="A", language=language, body=blocks)
    statements = tuple(
        Statement(kind=kind, content=(Span(block=number, start=0, end=len(block.text)),), confidence=0.9)
        for number, block in enumerate(blocks)
    )
    return Report(key=key, article=article, first_seen=NOON + timedelta(hours=hours), statements=statements)


def joined(*reports: Report, by: dict[str, str] | None = None) -> tuple[Utterance, ...]:
    speakers = {
        (report.key, number): (by or {}).get(report.key, "ida-vale")
        for report in reports
        for number in range(len(report.statements))
    }
    return join_utterances(reports, speakers=speakers)


def test_one_wording_in_two_outlets_has_an_earliest_carrier() -> None:
    (utterance,) = joined(printed("b", f"{AMNESTY},", hours=2), printed("a", AMNESTY))
    (variant,) = utterance.variants
    assert variant.carriers == (("a", 0), ("b", 0))
    assert not utterance.differs


def test_a_quotation_that_was_changed_differs() -> None:
    (utterance,) = joined(printed("a", AMNESTY), printed("b", AMNESTY.replace("considering", "preparing"), hours=1))
    assert [variant.carriers[0][0] for variant in utterance.variants] == ["a", "b"]
    assert utterance.differs


def test_a_word_that_is_left_out_silently_differs() -> None:
    (utterance,) = joined(printed("a", "We will not close the harbour"), printed("b", "We will close the harbour"))
    assert utterance.differs


@pytest.mark.parametrize(
    "cut",
    [
        "we are considering an amnesty before the end of the year",
        "Even for them we are considering an amnesty",
        "Even for them … an amnesty before the end of the year",
        "Even for them we are considering an amnesty (...) before the end",
        "even for them, we are considering an amnesty, before the end of the year!",
    ],
)
def test_a_cut_is_the_same_quotation(cut: str) -> None:
    (utterance,) = joined(printed("a", AMNESTY), printed("b", cut, hours=1))
    assert not utterance.differs


def test_two_different_cuts_of_one_quotation_do_not_differ() -> None:
    (utterance,) = joined(
        printed("a", "Even for them we are considering"),
        printed("b", AMNESTY),
        printed("c", "before the end of the year"),
    )
    assert len(utterance.variants) == 3
    assert not utterance.differs


def test_an_outlets_own_words_are_no_misquotation() -> None:
    (utterance,) = joined(
        printed("a", AMNESTY),
        printed("b", AMNESTY.replace("considering", "preparing"), kind=StatementKind.INDIRECT),
    )
    assert not utterance.differs


def test_alike_on_different_days_is_not_one_utterance() -> None:
    assert len(joined(printed("a", OPEN), printed("b", CLOSED, hours=48))) == 2
    (same_day,) = joined(printed("a", OPEN), printed("b", CLOSED, hours=3))
    assert same_day.differs
    (repeated,) = joined(printed("a", OPEN), printed("b", OPEN, hours=48))
    assert not repeated.differs


def test_the_same_words_of_two_people_are_two_utterances() -> None:
    two = joined(printed("a", OPEN), printed("b", OPEN), by={"b": "oren-tamm"})
    assert [utterance.speaker for utterance in two] == ["ida-vale", "oren-tamm"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will do what we can for the people", "We will do what we must for the country"),
        ("We have 11 ships", "We have 12 ships"),
        ("The talks failed on the question of the port", "The talks will go on in the port of Kalder"),
        ("I am proud of the crews of this harbour", "I am ashamed of the owners of this harbour"),
    ],
)
def test_alike_is_not_the_same(one: str, other: str) -> None:
    assert len(joined(printed("a", one), printed("b", other))) == 2


def test_a_translation_with_the_same_names_and_numbers_is_the_same_utterance() -> None:
    (utterance,) = joined(
        printed("a", "No ship of the 41 that called at Port Sorra last week was turned away"),
        printed("b", "Keines der 41 Schiffe, die letzte Woche in Port Sorra lagen, wurde abgewiesen", language="de"),
    )
    assert [variant.language for variant in utterance.variants] == ["en", "de"]
    assert not utterance.differs


@pytest.mark.parametrize(
    "german",
    [
        "Keines der 42 Schiffe, die letzte Woche in Port Sorra lagen, wurde abgewiesen",
        "Wir warten, bis der Wind sich legt und die Boote wieder fahren können",
        "Port Sorra hat 41 Schiffe",
    ],
)
def test_other_numbers_no_names_or_another_length_are_no_translation(german: str) -> None:
    english = "No ship of the 41 that called at Port Sorra last week was turned away"
    assert len(joined(printed("a", english), printed("b", german, language="de"))) == 2


def test_a_translation_that_fits_two_utterances_joins_neither() -> None:
    english = ("Port Sorra will stay open to all the ships", "Nobody in Port Sorra wants another dark winter")
    german = "In Port Sorra wünscht sich niemand einen Winter"
    assert len(joined(printed("a", *english), printed("b", german, language="de"))) == 3


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [printed("a", AMNESTY, OPEN), printed("b", CLOSED, hours=1), printed("c", AMNESTY[:-12], hours=2)]
    assert joined(*reports) == joined(*reversed(reports))
