"""List pages without a feed: the links that repeat in one place of the page and carry a date."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from headwater.errors import ReadError
from headwater.model.feed import FeedDocument, FeedFormat
from headwater.model.page import Page
from headwater.read.limits import check_size, newest
from headwater.read.raw import RawEntry, address, finished, language_tag
from headwater.text.charsets import decode_html
from headwater.text.dates import parse_date
from headwater.text.urls import host_of

#: Fewer repetitions are no list.
_MIN_LINKS = 3
#: Letters of a link's text: a headline has more, "Next" and "Sport" have fewer.
_MIN_LETTERS = 15
#: Ancestors looked at for a link's date; a card is seldom deeper.
_CARD_DEPTH = 4
#: Elements looked at in one card: a page's whole body is no card.
_CARD_PARTS = 60
_MAX_LINKS = 5000
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_PRINTED = re.compile(
    r"\b(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2}\.? [^\W\d]{3,12}\.? \d{4}|[^\W\d]{3,12}\.? \d{1,2}, \d{4})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    url: str
    words: str
    printed: str | None
    moment: datetime | None


def read_listing(page: Page, *, now: datetime) -> FeedDocument:
    """Give the entries of a list page: the largest group of links in like places of which most carry a date.

    A date later than a day after `now` counts as none. Show the result before it is saved: it is a guess.

    Raises:
        ReadError: where no three dated links stand in like places.

    """
    check_size(page.body, url=page.final_url)
    root = _parsed(decode_html(page.body, header=page.charset).text)
    groups: dict[str, dict[str, _Link]] = defaultdict(dict)
    for anchor in [] if root is None else list(root.iter("a"))[:_MAX_LINKS]:
        link = _link(anchor, page.final_url, now)
        if link:
            groups[_place(anchor)].setdefault(link.url, link)
    best = max(groups.values(), key=_weight, default={})
    if _weight(best) < _MIN_LINKS:
        message = "the address answers with a web page on which no list of dated reports was found: look for its feed"
        raise ReadError(message, about=page.final_url)
    language = language_tag(root.get("lang")) if root is not None else None
    raw = [RawEntry(link=link.url, title=link.words, published=link.printed) for link in best.values()]
    entries, left_out = newest([finished(entry, base=page.final_url, language=language) for entry in raw])
    title = None if root is None else root.findtext(".//title")
    return FeedDocument(
        url=page.final_url,
        format=FeedFormat.LISTING,
        title=" ".join((title or "").split()) or None,
        link=page.final_url,
        language=language,
        entries=entries,
        left_out=left_out,
    )


def _parsed(text: str) -> lxml_html.HtmlElement | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _link(anchor: lxml_html.HtmlElement, base: str, now: datetime) -> _Link | None:
    words = " ".join(" ".join(islice(anchor.itertext(), _CARD_PARTS)).split())
    url = address(anchor.get("href"), base)
    if len(words) < _MIN_LETTERS or url is None or host_of(url) != host_of(base):
        return None
    printed = _date_near(anchor) or _date_in(url)
    moment = parse_date(printed) if printed else None
    if moment is None or moment > now.astimezone(UTC) + timedelta(days=1):
        return _Link(url=url, words=words, printed=None, moment=None)
    return _Link(url=url, words=words, printed=printed, moment=moment)


def _date_near(anchor: lxml_html.HtmlElement) -> str | None:
    card: lxml_html.HtmlElement | None = anchor
    for _ in range(_CARD_DEPTH):
        if card is None:
            return None
        parts = list(islice(card.iter(), _CARD_PARTS))
        times = [part.get("datetime") or part.text or "" for part in parts if part.tag == "time"]
        printed = times or _PRINTED.findall(
            " ".join(filter(None, (text for part in parts for text in (part.text, part.tail))))
        )
        if len(printed) == 1:
            return str(printed[0]).strip()
        if len(printed) > 1:
            return None
        card = card.getparent()
    return None


def _date_in(url: str) -> str | None:
    found = _IN_ADDRESS.search(url)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _place(anchor: lxml_html.HtmlElement) -> str:
    steps: list[str] = []
    element: lxml_html.HtmlElement | None = anchor
    while element is not None and len(steps) < _CARD_DEPTH:
        steps.append(f"{element.tag}.{(element.get('class') or '').split(' ')[0]}")
        element = element.getparent()
    return "<".join(steps)


def _weight(links: dict[str, _Link]) -> int:
    dated = sum(1 for link in links.values() if link.moment)
    return dated if dated * 2 >= len(links) else 0
