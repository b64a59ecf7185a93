"""What grouping looks at in one report: words, sounds, names, numbers, time.

Sounds are how words begin, in Latin letters: the one view that reports in different languages share.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from headwater.model.article import BlockKind
from headwater.model.gazetteer import Gazetteer
from headwater.model.story import Report
from headwater.stories.across import add_facts
from headwater.stories.lexicon import Lexicon, Word, lexicon_of, pair
from headwater.stories.vectors import term_id
from headwater.text.names import names

#: A headline says most of what an event is; twice the weight was best in the measured baseline.
HEADLINE_WEIGHT = 2
#: Whole numbers are counted without a loop in Python; a pair of neighbours counts half as much as a word.
WORD_COUNT, PAIR_COUNT = 2, 1
#: News says what happened first: later words are background shared by many events.
_LEAD_CHARACTERS = 2400
_HEADLINE_WORDS, _BODY_WORDS, _ACROSS_WORDS, _NAME_WORDS = 60, 250, 180, 6
_NUMBERS_CHARACTERS = 1_500
_NUMBER = re.compile(r"\d[\d.,]*")
_CAPITAL = re.compile(r"[A-Z]")
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
    #: Terms of words and of pairs of neighbours, with how often they stand in it: a word counts two each time, a pair
    #: one, and both double in the headline.
    counts: Mapping[int, int]
    #: Terms of the sounds of its longer words, and of its numbers, with how often: double in the headline.
    sounds: Mapping[int, int]
    #: Terms that other languages share (`across.term_across`, `across.facts_of`), counted as sounds are.
    across: Mapping[int, int]
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
    across = _doubled([word.across for word in told[0]], [word.across for word in told[1][:_ACROSS_WORDS]])
    across.update(filter(None, [lexicon.named[word] for name in named for word in name.split()]))
    add_facts(article, lead, counts=across)
    return Features(
        article=report.key,
        words=(*told[0], *told[1]),
        headline=tuple(dict.fromkeys(word.number for word in told[0] if word.text)),
        counts=_counted(told),
        sounds=_doubled([word.sound for word in told[0]], [word.sound for word in told[1]]),
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


def _counted(told: tuple[Sequence[Word], Sequence[Word]]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for words, weight in zip(told, (HEADLINE_WEIGHT, 1), strict=True):
        counts.update([word.number for word in words if word.text] * (WORD_COUNT * weight))
        pairs = [pair(first, second) for first, second in pairwise(words) if first.text and second.text]
        counts.update(pairs * (PAIR_COUNT * weight))
    return counts


def _doubled(headline: list[int | None], text: list[int | None]) -> Counter[int]:
    return Counter(filter(None, [*(headline * HEADLINE_WEIGHT), *text]))


def _shouts(lead: str) -> bool:
    start = lead[:_LOOKED_AT]
    capitals = len(_CAPITAL.findall(start)) if start.isascii() else sum(map(str.isupper, start))
    return capitals >= _MOST_CAPITALS * len(start)


def _name_words(named: Sequence[str], lexicon: Lexicon) -> dict[int, str]:
    # Many names are one plain word: looking for words in it costs more than looking it up.
    found = [
        word
        for name in named
        for word in ([lexicon[name]] if name.isascii() and name.isalpha() else lexicon.read(name, limit=_NAME_WORDS))
    ]
    return {word.number: word.text for word in found if word.text}


def _numbers(text: str) -> dict[int, str]:
    found = (number.rstrip(".,").replace(",", "") for number in _NUMBER.findall(text))
    return {term_id(number): number for number in found}
