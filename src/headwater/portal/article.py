"""What the page of one report shows."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from headwater.edition.addresses import story_path
from headwater.edition.cards import may_show
from headwater.edition.outlets import outlets_for
from headwater.edition.render import render_blocks, render_image
from headwater.edition.rights import Shown
from headwater.edition.speakers import SpeakerHere, speakers_here, statement_marks, sure_statements
from headwater.edition.way import Hop, credit_marks, way_of
from headwater.edition.wording import Wording
from headwater.model.article import Article
from headwater.model.listing import ArticleDossier
from headwater.model.outlet import Outlet


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
    #: The whole text where it may be shown, marked; empty else.
    body: Markup
    image: Markup
    way: tuple[Hop, ...]
    speakers: tuple[SpeakerHere, ...]
    #: The story it belongs to, where that has more reports than this one.
    story_path: str | None
    story_key: str | None
    independent_sources: int


def article_view(dossier: ArticleDossier, *, now: datetime, wording: Wording) -> ArticleView:
    """Give what the page shows; `may.withheld` says where nothing may be shown at all."""
    held, article = dossier.held, dossier.held.article
    may = may_show(held, now=now)
    outlets = outlets_for(_outlet_keys(dossier))
    statements = sure_statements(held.traced.statements)
    marks = (*statement_marks(statements), *credit_marks(held.traced.credits))
    story = dossier.story if dossier.story is not None and len(dossier.story.articles) > 1 else None
    return ArticleView(
        article=article,
        key=held.key,
        may=may,
        outlet=outlets[article.outlet],
        section=(dossier.story.section if dossier.story else None) or "",
        published=held.shown_at,
        first_seen=held.first_seen,
        body=render_blocks(may.body, marks=marks, table_label=wording.say("article.table")),
        image=render_image(may.image, lead=True) if may.image else Markup(),
        way=way_of(dossier, may=may, outlets=outlets),
        speakers=speakers_here(statements) if may.body else (),
        story_path=story_path(story.key, None) if story else None,
        story_key=held.story,
        independent_sources=story.independent_sources if story else 0,
    )


def _outlet_keys(dossier: ArticleDossier) -> set[str]:
    return {held.article.outlet for held in (dossier.held, *dossier.older)}
