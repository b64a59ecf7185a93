"""RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, each naming where an entry came from."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from headwater.edition.direction import without_overrides

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
#: What no XML 1.0 document may hold (2.2 Char), not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry. Its texts are what may be shown and nothing else."""

    #: Stable for ever (RFC 4151).
    id: str
    title: str
    #: Our page.
    link: str
    #: The report at its publisher.
    source_link: str
    published: datetime
    #: Of the last real change.
    updated: datetime
    summary: str | None = None
    #: HTML, where the whole text may be shown.
    content: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    #: BCP 47.
    language: str | None = None
    #: Display name of the outlet, and its feed.
    outlet: str = ""
    feed_url: str | None = None
    image: str | None = None
    #: Words the source's agreement wants printed.
    rights: str | None = None
    #: What is known of its provenance, for programs.
    provenance: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed and its entries, newest first."""

    title: str
    description: str
    #: The page it belongs to, and its own address.
    home: str
    address: str
    language: str
    updated: datetime
    items: tuple[FeedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a feed."""

    media_type: str
    write: Callable[[Channel], bytes]


def rss(channel: Channel) -> bytes:
    """Give a channel as RSS 2.0, with `<source>` in each item."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM, "content": _CONTENT, "dc": _DC})
    body = etree.SubElement(root, "channel")
    _add(body, "title", text=channel.title)
    _add(body, "link", text=channel.home)
    _add(body, "description", text=channel.description)
    _add(body, "language", text=channel.language)
    _add(body, "lastBuildDate", text=_rfc822(channel.updated))
    _add(body, f"{{{_ATOM}}}link", href=channel.address, rel="self", type="application/rss+xml")
    for item in channel.items:
        _rss_item(body, item)
    return _written(root)


def atom(channel: Channel) -> bytes:
    """Give a channel as Atom, with `atom:source` and links to the original in each entry."""
    nsmap: Any = {None: _ATOM}  # the stubs know no default namespace
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=nsmap)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", channel.language)
    _atom(root, "title", text=channel.title)
    _atom(root, "subtitle", text=channel.description)
    _atom(root, "id", text=channel.address)
    _atom(root, "updated", text=_rfc3339(channel.updated))
    _atom(root, "link", href=channel.address, rel="self", type="application/atom+xml")
    _atom(root, "link", href=channel.home, rel="alternate", type="text/html")
    _atom(_atom(root, "author"), "name", text=channel.title)
    for item in channel.items:
        _atom_entry(root, item)
    return _written(root)


def json_feed(channel: Channel) -> bytes:
    """Give a channel as JSON Feed; `external_url` is the report at its publisher."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "language": channel.language,
        "items": [_json_item(item) for item in channel.items],
    }
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return without_overrides(written).encode("utf-8", "replace")


#: By the ending of the address.
FORMATS: Mapping[str, Format] = {
    "rss": Format("application/rss+xml; charset=utf-8", rss),
    "atom": Format("application/atom+xml; charset=utf-8", atom),
    "json": Format("application/feed+json; charset=utf-8", json_feed),
}


def _rss_item(body: Any, item: FeedItem) -> None:  # noqa: ANN401 - lxml's elements have no public type
    entry = etree.SubElement(body, "item")
    _add(entry, "title", text=item.title)
    _add(entry, "link", text=item.link)
    _add(entry, "guid", text=item.id, isPermaLink="false")
    _add(entry, "pubDate", text=_rfc822(item.published))
    if item.summary:
        _add(entry, "description", text=item.summary)
    if item.content:
        _add(entry, f"{{{_CONTENT}}}encoded", text=item.content)
    for author in item.authors:
        _add(entry, f"{{{_DC}}}creator", text=author)
    if item.language:
        _add(entry, f"{{{_DC}}}language", text=item.language)
    if item.rights:
        _add(entry, f"{{{_DC}}}rights", text=item.rights)
    if item.section:
        _add(entry, "category", text=item.section)
    _add(entry, "source", text=item.outlet, url=item.feed_url or item.source_link)


def _atom_entry(root: Any, item: FeedItem) -> None:  # noqa: ANN401 - lxml's elements have no public type
    entry = _atom(root, "entry")
    if item.language:
        entry.set("{http://www.w3.org/XML/1998/namespace}lang", item.language)
    _atom(entry, "title", text=item.title)
    _atom(entry, "id", text=item.id)
    _atom(entry, "published", text=_rfc3339(item.published))
    _atom(entry, "updated", text=_rfc3339(item.updated))
    _atom(entry, "link", href=item.link, rel="alternate", type="text/html")
    _atom(entry, "link", href=item.source_link, rel="via", type="text/html")
    for author in item.authors or (item.outlet,):
        _atom(_atom(entry, "author"), "name", text=author)
    if item.section:
        _atom(entry, "category", term=item.section)
    if item.summary:
        _atom(entry, "summary", text=item.summary)
    if item.content:
        _atom(entry, "content", text=item.content, type="html")
    if item.rights:
        _atom(entry, "rights", text=item.rights)
    source = _atom(entry, "source")
    _atom(source, "id", text=item.feed_url or item.source_link)
    _atom(source, "title", text=item.outlet)
    _atom(source, "updated", text=_rfc3339(item.updated))


def _json_item(item: FeedItem) -> dict[str, object]:
    plain: dict[str, object] = {
        "id": item.id,
        "url": item.link,
        "external_url": item.source_link,
        "title": item.title,
        "date_published": _rfc3339(item.published),
        "date_modified": _rfc3339(item.updated),
        "authors": [{"name": author} for author in item.authors or (item.outlet,)],
        "_headwater": {"outlet": item.outlet, **item.provenance},
    }
    content = {"content_html": item.content} if item.content else {"content_text": item.summary or item.title}
    optional = {
        "summary": item.summary,
        "language": item.language,
        "image": item.image,
        "tags": [item.section] if item.section else None,
    }
    return plain | content | {name: value for name, value in optional.items() if value}


def _add(parent: Any, name: str, /, *, text: str | None = None, **attributes: str) -> Any:  # noqa: ANN401 - lxml's elements
    element = etree.SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    if text is not None:
        element.text = clean(text)
    return element


def _atom(parent: Any, name: str, /, *, text: str | None = None, **attributes: str) -> Any:  # noqa: ANN401 - lxml's elements
    return _add(parent, f"{{{_ATOM}}}{name}", text=text, **attributes)


def _written(root: Any) -> bytes:  # noqa: ANN401 - lxml's elements have no public type
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def clean(text: str) -> str:
    """Give a text without what no XML 1.0 document may hold, and without signs that turn a line around."""
    return without_overrides(_NOT_XML.sub("", text))


def _rfc822(when: datetime) -> str:
    return format_datetime(when.astimezone(UTC), usegmt=True)


def _rfc3339(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def newest(moments: Sequence[datetime], *, otherwise: datetime) -> datetime:
    """Give the latest of the moments."""
    return max(moments, default=otherwise)
