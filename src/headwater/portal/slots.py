"""Pages with places for what stands beside them: a publication changes that everywhere, the page itself seldom.

The page is made with marks in the two places. What stands there is put in when the page is made, and again by the page
cache for a later publication, which costs a small part of making the page.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from headwater.edition.answer import Answer, Sides, Slotted
from headwater.portal.answers import context_of, earliest, page
from headwater.portal.beside import beside, rail
from headwater.portal.frame import Frame
from headwater.portal.publication import once

#: Nobody who writes a report can know the marks.
_RAIL, _ALSO = (Markup(f"<!--{name} {secrets.token_hex(16)}-->") for name in ("rail", "also"))  # noqa: S704 - made here


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page is about."""

    #: Key of its story; None for a report that is in none.
    story: str | None
    section: str


def page_about(
    request: HttpRequest,
    template: str,
    *,
    about: About,
    now: datetime,
    valid_until: datetime | None,
    **context: Any,  # noqa: ANN401 - what the template is given
) -> Answer:
    """Give the page of a story or of a report of it; one without a place for what stands beside it is as any other."""
    made = page(request, template, now=now, valid_until=valid_until, rail=_RAIL, also=_ALSO, **context)
    before, _, rest = made.content.partition(_RAIL.encode())
    between, found, after = rest.partition(_ALSO.encode())
    fill = partial(_sides, request.path, about)
    slotted = Slotted(before=before, between=between, after=after, fill=fill, valid_until=made.valid_until)
    sides = fill(now)
    made.valid_until = earliest(made.valid_until, sides.valid_until)
    if found:
        made.content = slotted.filled_with(sides)
        made.slotted = slotted
    made.story = about.story
    return made


def _sides(path: str, about: About, now: datetime) -> Sides:
    """Give what stands beside the page of a story or report: the rail, and what its reader may also like."""
    context = context_of(now=now, path=path)
    frame: Frame = context["frame"]
    standing = rail(now=now)

    def made() -> tuple[bytes, datetime | None]:
        given = context | {"latest": standing.latest, "popular": standing.popular}
        # The times it prints are those of a day.
        return render_to_string("rail.html", given).encode(), earliest(standing.valid_until, frame.times.midnight())

    related = beside(now=now, story=about.story, section=about.section)
    return Sides(
        rail=once("rail markup", made, now=now),
        also=render_to_string("also.html", context | {"related": related.related}).encode(),
        valid_until=related.valid_until,
    )
