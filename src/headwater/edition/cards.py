"""A story as a list shows it: what may be shown of its face, and one honest line about where it came from."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from headwater.edition.addresses import article_path, section_path, story_path
from headwater.edition.outlets import outlets_for
from headwater.edition.rights import Shown, shown
from headwater.edition.translated import Words
from headwater.edition.translations import by_key, is_foreign, language_wanted
from headwater.model.article import Image
from headwater.model.listing import HeldArticle, StoryLine
from headwater.model.outlet import Outlet
from headwater.model.story import Story
from headwater.store import queries
from headwater.store.translations import reports_in

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
    #: Headline and summary in the portal's language, where an engine gave them.
    translation: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards by the key of their story, and until when they are all there is to show."""

    by_key: Mapping[str, Card]
    #: Earliest moment from which a right, an embargo's end too, changes what is here.
    valid_until: datetime | None = None

    def in_order(self, keys: Iterable[str]) -> list[Card]:
        """Give the cards of stories in the order asked for, without those of which nothing may be shown."""
        return [self.by_key[key] for key in keys if key in self.by_key]


def cards_of(keys: Iterable[str], *, now: datetime) -> Cards:
    """Give the cards of stories; stories of which nothing may be shown now are left out."""
    lines = _in_own_language(queries.story_lines(keys), now=now)
    faces = {key: may_show(line.face, now=now) for key, line in lines.items() if line.face is not None}
    lacking = [key for key in lines if key not in faces or faces[key].headline is None]
    others = _other_faces([lines[key] for key in lacking], now) if lacking else {}
    lines = lines | {key: replace(lines[key], face=face) for key, (face, _) in others.items()}
    answers = faces | {key: may for key, (_, may) in others.items()}
    wanted = {line.first_outlet for line in lines.values() if line.first_outlet}
    outlets = outlets_for(wanted | {line.face.article.outlet for line in lines.values() if line.face})
    cards = {key: card_of(line, may=answers[key], outlets=outlets) for key, line in lines.items() if key in answers}
    changes = [may.valid_until for may in (*faces.values(), *answers.values()) if may.valid_until is not None]
    return Cards(
        by_key={key: card for key, card in cards.items() if card is not None}, valid_until=min(changes, default=None)
    )


def card_of(line: StoryLine, *, may: Shown, outlets: Mapping[str, Outlet]) -> Card | None:
    """Give the card of a story, or None where nothing of its face may be shown."""
    if line.face is None or may.extent is None:
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
        translation=may.translated,
    )


def may_show(held: HeldArticle, *, now: datetime) -> Shown:
    """Give what may be shown of our copy of a report."""
    return shown(
        held.article,
        rights=held.rights,
        first_seen=held.first_seen,
        now=now,
        picture=held.picture,
        translation=held.translation,
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
    [1.2, 2.9]
    """
    drawn = copies[:MOST_STRANDS]
    if len(drawn) == 1:
        return (Strand(y=_MIDDLE, width=_thickness(drawn[0])),)
    step = (_BOTTOM - _TOP) / max(len(drawn) - 1, 1)
    return tuple(Strand(y=round(_TOP + step * row, 1), width=_thickness(count)) for row, count in enumerate(drawn))


def stands_first(own: HeldArticle, *, now: datetime) -> bool:
    """Whether a story's first report in the portal's language stands for it in place of one in another language."""
    return may_show(own, now=now).headline is not None


def _in_own_language(lines: Mapping[str, StoryLine], *, now: datetime) -> dict[str, StoryLine]:
    """Give stories with a report in the portal's language in front, else with what is held of theirs in it."""
    language = language_wanted()
    foreign = {
        key: line for key, line in lines.items() if line.face and language and is_foreign(line.face, language=language)
    }
    if language is None or not foreign:
        return dict(lines)
    first = reports_in(language, stories=foreign)
    own = {held.story: held for held in queries.held_articles(list(first.values()))}
    own = {key: held for key, held in own.items() if stands_first(held, now=now)}
    told = by_key(line.face for line in foreign.values() if line.face)
    faces = {key: own.get(key) or told[line.face.key] for key, line in foreign.items() if line.face}
    return dict(lines) | {key: replace(foreign[key], face=face) for key, face in faces.items()}


def _path(line: StoryLine, may: Shown) -> str:
    # A story of one report has nothing to compare: its reader wants the report.
    if len(line.story.articles) == 1 and line.face is not None:
        return article_path(line.face.key, may.headline)
    return story_path(line.story.key, may.headline)


def _thickness(copies: int) -> float:
    return round(min(1.2 + 0.6 * math.sqrt(max(copies - 1, 0)), 3.6), 1)


def _other_faces(lines: Iterable[StoryLine], now: datetime) -> dict[str, tuple[HeldArticle, Shown]]:
    """Find the first report of each story that may stand for it with a headline, else with a link."""
    candidates = {line.story.key: line.story.articles[:_OTHER_FACES] for line in lines}
    held = {copy.key: copy for copy in queries.held_articles([key for keys in candidates.values() for key in keys])}
    found = {}
    for story, keys in candidates.items():
        answers = [(held[key], may_show(held[key], now=now)) for key in keys if key in held]
        standing = [answer for answer in answers if answer[1].extent is not None]
        if standing:
            found[story] = next((answer for answer in standing if answer[1].headline is not None), standing[0])
    return found
