"""A page to an article, or the reason why it is none: the order of things.

bytes ─ charset ─ guard ─ tree ┬─ structured ───────────┐
                               └─ passages ─ body ──────┼─ headline, byline, dates, picture … ─ Article
                                                        └─ refusals ─ NotAnArticle
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from headwater.extract.blocks import blocks_of, plain_text
from headwater.extract.body import find_body
from headwater.extract.byline import find_byline
from headwater.extract.credit_line import find_credit_line, find_dateline
from headwater.extract.dates import find_dates
from headwater.extract.foreign import with_languages
from headwater.extract.guard import refusal_before_parsing
from headwater.extract.headline import find_headline, stated_titles
from headwater.extract.image import find_lead_image
from headwater.extract.notice import based_on, find_keywords, find_labels, find_section, is_free
from headwater.extract.passages import Passage, Walked, walk
from headwater.extract.refusal import find_refusal
from headwater.extract.rescue import rescued_passages
from headwater.extract.site_rules import byline_by_rule, dates_by_rule
from headwater.extract.standfirst import find_standfirst
from headwater.extract.structured import Structured, read_structured
from headwater.extract.surroundings import (
    Surroundings,
    language_of_dates,
    lines_after,
    lines_around_headline,
    lines_that_close,
    site_names,
)
from headwater.model.article import Article, Block, BlockKind, Evidence, NotAnArticle, NotArticleReason
from headwater.model.feed import Entry
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page
from headwater.model.sites import Site
from headwater.text.charsets import decode_html
from headwater.text.languages import detect_language
from headwater.text.urls import host_of, normalise

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})
_ENOUGH_CHARACTERS = 250
_LANGUAGE_CHARACTERS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parsed:
    """A page taken apart: what all fields are found in."""

    url: str
    structured: Structured
    walked: Walked
    kept: list[Passage]
    #: Rule that gave the body.
    rule: str


def extract(page: Page, entry: Entry | None, *, knowledge: Knowledge, now: datetime) -> Article | NotAnArticle:
    """Give the article a page holds, or the reason why it holds none.

    `entry` is what a feed said about the page; it is one witness more. Every field comes with its evidence. Never
    raises for what is in the page, and costs at most about a second whatever is in it.

    >>> from datetime import UTC
    >>> now = datetime(2026, 11, 23, tzinfo=UTC)
    >>> html = "<h1>Dam opens</h1><p>The dam at Port Selby opened on Monday, the mayor said.</p>"
    >>> page = Page(url="https://ledger.example/dam", final_url="https://ledger.example/dam", status=200,
    ...     content_type="text/html", charset=None, body=html.encode(), fetched_at=now)
    >>> article = extract(page, None, knowledge=Knowledge(), now=now)
    >>> article.headline, article.body[0].text
    ('Dam opens', 'The dam at Port Selby opened on Monday, the mayor said.')
    """
    if page.content_type is not None and page.content_type not in _HTML_TYPES:
        return _none(page, NotArticleReason.NOT_HTML, f"The server calls it {page.content_type}.")
    html = decode_html(page.body, header=page.charset).text
    return extract_decoded(html, page=page, entry=entry, knowledge=knowledge, now=now)


def extract_decoded(
    html: str, *, page: Page, entry: Entry | None, knowledge: Knowledge, now: datetime
) -> Article | NotAnArticle:
    """Give what `extract` gives, for a page whose text is known already; its bytes are not looked at."""
    parsed = _parse(html, page=page, knowledge=knowledge)
    if isinstance(parsed, NotAnArticle):
        return parsed
    return _article(parsed, page=page, entry=entry, knowledge=knowledge, now=now)


def read_text(html: str, *, page: Page, knowledge: Knowledge) -> str:
    """Give only the words of the body, a line for each block: the same steps and settings as `extract`, no fields."""
    parsed = _parse(html, page=page, knowledge=knowledge)
    if isinstance(parsed, NotAnArticle):
        return ""
    names = site_names(parsed.structured, parsed.url, outlet=None)
    headline = find_headline(parsed.walked, parsed.structured, entry_title=None, site_names=names)
    return plain_text(parsed.kept, base=parsed.url, headline=headline[0] if headline else None)


def _parse(html: str, *, page: Page, knowledge: Knowledge) -> _Parsed | NotAnArticle:
    """Give a page taken apart, its body's passages chosen, or the reason why it cannot be."""
    refusal = refusal_before_parsing(html)
    if refusal is not None:
        return _none(page, *refusal)
    tree = LexborHTMLParser(html)
    if tree.body is None:
        return _none(page, NotArticleReason.EMPTY, "The page has no content.")
    structured = read_structured(tree)
    url = _address(page, structured)
    walked = walk(tree.body)
    site = knowledge.sites.get(host_of(url)) or Site(host=host_of(url))
    kept = find_body(walked, site=site, titles=stated_titles(structured))
    rule = "heaviest box"
    if sum(len(passage.text) for passage in kept) < _ENOUGH_CHARACTERS:
        rescued = rescued_passages(tree, structured)
        if rescued is not None and sum(len(passage.text) for passage in rescued[0]) >= _ENOUGH_CHARACTERS:
            kept, rule = rescued
    return _Parsed(url=url, structured=structured, walked=walked, kept=kept, rule=rule)


