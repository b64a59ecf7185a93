"""A page to an article, or the reason why it is none: the order of things.

bytes → text → guard → tree → passages ┬→ headline ─┐
                     └→ structured ────┼→ byline ───┼→ Article
                                       ├→ dates ────┤
                                       └→ body ─────┘
"""

import re
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from headwater.extract.blocks import blocks_of
from headwater.extract.body import find_body
from headwater.extract.byline import find_byline
from headwater.extract.dates import find_dates
from headwater.extract.guard import refusal_before_parsing
from headwater.extract.headline import find_headline
from headwater.extract.image import find_lead_image
from headwater.extract.passages import Passage, Walked, walk
from headwater.extract.structured import Structured, read_structured, words_of
from headwater.model.article import Article, Evidence, NotAnArticle, NotArticleReason
from headwater.model.feed import Entry
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page
from headwater.text.languages import detect_language
from headwater.text.urls import host_of, normalise

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})
_BEFORE_PASSAGES, _AFTER_PASSAGES, _FAR_PASSAGES = 10, 8, 60
_SHORT_LABEL = 2
_CHARSET = re.compile(rb"charset=[\"']?\s*([\w-]+)", re.IGNORECASE)


def extract(page: Page, entry: Entry | None, *, knowledge: Knowledge, now: datetime) -> Article | NotAnArticle:
    """Give the article a page holds, or the reason why it holds none."""
    if page.content_type is not None and page.content_type not in _HTML_TYPES:
        return _none(page, NotArticleReason.NOT_HTML, f"The server calls it {page.content_type}.")
    return extract_text(_decoded(page), page=page, entry=entry, knowledge=knowledge, now=now)


def extract_text(
    html: str, *, page: Page, entry: Entry | None, knowledge: Knowledge, now: datetime
) -> Article | NotAnArticle:
    """Give the same of a page that is already decoded."""
    refusal = refusal_before_parsing(html)
    if refusal is not None:
        return _none(page, *refusal)
    tree = LexborHTMLParser(html)
    if tree.body is None:
        return _none(page, NotArticleReason.EMPTY, "The page has no content.")
    structured = read_structured(tree)
    walked = walk(tree.body)
    kept = find_body(walked)
    url = _address(page, structured)
    outlet = knowledge.outlets.by_host(host_of(url))
    sites = _site_names(structured, host_of(url), outlet.name if outlet else None)
    headline = find_headline(walked, structured, entry_title=entry.title if entry else None, site_names=sites)
    if headline is None:
        return _none(page, NotArticleReason.NO_HEADLINE, "No place of the page holds a headline.")
    body = blocks_of(kept, base=url, headline=headline[0])
    if not body:
        return _none(page, NotArticleReason.EMPTY, "The page has a headline and no prose.")
    language = _language(structured, entry, "\n".join(block.text for block in body))
    lines = _lines_around_headline(walked, kept)
    byline = find_byline(
        walked, structured, entry=entry, site_names=sites, now=now, lines=lines, end=_lines_after(walked, kept)
    )
    dates = find_dates(
        walked,
        structured,
        url=page.final_url or page.url,
        entry=entry,
        language=language,
        now=now,
        lines=lines,
    )
    description = structured.meta("og:description", "description", "twitter:description")
    evidence: list[Evidence] = [headline[1], *byline.evidence, *dates.evidence]
    return Article(
        url=url,
        outlet=outlet.key if outlet else host_of(url),
        headline=headline[0],
        description=description,
        byline=byline.printed,
        authors=byline.authors,
        date_published=dates.published,
        date_modified=dates.modified,
        section=structured.meta("article:section") or words_of((structured.article or {}).get("articleSection")),
        keywords=(),
        language=language,
        lead_image=find_lead_image(structured, base=url),
        body=body,
        evidence=tuple(evidence),
    )


def _lines_around_headline(walked: Walked, kept: list[Passage]) -> range:
    """Give the positions of the passages from above the headline to the body's first paragraphs."""
    first = next((index for index, passage in enumerate(walked.passages) if passage is kept[0]), 0) if kept else 0
    printed = [index for index, passage in enumerate(walked.passages) if passage.box.tag == "h1"]
    headline = next((index for index in printed if not walked.passages[index].box.is_out), first)
    if not printed or abs(headline - first) > _FAR_PASSAGES:
        headline = first
    low, high = min(headline, first), max(headline, first)
    return range(max(0, low - _BEFORE_PASSAGES), min(len(walked.passages), high + _AFTER_PASSAGES))


def _lines_after(walked: Walked, kept: list[Passage]) -> range:
    last = next((index for index, passage in enumerate(walked.passages) if passage is kept[-1]), 0) if kept else 0
    return range(last + 1, min(len(walked.passages), last + 1 + _AFTER_PASSAGES))


def _none(page: Page, reason: NotArticleReason, detail: str) -> NotAnArticle:
    return NotAnArticle(url=page.final_url or page.url, reason=reason, detail=detail)


def _decoded(page: Page) -> str:
    # A stand-in until text/charsets.py is there.
    try:
        return page.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    match = _CHARSET.search(page.body[:4096])
    name = page.charset or (match.group(1).decode("ascii", "replace") if match else "cp1252")
    try:
        return page.body.decode(name, "replace")
    except LookupError:
        return page.body.decode("cp1252", "replace")


def _address(page: Page, structured: Structured) -> str:
    fetched = normalise(page.final_url or page.url) or page.url
    for stated in (*structured.links.get("canonical", ()), *structured.metas.get("og:url", ())):
        address = normalise(stated, base=fetched)
        if (
            address is not None
            and host_of(address) == host_of(fetched)
            and not address.endswith(f"{host_of(address)}/")
        ):
            return address
    return fetched


def _site_names(structured: Structured, host: str, outlet: str | None) -> list[str]:
    article = structured.article or {}
    labels = host.split(".")
    names = [
        structured.meta("og:site_name"),
        structured.meta("application-name", "apple-mobile-web-app-title"),
        words_of(article.get("publisher")),
        structured.meta("article:section"),
        words_of(article.get("articleSection")),
        outlet,
        host,
        host.replace("-", " "),
        *(label for label in labels[:-1] if len(label) > _SHORT_LABEL),
    ]
    return [name for name in names if name]


def _language(structured: Structured, entry: Entry | None, text: str) -> str | None:
    stated = (
        structured.language or structured.meta("content-language", "og:locale") or (entry.language if entry else None)
    )
    return detect_language(text[:2000], hints=(stated,) if stated else ())
