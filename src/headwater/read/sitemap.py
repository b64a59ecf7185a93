"""News sitemaps and sitemap indexes (sitemaps.org 0.9, Google News 0.9, image 1.1) onto our values."""

from lxml import etree

from headwater.errors import ReadError
from headwater.model.feed import FeedDocument, FeedFormat
from headwater.read.limits import MAX_MORE, newest
from headwater.read.raw import RawEntry, address, finished
from headwater.text.dates import parse_date


def read_sitemap(document: bytes, *, url: str) -> FeedDocument:
    """Give the pages a sitemap names as entries, and the sitemaps an index names, newest first, in `more`.

    `document` is in UTF-8. A broken sitemap is read as far as it goes.

    Raises:
        ReadError: where it is no XML at all.

    """
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = "the sitemap is no well-formed XML: tell the source"
        raise ReadError(message, about=url) from error
    if root is None:
        message = "the sitemap holds nothing that can be read"
        raise ReadError(message, about=url)
    pages = [_raw(element) for element in root if _name(element) == "url"]
    entries, left_out = newest([finished(raw, base=url, language=None) for raw in pages if raw.link])
    return FeedDocument(
        url=url, format=FeedFormat.SITEMAP, entries=entries, more=_children(root, url), left_out=left_out
    )


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _raw(page: etree._Element) -> RawEntry:
    raw = RawEntry()
    for part in page:
        name = _name(part)
        words = (part.text or "").strip()
        if name == "loc":
            raw.link = words
        elif name == "lastmod":
            raw.updated = words
        elif name == "news":
            _read_news(part, raw)
        elif name == "image":
            raw.images += [(inner.text or "").strip() for inner in part if _name(inner) == "loc"]
    return raw


def _read_news(news: etree._Element, raw: RawEntry) -> None:
    for part in news.iter():
        name = _name(part)
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
        if _name(element) == "sitemap":
            parts = {_name(part): (part.text or "").strip() for part in element}
            child = address(parts.get("loc"), url)
            moment = parse_date(parts.get("lastmod", ""))
            if child:
                found.append((moment.isoformat() if moment else "", child))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(dict.fromkeys(child for _, child in found))[:MAX_MORE]
