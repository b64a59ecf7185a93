"""The page of one place: the reports that name it, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest
from django.views.decorators.http import require_safe

from headwater.edition.answer import Answer
from headwater.edition.cards import may_show
from headwater.edition.clock import site_now
from headwater.edition.outlets import outlets_for
from headwater.edition.places import PlaceLink, place_links
from headwater.edition.rights import Shown
from headwater.model.listing import HeldArticle
from headwater.portal.answers import earliest, page
from headwater.portal.story import ReportLine, report_line
from headwater.store.places import naming

_REPORTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIn:
    """A report that names the place."""

    report: ReportLine
    #: The beginning of it, as far as its rights go.
    summary: str | None


@require_safe
def place(request: HttpRequest, key: str) -> Answer:
    """The page of one place; 404 where no report that may be read here names it."""
    now = site_now()
    link = place_named(key)
    answers = [(held, may_show(held, now=now)) for held in naming(key, limit=_REPORTS)] if link else []
    outlets = outlets_for({held.article.outlet for held, _ in answers})
    named = [
        NamedIn(report=report_line(held, may=may, outlets=outlets), summary=may.excerpt)
        for held, may in answers
        if may_be_named(may)
    ]
    if link is None or not named:
        raise Http404
    until = earliest(*(may.valid_until for _, may in answers))
    return page(request, "place.html", now=now, valid_until=until, may_wait=True, place=link, named=named)


def place_named(key: str) -> PlaceLink | None:
    """Give the place of a key, or None."""
    return next(iter(place_links([key], language=settings.PORTAL.portal.language)), None)


def may_be_named(may: Shown) -> bool:
    """Whether it may be told what a report speaks of: where a reader may read some of its words."""
    return may.excerpt is not None or bool(may.body)


def reports_naming(key: str, *, limit: int, now: datetime) -> list[HeldArticle]:
    """Give the reports that name a place and may be read here, newest first."""
    return [held for held in naming(key, limit=limit) if may_be_named(may_show(held, now=now))]
