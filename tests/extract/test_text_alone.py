"""The text alone is the text of the whole article."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.extract.article import extract_decoded, read_text
from headwater.model.article import Article, BlockKind
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

CASES = Path(__file__).parents[1] / "cases" / "extract"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("file", sorted(CASES.glob("*.html")), ids=lambda file: file.stem)
def test_text_alone_has_the_words_of_the_blocks(file: Path) -> None:
    page = Page(
        url="https://ledger.example/a",
        final_url="https://ledger.example/a",
        status=200,
        content_type="text/html",
        charset=None,
        body=b"",
        fetched_at=NOW,
    )
    html = file.read_text("utf-8")
    text = read_text(html, page=page, knowledge=Knowledge())
    article = extract_decoded(html, page=page, entry=None, knowledge=Knowledge(), now=NOW)
    if isinstance(article, Article):
        blocks = [block.text for block in article.body if block.kind is not BlockKind.IMAGE and block.text]
        assert text.split() == "\n".join(blocks).split()
