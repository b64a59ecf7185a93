import dataclasses
from typing import Any

import pytest
from tests.provenance.reports import KNOWLEDGE, article

from headwater.data.load import load_knowledge
from headwater.model.article import quoted
from headwater.model.knowledge import Knowledge
from headwater.provenance.credits import find_credits


def credits_of(
    *paragraphs: str, language: str = "en", knowledge: Knowledge = KNOWLEDGE, outlet: str = "kiosk", **fields: Any
) -> list[tuple[str, str, str]]:
    one = dataclasses.replace(article(outlet, *paragraphs, language=language), **fields)
    found = find_credits(one, knowledge=knowledge)
    for credit in found:
        assert credit.span is None or quoted(one, credit.span) == credit.name
    return [(credit.kind.value, credit.form.value, credit.outlet or credit.name) for credit in found]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("KALDER, March 1 (Meridian) - Two ferries will return.", "en", ("supplied", "dateline", "meridian")),
        ("KALDER (MN) — Two ferries will return.", "en", ("supplied", "dateline", "meridian")),
        ("Source: Aegean Ledger", "en", ("published", "credit-line", "ledger")),
        ("Πηγή: Aegean Ledger", "el", ("published", "credit-line", "ledger")),
        ("Quelle: Meridian", "de", ("published", "credit-line", "meridian")),
        ("Источник: Meridian", "ru", ("published", "credit-line", "meridian")),
        ("Fuente: Meridian", "es", ("published", "credit-line", "meridian")),
        ("Source : Meridian", "fr", ("published", "credit-line", "meridian")),
        ("With agencies", "en", ("supplied", "credit-line", "agencies")),
        ("(With information from Meridian)", "en", ("supplied", "credit-line", "meridian")),
        ("The post Ferries return appeared first on Aegean Ledger.", "en", ("published", "credit-line", "ledger")),
        ("h/t Northern Post", "en", ("published", "hat-tip", "post")),
        ("h/t: Northern Post", "en", ("published", "hat-tip", "post")),
        ("The boats are safe, the minister told Meridian on Monday.", "en", ("told", "inline", "meridian")),
        ("The boats are safe, as broadcast by Harbour TV.", "en", ("relayed", "inline", "harbour")),
        ("The boats are safe, Meridian reported.", "en", ("reported", "inline", "meridian")),
        (
            "The boats are safe, citing the newspaper Unknown Island Gazette.",
            "en",
            ("relayed", "inline", "Unknown Island Gazette"),
        ),
        (
            "Das Schiff kehrt zurück, sagte der Minister der Agentur Meridian.",
            "de",
            ("told", "inline", "meridian"),
        ),
        ("Laut Meridian kehrt das Schiff zurück.", "de", ("relayed", "inline", "meridian")),
        ("Τα πλοία επιστρέφουν, όπως μετέδωσε το Meridian.", "el", ("relayed", "inline", "meridian")),
        ("Об этом сообщает агентство Meridian.", "ru", ("reported", "inline", "meridian")),
        ("Según Meridian, los barcos vuelven.", "es", ("relayed", "inline", "meridian")),
        ("Selon Meridian, les bateaux reviennent.", "fr", ("relayed", "inline", "meridian")),
    ],
)
def test_a_hop_is_read_with_its_kind_and_form(text: str, language: str, expected: tuple[str, str, str] | None) -> None:
    assert credits_of(text, language=language) == ([expected] if expected else [])


def test_an_ambiguous_name_counts_only_where_the_form_allows() -> None:
    assert credits_of("The MN reported a loss.") == []
    assert credits_of("The MN news agency reported a loss.") == [("reported", "inline", "meridian")]


def test_an_outlet_does_not_credit_itself() -> None:
    assert credits_of("Two ferries will return.", "Source: Meridian", outlet="meridian") == []
    assert credits_of("Two ferries will return, Meridian reported.", outlet="meridian") == []


def test_an_agency_says_in_its_dateline_that_the_words_are_its_own() -> None:
    assert credits_of("KALDER (Meridian) — Two ferries will return.", outlet="meridian") == [
        ("supplied", "dateline", "meridian")
    ]


def test_markup_names_the_original() -> None:
    found = credits_of(
        "Nothing.", based_on=("https://ledger.example/1",), feed_source=("Harbour TV", "https://harbour.example/rss")
    )
    assert found == [("published", "markup", "ledger"), ("published", "markup", "harbour")]


def test_a_credit_line_that_extraction_lifted_out_counts_once() -> None:
    assert credits_of("Source: Meridian", credit_line="Source: Meridian") == [("published", "credit-line", "meridian")]


def test_plain_prose_about_newspapers_is_no_credit() -> None:
    assert credits_of("She likes the Northern Post and the associated press of the town.") == []


def test_every_shipped_agency_is_read_in_a_dateline() -> None:
    knowledge = load_knowledge()
    for outlet in knowledge.outlets:
        if outlet.kind.value == "agency" and outlet.name.isascii() and "(" not in outlet.name:
            assert credits_of(f"KALDER ({outlet.name}) — Rain.", knowledge=knowledge)[0][:2] == ("supplied", "dateline")
