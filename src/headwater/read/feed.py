"""Bytes as fetched to the feed they are: the one way in, whatever the format."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from headwater.errors import ReadError
from headwater.model.feed import FeedDocument
from headwater.model.page import Page
from headwater.read.jsonfeed import read_json_feed
from headwater.read.limits import check_size
from headwater.read.listing import read_listing
from headwater.read.loose import read_loosely
from headwater.read.ninjs import is_ninjs, read_ninjs
from headwater.read.sitemap import read_sitemap
from headwater.read.sniff import Shape, shape_of
from headwater.read.strict import read_strictly
from headwater.text.charsets import decode_xml


def read_feed(page: Page, *, now: datetime) -> FeedDocument:
    """Give the feed that a page holds: RSS, Atom, JSON Feed, ninjs, sitemap or list page, told by what is in it.

    `now` is what list pages are read against: a date later than that is none.

    Raises:
        ReadError: where the page holds no feed; the message says what it holds instead.

    """
    url = page.final_url
    check_size(page.body, url=url)
    decoded = decode_xml(page.body, header=page.charset)
    if not decoded.text or decoded.text.isspace():
        message = "the server answered with an empty document: try again later"
        raise ReadError(message, about=url)
    shape = shape_of(decoded.text)
    if shape is Shape.HTML:
        return read_listing(page, now=now)
    if shape is Shape.OPML:
        message = "this is an OPML list of feeds, not a feed: import it as a list"
        raise ReadError(message, about=url)
    if shape is Shape.JSON:
        return _read_json(decoded.text, url)
    if shape is Shape.SITEMAP:
        return read_sitemap(decoded.text, url=url)
    document = decoded.text.encode() if decoded.utf8 is None else decoded.utf8
    found = read_strictly(document, url=url, language=page.language)
    return found or read_loosely(decoded.text, url=url, language=page.language)


def _read_json(text: str, url: str) -> FeedDocument:
    try:
        document = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        message = "the document looks like JSON and cannot be read as such: tell the source"
        raise ReadError(message, about=url) from error
    if isinstance(document, list):
        document = {"items": document}
    if not isinstance(document, Mapping):
        message = "the document is JSON and neither JSON Feed nor ninjs"
        raise ReadError(message, about=url)
    if is_ninjs(document):
        return read_ninjs(document, url=url)
    if "items" in document or "jsonfeed.org" in str(document.get("version")):
        return read_json_feed(document, url=url)
    message = "the document is JSON and neither JSON Feed nor ninjs"
    raise ReadError(message, about=url)
