"""The address that hubs call: they ask whether we meant it, and knock when a feed has changed (W3C WebSub 5.3, 7)."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from headwater.edition.clock import site_now
from headwater.newsroom.hubs import answer_hub, hear_knock, is_agreed
from headwater.portal.same_site import answers_anyone

#: Bytes of a notice: as much as we take of a feed. They are signed over and not kept.
MOST_BYTES = 10_000_000
_PIECE_BYTES = 64 * 1024


class _TooLargeError(Exception):
    """The notice is larger than we take."""


@answers_anyone
@require_http_methods(["GET", "POST"])
def hub(request: HttpRequest, token: str) -> HttpResponse:
    """What a hub is answered: its challenge, where we asked for what it names; thanks for a notice.

    Whoever does not know the token of an agreement changes nothing and learns nothing. Signed or not, a notice gets
    the same answer.
    """
    if request.method == "GET":
        reply = answer_hub(token, request.GET.dict(), now=site_now())
        return _plain(reply.body, status=reply.status)
    if not is_agreed(token):
        return _plain("", status=410)
    try:
        hear_knock(token, _pieces(request), signature=request.headers.get("X-Hub-Signature"), now=site_now())
    except _TooLargeError:
        return _plain("", status=413)
    return _plain("", status=202)


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise _TooLargeError
    taken = 0
    while piece := request.read(_PIECE_BYTES):
        taken += len(piece)
        if taken > MOST_BYTES:
            raise _TooLargeError
        yield piece


def _plain(body: str, *, status: int) -> HttpResponse:
    # The challenge is a stranger's text on our own address: nothing may take it for a page.
    response = HttpResponse(body, status=status, content_type="text/plain; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
