"""What a page says of itself where nobody else can say it: its address, and the name of its site."""

import re

from headwater.model.page import Page
from headwater.read.page_head import PageHead
from headwater.text.urls import normalise

#: Browsers that save a page write its address on top ("mark of the web").
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{4}\)(\S{1,2000})\s*-->")
_TOP_BYTES = 4_096
_LONGEST_NAME = 100


def own_address(page: Page) -> str | None:
    """Give the address under which a page in a file was published, normalised; None where the page names none.

    In this order: the browser's mark on top, `og:url` (Open Graph), `rel=canonical` (RFC 6596).
    """
    saved = _SAVED_FROM.search(page.body[:_TOP_BYTES])
    head = PageHead(page)
    links = [link.get("href") for link in head.elements("link") if "canonical" in (link.get("rel") or "").casefold()]
    stated = (saved[1].decode("utf-8", "replace") if saved else None, _property(head, "og:url"), *links)
    return next((url for address in stated if address and (url := normalise(address))), None)


def site_name(page: Page) -> str | None:
    """Give the name that a page's site gives itself (Open Graph `og:site_name`), None where it gives none."""
    name = " ".join((_property(PageHead(page), "og:site_name") or "").split())
    return name if 0 < len(name) <= _LONGEST_NAME else None


def _property(head: PageHead, name: str) -> str | None:
    return next((meta.get("content") for meta in head.elements("meta") if meta.get("property") == name), None)
