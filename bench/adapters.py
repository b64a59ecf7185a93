"""Our functions in the shapes that the yardsticks ask for."""

import re
from datetime import UTC, datetime

from headwater.extract.article import extract_decoded, read_text
from headwater.model.article import Article, text_of
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page
from headwater.text.printed_dates import find_dates

_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_KNOWLEDGE = Knowledge()


def text(html: str, url: str) -> str:
    """Give the body's text: paragraphs, headings, lists, quotes and tables, a line each; captions out."""
    return read_text(html, page=_page(url), knowledge=_KNOWLEDGE)


def full(html: str, url: str) -> dict[str, str]:
    """Give the text and the fields that the yardsticks score."""
    article = _extracted(html, url)
    if article is None:
        return {}
    return {
        "text": text_of(article),
        "title": article.headline,
        "author": "; ".join(article.authors),
        "date": _printed_day(article),
    }


def _printed_day(article: Article) -> str:
    """Give the day as the outlet states it; in UTC it may be the day before or after."""
    if article.date_published is None:
        return ""
    seen = next((piece.seen or "" for piece in article.evidence if piece.field == "date_published"), "")
    stated = re.match(r"\d{4}-\d\d-\d\d(?=T|$|\s)", seen)
    if stated:
        return stated.group()
    # Where the outlet's own day is not the one in UTC, the evidence shows the printed line first.
    near = range(-1, 2)
    days = [found.moment.date() for found in find_dates(seen, language=article.language, now=_NOW)]
    utc = article.date_published.date()
    return next((day for day in days if (day - utc).days in near), utc).isoformat()


def _extracted(html: str, url: str) -> Article | None:
    result = extract_decoded(html, page=_page(url), entry=None, knowledge=_KNOWLEDGE, now=_NOW)
    return result if isinstance(result, Article) else None


def _page(url: str) -> Page:
    return Page(url=url, final_url=url, status=200, content_type="text/html", charset=None, body=b"", fetched_at=_NOW)
