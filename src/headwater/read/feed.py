"""A feed's bytes to a FeedDocument, whatever its format: RSS, Atom, RDF, and what resembles them."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from headwater.errors import ReadError
from headwater.model.feed import Enclosure, Entry, EntrySource, FeedDocument, FeedFormat
from headwater.model.page import Page
from headwater.text.markup import clean_text, plain_text
from headwater.text.urls import join

#: Newest entries taken of one answer, and characters of one entry's body.
MOST_ENTRIES = 1000
MOST_BODY = 1_000_000


def read_feed(page: Page, *, now: datetime) -> FeedDocument:
    """Give the feed that a page holds.

    Texts stay as foreign markup; titles and names are plain. Times are aware UTC, None where not understood.

    Raises:
        ReadError: the bytes are no feed; the message says what they look like.

    """
    del now
    headers = {"content-type": _media_type(page), "content-location": page.final_url}
    parsed = feedparser.parse(
        BytesIO(page.body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    version = parsed.get("version") or ""
    if not version and not parsed.entries:
        looks = "a web page" if b"<html" in page.body[:2000].lower() else "neither RSS, Atom nor RDF"
        raise ReadError(f"this is no feed: it looks like {looks}", about=page.url)
    base = join(page.final_url, _first(parsed.feed, "link")) or page.final_url
    entries = parsed.entries[:MOST_ENTRIES]
    skipped = len(parsed.entries) - len(entries)
    return FeedDocument(
        url=page.url,
        format=FeedFormat.ATOM if version.startswith("atom") else FeedFormat.RSS,
        title=plain_text(_first(parsed.feed, "title")) or None,
        link=base,
        description=plain_text(_first(parsed.feed, "subtitle")) or None,
        language=_first(parsed.feed, "language") or None,
        entries=tuple(_entry(entry, base=base) for entry in entries),
        left_out=(f"{skipped} entries beyond the first {MOST_ENTRIES}",) if skipped > 0 else (),
    )


def _entry(entry: Mapping[str, Any], *, base: str) -> Entry:
    link = _first(entry, "link")
    return Entry(
        id=clean_text(_first(entry, "id")) or None,
        link=(join(base, link) if link else None),
        title=plain_text(_first(entry, "title")) or None,
        authors=tuple(dict.fromkeys(filter(None, (_name(author) for author in entry.get("authors", ()))))),
        published=_time(entry.get("published_parsed")),
        updated=_time(dict(entry).get("updated_parsed")),  # feedparser's own `get` falls back to `published`
        published_as_printed=clean_text(_first(entry, "published")) or None,
        summary=_first(entry, "summary")[:MOST_BODY] or None,
        content=_body(entry.get("content", ())),
        categories=tuple(plain_text(tag.get("term") or "") for tag in entry.get("tags", ()) if tag.get("term")),
        enclosures=tuple(_enclosures(entry.get("enclosures", ()), base=base)),
        image=_image(entry, base=base),
        source=_source(entry.get("source")),
        rights=plain_text(_first(entry, "rights")) or None,
    )


def _first(mapping: Mapping[str, Any], name: str) -> str:
    value = mapping.get(name)
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""


def _name(author: Mapping[str, Any]) -> str:
    return plain_text(_first(author, "name") or _first(author, "email"))


def _body(contents: Iterable[Mapping[str, Any]]) -> str | None:
    longest = max((_first(content, "value") for content in contents), key=len, default="")
    return longest[:MOST_BODY] or None


def _enclosures(found: Iterable[Mapping[str, Any]], *, base: str) -> Iterable[Enclosure]:
    for each in found:
        url = join(base, _first(each, "href") or _first(each, "url"))
        if url is not None:
            length = _first(each, "length")
            yield Enclosure(
                url=url, type=_first(each, "type") or None, length=int(length) if length.isdigit() else None
            )


def _image(entry: Mapping[str, Any], *, base: str) -> str | None:
    pictures = [*entry.get("media_thumbnail", ()), *entry.get("media_content", ())]
    named = [_first(each, "url") for each in pictures if (each.get("medium") or "image") == "image"]
    return next((url for url in (join(base, name) for name in named if name) if url), None)


def _source(found: Mapping[str, Any] | None) -> EntrySource | None:
    if not found:
        return None
    title, url = plain_text(_first(found, "title")), _first(found, "href") or _first(found, "link")
    return EntrySource(title=title or None, url=url or None) if title or url else None


def _time(parts: Any) -> datetime | None:  # noqa: ANN401 - a time.struct_time; the pure floors do not know `time`
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError, OSError):
        return None


def _media_type(page: Page) -> str:
    kind = page.content_type or "application/xml"
    return f"{kind}; charset={page.charset}" if page.charset else kind
