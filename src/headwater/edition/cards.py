"""A story as a list shows it: what may be shown of its face, and one honest line about where it came from."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from headwater.edition.addresses import article_path, section_path, story_path
from headwater.edition.outlets import outlets_for
from headwater.edition.rights import Shown, shown
from headwater.model.article import Image
from headwater.model.listing import HeldArticle, StoryLine
from headwater.model.outlet import Outlet
from headwater.model.story import Story
from headwater.store import queries

#: Strands that can be told apart in a drawing as high as a line of text; the words beside it give the number.
MOST_STRANDS = 5
#: Other reports that are asked to stand for a story whose face may not be shown.
_OTHER_FACES = 4
_MIDDLE, _TOP, _BOTTOM = 9.0, 3.0, 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One independent source in the drawing: where it springs, and how thick it runs."""

    y: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginLine:
    """Where a story came from, in one line."""

    sources: int
    reports: int
    first_seen: datetime | None
    #: Display name.
    first_outlet: str | None
    strands: tuple[Strand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story in a list."""

    key: str
    path: str
    #: None where only a link may be shown: the outlet's name stands in its place.
    headline: str | None
    summary: str | None
    image: Image | None
    section: str
    section_path: str
    #: BCP 47 of the headline and summary.
    language: str | None
    #: Display name and key of the outlet whose words these are.
    outlet: str
    outlet_key: str
    origin: OriginLine
    first_seen: datetime | None
    last_updated: datetime
    #: The report that stands for the story.
    face: HeldArticle
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards by the key of their story, and until when they are all there is to show."""

    by_key: Mapping[str, Card]
    #: Earliest moment from which a right, an embargo's end too, changes what is here.
    valid_until: datetime | None = None

    def __contains__(self, key: str) -> bool:
        return key in self.by_key

    def in_order(self, keys: Iterable[str]) -> list[Card]:
        """Give the cards of stories in the order asked for, without those of which nothing may be shown."""
        return [self.by_key[key] for key in keys if key in self.by_key]


def cards_of(keys: Iterable[str], *, now: datetime) -> Cards:
    """Give the cards of stories; stories of which nothing may be shown now are left out."""
    wished = queries.story_lines(keys)
    lines = _with_showable_faces(wished, now)
    wanted = {line.first_outlet for line in lines.values() if line.first_outlet}
    outlets = outlets_for(wanted | {line.face.article.outlet for line in lines.values() if line.face})
    cards = {key: card_of(line, outlets=outlets, now=now) for key, line in lines.items()}
    changes = [_change(line.face, now) for line in (*wished.values(), *lines.values())]
    return Cards(
        by_key={key: card for key, card in cards.items() if card is not None},
        valid_until=min((change for change in changes if change is not None), default=None),
    )


def card_of(line: StoryLine, *, outlets: Mapping[str, Outlet], now: datetime) -> Card | None:
    """Give the card of a story, or None where nothing of its face may be shown now."""
    if line.face is None:
        return None
    may = shown(line.face.article, rights=line.face.rights, first_seen=line.face.first_seen, now=now)
    if may.extent is None:
        return None
    story, article = line.story, line.face.article
    return Card(
        key=story.key,
        path=_path(line, may),
        headline=may.headline,
        summary=may.excerpt,
        image=may.image,
        section=story.section or "",
        section_path=section_path(story.section or ""),
        language=article.language,
        outlet=outlets[article.outlet].name,
        outlet_key=article.outlet,
        origin=origin_line(story, first_outlet=outlets[line.first_outlet].name if line.first_outlet else None),
        first_seen=story.first_seen,
        last_updated=story.last_updated or line.face.shown_at,
        face=line.face,
        shown=may,
    )


def origin_line(story: Story, *, first_outlet: str | None) -> OriginLine:
    """Give the line that says how many independent sources a story has, and who was seen first."""
    return OriginLine(
        sources=story.independent_sources,
        reports=len(story.articles),
        first_seen=story.first_seen,
        first_outlet=first_outlet,
        strands=strands_of(tuple(len(origin.articles) for origin in story.origins)),
    )


@lru_cache(maxsize=2000)
def strands_of(copies: tuple[int, ...]) -> tuple[Strand, ...]:
    """Give the strands of a drawing: one for each source, thicker the more reports rest on it.

    >>> [strand.width for strand in strands_of((1, 9))]
    [1.2, 3.0]
    """
    drawn = copies[:MOST_STRANDS]
    if len(drawn) == 1:
        return (Strand(y=_MIDDLE, width=_thickness(drawn[0])),)
    step = (_BOTTOM - _TOP) / max(len(drawn) - 1, 1)
    return tuple(Strand(y=round(_TOP + step * row, 1), width=_thickness(count)) for row, count in enumerate(drawn))


def _path(line: StoryLine, may: Shown) -> str:
    # A story of one report has nothing to compare: its reader wants the report.
    if len(line.story.articles) == 1 and line.face is not None:
        return article_path(line.face.key, may.headline)
    return story_path(line.story.key, may.headline)


def _thickness(copies: int) -> float:
    return round(min(1.2 + 0.6 * math.sqrt(max(copies - 1, 0)), 3.6), 1)


def _with_showable_faces(lines: Mapping[str, StoryLine], now: datetime) -> dict[str, StoryLine]:
    lacking = {key: line for key, line in lines.items() if not _has_headline(line.face, now)}
    if not lacking:
        return dict(lines)
    others = {key: line.story.articles[:_OTHER_FACES] for key, line in lacking.items()}
    held = {copy.key: copy for copy in queries.held_articles([key for keys in others.values() for key in keys])}
    return dict(lines) | {
        key: replace(line, face=_best_face([line.face, *(held.get(other) for other in others[key])], now))
        for key, line in lacking.items()
    }


def _best_face(candidates: Iterable[HeldArticle | None], now: datetime) -> HeldArticle | None:
    present = [held for held in candidates if held is not None]
    return next((held for held in present if _has_headline(held, now)), next(iter(present), None))


def _change(held: HeldArticle | None, now: datetime) -> datetime | None:
    if held is None:
        return None
    return shown(held.article, rights=held.rights, first_seen=held.first_seen, now=now).valid_until


def _has_headline(held: HeldArticle | None, now: datetime) -> bool:
    if held is None:
        return False
    return shown(held.article, rights=held.rights, first_seen=held.first_seen, now=now).headline is not None
