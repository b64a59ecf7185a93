"""What can be read regularly, as far as a page or an address tells."""

import re
from urllib.parse import urlsplit

from headwater.model.feed import Alternate, FeedFormat
from headwater.model.page import Page
from headwater.read.raw import address
from headwater.text.charsets import decode_html
from headwater.text.markup import plain_line, unescape
from headwater.text.urls import host_of

_TAG = re.compile(r"<(link|a)\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,20})\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FORMATS = {
    "application/rss+xml": FeedFormat.RSS,
    "application/rdf+xml": FeedFormat.RSS,
    "application/atom+xml": FeedFormat.ATOM,
    "application/feed+json": FeedFormat.JSON_FEED,
}
_FEEDLIKE = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:$|[/._-]|\d)|/feed\.json$|\.rdf$", re.IGNORECASE)
_YOUTUBE_CHANNEL = re.compile(r"/channel/(UC[A-Za-z0-9_-]{22})")
_YOUTUBE_IN_PAGE = re.compile(r'"(?:externalId|channelId)":"(UC[A-Za-z0-9_-]{22})"')
_MASTODON = re.compile(r"/@[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9.-]+)?/?")
#: Where publishing systems put their feeds, most common first.
_USUAL = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
_USUAL_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml")
_ROBOTS_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MAX_FOUND = 50


def find_alternates(page: Page) -> tuple[Alternate, ...]:
    """Give the feeds that an HTML page names, those it declares first, then links that look like feeds."""
    text = decode_html(page.body, header=page.charset).text
    declared: dict[str, Alternate] = {}
    linked: dict[str, Alternate] = {}
    for tag in _TAG.finditer(text):
        attributes = {
            found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(tag[2])
        }
        url = address(attributes.get("href"), page.final_url)
        if url is None:
            continue
        if tag[1].lower() == "link":
            kind = _FORMATS.get(attributes.get("type", "").lower().split(";")[0].strip())
            if kind and "alternate" in attributes.get("rel", "").lower().split():
                title = plain_line(attributes.get("title", "")) or None
                declared.setdefault(url, Alternate(url=url, format=kind, title=title))
        elif _FEEDLIKE.search(urlsplit(url).path):
            linked.setdefault(url, Alternate(url=url, stated=False))
    known = guess_alternates(page.final_url, page_text=text)
    found = {alternate.url: alternate for alternate in (*reversed(known), *linked.values())}
    return tuple(({**declared, **{url: each for url, each in found.items() if url not in declared}}).values())[
        :_MAX_FOUND
    ]


def guess_alternates(url: str, *, page_text: str = "") -> tuple[Alternate, ...]:
    """Give the feed that an address is known to have: a YouTube channel's, a Mastodon account's; else nothing.

    >>> guess_alternates("https://social.example/@ledger")[0].url
    'https://social.example/@ledger.rss'
    """
    parts = urlsplit(url)
    if host_of(url) in {"youtube.com", "m.youtube.com"}:
        channel = _YOUTUBE_CHANNEL.search(parts.path) or _YOUTUBE_IN_PAGE.search(page_text)
        feed = f"https://www.youtube.com/feeds/videos.xml?channel_id={channel[1]}" if channel else None
        return (Alternate(url=feed, format=FeedFormat.ATOM),) if feed else ()
    if _MASTODON.fullmatch(parts.path):
        return (
            Alternate(
                url=f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}.rss", format=FeedFormat.RSS, stated=False
            ),
        )
    return ()


def usual_places(url: str) -> tuple[Alternate, ...]:
    """Give the addresses at which sites usually keep feeds and news sitemaps: worth a try, in this order.

    >>> usual_places("https://ledger.example/world")[0].url
    'https://ledger.example/feed/'
    """
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    feeds = tuple(Alternate(url=site + path, stated=False) for path in _USUAL)
    maps = tuple(Alternate(url=site + path, format=FeedFormat.SITEMAP, stated=False) for path in _USUAL_SITEMAPS)
    return feeds + maps


def sitemaps_of(robots: str, *, url: str) -> tuple[Alternate, ...]:
    """Give the sitemaps that a robots.txt names (sitemaps.org, "Submitting your Sitemap"), news sitemaps first.

    >>> [each.url for each in sitemaps_of("Sitemap: /map.xml", url="https://ledger.example/robots.txt")]
    ['https://ledger.example/map.xml']
    """
    found = dict.fromkeys(each for each in (address(line, url) for line in _ROBOTS_SITEMAP.findall(robots)) if each)
    ordered = sorted(found, key=lambda each: "news" not in each)
    return tuple(Alternate(url=each, format=FeedFormat.SITEMAP) for each in ordered[:_MAX_FOUND])
