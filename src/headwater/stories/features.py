"""What grouping looks at in one report: words, sounds, names, numbers, time.

Sounds are how words begin, in Latin letters: the one view that reports in different languages share.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.model.article import BlockKind
from headwater.model.gazetteer import Gazetteer
from headwater.model.story import Report
from headwater.stories.across import terms_across
from headwater.text.names import names, sound
from headwater.text.words import words

#: A headline says most of what an event is; twice the weight was best in the measured baseline.
HEADLINE_WEIGHT = 2.0
PAIR_WEIGHT = 0.5
#: News says what happened first: later words are background shared by many events.
_LEAD_CHARACTERS = 2400
_HEADLINE_WORDS, _BODY_WORDS, _NAME_WORDS = 60, 250, 6
_NUMBERS_CHARACTERS = 1_500
_NUMBER = re.compile(r"\d[\d.,]*")
#: Shorter words sound alike by chance.
_SHORTEST_SOUNDED, _SHORTEST_SOUND = 4, 3
#: Where more of the letters are capitals, capitals do not mark names.
_MOST_CAPITALS, _LOOKED_AT = 0.25, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """One report as grouping sees it."""

    #: Key of the article.
    article: str
    #: Words and pairs of neighbouring words, with how often they stand in it, the headline counted double.
    counts: Mapping[str, float]
    #: Sounds of its longer words, and its numbers, each behind a tilde, counted alike.
    sounds: Mapping[str, float]
    #: What other languages share, by the number of the term (`across.terms_across`).
    across: Mapping[int, float]
    #: Words of the names in its running text.
    names: tuple[str, ...]
    #: Numbers as printed, without their separators of thousands.
    numbers: tuple[str, ...]
    #: BCP 47 primary subtag; English where the source does not say.
    language: str
    #: Key of the outlet, or the empty text.
    outlet: str
    #: 1.0 where there is more than a headline, else 0.0.
    body: float
    #: Seconds since 1970, where the source says when it was published.
    published: float | None
    #: Seconds since 1970.
    first_seen: float


def features_of(report: Report, *, gazetteer: Gazetteer | None = None) -> Features:
    """Give what grouping looks at; the first 2,400 characters of the body at most."""
    article = report.article
    language = (article.language or "en").split("-")[0].casefold()
    headline, lead = article.headline, _lead(report)
    counts: dict[str, float] = {}
    sounds: dict[str, float] = {}
    for text, limit, weight in ((headline, _HEADLINE_WORDS, HEADLINE_WEIGHT), (lead, _BODY_WORDS, 1.0)):
        _count(words(text, limit=limit, language=language), counts, weight=weight)
        _count_sounds(words(text, limit=limit), sounds, weight=weight)
    return Features(
        article=report.key,
        counts=counts,
        sounds=sounds,
        across=terms_across(article, lead, language=language, gazetteer=gazetteer or Gazetteer()),
        names=_name_words(headline, lead, language=language),
        numbers=_numbers(f"{headline} {lead}"[:_NUMBERS_CHARACTERS]),
        language=language,
        outlet=article.outlet,
        body=1.0 if lead else 0.0,
        published=None if article.date_published is None else _seconds(article.date_published),
        first_seen=_seconds(report.first_seen),
    )


def _seconds(moment: datetime) -> float:
    return moment.timestamp()


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


def _count(found: Sequence[str], counts: dict[str, float], *, weight: float) -> None:
    before = ""
    for word in found:
        if word:
            counts[word] = counts.get(word, 0.0) + weight
            if before:
                pair = f"{before} {word}"
                counts[pair] = counts.get(pair, 0.0) + PAIR_WEIGHT * weight
        before = word


def _count_sounds(found: Sequence[str], sounds: dict[str, float], *, weight: float) -> None:
    for word in found:
        sound = _sound(word)
        if sound:
            sounds[sound] = sounds.get(sound, 0.0) + weight


def _sound(word: str) -> str:
    if word.isdigit():
        return f"~{word}"
    if len(word) < _SHORTEST_SOUNDED:
        return ""
    letters = sound(word)
    return f"~{letters}" if len(letters) >= _SHORTEST_SOUND else ""


def _name_words(headline: str, lead: str, *, language: str) -> tuple[str, ...]:
    start = lead[:_LOOKED_AT]
    if not start or sum(map(str.isupper, start)) >= _MOST_CAPITALS * len(start):
        return ()
    text = f"{headline}. {lead}" if headline else lead
    found = (word for name in names(text) for word in words(name, limit=_NAME_WORDS, language=language))
    return tuple(dict.fromkeys(word for word in found if word))


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number.rstrip(".,").replace(",", "") for number in _NUMBER.findall(text)))
