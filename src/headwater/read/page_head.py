"""What an HTML page says about itself in elements of one name: links, the base, meta elements."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from headwater.model.page import Page
from headwater.text.urls import join

#: What is announced stands early; the rest of a large page is not looked at.
_READ_BYTES = 1_000_000
#: Elements of one kind that are looked at; front pages have some hundreds of links.
_MAX_ELEMENTS = 5_000


class PageHead:
    """A page opened for a look at its elements; what is no HTML has none."""

    def __init__(self, page: Page) -> None:
        """Parse the first megabyte of a page."""
        self._page = page
        self._root = _parsed(page)

    def elements(self, tag: str) -> Iterator[etree._Element]:
        """Give the elements of a name in the page's order, the first few thousand."""
        return iter(()) if self._root is None else islice(self._root.iter(tag), _MAX_ELEMENTS)

    @property
    def base(self) -> str:
        """The address that relative ones start from (HTML 4.2.3)."""
        href = next((base.get("href") for base in self.elements("base")), None)
        return (join(self._page.final_url, href) if href else None) or self._page.final_url


def meta_content(page: Page, *, name: str) -> str | None:
    """Give the content of the first `meta` element of a name (case-insensitive), None where there is none."""
    # The search of bytes spares nearly every page the parser.
    if name.encode() not in page.body[:_READ_BYTES].lower():
        return None
    named = (meta for meta in PageHead(page).elements("meta") if (meta.get("name") or "").casefold() == name)
    return next((meta.get("content") for meta in named), None)


def _parsed(page: Page) -> etree._Element | None:
    # libxml2 stops at a depth of 256, so that no nesting or run of unclosed tags is expensive.
    try:
        parser = etree.HTMLParser(encoding=page.charset, no_network=True, remove_comments=True)
    except LookupError:
        parser = etree.HTMLParser(no_network=True, remove_comments=True)
    try:
        return etree.fromstring(page.body[:_READ_BYTES], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
