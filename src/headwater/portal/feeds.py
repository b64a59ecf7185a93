"""The feeds of the portal, its sections, stories and outlets, in three formats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.views.decorators.http import require_safe

from headwater.edition.addresses import article_path, outlet_path, person_path, section_path, story_path
from headwater.edition.answer import Answer
from headwater.edition.cards import Card, may_show
from headwater.edition.clock import site_now
from headwater.edition.corrections import CorrectionLine, correction_lines
from headwater.edition.feeds import FORMATS, Channel, FeedItem, newest
from headwater.edition.outlets import outlets_for
from headwater.edition.render import render_blocks
from headwater.edition.rights import Shown
from headwater.edition.translations import with_translations
from headwater.edition.wording import Wording, wording_of
from headwater.model.article import Image
from headwater.model.listing import HeldArticle
from headwater.portal.answers import base_address, earliest
from headwater.portal.beside import cards_once
from headwater.portal.errors import Removed
from headwater.portal.frame import section_named
from headwater.portal.place import place_named, reports_naming
from headwater.portal.search_limit import is_searching
from headwater.portal.searching import question_of
from headwater.portal.story import story_view
from headwater.portal.translation import told_content, told_summary, told_translation
from headwater.store import queries
from headwater.store.corrections import latest_corrections
from headwater.store.people import person_place, said_by
from headwater.store.search import find_articles, terms_of

#: Entries in one feed; feed readers poll more often than fifty stories appear.
_ENTRIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which feed is asked for."""

    request: HttpRequest
    ending: str
    #: Path of the page it belongs to.
    home: str
    title: str
    #: What the page is asked for, with its question mark.
    query: str = ""
    #: Its name behind that path.
    name: str = "feed"


@require_safe
def whole(request: HttpRequest, ending: str) -> Answer:
    """The feed of everything."""
    now = site_now()
    cards = _newest(now)
    return _stories(Scope(request=request, ending=ending, home="/", title=settings.PORTAL.portal.name), cards)


@require_safe
def section(request: HttpRequest, *, slug: str, ending: str) -> Answer:
    """The feed of one section."""
    now = site_now()
    name = section_named(slug, now=now)
    if name is None:
        raise Http404
    cards = _newest(now, section=name)
    title = f"{settings.PORTAL.portal.name}: {name}"
    return _stories(Scope(request=request, ending=ending, home=section_path(name), title=title), cards)


@require_safe
def story(request: HttpRequest, *, key: str, ending: str, **_slug: str) -> Answer:
    """The feed of one story: its reports, newest first."""
    now = site_now()
    place = queries.story_place(key)
    dossier = queries.story_dossier(key) if place.found else None
    view = story_view(dossier, now=now) if dossier else None
    if dossier is None or view is None:
        raise Removed if place.gone else Http404
    home = story_path(key, view.card.headline)
    title = f"{settings.PORTAL.portal.name}: {view.card.headline or view.card.outlet}"
    reports = dossier.reports[::-1][:_ENTRIES]
    return _reports(Scope(request=request, ending=ending, home=home, title=title), reports, now=now)


@require_safe
def outlet(request: HttpRequest, *, key: str, ending: str) -> Answer:
    """The feed of one outlet's reports."""
    reports = queries.outlet_reports(key, limit=_ENTRIES)
    if not reports:
        raise Http404
    title = f"{settings.PORTAL.portal.name}: {outlets_for([key])[key].name}"
    return _reports(Scope(request=request, ending=ending, home=outlet_path(key), title=title), reports, now=site_now())


@require_safe
def person(request: HttpRequest, *, key: str, ending: str) -> Answer:
    """The feed of the reports in which a person speaks."""
    found = person_place(key).person
    if found is None:
        raise Http404
    reports = [said.held for said in said_by(key, limit=_ENTRIES)]
    title = f"{settings.PORTAL.portal.name}: {found.name}"
    return _reports(Scope(request=request, ending=ending, home=person_path(key), title=title), reports, now=site_now())


@require_safe
def place(request: HttpRequest, *, key: str, ending: str) -> Answer:
    """The feed of the reports that name a place."""
    now = site_now()
    named = place_named(key)
    reports = reports_naming(key, limit=_ENTRIES, now=now) if named else []
    if named is None or not reports:
        raise Http404
    title = f"{settings.PORTAL.portal.name}: {named.name}"
    return _reports(Scope(request=request, ending=ending, home=named.path, title=title), reports, now=now)


@is_searching
@require_safe
def found(request: HttpRequest, ending: str) -> Answer:
    """The feed of a search: the reports found, newest first."""
    question = question_of(request)
    if not terms_of(question.words):
        raise Http404
    reports = queries.held_articles(find_articles(question, limit=_ENTRIES))
    query = "?" + request.META.get("QUERY_STRING", "")
    title = f"{settings.PORTAL.portal.name}: {question.words}"
    scope = Scope(request=request, ending=ending, home="/search", title=title, query=query)
    return _reports(scope, reports, now=site_now())


