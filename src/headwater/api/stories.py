"""Answers about stories and their independent sources."""

from dataclasses import replace

from headwater.api import values
from headwater.api.articles import Showable, correction_values, showable, traceable, translation_value
from headwater.api.asking import Asked
from headwater.api.parameters import cursor_of
from headwater.api.problems import gone, moved, unknown
from headwater.edition.addresses import story_path
from headwater.edition.cards import Card, card_of, cards_of
from headwater.edition.ninjs import Issued, story_ninjs
from headwater.edition.prov import prov_of
from headwater.model.listing import StoryDossier, StoryLine
from headwater.store import listings, queries
from headwater.store.corrections import corrections_of


def list_stories(asked: Asked) -> values.StoryPage:
    """Give a page of stories."""
    page = listings.story_keys(
        limit=asked.limit,
        after=asked.after,
        section=asked.text("section"),
        since=asked.moment("since"),
        until=asked.moment("until"),
    )
    cards = cards_of(page.keys, now=asked.now).in_order(page.keys)
    return values.StoryPage(items=tuple(_story(card, base=asked.base) for card in cards), next=cursor_of(page.next))


def get_story(asked: Asked) -> values.Story:
    """Give one story with its sources."""
    dossier, reports = _found(asked)
    card = _card(dossier, reports)
    return replace(
        _story(card, base=asked.base),
        articles=tuple(each.held.key for each in reports),
        origins=_origins(dossier, reports),
        corrections=correction_values(
            corrections_of(articles=[each.held.key for each in reports], story=dossier.story.key)
        ),
    )


def list_origins(asked: Asked) -> values.OriginPage:
    """Give the independent sources of one story."""
    return values.OriginPage(items=_origins(*_found(asked)))


def get_story_ninjs(asked: Asked) -> dict[str, object]:
    """Give one story as ninjs."""
    dossier, reports = _found(asked)
    issued = [Issued(held=each.held, may=each.may, outlet=each.outlet, base=asked.base) for each in reports]
    return story_ninjs(dossier.story, issued, headline=_card(dossier, reports).headline, base=asked.base)


def get_story_prov(asked: Asked) -> dict[str, object]:
    """Give where the reports of one story came from as PROV-JSON."""
    dossier, reports = _found(asked)
    first, *others = [traceable(each) for each in reports]
    return prov_of(
        [replace(first, reuses=dossier.reuses), *others],
        story=dossier.story.key,
        origins=dossier.story.origins,
        outlets={each.held.article.outlet: each.outlet for each in reports},
        base=asked.base,
    )


def _found(asked: Asked) -> tuple[StoryDossier, tuple[Showable, ...]]:
    place = queries.story_place(asked.key)
    if place.moved_to:
        raise moved("story", place.moved_to)
    dossier = queries.story_dossier(asked.key) if place.found else None
    reports = showable(dossier.reports, now=asked.now) if dossier else ()
    if dossier is None or not reports:
        raise gone("story") if place.gone or place.found else unknown("story")
    return dossier, reports


def _card(dossier: StoryDossier, reports: tuple[Showable, ...]) -> Card:
    """Give the card of the report that stands for the story: its face, where that may be shown with a headline."""
    wished = dossier.story.face
    face = min(reports, key=lambda each: (each.may.headline is None, each.held.key != wished))
    outlets = {each.outlet.key: each.outlet for each in reports}
    line = StoryLine(story=dossier.story, face=face.held, first_outlet=reports[0].outlet.key)
    card = card_of(line, may=face.may, outlets=outlets)
    if card is None:
        raise gone("story")
    return card


def _story(card: Card, *, base: str) -> values.Story:
    return values.Story(
        key=card.key,
        page=base + story_path(card.key, card.headline),
        headline=card.headline,
        summary=card.summary,
        language=card.language,
        outlet=values.OutletName(key=card.outlet_key, name=card.outlet),
        section=card.section or None,
        independent_sources=card.origin.sources,
        reports=card.origin.reports,
        first_seen=card.first_seen,
        last_updated=card.last_updated,
        translation=translation_value(card.translation),
    )


def _origins(dossier: StoryDossier, reports: tuple[Showable, ...]) -> tuple[values.Origin, ...]:
    """Give the sources on which reports rest that may be shown; evidence out of other reports is left out."""
    shown = {each.held.key for each in reports}
    return tuple(
        values.Origin(
            kind=origin.kind.value,
            name=origin.name,
            outlet=origin.outlet,
            articles=tuple(key for key in origin.articles if key in shown),
            evidence=tuple(each.words for each in origin.evidence if each.article is None or each.article in shown),
        )
        for origin in dossier.story.origins
        if shown.intersection(origin.articles)
    )
