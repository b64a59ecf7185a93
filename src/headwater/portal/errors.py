"""Answers that are not a page of news: not found, gone, broken."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from headwater.edition.answer import Answer
from headwater.edition.clock import site_now
from headwater.edition.wording import wording_of
from headwater.portal.answers import page, policy_of
from headwater.portal.assets import asset_address
from headwater.portal.frame import theme_of

#: Seconds after which to ask again: the newsroom and the site are back within ten of the database.
_RETRY_S = 20


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


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500, in the looks of the paper and without a word about the cause; 503 while the database is away.

    A 503 says when to come again (RFC 9110 15.6.4), so that crawlers forget nothing. It needs no database itself.
    """
    if isinstance(sys.exc_info()[1], Error):
        return _away()
    return page(request, "error.html", now=site_now(), status=500, phrase="failed")


def _away() -> HttpResponse:
    portal = settings.PORTAL.portal
    theme = theme_of(portal.colour, portal.colour_dark)
    given = {
        "name": portal.name,
        "language": portal.language,
        "say": wording_of(portal.language).say,
        "theme": theme,
        "style_sheet": asset_address("paper.css"),
    }
    answer = HttpResponse(render_to_string("away.html", given), status=HTTPStatus.SERVICE_UNAVAILABLE)
    answer["Retry-After"] = str(_RETRY_S)
    answer["Content-Security-Policy"] = policy_of(theme)
    return answer


def refused(request: HttpRequest) -> Answer:
    """Answer 403 to a form that another site sent."""
    return page(request, "error.html", now=site_now(), status=403, phrase="foreign")


def too_many(request: HttpRequest, *, retry_s: int) -> Answer:
    """Answer 429, with the seconds to wait (RFC 6585 4)."""
    answer = page(request, "error.html", now=site_now(), status=429, phrase="too_many")
    answer["Retry-After"] = str(retry_s)
    return answer
