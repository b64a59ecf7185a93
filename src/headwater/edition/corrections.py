"""Corrections as pages and feeds print them: with what they are about, while that may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.edition.addresses import article_path
from headwater.edition.cards import Card, cards_of, may_show
from headwater.edition.outlets import outlets_for
from headwater.edition.rights import Shown
from headwater.model.correction import Correction
from headwater.model.listing import HeldArticle
from headwater.store import queries


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """One correction in a list."""

    correction: Correction
    #: Page of what was corrected.
    path: str
    #: None where only a link may be shown.
    headline: str | None
    language: str | None
    #: Display name of the outlet whose words the headline is.
    outlet: str


def correction_lines(
    corrections: Sequence[Correction], *, now: datetime
) -> tuple[tuple[CorrectionLine, ...], datetime | None]:
    """Give the corrections of what may be shown, in their order, and until when that is so."""
    held = queries.held_articles([found.article for found in corrections if found.article])
    answers = {copy.key: (copy, may_show(copy, now=now)) for copy in held}
    cards = cards_of([found.story for found in corrections if found.story], now=now)
    names = {key: outlet.name for key, outlet in outlets_for({copy.article.outlet for copy in held}).items()}
    lines = [
        _line(found, answers.get(found.article or ""), cards.by_key.get(found.story or ""), names)
        for found in corrections
    ]
    changes = [may.valid_until for _, may in answers.values()] + [cards.valid_until]
    until = min((moment for moment in changes if moment is not None), default=None)
    return tuple(line for line in lines if line is not None), until


def _line(
    correction: Correction, answer: tuple[HeldArticle, Shown] | None, card: Card | None, names: dict[str, str]
) -> CorrectionLine | None:
    if card is not None:
        return CorrectionLine(
            correction=correction,
            path=card.path,
            headline=card.headline,
            language=card.language,
            outlet=card.outlet,
        )
    if answer is None or answer[1].extent is None:
        return None
    held, may = answer
    return CorrectionLine(
        correction=correction,
        path=article_path(held.key, may.headline),
        headline=may.headline,
        language=held.article.language,
        outlet=names[held.article.outlet],
    )
