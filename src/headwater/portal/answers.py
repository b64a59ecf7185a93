"""Values to answers: the page of a template, and what every answer carries."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template.loader import render_to_string

from headwater.edition.answer import Answer
from headwater.portal.fragments import fragments_of
from headwater.portal.frame import Frame, Theme, frame_of


def page(  # noqa: PLR0913 - what a page is made of
    request: HttpRequest,
    template: str,
    *,
    now: datetime,
    status: int = 200,
    valid_until: datetime | None = None,
    may_wait: bool = False,
    **context: Any,  # noqa: ANN401 - what the template is given
) -> Answer:
    """Give the page of a template inside the frame; it is valid no longer than the day it prints.

    `may_wait` is for pages that news changes little: they may lack the latest of half a minute.
    """
    given = context_of(now=now, path=request.path)
    frame: Frame = given["frame"]
    base = base_address(request)
    given |= {"base": base, "address": base + request.path} | context
    answer = Answer(render_to_string(template, given), status=status)
    answer.valid_until = min(frame.times.midnight(), valid_until or frame.times.midnight())
    answer.may_wait = may_wait
    answer["Content-Security-Policy"] = policy_of(frame.theme)
    return answer


def context_of(*, now: datetime, path: str) -> dict[str, Any]:
    """Give what every template is given, a page's or a piece's."""
    frame = frame_of(now=now, path=path)
    return {"frame": frame, "say": frame.say, "item": fragments_of(frame), "times": frame.times, "path": path}


def base_address(request: HttpRequest) -> str:
    """Give the public address of the portal without a slash at the end: as set, else as asked for."""
    address: str = settings.PORTAL.portal.address.rstrip("/")
    try:
        return address or f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        # The page that answers 400 to a broken Host header is made here too.
        return ""


def policy_of(theme: Theme) -> str:
    """Give the Content-Security-Policy of a page: no script at all, the one inline style by its digest."""
    return (
        f"default-src 'none'; style-src 'self' {theme.allowed}; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def earliest(*moments: datetime | None) -> datetime | None:
    """Give the earliest of the moments that are set."""
    return min((moment for moment in moments if moment is not None), default=None)
