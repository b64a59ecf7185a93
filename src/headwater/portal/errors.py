"""Answers that are not a page of news: not found, gone, broken."""

from django.http import Http404, HttpRequest

from headwater.edition.clock import site_now
from headwater.portal.answers import Answer, page


class Removed(Http404):
    """What was asked for was here and has been taken away: answered 410, with why."""

    def __init__(self, why: str = "") -> None:
        """Take why: a `TombstoneReason`, a `HiddenBecause`, "expired", or nothing where nobody knows any more."""
        super().__init__()
        self.why = why if why in _TOLD else ""


#: What a reader is told; the phrases are `error.gone_…` of the interface.
_TOLD = frozenset({"takedown", "editor", "retracted", "expired", "retention"})


def not_found(request: HttpRequest, exception: Exception) -> Answer:
    """Answer 404, or 410 for what was taken away."""
    if not isinstance(exception, Removed):
        return page(request, "error.html", now=site_now(), status=404, phrase="not_found")
    return page(request, "error.html", now=site_now(), status=410, phrase="gone", why=exception.why)


def bad_request(request: HttpRequest, exception: Exception) -> Answer:  # noqa: ARG001 - Django's own signature
    """Answer 400; the reason stays inside."""
    return page(request, "error.html", now=site_now(), status=400, phrase="bad")


def failed(request: HttpRequest) -> Answer:
    """Answer 500, in the looks of the paper and without a word about the cause."""
    return page(request, "error.html", now=site_now(), status=500, phrase="failed")


def refused(request: HttpRequest) -> Answer:
    """Answer 403 to a form that another site sent."""
    return page(request, "error.html", now=site_now(), status=403, phrase="foreign")


def too_many(request: HttpRequest, *, retry_s: int) -> Answer:
    """Answer 429, with the seconds to wait (RFC 6585 4)."""
    answer = page(request, "error.html", now=site_now(), status=429, phrase="too_many")
    answer["Retry-After"] = str(retry_s)
    return answer
