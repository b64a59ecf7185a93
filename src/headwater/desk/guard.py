"""What stands in front of the desk: who may call, what browsers may do with its pages, and that nobody keeps them."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

#: Everything of the desk lies below it.
DESK = "/desk/"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
#: The admin loads its own scripts, styles and pictures, and a letter to look at in a frame; none of them stands in the
#: page. A view whose page is stricter has set its own.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class DeskGuard:
    """Middleware: refuses calls that another site makes a browser send, and sets the headers of the desk's pages.

    The token against forged forms (`DeskForms`) stays behind it; this one stops them before a session is looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what answers."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the answer, or 403 to a foreign call."""
        if not request.path.startswith(DESK):
            return self._get_response(request)
        foreign = request.method not in _SAFE and is_foreign(request)
        response = (
            HttpResponseForbidden("This call came from another site.") if foreign else self._get_response(request)
        )
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store, private"
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response["Referrer-Policy"] = "same-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response


def is_foreign(request: HttpRequest) -> bool:
    """Whether a browser says that another site made it send a request (Fetch Metadata; RFC 6454 7 Origin).

    A program that says neither is no browser that somebody could mislead.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc.casefold() not in _own_hosts(request)


def _own_hosts(request: HttpRequest) -> set[str]:
    public = urlsplit(settings.PORTAL.portal.address).netloc.casefold()
    return {request.get_host().casefold(), *([public] if public else [])}


class DeskForms(CsrfViewMiddleware):
    """Django's token against forged forms, for the desk alone: public pages are kept and carry no cookie."""

    def process_request(self, request: HttpRequest) -> None:
        """Read the token of a request to the desk."""
        if request.path.startswith(DESK):
            super().process_request(request)

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[object, ...],
        callback_kwargs: dict[str, object],
    ) -> HttpResponseForbidden | None:
        """Refuse a form of the desk that lacks the token."""
        if not request.path.startswith(DESK):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave answers outside the desk as they are."""
        return super().process_response(request, response) if request.path.startswith(DESK) else response
