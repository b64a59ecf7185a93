"""What a page is filed under: one short name, and not the words it wants to be found by."""

import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from headwater.extract.notice import find_section
from headwater.extract.standfirst import find_standfirst
from headwater.extract.structured import read_structured


def _section(*, meta: str | None = None, stated: object = None) -> str | None:
    head = f'<meta property="article:section" content="{meta}">' if meta else ""
    report = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "articleSection": stated})
    page = f'<head>{head}<script type="application/ld+json">{report}</script></head>'
    return find_section(read_structured(LexborHTMLParser(page)))


@pytest.mark.parametrize(
    ("meta", "stated", "section"),
    [
        ("Harbour", None, "Harbour"),
        (None, "Culture &amp; Media", "Culture & Media"),
        (None, ["Coast", "Ferries"], "Coast"),
        ("Arts, Culture &amp; Media", None, "Arts, Culture & Media"),
        (None, "Recht, Handel und Finanzen", "Recht, Handel und Finanzen"),
        ("Ferries, strike, Selby, night shifts, crews", None, None),
        ("Ferries, strike", None, None),
        ("عبارات، إضراب، ميناء", None, None),
        ("Ferries, strike, Selby", "Coast", "Coast"),
        (None, ["ferry", "strike", "Selby", "night", "crews", "shift"], None),
        ("Everything that was ever said about the ferries of Selby", None, None),
        (None, None, None),
    ],
)
def test_a_section_is_one_short_name(meta: str | None, stated: object, section: str | None) -> None:
    assert _section(meta=meta, stated=stated) == section


def test_what_nobody_sees_is_no_part_of_a_description() -> None:
    page = '<head><meta property="og:description" content="&#8203;&nbsp;\u200cCrews went home\ufeff."></head>'
    assert find_standfirst(read_structured(LexborHTMLParser(page)), None) == "Crews went home."
