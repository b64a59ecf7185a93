"""Bytes as fetched to the feed they are: the one way in, whatever the format."""

from datetime import datetime

from headwater.errors import ReadError
from headwater.model.feed import FeedDocument
from headwater.model.page import Page
from headwater.read.limits import check_size
from headwater.read.loose import read_loosely
from headwater.text.charsets import decode_xml


def read_feed(page: Page, *, now: datetime) -> FeedDocument:
    """Give the feed that a page holds: RSS, Atom, JSON Feed, ninjs or sitemap, told apart by what is in it.

    `now` bounds nothing here but is what the dates of list pages are read against ("today").

    Raises:
        ReadError: where the page holds no feed; the message says what it holds instead.

    """
    del now
    check_size(page.body, url=page.final_url)
    if not page.body.strip():
        message = "the server answered with an empty document: try again later"
        raise ReadError(message, about=page.final_url)
    text = decode_xml(page.body, header=page.charset).text
    return read_loosely(text, url=page.final_url)
