"""What machines ask first: whether the site lives, what they may read, and where everything is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from headwater.edition.addresses import outlet_path, place_path, section_path
from headwater.edition.answer import Answer
from headwater.edition.cards import Card, cards_of
from headwater.edition.clock import site_now
from headwater.edition.sitemaps import (
    MOST_ENTRIES,
    MOST_NEWS,
    NEWS_AGE,
    Entry,
    NewsEntry,
    news_map,
    site_map,
    site_map_index,
)
from headwater.portal.answers import base_address
from headwater.portal.frame import sections_of
from headwater.store import queries
from headwater.store.places import most_named

#: Places in the site map.
_MOST_PLACES = 200


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same answer to everyone
    """Whether the site answers and the database with it."""
    return JsonResponse({"status": "ok", "publication": queries.publication_number()})


@require_safe
def robots(request: HttpRequest) -> Answer:
    """What crawlers may read (RFC 9309): everything but searches."""
    base = base_address(request)
    maps = [f"Sitemap: {base}/sitemap.xml", f"Sitemap: {base}/news.xml"]
    lines = ["User-agent: *", "Disallow: /search", "", *maps, ""]
    return Answer("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> Answer:
    """The site map where one file holds it, else the index of several."""
    count = queries.mapped_count()
    if count <= MOST_ENTRIES:
        return _mapped(request, number=0)
    base = base_address(request)
    pieces = (f"{base}/sitemap-{number}.xml" for number in range(-(-count // MOST_ENTRIES)))
    return _xml(site_map_index(Entry(address=piece) for piece in pieces), until=None)


@require_safe
def sitemap_piece(request: HttpRequest, number: int) -> Answer:
    """One file of a large site map, the newest stories first."""
    return _mapped(request, number=number)


@require_safe
def news(request: HttpRequest) -> Answer:
    """The news site map: the stories of the last two days that search engines may show."""
    now, base = site_now(), base_address(request)
    cards, until = _indexable(now, limit=MOST_NEWS, since=now - NEWS_AGE)
    entries = [
        NewsEntry(
            address=base + card.path,
            title=card.headline,
            published=card.first_seen or card.last_updated,
            language=(card.language or settings.PORTAL.portal.language),
        )
        for card in cards
        if card.headline
    ]
    return _xml(news_map(entries, name=settings.PORTAL.portal.name), until=until or now + timedelta(hours=1))


def _mapped(request: HttpRequest, *, number: int) -> Answer:
    now, base = site_now(), base_address(request)
    cards, until = _indexable(now, limit=MOST_ENTRIES, offset=number * MOST_ENTRIES)
    if number and not cards:
        raise Http404
    listed = [Entry(address=base + card.path, changed=card.last_updated) for card in cards]
    if number == 0:
        standing = ["/", "/about", "/corrections", *map(section_path, sections_of(now=now))]
        outlets = sorted({outlet_path(line.outlet) for line in queries.sources()})
        places = map(place_path, most_named(limit=_MOST_PLACES))
        listed = [Entry(address=base + path) for path in (*standing, *outlets, *places)] + listed
    return _xml(site_map(listed), until=until or now + timedelta(days=1))


def _indexable(
    now: datetime, *, limit: int, offset: int = 0, since: datetime | None = None
) -> tuple[Sequence[Card], datetime | None]:
    """Give the stories whose own page may be shown by search engines: a copy's page never is."""
    keys = queries.mapped_keys(limit=limit, offset=offset, since=since)
    cards = cards_of(keys, now=now)
    # A story of one report leads to the report's page, which may be kept from search engines.
    return [card for card in cards.in_order(keys) if card.path.startswith("/story/")], cards.valid_until


def _xml(body: bytes, *, until: datetime | None) -> Answer:
    answer = Answer(body, content_type="application/xml; charset=utf-8")
    answer.valid_until = until
    return answer
