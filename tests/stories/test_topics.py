"""Under which section a story is filed: what the operator says, what outlets print, what the words speak for."""

from datetime import UTC, datetime

import pytest

from headwater.data.load import load_topics
from headwater.model.article import Article, Block, BlockKind
from headwater.model.story import Report
from headwater.model.topics import Topics
from headwater.stories.topics import filing_of
from headwater.text.words import fold

NOW = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)
TOPICS = Topics(load_topics())
ELECTION = "The parliament voted on Tuesday, and the opposition asked the prime minister for an early election."
MATCH = "Ο τερματοφύλακας έπιασε το πέναλτι στο τέλος του αγώνα, και οι ποδοσφαιριστές έτρεξαν στο γήπεδο."


def report(headline: str, text: str = "", *, section: str | None = None, language: str = "en") -> Report:
    body = (Block(kind=BlockKind.PARAGRAPH, text=text),)
    article = Article(
        url="https://ledger.example/1",
        outlet="ledger",
        headline=headline,
        section=section,
        language=language,
        body=body,
    )
    return Report(key=headline, article=article, first_seen=NOW)


@pytest.mark.parametrize(
    ("printed", "filed"),
    [
        ("Πολιτική", "Politics"),
        ("Wirtschaft", "Economy"),
        ("Sport > Football", "Sport"),
        ("رياضة", "Sport"),
        ("Наука", "Science"),
    ],
)
def test_sections_of_all_languages_are_one_section(printed: str, filed: str) -> None:
    assert filing_of([report("A thing happened", section=printed)], topics=TOPICS).section == filed


def test_the_portals_own_names_win() -> None:
    own = {fold(name): name for name in ("Πολιτική", "Harbour life")}
    topics = TOPICS.called(language="el", own_sections=own)
    assert filing_of([report("A", section="Politics")], topics=topics).section == "Πολιτική"
    assert filing_of([report("A", section="Sports")], topics=topics).section == "Αθλητισμός"
    assert filing_of([report("A", section="harbour LIFE")], topics=topics).section == "Harbour life"


def test_what_most_outlets_print_is_believed() -> None:
    reports = [report("A", section="Economy"), report("B", section="Wirtschaft"), report("C", section="Sport")]
    filing = filing_of(reports, topics=TOPICS)
    assert (filing.section, filing.topic) == ("Economy", "04000000")
    assert filing.reason is not None
    assert "Economy" in filing.reason.words


def test_the_operator_has_the_last_word() -> None:
    filing = filing_of([report("A", section="Sport")], topics=TOPICS, wished=["Islands"])
    assert (filing.section, filing.topic) == ("Islands", None)


@pytest.mark.parametrize(
    ("headline", "text", "language", "filed"),
    [
        ("Opposition wants an election", ELECTION, "en", "Politics"),
        ("Νίκη στο τελευταίο λεπτό", MATCH, "el", "Sport"),
    ],
)
def test_words_speak_where_nothing_is_printed(headline: str, text: str, language: str, filed: str) -> None:
    filing = filing_of([report(headline, text, language=language, section="News")], topics=TOPICS)
    assert filing.section == filed
    assert filing.reason is not None
    assert filing.reason.rule == "words"


@pytest.mark.parametrize("text", ["", "The minister laughed.", "Koch und Hund gingen spazieren."])
def test_little_is_not_enough_to_speak(text: str) -> None:
    assert filing_of([report("Something small", text)], topics=TOPICS).section is None


def test_a_section_nobody_knows_stays_as_it_is_printed() -> None:
    assert filing_of([report("A", section="Letters from the lighthouse")], topics=TOPICS).section == (
        "Letters from the lighthouse"
    )


def test_the_shipped_topics_are_the_seventeen_of_iptc() -> None:
    assert sorted(topic.number for topic in TOPICS) == [f"{number:02}000000" for number in range(1, 18)]
    for topic in TOPICS:
        assert {"en", "el", "de", "fr", "es", "ru", "tr", "ar"} <= topic.name.keys()
        assert topic.words.keys() >= {"en", "el", "de", "es", "fr", "ru", "tr", "ar"}


def test_no_section_name_stands_for_two_topics() -> None:
    printed = [name for topic in TOPICS for name in topic.sections]
    assert len(printed) == len(set(printed))