def _article(
    parsed: _Parsed, *, page: Page, entry: Entry | None, knowledge: Knowledge, now: datetime
) -> Article | NotAnArticle:
    url, structured, walked, kept = parsed.url, parsed.structured, parsed.walked, parsed.kept
    outlet = knowledge.outlets.by_host(host_of(url))
    names = site_names(structured, url, outlet=outlet)
    title = entry.title if entry else None
    headline = find_headline(walked, structured, entry_title=title, site_names=names)
    refusal = find_refusal(walked, structured, kept=kept, url=url, headline=headline[0] if headline else None)
    if refusal is not None:
        return _none(page, *refusal)
    if headline is None:
        return _none(page, NotArticleReason.NO_HEADLINE, "No place of the page holds a headline.")
    body = blocks_of(walked, kept, base=url, headline=headline[0])
    if not body:
        return _none(page, NotArticleReason.EMPTY, "The page has a headline and no prose.")
    language = _language(structured, page, entry, body)
    around = Surroundings(
        lines=lines_around_headline(walked, kept),
        after=lines_after(walked, kept),
        names=names,
        url=page.final_url or page.url,
        language=language,
        date_language=language_of_dates(language, url),
        now=now,
        entry=entry,
    )
    byline, dates = find_byline(walked, structured, around=around), find_dates(walked, structured, around=around)
    site = knowledge.sites.get(host_of(url))
    if site is not None:
        root = walked.boxes[0].node
        byline = byline_by_rule(root, site, around=around) or byline
        dates = dates_by_rule(root, site, found=dates, around=around)
    image = find_lead_image(walked, structured, entry=entry, base=url, lines=around.lines)
    following = lines_that_close(walked, around.after)
    evidence = [headline[1], *byline.evidence, *dates.evidence, *([image[1]] if image else [])]
    evidence.append(Evidence(field="body", rule=parsed.rule, confidence=_body_confidence(parsed), seen=None))
    return Article(
        url=url,
        outlet=outlet.key if outlet else host_of(url),
        headline=headline[0],
        description=find_standfirst(structured, entry),
        byline=byline.printed,
        authors=byline.authors,
        dateline=find_dateline(body),
        date_published=dates.published,
        date_modified=dates.modified,
        section=find_section(structured),
        keywords=find_keywords(structured, entry=entry),
        language=around.language,
        lead_image=image[0] if image else None,
        body=with_languages(body, around.language),
        credit_line=find_credit_line(body, following, names=knowledge.outlets),
        is_accessible_for_free=is_free(structured),
        labels=find_labels(walked, structured, url=url, lines=around.lines),
        based_on=based_on(structured, url=url),
        feed_source=_feed_source(entry),
        evidence=tuple(evidence),
    )


def _none(page: Page, reason: NotArticleReason, detail: str) -> NotAnArticle:
    return NotAnArticle(url=page.final_url or page.url, reason=reason, detail=detail)


def _address(page: Page, structured: Structured) -> str:
    """Give the canonical address; a canonical that leads to another host or to the front page is a template's."""
    fetched = normalise(page.final_url or page.url) or page.url
    host = host_of(fetched)
    for stated in (*structured.links.get("canonical", ()), *structured.metas.get("og:url", ())):
        address = normalise(stated, base=fetched)
        if address is not None and host_of(address) == host and (not _is_root(address) or _is_root(fetched)):
            return address
    return fetched


def _is_root(address: str) -> bool:
    return address.rstrip("/").count("/") == len("//")


def _language(structured: Structured, page: Page, entry: Entry | None, body: Iterable[Block]) -> str | None:
    stated = (structured.language, structured.meta("content-language", "og:locale"), page.language)
    hints = [hint for hint in (*stated, entry.language if entry else None) if hint]
    text = " ".join(block.text for block in body if block.kind is BlockKind.PARAGRAPH)[:_LANGUAGE_CHARACTERS]
    return detect_language(text or " ".join(block.text for block in body), hints=tuple(hints))


def _body_confidence(parsed: _Parsed) -> float:
    """Say how sure the body is: sure where it holds most of the page's prose, or was said to machines too."""
    if parsed.rule != "heaviest box":
        return 0.5
    total = parsed.walked.boxes[0].prose
    kept = sum(len(passage.text) - passage.linked for passage in parsed.kept)
    return round(min(1.0, 0.4 + 0.6 * kept / total), 2) if total else 0.2


def _feed_source(entry: Entry | None) -> tuple[str, str] | None:
    if entry is None or entry.source is None or not (entry.source.title or entry.source.url):
        return None
    return entry.source.title or "", entry.source.url or ""
