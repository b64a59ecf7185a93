"""What an outlet announces: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, or a bare list."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from headwater.demo.pages import listing_page
from headwater.demo.sheet import Sheet
from headwater.demo.world import House
from headwater.model.feed import FeedFormat

_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """One entry: the report as printed, and from whom the feed says it comes."""

    sheet: Sheet
    #: Title and address of the original's outlet.
    source: tuple[str, str] | None = None


def feed_bytes(house: House, *, entries: Sequence[Announced]) -> bytes:
    """Give the feed of an outlet in its format, UTF-8; entries as they come, newest first."""
    return _WRITERS[house.feed or FeedFormat.LISTING](house, entries)


def _rss(house: House, entries: Sequence[Announced]) -> bytes:
    items = "".join(_rss_item(entry, full=house.feed_full) for entry in entries)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {_NAMESPACES}><channel>'
        f"<title>{escape(house.name)}</title><link>http://{house.host}/</link>"
        f"<description>{escape(house.name)}</description><language>{house.language}</language>\n{items}</channel></rss>\n"
    ).encode()


def _rss_item(entry: Announced, *, full: bool) -> str:
    sheet = entry.sheet
    parts = [
        f"<title>{escape(sheet.headline)}</title>",
        f"<link>{escape(sheet.url)}</link>",
        f'<guid isPermaLink="true">{escape(sheet.url)}</guid>',
        f"<pubDate>{format_datetime(sheet.published, usegmt=True)}</pubDate>",
        f"<category>{escape(sheet.section)}</category>",
    ]
    if sheet.summary:
        parts.append(f"<description>{escape(sheet.summary)}</description>")
    if sheet.author:
        parts.append(f"<dc:creator>{escape(sheet.author)}</dc:creator>")
    if sheet.picture:
        parts.append(f'<media:content url={quoteattr(sheet.picture.url)} medium="image" type="image/png"/>')
    if entry.source:
        parts.append(f"<source url={quoteattr(entry.source[1])}>{escape(entry.source[0])}</source>")
    if full:
        parts.append(f"<content:encoded>{escape(_html(sheet))}</content:encoded>")
    return f"<item>{''.join(parts)}</item>\n"


def _atom(house: House, entries: Sequence[Announced]) -> bytes:
    updated = max((entry.sheet.modified or entry.sheet.published for entry in entries), default=None)
    items = "".join(_atom_entry(entry, full=house.feed_full) for entry in entries)
    stamp = f"<updated>{updated.isoformat()}</updated>" if updated else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{house.language}">'
        f"<title>{escape(house.name)}</title><id>http://{house.host}/</id>{stamp}"
        f'<link rel="alternate" href="http://{house.host}/"/>'
        f'<link rel="self" href="http://{house.host}{escape(house.feed_path)}"/>\n{items}</feed>\n'
    ).encode()


def _atom_entry(entry: Announced, *, full: bool) -> str:
    sheet = entry.sheet
    parts = [
        f"<title>{escape(sheet.headline)}</title>",
        f"<id>{escape(sheet.url)}</id>",
        f"<link href={quoteattr(sheet.url)}/>",
        f"<published>{sheet.published.isoformat()}</published>",
        f"<updated>{(sheet.modified or sheet.published).isoformat()}</updated>",
        f"<category term={quoteattr(sheet.section)}/>",
    ]
    if sheet.author:
        parts.append(f"<author><name>{escape(sheet.author)}</name></author>")
    if sheet.summary:
        parts.append(f"<summary>{escape(sheet.summary)}</summary>")
    if full:
        parts.append(f'<content type="html">{escape(_html(sheet))}</content>')
    return f"<entry>{''.join(parts)}</entry>\n"


def _json_feed(house: House, entries: Sequence[Announced]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": house.name,
        "home_page_url": f"http://{house.host}/",
        "feed_url": f"http://{house.host}{house.feed_path}",
        "language": house.language,
        "items": [_json_entry(entry.sheet, full=house.feed_full) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


def _json_entry(sheet: Sheet, *, full: bool) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": sheet.url,
        "url": sheet.url,
        "title": sheet.headline,
        "date_published": sheet.published.isoformat(),
        "tags": [sheet.section],
    }
    if sheet.summary:
        entry["summary"] = sheet.summary
    if sheet.author:
        entry["authors"] = [{"name": sheet.author}]
    if sheet.picture:
        entry["image"] = sheet.picture.url
    entry["content_html" if full else "content_text"] = _html(sheet) if full else sheet.summary or sheet.headline
    return entry


def _listing(house: House, entries: Sequence[Announced]) -> bytes:
    return listing_page(house, entries=[entry.sheet for entry in entries])


def _html(sheet: Sheet) -> str:
    parts = [*sheet.paragraphs, *([sheet.credit] if sheet.credit else [])]
    return "".join(f"<p>{escape(part)}</p>" for part in parts)


_WRITERS: dict[FeedFormat, Callable[[House, Sequence[Announced]], bytes]] = {
    FeedFormat.RSS: _rss,
    FeedFormat.ATOM: _atom,
    FeedFormat.JSON_FEED: _json_feed,
    FeedFormat.LISTING: _listing,
}
