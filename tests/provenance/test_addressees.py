"""Whom it was said to, in languages whose lexicons know no addressee."""

import pytest
from tests.provenance.reports import KNOWLEDGE, article

from headwater.model.article import quoted
from headwater.provenance.addressees import with_addressees
from headwater.provenance.credits import find_credits
from headwater.provenance.statements import find_statements


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "de",
            "„Die Fähre fährt am Montag“, sagte die Hafenmeisterin Ida Vale der Nachrichtenagentur Meridian.",
            "Meridian",
        ),
        ("en", "“The ferry sails on Monday,” Ida Vale, the harbour master, told Meridian.", "Meridian"),
        ("en", "“The ferry sails on Monday,” said Ida Vale. The crews told Meridian that they would not sail.", None),
        (
            "en",
            "A harbour master who asked not to be named because she likes her post said the ferry would sail.",
            None,
        ),
    ],
)
def test_an_outlet_that_was_told_is_whom_it_was_said_to(language: str, text: str, told: str | None) -> None:
    report = article("post", text, language=language)
    named = tuple(find_credits(report, knowledge=KNOWLEDGE))
    found = with_addressees(find_statements(report, knowledge=KNOWLEDGE), named, article=report)
    assert found
    assert (quoted(report, found[0].addressee) if found[0].addressee else None) == told
