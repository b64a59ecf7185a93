"""Headlines: what is cut off them, and what is none."""

from datetime import UTC, datetime

import pytest

from headwater.extract.article import extract_decoded
from headwater.model.article import Article
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PROSE = "<p>The harbour of Sorra opened on Tuesday after nine years of work, the mayor said.</p>" * 2


def _headline(title: str, *, printed: str) -> str:
    page = Page(
        url="https://ledger.example/harbour",
        final_url="https://ledger.example/harbour",
        status=200,
        content_type="text/html",
        charset=None,
        body=b"",
        fetched_at=NOW,
    )
    html = f"<head><title>{title}</title></head><body>{printed}{PROSE}</body>"
    article = extract_decoded(html, page=page, entry=None, knowledge=Knowledge(), now=NOW)
    assert isinstance(article, Article)
    return article.headline


@pytest.mark.parametrize(
    ("printed", "headline"),
    [
        ("Harbour of Sorra opens | Opinion", "Harbour of Sorra opens"),
        ("Harbour of Sorra opens | News | Aegean Courier", "Harbour of Sorra opens"),
        ("Live | Harbour of Sorra opens after nine years", "Live | Harbour of Sorra opens after nine years"),
        ("Sorra | Opinion", "Sorra | Opinion"),
    ],
)
def test_a_printed_headline_loses_the_names_behind_its_bars(printed: str, headline: str) -> None:
    assert _headline(printed, printed=f"<h1>{printed}</h1>") == headline


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Harbour opens | Aegean Courier and Mail", "Harbour opens"),
        ("Harbour of Sorra opens | News | Aegean Courier", "Harbour of Sorra opens"),
        ("Harbour opens - Aegean Courier and Mail", "Harbour opens - Aegean Courier and Mail"),
    ],
)
def test_a_title_loses_the_names_behind_its_bars(title: str, headline: str) -> None:
    assert _headline(title, printed="") == headline


def test_one_printed_word_is_a_label_where_two_places_share_a_longer_wording() -> None:
    title = "Harbour of Sorra opens after nine years"
    shared = f'<meta property="og:title" content="{title}">'
    assert _headline(f"{title}</title>{shared}<title>", printed="<h1>Harbour</h1>") == title
    assert _headline("Harbour", printed="<h1>Harbour</h1>") == "Harbour"


def test_entities_escaped_twice_are_resolved() -> None:
    assert _headline("Fish &amp;#x26; ships come back to Sorra", printed="") == "Fish & ships come back to Sorra"
