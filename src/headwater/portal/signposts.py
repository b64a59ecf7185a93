"""What machines ask first: whether the site lives, what they may read, and where everything is."""

from datetime import timedelta
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from headwater.edition.addresses import section_path, story_path
from headwater.edition.cards import cards_of
from headwater.portal.answers import Answer, base_address
from headwater.portal.clock import site_now
from headwater.portal.frame import sections_of
from headwater.store import queries

#: Entries of the sitemap; the protocol allows 50,000, one page of the newest is what crawlers come back for.
_MAPPED = 1000


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same answer to everyone
    """Whether the site answers and the database with it."""
    return JsonResponse({"status": "ok", "publication": queries.publication_number()})


@require_safe
def robots(request: HttpRequest) -> Answer:
    """What crawlers may read (RFC 9309): everything but searches."""
    lines = ["User-agent: *", "Disallow: /search", "", f"Sitemap: {base_address(request)}/sitemap.xml", ""]
    return Answer("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> Answer:
    """The front page, sections and the newest stories that are more than one report; copies are left out."""
    now, base = site_now(), base_address(request)
    keys = queries.latest_keys(limit=_MAPPED, reports=2)
    cards = cards_of(keys, now=now)
    listed = [(base + "/", now)] + [(base + section_path(name), None) for name in sections_of(now=now)]
    listed += [(base + story_path(card.key, card.headline), card.last_updated) for card in cards.in_order(keys)]
    rows = "".join(
        f"<url><loc>{escape(address)}</loc>"
        + (f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else "")
        + "</url>"
        for address, changed in listed
    )
    body = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    answer = Answer(body + rows + "</urlset>", content_type="application/xml; charset=utf-8")
    answer.valid_until = now + timedelta(days=1)
    return answer
