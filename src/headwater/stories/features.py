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
from headwater.stories.across import add_facts
from headwater.stories.lexicon import Lexicon, Word, lexicon_of, pair
from headwater.stories.vectors import term_id
from headwater.text.names import names

#: A headline says most of what an event is; twice the weight was best in the measured baseline.
HEADLINE_WEIGHT = 2.0
PAIR_WEIGHT = 0.5
#: News says what happened first: later words are background shared by many events.
_LEAD_CHARACTERS = 2400
_HEADLINE_WORDS, _BODY_WORDS, _ACROSS_WORDS, _NAME_WORDS = 60, 250, 180, 6
_NUMBERS_CHARACTERS = 1_500
_NUMBER = re.compile(r"\d[\d.,]*")
#: Where more of the letters are capitals, capitals do not mark names.
_MOST_CAPITALS, _LOOKED_AT = 0.25, 400
_NOTHING_KNOWN = Gazetteer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """One report as grouping sees it."""

    #: Key of the article.
    article: str
    #: Its words in order, those that count.
    words: tuple[Word, ...]
    #: Terms of the words of its headline that count, each once.
    headline: tuple[int, ...]
    #: Terms of words and of pairs of neighbours, with how often they stand in it, the headline counted double.
    counts: Mapping[int, float]
    #: Terms of the sounds of its longer words, and of its numbers, counted alike.
    sounds: Mapping[int, float]
    #: Terms that other languages share (`across.term_across`, `across.add_facts`), counted alike.
    across: Mapping[int, float]
    #: Words of the names in its running text, by their terms.
    names: Mapping[int, str]
    #: Numbers as printed, without their separators of thousands, by their terms.
    numbers: Mapping[int, str]
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
    lexicon = lexicon_of(language, gazetteer=gazetteer or _NOTHING_KNOWN)
    headline, lead = article.headline, _lead(report)
    told = lexicon.read(headline, limit=_HEADLINE_WORDS), lexicon.read(lead, limit=_BODY_WORDS)
    named = names(f"{headline}. {lead}" if headline else lead) if lead else ()
    across: dict[int, float] = {}
    for words, weight in zip((told[0], told[1][:_ACROSS_WORDS]), (HEADLINE_WEIGHT, 1.0), strict=True):
        _count([word.across for word in words], across, weight=weight)
    add_facts(article, lead, counts=across, named=named, language=language, gazetteer=gazetteer or _NOTHING_KNOWN)
    return Features(
        article=report.key,
        words=(*told[0], *told[1]),
        headline=tuple(dict.fromkeys(word.number for word in told[0] if word.text)),
        counts=_counted(told),
        sounds=_sounded(told),
        across=across,
        names={} if _shouts(lead) else _name_words(named, lexicon),
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


def _counted(told: tuple[Sequence[Word], Sequence[Word]]) -> dict[int, float]:
    counts: dict[int, float] = {}
    for words, weight in zip(told, (HEADLINE_WEIGHT, 1.0), strict=True):
        before: Word | None = None
        for word in words:
            if not word.text:
                before = None
                continue
            counts[word.number] = counts.get(word.number, 0.0) + weight
            if before is not None:
                both = pair(before, word)
                counts[both] = counts.get(both, 0.0) + PAIR_WEIGHT * weight
            before = word
    return counts


def _sounded(told: tuple[Sequence[Word], Sequence[Word]]) -> dict[int, float]:
    sounds: dict[int, float] = {}
    for words, weight in zip(told, (HEADLINE_WEIGHT, 1.0), strict=True):
        _count([word.sound for word in words], sounds, weight=weight)
    return sounds


def _count(terms: Sequence[int | None], counts: dict[int, float], *, weight: float) -> None:
    for term in terms:
        if term is not None:
            counts[term] = counts.get(term, 0.0) + weight


def _shouts(lead: str) -> bool:
    start = lead[:_LOOKED_AT]
    return sum(map(str.isupper, start)) >= _MOST_CAPITALS * len(start)


def _name_words(named: Sequence[str], lexicon: Lexicon) -> dict[int, str]:
    found = (word for name in named for word in lexicon.read(name, limit=_NAME_WORDS))
    return {word.number: word.text for word in found if word.text}


def _numbers(text: str) -> dict[int, str]:
    found = (number.rstrip(".,").replace(",", "") for number in _NUMBER.findall(text))
    return {term_id(number): number for number in found}
