"""What can be read regularly, as far as a page or an address tells."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from headwater.model.feed import Alternate, FeedFormat
from headwater.model.page import Page
from headwater.read.page_head import PageHead
from headwater.text.urls import host_of, join

_FORMATS = {
    "application/rss+xml": FeedFormat.RSS,
    "application/rdf+xml": FeedFormat.RSS,
    "application/atom+xml": FeedFormat.ATOM,
    "application/feed+json": FeedFormat.JSON_FEED,
}
#: Ends of paths that lead to feeds on sites that announce none.
_FEED_ENDS = (
    *("/rss", "/feed", "/atom", "/feeds", ".rss", ".atom", ".rdf"),
    *("/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json"),
)
#: Where publishing systems put their feeds, the commonest first.
_USUAL = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
_YOUTUBE = frozenset({"youtube.com", "m.youtube.com"})
_YOUTUBE_FEED = "https://www.youtube.com/feeds/videos.xml"
_YOUTUBE_CHANNEL = re.compile(r"/channel/(UC[A-Za-z0-9_-]{22})")
_YOUTUBE_IN_PAGE = re.compile(rb'"(?:externalId|channelId)":"(UC[A-Za-z0-9_-]{22})"')
_YOUTUBE_LIST = re.compile(r"[A-Za-z0-9_-]{12,64}")
_ACCOUNT = re.compile(r"/@([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9.-]+))?/?(?:\.rss)?")
_HANDLE = re.compile(r"@([A-Za-z0-9_]{1,64})@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)")
_MAX_FOUND = 50


def feeds_announced(page: Page) -> tuple[Alternate, ...]:
    """Give the feeds of `link rel=alternate` (HTML 4.6.7.1 alternate, RFC 4287 4.2.7.2), feeds of comments last."""
    head = PageHead(page)
    base = head.base
    return _distinct(_announced(link, base=base) for link in head.elements("link"))


def feeds_linked(page: Page) -> tuple[Alternate, ...]:
    """Give the links of a page's body whose address looks like a feed's, feeds of comments last."""
    head = PageHead(page)
    base = head.base
    return _distinct(_linked(anchor, base=base) for anchor in head.elements("a"))


def feeds_of_platform(url: str, *, page: Page | None = None) -> tuple[Alternate, ...]:
    """Give the feed that an address on a known platform has: a YouTube channel's or list's, a Mastodon account's.

    `page` is what stands at the address, where it is known: a channel's handle tells its number only there.

    >>> feeds_of_platform("https://social.example/@ledger")[0].url
    'https://social.example/@ledger.rss'
    """
    parts = urlsplit(url)
    if host_of(url) in _YOUTUBE:
        feed = _of_youtube(parts.path, query=parts.query, body=page.body if page else b"")
        return (Alternate(url=feed, format=FeedFormat.ATOM),) if feed else ()
    account = _ACCOUNT.fullmatch(parts.path)
    if account is None:
        return ()
    feed = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('.rss')}.rss"
    return (Alternate(url=feed, format=FeedFormat.RSS, stated=False),)


def account_of(url: str) -> str | None:
    """Give the account that a platform's address belongs to, as `name@host`: there, an outlet is an account.

    >>> account_of("https://social.example/@ledger.rss"), account_of("https://ledger.example/feed")
    ('ledger@social.example', None)
    """
    parts = urlsplit(url)
    host = host_of(url)
    if host in _YOUTUBE:
        asked = parse_qs(parts.query)
        number = (asked.get("channel_id") or asked.get("playlist_id") or [""])[0]
        return f"{number}@{host}" if number and parts.path == urlsplit(_YOUTUBE_FEED).path else None
    account = _ACCOUNT.fullmatch(parts.path)
    return f"{account[1]}@{account[2] or host}" if account else None


def address_of_handle(typed: str) -> str | None:
    """Give the address of a fediverse account that was typed as people write it, None where it is no handle.

    >>> address_of_handle("@ledger@social.example")
    'https://social.example/@ledger'
    """
    handle = _HANDLE.fullmatch(typed.strip())
    return f"https://{handle[2]}/@{handle[1]}" if handle else None


def usual_places(url: str) -> tuple[Alternate, ...]:
    """Give the addresses at which sites usually keep feeds: worth a try, in this order.

    >>> usual_places("https://ledger.example/world")[0].url
    'https://ledger.example/feed'
    """
    places = (join(url, path) for path in _USUAL)
    return tuple(Alternate(url=place, stated=False) for place in places if place)


def _of_youtube(path: str, *, query: str, body: bytes) -> str | None:
    listed = parse_qs(query).get("list", [""])[0]
    if path == "/playlist" and _YOUTUBE_LIST.fullmatch(listed):
        return f"{_YOUTUBE_FEED}?playlist_id={listed}"
    channel = _YOUTUBE_CHANNEL.search(path)
    if channel:
        return f"{_YOUTUBE_FEED}?channel_id={channel[1]}"
    named = _YOUTUBE_IN_PAGE.search(body)
    return f"{_YOUTUBE_FEED}?channel_id={named[1].decode('ascii')}" if named else None


def _announced(link: etree._Element, *, base: str) -> Alternate | None:
    kind = _FORMATS.get((link.get("type") or "").partition(";")[0].strip().casefold())
    if kind is None or "alternate" not in (link.get("rel") or "").casefold().split():
        return None
    return _alternate(link, base=base, kind=kind, stated=True)


def _linked(anchor: etree._Element, *, base: str) -> Alternate | None:
    found = _alternate(anchor, base=base, kind=FeedFormat.UNKNOWN, stated=False)
    path = found.url.partition("?")[0].rstrip("/").casefold() if found else ""
    return found if path.endswith(_FEED_ENDS) else None


def _alternate(element: etree._Element, *, base: str, kind: FeedFormat, stated: bool) -> Alternate | None:
    href = element.get("href")
    url = join(base, href) if href else None
    title = " ".join((element.get("title") or "").split())[:200]
    return Alternate(url=url, format=kind, title=title or None, stated=stated) if url else None


def _distinct(found: Iterable[Alternate | None]) -> tuple[Alternate, ...]:
    by_url: dict[str, Alternate] = {}
    for feed in found:
        if feed is not None:
            by_url.setdefault(feed.url, feed)
    return tuple(sorted(by_url.values(), key=_is_of_comments)[:_MAX_FOUND])


def _is_of_comments(feed: Alternate) -> bool:
    return "comment" in feed.url.casefold() or "comment" in (feed.title or "").casefold()