@require_safe
def corrections(request: HttpRequest, ending: str) -> Answer:
    """The feed of corrections, newest first."""
    lines, until = correction_lines(latest_corrections(limit=_ENTRIES), now=site_now())
    title = f"{settings.PORTAL.portal.name}: {_wording().say('corrections.title')}"
    scope = Scope(request=request, ending=ending, home="/corrections", title=title)
    base = base_address(request)
    return write_feed(scope, tuple(_correction_item(line, base=base) for line in lines), until=until)


def _newest(now: datetime, *, section: str | None = None) -> tuple[list[Card], datetime | None]:
    keys = queries.latest_keys(limit=_ENTRIES, section=section)
    cards = cards_once(keys, now=now)
    return cards.in_order(keys), cards.valid_until


def _stories(scope: Scope, newest_cards: tuple[list[Card], datetime | None]) -> Answer:
    base = base_address(scope.request)
    cards, until = newest_cards
    return write_feed(scope, tuple(_story_item(card, base=base, say=_wording()) for card in cards), until=until)


def _reports(scope: Scope, reports: Sequence[HeldArticle], *, now: datetime) -> Answer:
    base = base_address(scope.request)
    answers = [(held, may_show(held, now=now)) for held in with_translations(reports)]
    names = outlets_for({held.article.outlet for held in reports})
    items = tuple(
        _report_item(held, may=may, base=base, outlet=names[held.article.outlet].name)
        for held, may in answers
        if may.extent is not None
    )
    return write_feed(scope, items, until=earliest(*(may.valid_until for _, may in answers)))


def write_feed(scope: Scope, items: tuple[FeedItem, ...], *, until: datetime | None) -> Answer:
    """Give the answer that carries a feed; 404 for a format that is none."""
    portal, base = settings.PORTAL.portal, base_address(scope.request)
    chosen = FORMATS.get(scope.ending)
    if chosen is None:
        raise Http404
    channel = Channel(
        title=scope.title,
        description=portal.tagline or scope.title,
        home=base + scope.home + scope.query,
        address=f"{base}{scope.home.rstrip('/')}/{scope.name}.{scope.ending}{scope.query}",
        language=portal.language,
        updated=newest([item.updated for item in items], otherwise=site_now()),
        items=items,
    )
    answer = Answer(chosen.write(channel), content_type=chosen.media_type)
    answer.valid_until = until
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return answer


def _story_item(card: Card, *, base: str, say: Wording) -> FeedItem:
    held, article = card.face, card.face.article
    own = card.translation
    return FeedItem(
        id=tag_of(base, f"story/{card.key}"),
        title=(own and own.headline) or card.headline or say.say("article.report_by", outlet=card.outlet),
        link=base + card.path,
        source_link=article.url,
        published=card.first_seen or held.first_seen,
        updated=card.last_updated,
        summary=told_summary(own, wording=say) if own else card.summary,
        authors=article.authors if card.summary else (),
        section=card.section or None,
        language=own.language if own else article.language,
        outlet=card.outlet,
        feed_url=held.feed_url,
        image=_picture(card.image, base=base),
        rights=card.shown.credit_text,
        provenance={"independent_sources": card.origin.sources, "reports": card.origin.reports} | told_translation(own),
    )


def _report_item(held: HeldArticle, *, may: Shown, base: str, outlet: str) -> FeedItem:
    article, own, say = held.article, may.translated, _wording()
    return FeedItem(
        id=tag_of(base, f"article/{held.key}"),
        title=(own and own.headline) or may.headline or say.say("article.report_by", outlet=outlet),
        link=base + article_path(held.key, may.headline),
        source_link=article.url,
        published=held.shown_at,
        updated=max(held.shown_at, held.first_seen),
        summary=told_summary(own, wording=say) if own else may.excerpt,
        content=told_content(own, may=may, wording=say) if own else str(render_blocks(may.body)) or None,
        authors=article.authors if may.excerpt else (),
        section=article.section,
        language=own.language if own else article.language,
        outlet=outlet,
        feed_url=held.feed_url,
        image=_picture(may.image, base=base),
        rights=may.credit_text,
        provenance=({"story": held.story} if held.story else {}) | told_translation(own),
    )


def _correction_item(line: CorrectionLine, *, base: str) -> FeedItem:
    correction, say = line.correction, _wording().say
    about = line.headline or say("article.report_by", outlet=line.outlet)
    number = int(correction.corrected_at.timestamp())
    return FeedItem(
        id=tag_of(base, f"correction/{correction.article or correction.story}/{number}"),
        title=say("corrections.of", headline=about),
        link=base + line.path,
        source_link=base + line.path,
        published=correction.corrected_at,
        updated=correction.corrected_at,
        summary=correction.text,
        language=settings.PORTAL.portal.language,
        outlet=settings.PORTAL.portal.name,
        feed_url=f"{base}/corrections/feed.atom",
    )


def tag_of(base: str, name: str) -> str:
    """Give the name of an entry that is the same for ever."""
    # RFC 4151; the day is one on which every portal's operator held its name or none yet did.
    return f"tag:{urlsplit(base).hostname},2026-11-23:{name}"


def _picture(image: Image | None, *, base: str) -> str | None:
    return base + image.url if image else None


def _wording() -> Wording:
    return wording_of(settings.PORTAL.portal.language)
