"""Kept pictures: served while some report that is shown may show them, and as nothing but a picture."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from headwater.edition.cards import may_show
from headwater.edition.clock import site_now
from headwater.store import queries
from headwater.store.bytes import Bytes

#: Seconds for which readers and the caches between us may keep a picture: a takedown reaches them within a day.
BROWSER_S = 24 * 60 * 60
_PICTURES = "/picture/"


class PictureGuard:
    """Middleware, the outermost: whatever is answered below `/picture/`, errors too, can do nothing but be looked at.

    A picture proxy was once broken through its error page (CVE-2023-27592).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand in front of everything else."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the answer, guarded where it is one about a picture."""
        response = self._get_response(request)
        if request.path_info.startswith(_PICTURES):
            response["X-Content-Type-Options"] = "nosniff"
            response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


@require_safe
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """A kept picture, or 404 without a word. The right is asked for first, before a 304 too."""
    now = site_now()
    seconds = _seconds_allowed(digest, now=now)
    etag = quote_etag(digest)
    if seconds and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _lasting(HttpResponseNotModified(), etag=etag, seconds=seconds)
    body = Bytes(settings.BYTES_DIRECTORY).get(digest) if seconds and settings.BYTES_DIRECTORY else None
    if body is None:
        return HttpResponseNotFound(content_type="text/plain")
    return _lasting(HttpResponse(body, content_type="image/jpeg"), etag=etag, seconds=seconds)


def _seconds_allowed(digest: str, *, now: datetime) -> int:
    """Give for how long the picture may be shown; 0 where no report may show it now."""
    for held in queries.articles_of_picture(digest):
        may = may_show(held, now=now)
        if may.image is not None:
            left = (may.valid_until - now).total_seconds() if may.valid_until else BROWSER_S
            return max(1, min(BROWSER_S, int(left)))
    return 0


def _lasting(response: HttpResponse, *, etag: str, seconds: int) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={seconds}, immutable"
    return response
