"""What a page announces about itself: its feeds, and named meta elements."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from headwater.model.page import Page
from headwater.text.urls import join

#: What is announced stands early; the rest of a large page is not looked at.
_READ_BYTES = 1_000_000
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
#: Ends of paths that lead to feeds on sites that announce none.
_FEED_ENDS = ("/rss", "/feed", "/atom", "/feeds", ".rss", ".atom", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
_MAX_FEEDS = 50
#: Elements of one kind that are looked at; front pages have some hundreds of links.
_MAX_ELEMENTS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedFeed:
    """A feed that a page points to."""

    #: Absolute and normalised.
    url: str
    title: str | None = None


def feeds_announced(page: Page) -> tuple[AnnouncedFeed, ...]:
    """Give the feeds of `link rel=alternate` (HTML 4.6.7.1 alternate, RFC 4287 4.2.7.2), feeds of comments last."""
    root = _root(page)
    base = _base(page, root)
    return _distinct(_announced(link, base=base) for link in _all(root, "link") if _is_feed_link(link))


def feeds_linked(page: Page) -> tuple[AnnouncedFeed, ...]:
    """Give the links of a page's body whose address looks like a feed's, feeds of comments last."""
    root = _root(page)
    base = _base(page, root)
    found = (_announced(anchor, base=base) for anchor in _all(root, "a"))
    return _distinct(feed for feed in found if feed is not None and _looks_like_feed(feed.url))


def meta_content(page: Page, *, name: str) -> str | None:
    """Give the content of the first `meta` element of a name (case-insensitive), None where there is none."""
    # The search of bytes spares nearly every page the parser.
    if name.encode() not in page.body[:_READ_BYTES].lower():
        return None
    named = (meta for meta in _all(_root(page), "meta") if (meta.get("name") or "").casefold() == name)
    return next((meta.get("content") for meta in named), None)


def _root(page: Page) -> etree._Element | None:
    # libxml2 stops at a depth of 256, so that no nesting or run of unclosed tags is expensive.
    try:
        parser = etree.HTMLParser(encoding=page.charset, no_network=True, remove_comments=True)
    except LookupError:
        parser = etree.HTMLParser(no_network=True, remove_comments=True)
    try:
        return etree.fromstring(page.body[:_READ_BYTES], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _all(root: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    return iter(()) if root is None else islice(root.iter(tag), _MAX_ELEMENTS)


def _base(page: Page, root: etree._Element | None) -> str:
    href = next((base.get("href") for base in _all(root, "base")), None)
    return (join(page.final_url, href) if href else None) or page.final_url


def _is_feed_link(link: etree._Element) -> bool:
    kind = (link.get("type") or "").partition(";")[0].strip().casefold()
    return "alternate" in (link.get("rel") or "").casefold().split() and kind in _FEED_TYPES


def _announced(element: etree._Element, *, base: str) -> AnnouncedFeed | None:
    href = element.get("href")
    url = join(base, href) if href else None
    title = " ".join((element.get("title") or "").split())[:200]
    return AnnouncedFeed(url=url, title=title or None) if url else None


def _looks_like_feed(url: str) -> bool:
    path = url.partition("?")[0].rstrip("/").casefold()
    return path.endswith(_FEED_ENDS)


def _distinct(found: Iterable[AnnouncedFeed | None]) -> tuple[AnnouncedFeed, ...]:
    by_url: dict[str, AnnouncedFeed] = {}
    for feed in found:
        if feed is not None:
            by_url.setdefault(feed.url, feed)
    return tuple(sorted(by_url.values(), key=_is_of_comments)[:_MAX_FEEDS])


def _is_of_comments(feed: AnnouncedFeed) -> bool:
    return "comment" in feed.url.casefold() or "comment" in (feed.title or "").casefold()
