"""What a document is, told from its first bytes: servers say anything."""

import re
from enum import Enum


class Shape(Enum):
    """What the bytes of a document look like."""

    FEED = "feed"
    JSON = "json"
    SITEMAP = "sitemap"
    OPML = "opml"
    HTML = "html"
    WARC = "warc"
    WACZ = "wacz"


#: What is passed over, or the root element in the first group.
_UNSEEN_OR_ROOT = re.compile(
    r"<!--(?:.*?-->|.*)|<\?(?:.*?\?>|.*)|<![^-](?:.*?>|.*)|<(?:[a-zA-Z0-9_.-]{1,20}:)?([a-zA-Z]+)[\s>/]", re.DOTALL
)
_ROOTS = {"urlset": Shape.SITEMAP, "sitemapindex": Shape.SITEMAP, "opml": Shape.OPML, "html": Shape.HTML}
#: How far the root element is looked for.
_WITHIN = 20_000


def shape_of(text: str) -> Shape:
    """Give the shape of a document; what begins like nothing we know counts as a feed, for feedparser to judge.

    >>> shape_of(' {"version": "https://jsonfeed.org/version/1.1"}'), shape_of("<!DOCTYPE html><html>")
    (<Shape.JSON: 'json'>, <Shape.HTML: 'html'>)
    """
    head = text[:_WITHIN].lstrip("\ufeff \t\r\n")
    if head.startswith(("{", "[")):
        return Shape.JSON
    root = next((found[1] for found in _UNSEEN_OR_ROOT.finditer(head) if found[1]), "")
    return _ROOTS.get(root.lower(), Shape.FEED)


def archive_of(body: bytes) -> Shape | None:
    """Give the shape of an archive by its first bytes, or None (WARC 1.1 section 4, WACZ 1.1.1 section 4).

    >>> archive_of(b"WARC/1.1")
    <Shape.WARC: 'warc'>
    """
    if body.startswith((b"WARC/", b"\x1f\x8b")):
        return Shape.WARC
    return Shape.WACZ if body.startswith(b"PK\x03\x04") else None
