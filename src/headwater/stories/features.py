"""What grouping looks at in one report: its weighted words, its headline's words, its numbers and its time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from headwater.model.article import BlockKind
from headwater.model.story import Report
from headwater.text.words import words

#: A headline says most of what an event is; twice the weight was best in the measured baseline.
HEADLINE_WEIGHT = 2.0
PAIR_WEIGHT = 0.5
#: News says what happened first: later words are background shared by many events.
_LEAD_CHARACTERS = 2400
_HEADLINE_WORDS, _BODY_WORDS = 60, 250
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """One report as grouping sees it."""

    #: Key of the article.
    article: str
    #: Words and pairs of neighbouring words, with how often they stand in it, the headline counted double.
    counts: Mapping[str, float]
    #: Words of the headline.
    headline: frozenset[str]
    #: BCP 47 primary subtag, or the empty text.
    language: str
    #: When it was published, where the source says so.
    published: datetime | None
    first_seen: datetime


def features_of(report: Report) -> Features:
    """Give what grouping looks at; the first 2,400 characters of the body at most."""
    article = report.article
    headline = words(article.headline, limit=_HEADLINE_WORDS)
    counts: dict[str, float] = {}
    _count(headline, counts, weight=HEADLINE_WEIGHT)
    _count(words(_lead(report), limit=_BODY_WORDS), counts, weight=1.0)
    return Features(
        article=report.key,
        counts=counts,
        headline=frozenset(word for word in headline if word),
        language=(article.language or "").split("-")[0].casefold(),
        published=article.date_published,
        first_seen=report.first_seen,
    )


def _lead(report: Report) -> str:
    parts: list[str] = []
    room = _LEAD_CHARACTERS
    for block in report.article.body:
        if block.kind is BlockKind.IMAGE or not block.text:
            continue
        parts.append(block.text[:room])
        room -= len(parts[-1])
        if room <= 0:
            break
    return "\n".join(parts) or (report.article.description or "")[:_LEAD_CHARACTERS]


def _count(found: list[str], counts: dict[str, float], *, weight: float) -> None:
    before = ""
    for word in found:
        if word:
            counts[word] = counts.get(word, 0.0) + weight
            if before:
                pair = f"{before} {word}"
                counts[pair] = counts.get(pair, 0.0) + PAIR_WEIGHT * weight
        before = word
