"""What the page of one report shows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from headwater.edition.addresses import story_path
from headwater.edition.cards import may_show
from headwater.edition.changes import Change, changes_of
from headwater.edition.days import day_marks
from headwater.edition.flags import FlagLine, flags_here
from headwater.edition.outlets import outlets_for
from headwater.edition.places import PlaceLink, place_links
from headwater.edition.render import render_blocks, render_image
from headwater.edition.rights import Shown
from headwater.edition.speakers import SpeakerHere, speakers_here, statement_marks, sure_statements
from headwater.edition.translations import with_translations
from headwater.edition.way import Hop, credit_marks, way_of
from headwater.model.article import Article, BlockKind
from headwater.model.correction import Correction
from headwater.model.listing import ArticleDossier
from headwater.model.outlet import Outlet
from headwater.model.provenance import Revision
from headwater.portal.times import Times
from headwater.portal.translation import SaidTwice, TranslationView, said_twice, translation_view
from headwater.store.corrections import corrections_of
from headwater.store.people import person_keys
from headwater.store.places import places_in
from headwater.text.words import fold

_WORD = re.compile(r"\w+")
#: Places named below a report.
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """A report as its page shows it."""

    article: Article
    key: str
    may: Shown
    outlet: Outlet
    #: Section of its story, else its own.
    section: str
    published: datetime
    first_seen: datetime
    #: The outlet's summary, where the whole text stands below it and does not begin with the same words.
    standfirst: str | None
    #: The whole text where it may be shown, marked; empty else.
    body: Markup
    image: Markup
    #: What stands in front of the original, in the portal's language.
    translation: TranslationView | None
    #: By a statement's anchor, what was said and what an engine made of it.
    said: Mapping[str, SaidTwice]
    way: tuple[Hop, ...]
    speakers: tuple[SpeakerHere, ...]
    #: What the text shows about its own sources.
    flags: tuple[FlagLine, ...]
    #: The story it belongs to, where that has more reports than this one.
    story_path: str | None
    story_key: str | None
    independent_sources: int
    #: Places that it names.
    places: tuple[PlaceLink, ...]
    #: Newest first.
    corrections: tuple[Correction, ...]
    #: What the outlet changed since, newest first.
    changes: tuple[Change, ...]


def article_view(dossier: ArticleDossier, *, revisions: Sequence[Revision], now: datetime, times: Times) -> ArticleView:
    """Give what the page shows; `may.withheld` says where nothing may be shown at all."""
    (held,) = with_translations([dossier.held])
    article = held.article
    may = may_show(held, now=now)
    outlets = outlets_for(_outlet_keys(dossier))
    statements = sure_statements(held.traced.statements)
    days = day_marks(article, zone=times.zone, say_day=times.weekday) if may.body else ()
    spoken = (*statement_marks(statements), *credit_marks(held.traced.credits))
    story = dossier.story if dossier.story is not None and len(dossier.story.articles) > 1 else None
    return ArticleView(
        article=article,
        key=held.key,
        may=may,
        outlet=outlets[article.outlet],
        section=(dossier.story.section if dossier.story else None) or "",
        published=held.shown_at,
        first_seen=held.first_seen,
        standfirst=_standfirst(article, may),
        body=render_blocks(may.body, marks=(*spoken, *days), table_label=times.wording.say("article.table")),
        translation=translation_view(may.translated, marks=spoken, wording=times.wording) if may.translated else None,
        said=said_twice(may.translated, statements=statements, article=article) if may.translated else {},
        image=render_image(may.image, lead=True) if may.image else Markup(),
        way=way_of(dossier, may=may, outlets=outlets),
        speakers=speakers_here(statements, persons=_persons(dossier)) if may.body else (),
        flags=flags_here(dossier.story.flags if dossier.story else (), held=held, may=may),
        story_path=story_path(story.key, None) if story else None,
        story_key=held.story,
        independent_sources=story.independent_sources if story else 0,
        places=_places(held.key, language=times.wording.language) if may.excerpt or may.body else (),
        corrections=corrections_of(articles=[held.key]),
        changes=changes_of(revisions, may=may, wording=times.wording),
    )


def _standfirst(article: Article, may: Shown) -> str | None:
    if not may.body or not article.description or not may.excerpt:
        return None
    begins = next((block.text for block in may.body if block.kind is BlockKind.PARAGRAPH), "")
    words = _WORD.findall(fold(may.excerpt))
    return None if _WORD.findall(fold(begins))[: len(words)] == words else may.excerpt


def _places(key: str, *, language: str) -> tuple[PlaceLink, ...]:
    return place_links(places_in([key])[:_MOST_PLACES], language=language)


def _persons(dossier: ArticleDossier) -> list[str | None]:
    """Give the person of each sure statement."""
    keys = person_keys([dossier.held.key])
    traced = dossier.held.traced.statements
    return [keys.get((dossier.held.key, traced.index(statement))) for statement in sure_statements(traced)]


def _outlet_keys(dossier: ArticleDossier) -> set[str]:
    return {held.article.outlet for held in (dossier.held, *dossier.older)}
