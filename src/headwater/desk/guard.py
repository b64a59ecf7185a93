"""What stands in front of the desk: what browsers may do with its pages, and that nobody keeps them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

#: Everything of the desk lies below it.
DESK = "/desk/"
#: The admin loads its own scripts, styles and pictures, and a letter to look at in a frame; none of them stands in the
#: page. A view whose page is stricter has set its own.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class DeskGuard:
    """Middleware: sets the headers of the desk's pages.

    Calls that another site makes a browser send are refused before any view (`portal.same_site`), and the token
    against forged forms (`DeskForms`) stands behind that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what answers."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the answer."""
        if not request.path.startswith(DESK):
            return self._get_response(request)
        response = self._get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store, private"
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response["Referrer-Policy"] = "same-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response


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
