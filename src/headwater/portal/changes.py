"""Feeds of changes: what an outlet edited in one report, or in all of its reports, after it published them."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest
from django.views.decorators.http import require_safe

from headwater.edition.addresses import article_path, outlet_path
from headwater.edition.answer import Answer
from headwater.edition.cards import may_show
from headwater.edition.changes import Change, changes_of
from headwater.edition.clock import site_now
from headwater.edition.feeds import FeedItem
from headwater.edition.outlets import outlets_for
from headwater.edition.rights import Shown
from headwater.edition.wording import Wording, wording_of
from headwater.model.listing import HeldArticle
from headwater.portal.answers import base_address, earliest
from headwater.portal.errors import Removed
from headwater.portal.feeds import Scope, tag_of, write_feed
from headwater.store import queries
from headwater.store.revisions import Revised, revised_by, revisions_of

_ENTRIES = 50


@require_safe
def article(request: HttpRequest, *, key: str, ending: str, **_slug: str) -> Answer:
    """The feed of what was changed in one report."""
    held = next(iter(queries.held_articles([key])), None)
    if held is None:
        why = queries.gone_because(key)
        raise Removed(why) if why else Http404
    may = may_show(held, now=site_now())
    if may.extent is None:
        raise Http404
    title = may.headline or outlets_for([held.article.outlet])[held.article.outlet].name
    scope = Scope(
        request=request, ending=ending, home=article_path(key, may.headline), title=_titled(title), name="changes"
    )
    return _changes(scope, [Revised(held, revision) for revision in revisions_of(key)], now=site_now())


@require_safe
def outlet(request: HttpRequest, *, key: str, ending: str) -> Answer:
    """The feed of what an outlet changed in its reports."""
    if queries.is_outlet_gone(key):
        raise Removed("takedown")
    revised = revised_by(key, limit=_ENTRIES)
    if not revised and not queries.outlet_reports(key, limit=1):
        raise Http404
    title = _titled(outlets_for([key])[key].name)
    scope = Scope(request=request, ending=ending, home=outlet_path(key), title=title, name="changes")
    return _changes(scope, revised, now=site_now())


def _changes(scope: Scope, revised: Sequence[Revised], *, now: datetime) -> Answer:
    answers = [(held, revision, may_show(held, now=now)) for held, revision in revised]
    wording = wording_of(settings.PORTAL.portal.language)
    base = base_address(scope.request)
    items = tuple(
        _item(held, change, may=may, base=base)
        for held, revision, may in answers
        if may.extent is not None
        for change in changes_of([revision], may=may, wording=wording)
    )
    return write_feed(scope, items, until=earliest(*(may.valid_until for _, _, may in answers)))


def _item(held: HeldArticle, change: Change, *, may: Shown, base: str) -> FeedItem:
    wording = wording_of(settings.PORTAL.portal.language)
    outlet_name = outlets_for([held.article.outlet])[held.article.outlet].name
    headline = may.headline or wording.say("article.report_by", outlet=outlet_name)
    return FeedItem(
        id=tag_of(base, f"article/{held.key}/change/{change.at:%Y%m%dT%H%M%S}"),
        title=f"{headline}: {change.what}",
        link=f"{base}{article_path(held.key, may.headline)}#changes",
        source_link=held.article.url,
        published=change.at,
        updated=change.at,
        summary=_told(change, wording=wording),
        language=held.article.language,
        outlet=outlet_name,
        feed_url=held.feed_url,
        rights=may.credit_text,
    )


def _told(change: Change, *, wording: Wording) -> str | None:
    if change.is_retraction:
        return wording.say("changes.retraction_text")
    lines = []
    for difference in change.differences:
        both = difference.before is not None and difference.after is not None
        if difference.before is not None:
            lines.append(f"{wording.say('changes.was' if both else 'changes.removed')}: {difference.before}")
        if difference.after is not None:
            lines.append(f"{wording.say('changes.now' if both else 'changes.added')}: {difference.after}")
    return "\n".join(lines) or None


def _titled(name: str) -> str:
    return wording_of(settings.PORTAL.portal.language).say("changes.feed_title", name=name)
