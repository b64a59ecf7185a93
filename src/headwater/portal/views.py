"""The pages: get, check, render."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from headwater.edition.addresses import article_path, person_path, story_path
from headwater.edition.answer import Answer
from headwater.edition.clock import site_now
from headwater.edition.corrections import correction_lines
from headwater.edition.outlets import is_known, outlets_for
from headwater.edition.rights import Withheld
from headwater.edition.schema_org import Told, news_article, script_of, story_page
from headwater.edition.speakers import sure_statements
from headwater.model.listing import SourceLine
from headwater.portal.answers import base_address, earliest, page
from headwater.portal.article import article_view
from headwater.portal.beside import cards_once, rail, standing_stories
from headwater.portal.errors import Removed
from headwater.portal.frame import section_named, sections_of, times_of
from headwater.portal.front import candidates, plan_front, rows_beside
from headwater.portal.outlet import TALLY_DAYS, outlet_view
from headwater.portal.person import namesake_views, person_view
from headwater.portal.slots import About, page_about
from headwater.portal.story import story_view
from headwater.store import queries
from headwater.store.corrections import latest_corrections
from headwater.store.people import person_place, said_by
from headwater.store.revisions import revisions_of

_SECTION_STORIES = 24
_OUTLET_REPORTS = 30
_PERSON_REPORTS = 30
_CORRECTIONS = 100


@require_safe
def front(request: HttpRequest) -> Answer:
    """The front page."""
    now = site_now()
    marks = standing_stories(now=now)
    if not marks:
        return page(request, "empty.html", now=now, has_feeds=queries.has_feeds())
    sections = sections_of(now=now)
    aside = rail(now=now)
    cards = cards_once(candidates(marks, sections=sections), now=now)
    plan = plan_front(marks, sections=sections, showable=cards.by_key)
    return page(
        request,
        "front.html",
        now=now,
        valid_until=earliest(cards.valid_until, aside.valid_until),
        lead=next(iter(cards.in_order([plan.lead or ""])), None),
        second=cards.in_order(plan.second),
        third=cards.in_order(plan.third),
        rows=[(row.name, cards.in_order(row.keys)) for row in plan.rows],
        beside=rows_beside(has_popular=bool(aside.popular), has_newsletter=bool(settings.PORTAL.mail.host)),
        rest=cards.in_order(plan.rest),
        latest=aside.latest,
        popular=aside.popular,
    )


@require_safe
def section(request: HttpRequest, slug: str) -> Answer:
    """The page of one section."""
    now = site_now()
    name = section_named(slug, now=now)
    if name is None:
        raise Http404
    marks = queries.story_marks(limit=_SECTION_STORIES, section=name)
    aside = rail(now=now)
    cards = cards_once([mark.key for mark in marks], now=now)
    stories = cards.in_order([mark.key for mark in marks])
    return page(
        request,
        "section.html",
        now=now,
        valid_until=earliest(cards.valid_until, aside.valid_until),
        section=name,
        lead=stories[0] if stories else None,
        stories=stories[1:],
        latest=aside.latest,
        popular=aside.popular,
    )


@require_safe
def story(request: HttpRequest, key: str, **_slug: str) -> HttpResponse:
    """The page of one story: who had it from whom, and who said what."""
    now = site_now()
    place = queries.story_place(key)
    if place.moved_to:
        return HttpResponsePermanentRedirect(story_path(place.moved_to, None))
    dossier = queries.story_dossier(key) if place.found else None
    shown = story_view(dossier, now=now) if dossier else None
    if shown is None:
        raise Removed(queries.gone_because(key) or "") if place.gone or place.found else Http404
    address = story_path(key, shown.card.headline)
    if address != request.path:
        return HttpResponsePermanentRedirect(address)
    structured = story_page(
        headline=shown.card.headline or shown.card.outlet,
        address=base_address(request) + address,
        reports=[(line.headline or line.outlet, base_address(request) + line.path) for line in shown.lines],
        ledger=shown.ledger,
        corrections=shown.corrections,
    )
    about = About(story=key, section=shown.card.section)
    given = {"story": shown, "structured": script_of(structured)}
    return page_about(request, "story.html", about=about, now=now, valid_until=shown.valid_until, **given)


@require_safe
def article(request: HttpRequest, key: str, **_slug: str) -> HttpResponse:
    """The page of one report, as far as its rights go."""
    now = site_now()
    dossier = queries.article_dossier(key)
    if dossier is None:
        why = queries.gone_because(key)
        raise Removed(why) if why else Http404
    shown = article_view(dossier, revisions=revisions_of(key), now=now, times=times_of(now))
    if shown.may.withheld is not None:
        raise Removed("expired") if shown.may.withheld is Withheld.EXPIRED else Http404
    address = article_path(key, shown.may.headline)
    if address != request.path:
        return HttpResponsePermanentRedirect(address)
    told = Told(
        article=shown.article,
        may=shown.may,
        outlet=shown.outlet,
        way=shown.way,
        address=base_address(request) + address,
        corrections=shown.corrections,
        statements=sure_statements(dossier.held.traced.statements),
    )
    about = About(story=dossier.held.story, section=shown.section)
    given = {"article": shown, "structured": script_of(news_article(told))}
    return page_about(request, "article.html", about=about, now=now, valid_until=shown.may.valid_until, **given)


@require_safe
def outlet(request: HttpRequest, key: str) -> Answer:
    """The page of one outlet: owner, feeds, own share, whom it copies."""
    now = site_now()
    if queries.is_outlet_gone(key):
        raise Removed("takedown")
    held = queries.outlet_reports(key, limit=_OUTLET_REPORTS)
    feeds = queries.sources(outlet=key)
    if not held and not feeds and not is_known(key):
        raise Http404
    tally = queries.outlet_tally(key, since=now - timedelta(days=TALLY_DAYS))
    view = outlet_view(key, held=held, feeds=feeds, tally=tally, now=now)
    return page(request, "outlet.html", now=now, valid_until=view.valid_until, outlet=view)


@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    """The page of one person: what was said, when, to whom; or who bears the name, where several do."""
    now = site_now()
    place = person_place(key)
    if place.moved_to:
        return HttpResponsePermanentRedirect(person_path(place.moved_to))
    if place.namesakes:
        bearing = namesake_views(place.namesakes, now=now)
        if not bearing:
            raise Removed
        until = earliest(*(view.valid_until for view in bearing))
        return page(request, "namesakes.html", now=now, valid_until=until, persons=bearing)
    if place.person is None:
        raise Http404
    view = person_view(place.person, said=said_by(key, limit=_PERSON_REPORTS), now=now)
    if view is None:
        raise Removed
    return page(request, "person.html", now=now, valid_until=view.valid_until, may_wait=True, person=view)


@require_safe
def corrections(request: HttpRequest) -> Answer:
    """What was corrected, newest first."""
    now = site_now()
    lines, until = correction_lines(latest_corrections(limit=_CORRECTIONS), now=now)
    return page(request, "corrections.html", now=now, valid_until=until, corrections=lines)


@require_safe
def about(request: HttpRequest) -> Answer:
    """What this portal is, and its sources."""
    feeds = queries.sources()
    outlets = outlets_for({feed.outlet for feed in feeds})
    by_outlet: dict[str, list[SourceLine]] = {}
    for feed in feeds:
        by_outlet.setdefault(feed.outlet, []).append(feed)
    listed = sorted(((outlets[key], lines) for key, lines in by_outlet.items()), key=lambda pair: pair[0].name)
    text = [paragraph for paragraph in settings.PORTAL.portal.about.split("\n\n") if paragraph.strip()]
    return page(request, "about.html", now=site_now(), may_wait=True, paragraphs=text, sources=listed)


@require_safe
def feeds(request: HttpRequest) -> Answer:
    """The list of feeds."""
    return page(request, "feeds.html", now=site_now(), may_wait=True)
