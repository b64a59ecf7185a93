"""One text in two languages, and two texts of one event."""

import math

import pytest
from tests.provenance.reports import NOON, article

from headwater.data.load import load_anchors
from headwater.model.article import Article
from headwater.model.knowledge import Knowledge
from headwater.model.story import Report
from headwater.provenance.origins import count_origins
from headwater.provenance.translation import IS_TRANSLATED, likeness, read_telling

ANCHORS = load_anchors()
ENGLISH = article(
    "meridian",
    "A fire destroyed 14 boats in the harbour of Port Selby on Monday night. Nobody was hurt, the police said.",
    "“We saw the flames from the bridge,” said Ida Brezec, the mayor. The boats were worth 230,000 crowns.",
    "Twelve children from a school on the island had left the harbour two hours before.",
)
GERMAN = article(
    "anzeiger",
    "Ein Feuer hat am Montag in der Nacht im Hafen von Port Selby 14 Boote zerstört. Verletzt wurde laut Polizei niemand.",
    "„Wir haben die Flammen von der Brücke aus gesehen“, sagte Bürgermeisterin Ida Brezec. Die Boote waren 230.000 Kronen wert.",
    "Zwölf Kinder einer Schule auf der Insel hatten den Hafen zwei Stunden zuvor verlassen.",
    language="de",
)
OWN_GERMAN = article(
    "anzeiger",
    "Im Hafen von Port Selby suchen Ermittler weiter nach der Ursache des Brandes.",
    "Ein Anwohner berichtet dem Blatt von einem Mann mit einer Laterne, der gegen elf Uhr am Kai gestanden habe und dann in "
    "Richtung der alten Seilerei verschwunden sei. Die Versicherung will erst zahlen, wenn das Gutachten vorliegt.",
    language="de",
)


def alike(one: Article, other: Article) -> float:
    return likeness(read_telling(one, anchors=ANCHORS), read_telling(other, anchors=ANCHORS))


def test_a_translation_is_told_from_another_report_of_the_same_event() -> None:
    assert alike(ENGLISH, GERMAN) >= IS_TRANSLATED + 3
    assert alike(ENGLISH, OWN_GERMAN) < IS_TRANSLATED


def test_it_does_not_matter_which_text_comes_first() -> None:
    assert alike(ENGLISH, GERMAN) == pytest.approx(alike(GERMAN, ENGLISH))


def test_two_texts_in_one_language_are_no_translations() -> None:
    assert alike(ENGLISH, ENGLISH) == -math.inf


def test_a_translation_adds_no_origin_and_says_why() -> None:
    reports = [Report(key=key, article=one, first_seen=NOON) for key, one in (("a", ENGLISH), ("b", GERMAN))]
    (origin,) = count_origins(reports, knowledge=Knowledge(anchors=ANCHORS))
    assert [reason.rule for reason in origin.evidence] == ["translated"]


def test_an_own_report_in_another_language_stays_an_origin() -> None:
    reports = [Report(key=key, article=one, first_seen=NOON) for key, one in (("a", ENGLISH), ("b", OWN_GERMAN))]
    assert len(count_origins(reports, knowledge=Knowledge(anchors=ANCHORS))) == 2
