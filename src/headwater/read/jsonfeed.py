"""JSON Feed 1.0 and 1.1 (jsonfeed.org) onto our values."""

from collections.abc import Mapping
from typing import Any

from headwater.model.feed import Enclosure, FeedDocument, FeedFormat
from headwater.read.limits import MAX_ITEMS, newest
from headwater.read.raw import Body, RawEntry, TextType, address, finished, language_tag, whole_number


def read_json_feed(document: Mapping[str, Any], *, url: str) -> FeedDocument:
    """Give the feed of a decoded JSON Feed; members of a wrong type count as absent.

    >>> read_json_feed({"title": "Ledger", "items": [{"id": 7, "title": "A"}]}, url="https://l.example/f").entries[0].id
    '7'
    """
    language = language_tag(text(document, "language"))
    raw = [_raw(item) for item in rows(document, "items")[:MAX_ITEMS]]
    entries, left_out = newest([finished(entry, base=url, language=language) for entry in raw])
    hub = next((text(row, "url") for row in rows(document, "hubs")), None)
    following = address(text(document, "next_url"), url)
    return FeedDocument(
        url=url,
        format=FeedFormat.JSON_FEED,
        title=text(document, "title"),
        link=address(text(document, "home_page_url"), url),
        description=text(document, "description"),
        language=language,
        entries=entries,
        image=address(text(document, "icon") or text(document, "favicon"), url),
        hub=address(hub, url),
        topic=address(text(document, "feed_url"), url),
        more=(following,) if following else (),
        left_out=left_out,
    )


def text(row: Mapping[str, Any], name: str) -> str | None:
    """Give a member as text, or None; numbers count as text, because ids are often numbers.

    >>> text({"id": 7, "title": ["no"]}, "id"), text({"title": ["no"]}, "title")
    ('7', None)
    """
    value = row.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def rows(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Give a member that is a list of objects; whatever else stands in it is left out."""
    value = row.get(name)
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []


def _raw(item: Mapping[str, Any]) -> RawEntry:
    content = text(item, "content_html")
    plain = text(item, "content_text")
    bodies = [Body(value=content)] if content else [Body(value=plain, type=TextType.TEXT)] if plain else []
    summary = text(item, "summary")
    names = [text(author, "name") for author in (rows(item, "authors") or _one(item, "author"))]
    tags = item.get("tags")
    return RawEntry(
        id=text(item, "id"),
        link=text(item, "url") or text(item, "external_url"),
        id_is_link=(text(item, "id") or "").startswith(("http://", "https://")),
        title=text(item, "title"),
        title_type=TextType.TEXT,
        authors=[name for name in names if name],
        published=text(item, "date_published"),
        updated=text(item, "date_modified"),
        summary=Body(value=summary, type=TextType.TEXT) if summary else None,
        contents=bodies,
        categories=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        enclosures=[_attachment(row) for row in rows(item, "attachments") if text(row, "url")],
        images=[image for image in (text(item, "image"), text(item, "banner_image")) if image],
        language=text(item, "language"),
    )


def _one(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = row.get(name)
    return [value] if isinstance(value, Mapping) else []


def _attachment(row: Mapping[str, Any]) -> Enclosure:
    return Enclosure(
        url=text(row, "url") or "",
        type=text(row, "mime_type"),
        length=whole_number(text(row, "size_in_bytes")),
        title=text(row, "title"),
    )
