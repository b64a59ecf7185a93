"""Days that a text counts from its own, by language: "yesterday", "χθες", "вчера"; "hier" is one in French alone."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DAYS = {
    "ar": {"أمس": -1, "اليوم": 0, "غدا": 1, "غدًا": 1},
    "de": {"gestern": -1, "vorgestern": -2, "heute": 0, "übermorgen": 2},
    "el": {"χθες": -1, "χτες": -1, "προχθές": -2, "σήμερα": 0, "αύριο": 1, "μεθαύριο": 2},
    "en": {"yesterday": -1, "today": 0, "tomorrow": 1},
    "es": {"ayer": -1, "anteayer": -2, "hoy": 0},
    "fr": {"hier": -1, "avant-hier": -2, "aujourd'hui": 0, "aujourd’hui": 0, "demain": 1, "après-demain": 2},
    "it": {"ieri": -1, "oggi": 0, "domani": 1, "dopodomani": 2},
    "nl": {"gisteren": -1, "eergisteren": -2, "vandaag": 0, "overmorgen": 2},
    "pt": {"ontem": -1, "anteontem": -2, "hoje": 0, "amanhã": 1},
    "ru": {"вчера": -1, "позавчера": -2, "сегодня": 0, "завтра": 1, "послезавтра": 2},
    "tr": {"dün": -1, "bugün": 0, "yarın": 1},
    "uk": {"вчора": -1, "учора": -1, "позавчора": -2, "сьогодні": 0, "завтра": 1, "післязавтра": 2},
}
#: Behind the word: "today's youth" and "Heute-Show" name no day.
_NO_DAY_BEHIND = r"(?![\w’'-])"


class RelativeDay(NamedTuple):
    """A word that stands for a day."""

    #: Code points into the text, half-open.
    start: int
    end: int
    #: Days from the day the text was written: -1 is yesterday.
    days: int


def relative_days(text: str, *, language: str | None) -> Iterator[RelativeDay]:
    """Give the words of a text that stand for a day counted from its own; none in a language that is not known here.

    >>> list(relative_days("It sank yesterday.", language="en-GB"))
    [RelativeDay(start=8, end=17, days=-1)]
    """
    primary = (language or "").split("-", maxsplit=1)[0].casefold()
    pattern = _PATTERNS.get(primary)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        yield RelativeDay(match.start(), match.end(), _DAYS[primary][match.group().casefold()])


def _pattern(words: list[str]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w’'-])(?:{longest_first}){_NO_DAY_BEHIND}", re.IGNORECASE)


_PATTERNS = {language: _pattern(list(days)) for language, days in _DAYS.items()}
