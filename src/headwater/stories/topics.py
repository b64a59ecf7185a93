"""Under which section a story is filed: by what its outlets printed above it, else by its words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.model.article import text_of
from headwater.model.provenance import Reason
from headwater.model.story import Report
from headwater.model.topics import Topics
from headwater.text.words import fold

_WORD = re.compile(r"[^\W\d_]+")
#: Letters of the shortest and longest beginning of a word that is looked up.
_SHORTEST, _LONGEST = 3, 16
#: What may stand before an Arabic word: the article and particles written with it.
_ARABIC_BEFORE = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
_LEAD_CHARACTERS = 1_200
_HEADLINE_WEIGHT = 3.0
#: The same word says no more the third time.
_MOST_OF_A_WORD = 2
#: A topic speaks clearly with so much, by so many different words, and so many times what the next one has.
_CLEAR, _CLEAR_WORDS, _AHEAD = 4.0, 2, 1.5
#: So short a beginning stands for its word and short endings only: "Koch" is no "Kochbuch".
_SHORT, _SHORT_ENDING = 4, 2
#: Printed above everything, so they say nothing.
_SAYS_NOTHING = frozenset(
    fold(name)
    for name in (
        *("news", "home", "latest", "latest news", "top stories", "breaking news", "all", "general", "main", "article"),
        *(
            "nachrichten",
            "aktuell",
            "startseite",
            "news & aktuelles",
            "ειδησεις",
            "ροη ειδησεων",
            "επικαιροτητα",
            "αρχικη",
        ),
        *("noticias", "actualidad", "portada", "actualité", "actualités", "à la une", "accueil", "новости", "главная"),
        *(
            "лента новостей",
            "haber",
            "haberler",
            "gündem",
            "son dakika",
            "أخبار",
            "الرئيسية",
            "notizie",
            "ultime notizie",
        ),
        *("notícias", "uncategorized", "uncategorised", "blog", "default", "world news", "top news", "notices"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Where a story is filed, and why."""

    #: As readers see it; None where nothing says.
    section: str | None = None
    #: IPTC Media Topics number.
    topic: str | None = None
    reason: Reason | None = None


def filing_of(reports: Sequence[Report], *, topics: Topics, wished: Iterable[str] = ()) -> Filing:
    """Give the section of a story.

    First comes what the operator said of the feeds (`wished`), then the topic that most outlets' sections stand for,
    then a section of the portal's own that an outlet prints, then the topic that the words speak for, then what is
    printed most.
    """
    chosen = Counter(section for section in wished if section).most_common(1)
    if chosen:
        name = chosen[0][0]
        reason = Reason(rule="feed", words="the operator files this feed there")
        own = topics.own_section(fold(name)) or name
        return Filing(section=own, topic=topics.of_section(fold(name)), reason=reason)
    printed = Counter(report.article.section for report in reports if report.article.section)
    return _by_sections(printed, topics) or _by_words(reports, topics) or _as_printed(printed)


def _by_sections(printed: Mapping[str, int], topics: Topics) -> Filing | None:
    numbers: Counter[str] = Counter()
    said: dict[str, str] = {}
    for section, count in printed.items():
        number = topics.of_section(fold(section))
        if number is not None:
            numbers[number] += count
            said.setdefault(number, section)
    for number, _ in sorted(numbers.items(), key=lambda found: (-found[1], found[0])):
        words = f"printed under “{said[number]}”"
        return Filing(section=topics.name_of(number), topic=number, reason=Reason(rule="sections", words=words))
    own = next((name for section in printed if (name := topics.own_section(fold(section)))), None)
    return Filing(section=own, reason=Reason(rule="own", words=f"printed under “{own}”")) if own else None


def _by_words(reports: Sequence[Report], topics: Topics) -> Filing | None:
    scores: dict[str, float] = {}
    spoken: dict[str, Counter[str]] = {}
    for report in reports:
        for number, word, weight in _votes(report, topics):
            scores[number] = scores.get(number, 0.0) + weight / len(reports)
            spoken.setdefault(number, Counter())[word] += 1
    ordered = sorted(scores.items(), key=lambda found: (-found[1], found[0]))
    if not ordered or ordered[0][1] < _CLEAR or (len(ordered) > 1 and ordered[0][1] < _AHEAD * ordered[1][1]):
        return None
    number, score = ordered[0]
    if len(spoken[number]) < _CLEAR_WORDS:
        return None
    words = f"its words speak for it: {', '.join(word for word, _ in spoken[number].most_common(4))}"
    return Filing(section=topics.name_of(number), topic=number, reason=Reason(rule="words", words=words, weight=score))


def _votes(report: Report, topics: Topics) -> list[tuple[str, str, float]]:
    language = report.article.language or "en"
    known = topics.words_of(language)
    if not known:
        return []
    headline, lead = fold(report.article.headline), fold(_lead(report))
    heard: Counter[str] = Counter()
    votes = []
    for text, weight in ((headline, _HEADLINE_WEIGHT), (lead, 1.0)):
        for word in _WORD.findall(text):
            found = _beginning(word, known)
            if found and heard[found] < _MOST_OF_A_WORD:
                heard[found] += 1
                votes.append((known[found], found, weight))
        votes += [(known[phrase], phrase, weight) for phrase in _phrases(tuple(known)) if phrase in text]
    return votes


def _lead(report: Report) -> str:
    return f"{report.article.description or ''} {text_of(report.article)[:_LEAD_CHARACTERS]}"


def _beginning(word: str, known: Mapping[str, str]) -> str | None:
    for spelling in (word, *(word.removeprefix(part) for part in _ARABIC_BEFORE if word.startswith(part))):
        for length in range(min(len(spelling), _LONGEST), _SHORTEST - 1, -1):
            if spelling[:length] in known and (length > _SHORT or len(spelling) - length <= _SHORT_ENDING):
                return spelling[:length]
    return None


@lru_cache(maxsize=64)
def _phrases(known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words for words in known if " " in words)


def _as_printed(printed: Mapping[str, int]) -> Filing:
    telling = {section: count for section, count in printed.items() if fold(section) not in _SAYS_NOTHING}
    if not telling:
        return Filing()
    name = max(sorted(telling), key=lambda section: telling[section])
    return Filing(section=name, reason=Reason(rule="printed", words=f"printed under “{name}”"))
