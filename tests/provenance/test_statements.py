import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.provenance.reports import KNOWLEDGE, article

from headwater.model.article import quoted
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.model.provenance import SpeakerKind
from headwater.provenance.backend import Proposal
from headwater.provenance.statements import find_statements

FILE = Path(__file__).parent.parent / "cases" / "provenance" / "statements.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def found_in(case: dict[str, Any]) -> list[dict[str, Any]]:
    one = article("post", *case["text"], language=case["language"])
    found = []
    for statement in find_statements(one, knowledge=KNOWLEDGE):
        plain: dict[str, Any] = {"content": [quoted(one, span) for span in statement.content]}
        if statement.cue:
            plain["cue"] = quoted(one, statement.cue)
        if statement.source:
            plain["source"] = quoted(one, statement.source)
        if statement.speaker and statement.speaker.name and statement.speaker.kind.value == "person":
            plain["name"] = statement.speaker.name
        elif statement.speaker:
            plain["kind"] = statement.speaker.kind.value
        found.append(plain)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_gives_its_statements(case: dict[str, Any]) -> None:
    assert found_in(case) == case["statements"]


OWNERS = tomllib.loads((FILE.parent / "owners.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", OWNERS, ids=[case["text"][:40] for case in OWNERS])
def test_who_speaks_for_somebody_is_never_given_that_name(case: dict[str, Any]) -> None:
    one = article("post", case["text"], language=case["language"])
    found = find_statements(one, knowledge=KNOWLEDGE)
    assert found
    assert [statement.speaker.name for statement in found if statement.speaker] == [None] * len(found)


SENTENCES = tomllib.loads((FILE.parent / "sentences.toml").read_text(encoding="utf-8"))["case"]
#: Right when last measured; `bench/sentences.py` shows what is missed.
FEWEST_RIGHT, MOST_WRONG = 158, 5


def test_our_sentences_are_read_as_well_as_before() -> None:
    right = wrong = 0
    for case in SENTENCES:
        expected = [{field: plain_words(value) for field, value in each.items()} for each in case["statements"]]
        found = [{field: plain_words(value) for field, value in each.items()} for each in found_in(case)]
        hits = [each for each in expected if any(each.items() <= other.items() for other in found)]
        right += len(hits)
        wrong += sum(not any(each.items() <= other.items() for each in expected) for other in found)
    assert right >= FEWEST_RIGHT
    assert wrong <= MOST_WRONG


def plain_words(value: str | list[str]) -> str:
    text = " ".join(value) if isinstance(value, list) else value
    return " ".join(re.findall(r"\w+", text))


def test_a_language_without_a_lexicon_gives_only_quotations_with_a_name() -> None:
    one = article(
        "post", "«Hafnen er stengt til våren», sa Ida Vale.", "«Vi venter på rapporten.» — Ida Vale", language="nb"
    )
    (statement,) = find_statements(one, knowledge=KNOWLEDGE)
    assert statement.rule == "dashed"
    assert quoted(one, statement.content[0]) == "«Vi venter på rapporten.»"


class ShoutedWords:
    """A tiny model: whoever stands before a colon in capitals has said what follows, in any language."""

    def propose(self, text: str, *, language: str) -> list[Proposal]:
        name, colon, _ = text.partition(": ")
        if not colon or not name.isupper():
            return []
        begin = len(name) + 2
        return [Proposal(content=((begin, len(text)),), source=(0, len(name)), confidence=0.8)]


def test_a_model_adds_what_the_rules_do_not_find() -> None:
    one = article("post", "Ida Vale met the crew.", "VALE: Nobody sails today.", "“We wait,” said Marta Lind.")
    rules = find_statements(one, knowledge=KNOWLEDGE)
    both = find_statements(one, knowledge=KNOWLEDGE, backend=ShoutedWords())
    assert [statement.rule for statement in rules] == ["inverted"]
    assert [statement.rule for statement in both] == ["backend", "inverted"]
    assert (both[0].confidence, quoted(one, both[0].content[0])) == (0.8, "Nobody sails today.")
    assert both[0].speaker is not None
    assert both[0].speaker.name == "Ida Vale"


class Broken:
    """A model that points outside the text, or at nothing, or is not sure."""

    def propose(self, text: str, *, language: str) -> list[Proposal]:
        return [
            Proposal(content=((0, len(text) + 1),), confidence=0.9),
            Proposal(content=(), confidence=0.9),
            Proposal(content=((3, 3),), confidence=0.9),
            Proposal(content=((0, 3),), source=(-1, 2), confidence=0.9),
            Proposal(content=((0, 3),), confidence=0.4),
        ]


def test_a_broken_model_adds_nothing() -> None:
    one = article("post", "Ida Vale met the crew.", "“We wait,” said Marta Lind.")
    assert find_statements(one, knowledge=KNOWLEDGE, backend=Broken()) == find_statements(one, knowledge=KNOWLEDGE)


def test_a_transcript_is_read_turn_by_turn() -> None:
    turns = ("VALE: The harbour stays shut.", "LIND: Until when, please?", "VALE: Until the engine is tested.")
    found = find_statements(article("post", "Ida Vale met Marta Lind.", *turns), knowledge=KNOWLEDGE)
    assert [statement.speaker.name for statement in found if statement.speaker] == [
        "Ida Vale",
        "Marta Lind",
        "Ida Vale",
    ]


def test_a_running_quotation_stays_with_its_speaker() -> None:
    one = article("post", "“The harbour stays shut,” Ida Vale said. “Nobody sails", "“We wait for the report.”")
    (statement,) = find_statements(one, knowledge=KNOWLEDGE)
    assert [span.block for span in statement.content] == [0, 0, 1]


PIECES = [
    "Ida Vale",
    "said",
    "that",
    "“It rained,”",
    "she",
    ",",
    ".",
    "an adviser to",
    "told",
    "according to",
    "—",
    ":",
    "\n",
]


@example(pieces=[",", ",", ",", "Ida Vale", "said"], language="en")
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["en", "de", "el", "es", "fr", "ru", "xx"]))
def test_spans_lie_inside_their_text_and_confidence_between_nought_and_one(pieces: list[str], language: str) -> None:
    one = article("post", *" ".join(pieces).split("\n"), language=language)
    for statement in find_statements(one, knowledge=KNOWLEDGE):
        assert 0 <= statement.confidence <= 1
        for span in filter(None, (*statement.content, statement.cue, statement.source, statement.addressee)):
            assert 0 <= span.start < span.end <= len(one.body[span.block].text)


