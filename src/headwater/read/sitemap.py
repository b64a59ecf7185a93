"""News sitemaps and sitemap indexes (sitemaps.org 0.9, Google News 0.9, image 1.1) onto our values."""

from lxml import etree

from headwater.errors import ReadError
from headwater.model.feed import FeedDocument, FeedFormat
from headwater.read.lenient import name_of, parse_leniently
from headwater.read.limits import MAX_MORE, newest
from headwater.read.raw import RawEntry, address, finished
from headwater.text.dates import parse_date


def read_sitemap(text: str, *, url: str) -> FeedDocument:
    """Give the pages a sitemap names as entries, and the sitemaps an index names, newest first, in `more`.

    A broken sitemap is read as far as it goes.

    Raises:
        ReadError: where it is no XML at all.

    """
    root = parse_leniently(text)
    if root is None:
        message = "the sitemap holds nothing that can be read: tell the source"
        raise ReadError(message, about=url)
    pages = [_raw(element) for element in root if name_of(element) == "url"]
    entries, left_out = newest([finished(raw, base=url, language=None) for raw in pages if raw.link])
    return FeedDocument(
        url=url, format=FeedFormat.SITEMAP, entries=entries, more=_children(root, url), left_out=left_out
    )


def _raw(page: etree._Element) -> RawEntry:
    raw = RawEntry()
    for part in page:
        name = name_of(part)
        words = (part.text or "").strip()
        if name == "loc":
            raw.link = words
        elif name == "lastmod":
            raw.updated = words
        elif name == "news":
            _read_news(part, raw)
        elif name == "image":
            raw.images += [(inner.text or "").strip() for inner in part if name_of(inner) == "loc"]
    return raw


def _read_news(news: etree._Element, raw: RawEntry) -> None:
    for part in news.iter():
        name = name_of(part)
        words = (part.text or "").strip()
        if name == "title":
            raw.title = words
        elif name == "publication_date":
            raw.published = words
        elif name == "language":
            raw.language = words
        elif name == "keywords":
            raw.categories += [keyword.strip() for keyword in words.split(",")]


def _children(root: etree._Element, url: str) -> tuple[str, ...]:
    found: list[tuple[str, str]] = []
    for element in root:
        if name_of(element) == "sitemap":
            parts = {name_of(part): (part.text or "").strip() for part in element}
            child = address(parts.get("loc"), url)
            moment = parse_date(parts.get("lastmod", ""))
            if child:
                found.append((moment.isoformat() if moment else "", child))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(dict.fromkeys(child for _, child in found))[:MAX_MORE]
