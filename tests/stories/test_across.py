from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stories.reports import report

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind, Image, Link
from headwater.model.story import Report
from headwater.stories.across import numbers_in
from headwater.stories.evidence import across
from headwater.stories.features import features_of
from headwater.stories.group import OpenStories, place
from headwater.text.frames import frame

EN = (
    "Ferry sinks off Port Almyra",
    "The ferry Halcyon sank off Port Almyra. Mayor Markos Vernikos said 43 were saved.",
)
DE = (
    "Fähre sinkt vor Port Almyra",
    "Die Fähre Halcyon sank vor Port Almyra. 43 wurden gerettet, sagte Markos Vernikos.",
)
EL = ("Βυθίστηκε φέρι στην Αλμύρα", "Το φεριμπότ Χάλκιον βυθίστηκε. Ο δήμαρχος Μάρκος Βερνίκος είπε ότι σώθηκαν 43.")
OTHER = (
    "Museum in Dunmoor zeigt Perlen",
    "Das Museum in Dunmoor zeigt 12 Perlen. Es freut sich, sagte die Direktorin Ilse Brand.",
)


def known() -> OpenStories:
    knowledge = load_knowledge()
    return OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)


def tell(key: str, told: tuple[str, str], language: str) -> Report:
    return report(key, *told, language=language, outlet=f"outlet {key}")


@pytest.mark.parametrize("first", [EN, DE])
def test_reports_in_two_languages_meet_by_names_words_and_numbers(first: tuple[str, str]) -> None:
    stories = known()
    stories.apply(tell("a1", first, "en" if first is EN else "de"), story="a1")
    stories.apply(tell("b1", OTHER, "fr"), story="b1")
    assert place(tell("a2", EL, "el"), stories, knowledge=load_knowledge()).story == "a1"


def test_another_event_in_another_language_begins_a_story() -> None:
    stories = known()
    stories.apply(tell("a1", EN, "en"), story="a1")
    assert place(tell("b1", OTHER, "de"), stories, knowledge=load_knowledge()).story is None


def test_the_order_of_two_stories_does_not_matter() -> None:
    stories = known()
    for key, told, language in (("a1", EN, "en"), ("a2", DE, "de")):
        stories.apply(tell(key, told, language), story=key)
    one, other = stories
    assert across(one, other, commonness=stories.commonness) == across(other, one, commonness=stories.commonness)


def test_numbers_have_one_spelling() -> None:
    assert numbers_in("4,8 then 1.250.000, 1,250,000 and 7") == ("4.8", "1250000")


def test_links_and_pictures_are_shared_in_any_language() -> None:
    article = Article(
        url="https://ledger.example/1",
        outlet="ledger",
        headline="",
        body=(
            Block(kind=BlockKind.PARAGRAPH, text="to", links=(Link(href="https://port.example/a", start=0, end=3),)),
        ),
        lead_image=Image(url="https://port.example/a.jpg"),
    )
    seen = Report(key="a1", article=article, first_seen=datetime(2026, 11, 3, tzinfo=UTC))
    assert len(features_of(seen).across) == 2


@pytest.mark.parametrize(
    ("word", "language", "concept"),
    [
        ("russischer", "de", "RU"),
        ("tuerkei", "de", "TR"),
        ("землетрясения", "ru", "earthquake"),
        ("والزلزال", "ar", "earthquake"),
        ("σεισμου", "el", "earthquake"),
        ("goals", "en", "goal"),
        ("goalkeeper", "en", None),
        ("ferry", "xx", None),
    ],
)
def test_words_stand_for_concepts(word: str, language: str, concept: str | None) -> None:
    assert load_knowledge().gazetteer.concept(word, language=language) == concept


@pytest.mark.parametrize(
    ("word", "language"),
    [("Vernikos", "en"), ("Βερνίκου", "el"), ("Верникосом", "ru"), ("فيرنيكوس", "ar"), ("Wernikos", "de")],
)
def test_a_name_has_one_frame_in_every_script(word: str, language: str) -> None:
    assert frame(word, language=language).startswith("frnk")


@given(st.text(max_size=20), st.sampled_from(["en", "el", "ru", "ar", "de"]))
def test_a_frame_is_short_and_plain(word: str, language: str) -> None:
    assert len(frame(word, language=language)) <= 6
    assert frame(word, language=language).isascii()


def test_a_sidebar_joins_a_story_that_is_told_in_its_language_and_in_others() -> None:
    stories = known()
    for key, told, language in (("a1", EN, "en"), ("a2", DE, "de"), ("a3", EL, "el")):
        stories.apply(tell(key, told, language), story="a1")
    sidebar = (
        "Warum die Halcyon unterging",
        "Vor Port Almyra wurden 43 gerettet. Ein Leck im Bug der Fähre, vermutet Bürgermeister Vernikos.",
    )
    placement = place(tell("a4", sidebar, "de"), stories, knowledge=load_knowledge())
    assert (placement.story, placement.merges) == ("a1", ())
    assert place(tell("b1", OTHER, "de"), stories, knowledge=load_knowledge()).story is None


def test_a_headline_alone_is_not_enough() -> None:
    stories = known()
    stories.apply(tell("a1", EN, "en"), story="a1")
    bare = Article(url="https://x.example/1", outlet="x", headline="Κάτι έγινε", language="el")
    seen = Report(key="a9", article=bare, first_seen=datetime(2026, 11, 3, tzinfo=UTC))
    assert place(seen, stories, knowledge=load_knowledge()).story is None