def test_an_unnamed_speaker_never_has_a_name() -> None:
    one = article("post", "“It is over,” a source close to Minister Tom Brandt said. “We wait,” officials said.")
    for statement in find_statements(one, knowledge=KNOWLEDGE):
        assert statement.speaker is not None
        assert statement.speaker.name is None


def test_two_people_of_one_surname_are_never_mixed_up() -> None:
    text = ("Ida Vale met Tom Vale in the capital.", "“We agreed,” Vale said.", "“We did,” Marta Vale said.")
    found = find_statements(article("post", *text), knowledge=KNOWLEDGE)
    assert [statement.speaker.name for statement in found if statement.speaker] == ["Vale", "Marta Vale"]


def test_somebody_who_asked_not_to_be_named_is_not_named() -> None:
    text = "Ida Vale left early. A cook who asked not to be named because the soup was cold said the hall was empty."
    found = find_statements(article("post", text), knowledge=KNOWLEDGE)
    assert found
    assert {statement.speaker.name for statement in found if statement.speaker} == {None}


BODIES = tomllib.loads((FILE.parent / "bodies.toml").read_text(encoding="utf-8"))
PRESS = replace(
    KNOWLEDGE,
    outlets=OutletDirectory(Outlet(key=f"outlet-{number}", name=name) for number, name in enumerate(BODIES["outlets"])),
)


@pytest.mark.parametrize("case", BODIES["case"], ids=[case["text"][0][:40] for case in BODIES["case"]])
def test_outlets_and_bodies_are_no_persons_and_names_are_whole(case: dict[str, Any]) -> None:
    one = article("post", *case["text"], language=case["language"])
    speakers = [statement.speaker for statement in find_statements(one, knowledge=PRESS) if statement.speaker]
    named = [speaker.name for speaker in speakers if speaker.kind is SpeakerKind.PERSON]
    assert list(dict.fromkeys(named)) == case["persons"]
