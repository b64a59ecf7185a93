from importlib import resources

import pytest

from headwater.data.load import load_cues, load_knowledge, load_outlets
from headwater.text.words import compared, fold


def test_the_directory_knows_two_hundred_outlets_with_sound_keys() -> None:
    outlets = load_outlets()
    assert len(outlets) >= 200
    for outlet in outlets:
        assert outlet.key.replace("-", "").replace(".", "").isalnum()
        assert outlet.key == outlet.key.lower()
        assert outlet.country is None or len(outlet.country) == 2
        assert all("." in domain and "/" not in domain for domain in outlet.domains)


def test_no_two_outlets_share_a_domain() -> None:
    domains = [domain for outlet in load_outlets() for domain in outlet.domains]
    assert len(domains) == len(set(domains))


def test_a_name_that_two_outlets_share_is_marked_ambiguous() -> None:
    knowledge = load_knowledge()
    for outlet in knowledge.outlets:
        for name in (outlet.name, *outlet.credit_names):
            others = knowledge.outlets.by_name(name)
            assert len(others) == 1 or all(name in other.ambiguous_names for other in others), name


def test_outlets_of_one_house_have_one_owner() -> None:
    outlets = load_knowledge().outlets
    assert outlets.owner("wsj") == outlets.owner("times-gb") == "News Corp"
    assert outlets.owner("sid") == outlets.owner("afp-de") == "afp"
    assert outlets.owner("guardian") == "guardian"


@pytest.mark.parametrize("language", ["en", "de", "el", "es", "fr", "ru"])
def test_a_lexicon_has_what_statements_and_credits_need(language: str) -> None:
    lexicon = load_knowledge().cue_lexicon(language)
    assert lexicon is not None
    for words in (
        lexicon.verbs,
        lexicon.that,
        lexicon.according,
        lexicon.pronouns,
        lexicon.credit_words,
        lexicon.relayed,
    ):
        assert words


def test_there_is_one_lexicon_per_language() -> None:
    languages = [lexicon.language for lexicon in load_cues()]
    assert len(languages) == len(set(languages))


def test_every_beginning_of_the_gazetteer_can_be_met_and_stands_for_one_concept() -> None:
    text = resources.files("headwater.data").joinpath("gazetteer/words.tsv").read_text("utf-8")
    (_, *languages), *rows = (row.split("\t") for row in text.splitlines())
    gazetteer = load_knowledge().gazetteer
    wrong = [
        (language, concept, beginning)
        for concept, *cells in rows
        for language, cell in zip(languages, cells, strict=True)
        for beginning in cell.split()
        if gazetteer.concept(_met(beginning), language=language) != concept
    ]
    assert not wrong


def _met(beginning: str) -> str:
    return compared(beginning[1:]) if beginning.startswith("=") else fold(beginning)
