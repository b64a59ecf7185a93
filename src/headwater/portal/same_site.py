"""Whether a form was sent from our own pages, told by headers that a foreign page cannot set.

Pages stay the same for everyone, and cacheable, because no secret has to stand in their forms. Browsers since 2023 send
`Sec-Fetch-Site` (W3C Fetch Metadata), older ones `Origin` (RFC 6454) with every POST. What sends neither is no browser,
and carries nobody's cookies: nothing can be done in a reader's name by it.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from headwater.portal.errors import refused

#: They change nothing (RFC 9110 9.2.1).
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OPEN = "answers_anyone"

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


class SameSite:
    """Middleware: whatever may change something is asked for by our own pages or by no browser; else 403.

    It stands before every view, also those that are yet to be written. One that strangers must be able to call, because
    a protocol says so, is marked with `answers_anyone` and knows by itself whom to believe.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what answers."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the answer."""
        return self._get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        _args: list[Any],
        _named: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Give the refusal, or None where the view may be asked."""
        if request.method in _SAFE or getattr(view, _OPEN, False) or is_from_here(request):
            return None
        return refused(request)


def answers_anyone(view: _View) -> _View:
    """Mark a view that answers what strangers send; the outermost decorator."""
    setattr(view, _OPEN, True)
    return view


def is_from_here(request: HttpRequest) -> bool:
    """Whether a request that changes something comes from a page of this portal, or from no browser."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    own = {request.get_host().casefold(), urlsplit(settings.PORTAL.portal.address).netloc.casefold()}
    return urlsplit(origin).netloc.casefold() in own - {""}
