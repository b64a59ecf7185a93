"""RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, each naming where an entry came from."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

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
    head = (
        _tag("title", channel.title),
        _tag("link", channel.home),
        _tag("description", channel.description),
        _tag("language", channel.language),
        _tag("lastBuildDate", _rfc822(channel.updated)),
        _tag("atom:link", href=channel.address, rel="self", type="application/rss+xml"),
    )
    spaces = f'xmlns:atom="{_ATOM}" xmlns:content="{_CONTENT}" xmlns:dc="{_DC}"'
    items = "".join(f"<item>{''.join(_rss_item(item))}</item>" for item in channel.items)
    return _written(f'<rss {spaces} version="2.0"><channel>{"".join(head)}{items}</channel></rss>')


def atom(channel: Channel) -> bytes:
    """Give a channel as Atom, with `atom:source` and links to the original in each entry."""
    head = (
        _tag("title", channel.title),
        _tag("subtitle", channel.description),
        _tag("id", channel.address),
        _tag("updated", _rfc3339(channel.updated)),
        _tag("link", href=channel.address, rel="self", type="application/atom+xml"),
        _tag("link", href=channel.home, rel="alternate", type="text/html"),
        f"<author>{_tag('name', channel.title)}</author>",
    )
    entries = "".join(
        f"<entry{_language(item.language)}>{''.join(_atom_entry(item))}</entry>" for item in channel.items
    )
    return _written(f'<feed xmlns="{_ATOM}"{_language(channel.language)}>{"".join(head)}{entries}</feed>')


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


def _rss_item(item: FeedItem) -> Iterator[str]:
    yield _tag("title", item.title)
    yield _tag("link", item.link)
    yield _tag("guid", item.id, isPermaLink="false")
    yield _tag("pubDate", _rfc822(item.published))
    if item.summary:
        yield _tag("description", item.summary)
    if item.content:
        yield _tag("content:encoded", item.content)
    for author in item.authors:
        yield _tag("dc:creator", author)
    if item.language:
        yield _tag("dc:language", item.language)
    if item.rights:
        yield _tag("dc:rights", item.rights)
    if item.section:
        yield _tag("category", item.section)
    yield _tag("source", item.outlet, url=item.feed_url or item.source_link)


def _atom_entry(item: FeedItem) -> Iterator[str]:
    updated = _tag("updated", _rfc3339(item.updated))
    yield _tag("title", item.title)
    yield _tag("id", item.id)
    yield _tag("published", _rfc3339(item.published))
    yield updated
    yield _tag("link", href=item.link, rel="alternate", type="text/html")
    yield _tag("link", href=item.source_link, rel="via", type="text/html")
    for author in item.authors or (item.outlet,):
        yield f"<author>{_tag('name', author)}</author>"
    if item.section:
        yield _tag("category", term=item.section)
    if item.summary:
        yield _tag("summary", item.summary)
    if item.content:
        yield _tag("content", item.content, type="html")
    if item.rights:
        yield _tag("rights", item.rights)
    yield f"<source>{_tag('id', item.feed_url or item.source_link)}{_tag('title', item.outlet)}{updated}</source>"


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


def _tag(name: str, text: str | None = None, /, **attributes: str) -> str:
    """Give an element in writing; the one place that puts markup around a text or an attribute."""
    given = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{given}/>" if text is None else f"<{name}{given}>{escape(text)}</{name}>"


def _language(language: str | None) -> str:
    return f' xml:lang="{escape(language)}"' if language else ""


def _written(document: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{clean(document)}".encode()


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
