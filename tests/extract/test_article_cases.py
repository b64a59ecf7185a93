"""Every page under `tests/cases/extract` gives what the file of its name says."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from headwater.extract.article import extract
from headwater.model.article import Article, BlockKind, NotAnArticle
from headwater.model.feed import Entry
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

CASES = Path(__file__).parents[1] / "cases" / "extract"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _page(name: str, url: str) -> Page:
    body = (CASES / f"{name}.html").read_bytes()
    return Page(
        url=url, final_url=url, status=200, content_type="text/html", charset="utf-8", body=body, fetched_at=NOW
    )


def _entry(plain: dict[str, Any] | None) -> Entry | None:
    if plain is None:
        return None
    published = datetime.fromisoformat(plain["published"])
    return Entry(title=plain["title"], authors=tuple(plain["authors"]), published=published)


def _texts(article: Article) -> list[str]:
    return [block.text for block in article.body if block.kind not in {BlockKind.IMAGE, BlockKind.HEADING}]


def _images(article: Article) -> list[list[str | None]]:
    return [[block.image.url, block.image.caption, block.image.credit] for block in article.body if block.image]


def _rules(article: Article) -> list[list[str]]:
    return [[piece.field, piece.rule] for piece in article.evidence]


SEEN: dict[str, Callable[[Article], object]] = {
    "headline": lambda article: article.headline,
    "authors": lambda article: list(article.authors),
    "published": lambda article: article.date_published and article.date_published.isoformat(),
    "body": _texts,
    "body_count": lambda article: len(_texts(article)),
    "blocks": lambda article: [[block.kind.value, block.text] for block in article.body],
    "images": _images,
    "language": lambda article: article.language,
    "languages": lambda article: [block.language for block in article.body],
    "is_free": lambda article: article.is_accessible_for_free,
    "keywords": lambda article: list(article.keywords),
    "section": lambda article: article.section,
    "dateline": lambda article: article.dateline,
    "credit_line": lambda article: article.credit_line,
    "based_on": lambda article: list(article.based_on),
    "article_url": lambda article: article.url,
    "labels": lambda article: [label.value for label in article.labels],
    "embed": lambda article: next(
        [block.text, block.speaker] for block in article.body if block.kind is BlockKind.EMBED
    ),
}


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.html")))
def test_the_page_gives_what_its_case_says(name: str) -> None:
    expected = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    page = _page(name, expected.pop("url", "https://ledger.example/report"))
    entry = _entry(expected.pop("entry", None))
    result = extract(page, entry, knowledge=Knowledge(), now=NOW)
    if "reason" in expected:
        assert isinstance(result, NotAnArticle), result
        assert result.reason.value == expected["reason"]
        assert result.detail
        return
    assert isinstance(result, Article), result
    text = "\n".join(block.text for block in result.body)
    for words in expected.pop("holds", []):
        assert words in text
    for words in expected.pop("lacks", []):
        assert words not in text
    if "rule" in expected:
        assert expected.pop("rule") in _rules(result)
    assert {key: SEEN[key](result) for key in expected} == expected
