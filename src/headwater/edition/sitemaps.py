"""Site maps (sitemaps.org 0.9) with their index, and the news site map (Google News sitemap 0.9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from headwater.edition.feeds import clean

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
#: Entries of one file; the protocol allows 50,000, but a crawler that comes back wants a short answer.
MOST_ENTRIES = 1_000
#: What the news site map may hold: so many entries, of the last two days.
MOST_NEWS = 1_000
NEWS_AGE = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page that search engines may show."""

    address: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsEntry:
    """One story for search engines that look for news."""

    address: str
    title: str
    published: datetime
    #: BCP 47.
    language: str


def site_map(entries: Iterable[Entry]) -> bytes:
    """Give a site map of pages."""
    root = _root("urlset")
    for entry in entries:
        _entry(root, "url", entry)
    return _written(root)


def site_map_index(entries: Iterable[Entry]) -> bytes:
    """Give the index of several site maps."""
    root = _root("sitemapindex")
    for entry in entries:
        _entry(root, "sitemap", entry)
    return _written(root)


def news_map(entries: Iterable[NewsEntry], *, name: str) -> bytes:
    """Give the news site map of a publication of that name."""
    root = _root("urlset", news=_NEWS)
    for entry in entries:
        place = _entry(root, "url", Entry(address=entry.address))
        news = etree.SubElement(place, f"{{{_NEWS}}}news")
        publication = etree.SubElement(news, f"{{{_NEWS}}}publication")
        _add(publication, f"{{{_NEWS}}}name", name)
        _add(publication, f"{{{_NEWS}}}language", entry.language)
        _add(news, f"{{{_NEWS}}}publication_date", entry.published.isoformat(timespec="seconds"))
        _add(news, f"{{{_NEWS}}}title", entry.title)
    return _written(root)


def _root(name: str, **namespaces: str) -> Any:  # noqa: ANN401 - lxml's elements have no public type
    nsmap: Any = {None: _MAP, **namespaces}  # the stubs know no default namespace
    return etree.Element(f"{{{_MAP}}}{name}", nsmap=nsmap)


def _entry(root: Any, name: str, entry: Entry) -> Any:  # noqa: ANN401 - as above
    place = etree.SubElement(root, f"{{{_MAP}}}{name}")
    _add(place, f"{{{_MAP}}}loc", entry.address)
    if entry.changed is not None:
        _add(place, f"{{{_MAP}}}lastmod", entry.changed.isoformat(timespec="seconds"))
    return place


def _add(parent: Any, name: str, text: str) -> None:  # noqa: ANN401 - as above
    etree.SubElement(parent, name).text = clean(text)


def _written(root: Any) -> bytes:  # noqa: ANN401 - as above
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written
