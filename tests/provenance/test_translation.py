"""One text in two languages, and two texts of one event."""

import math

import pytest
from tests.provenance.reports import NOON, article

from headwater.data.load import load_anchors, load_gazetteer
from headwater.model.article import Article, quoted
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import ReuseKind
from headwater.model.story import Report
from headwater.provenance.origins import count_origins
from headwater.provenance.retold import find_retellings
from headwater.provenance.translation import align_tellings, read_telling

KNOWN = Knowledge(anchors=load_anchors(), gazetteer=load_gazetteer())
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
    return align_tellings(read_telling(one, knowledge=KNOWN), read_telling(other, knowledge=KNOWN)).likeness


def test_a_translation_is_told_from_another_report_of_the_same_event() -> None:
    assert alike(ENGLISH, GERMAN) > 4
    assert alike(ENGLISH, OWN_GERMAN) < 1


def test_it_does_not_matter_which_text_comes_first() -> None:
    assert alike(ENGLISH, GERMAN) == pytest.approx(alike(GERMAN, ENGLISH))


def test_two_texts_in_one_language_are_no_translations() -> None:
    assert alike(ENGLISH, ENGLISH) == -math.inf


def test_a_translation_adds_no_origin_and_says_why() -> None:
    reports = [Report(key=key, article=one, first_seen=NOON) for key, one in (("a", ENGLISH), ("b", GERMAN))]
    (origin,) = count_origins(reports, knowledge=KNOWN)
    assert [reason.rule for reason in origin.evidence] == ["translated"]


def test_an_own_report_in_another_language_stays_an_origin() -> None:
    reports = [Report(key=key, article=one, first_seen=NOON) for key, one in (("a", ENGLISH), ("b", OWN_GERMAN))]
    assert len(count_origins(reports, knowledge=KNOWN)) == 2


def test_sentences_that_tell_the_same_are_shown_side_by_side() -> None:
    reports = [Report(key=key, article=one, first_seen=NOON) for key, one in (("a", ENGLISH), ("b", GERMAN))]
    (told,) = find_retellings(reports, knowledge=KNOWN)
    pairs = [(quoted(GERMAN, each.newer), quoted(ENGLISH, each.older)) for each in told.reuse.passages]
    assert ("Verletzt wurde laut Polizei niemand.", "Nobody was hurt, the police said.") in pairs
    assert told.reuse.kind is ReuseKind.TRANSLATED


PRICES = "Shares of Nets and Traps rose 3 percent on Monday and closed at 47 crowns. About 392 thousand changed hands."
PREISE = "Aktien von Nets and Traps stiegen am Montag um 3 Prozent und schlossen bei 47 Kronen. 392 Tausend wurden gehandelt."


def test_a_form_in_two_languages_in_which_nobody_speaks_is_no_translation() -> None:
    one, other = article("meridian", *PRICES.split(". ")), article("anzeiger", *PREISE.split(". "), language="de")
    reports = [Report(key=key, article=each, first_seen=NOON) for key, each in (("a", one), ("b", other))]
    assert alike(one, other) > 3
    assert find_retellings(reports, knowledge=KNOWN) == ()


NOTICE = (
    (
        "The crews of the island ferries want a bell on every boat. The line refuses, because 14 bells would cost more than "
        "a month of tickets and nobody would hear them in fog."
    ),
    "“A bell is heard by whoever wants to hear it on a night like this,” said Ida Brezec of the crews.",
)
TOLD_ANEW = (
    (
        "Nobody would hear them, says the line: the bells that the crews of the ferries want on their boats cost a month of "
        "tickets."
    ),
    "Ida Brezec spoke for the crews and was brief: “A bell is heard by whoever wants to hear it on a night like this.”",
)
OWN_REPORT = (
    "A passenger fell from the ladder of a ferry at the northern quay and was pulled out by 3 sailors of another ship.",
    "“A bell is heard by whoever wants to hear it on a night like this,” Ida Brezec said when she was asked about it.",
)


def test_the_same_told_in_other_words_is_not_an_own_report_that_has_the_same_quotation() -> None:
    source = Report(key="a", article=article("post", *NOTICE), first_seen=NOON)
    for words, kinds in ((TOLD_ANEW, [ReuseKind.REWORDED]), (OWN_REPORT, [])):
        told = Report(key="b", article=article("herald", *words), first_seen=NOON)
        assert [each.reuse.kind for each in find_retellings([source, told], knowledge=KNOWN)] == kinds
