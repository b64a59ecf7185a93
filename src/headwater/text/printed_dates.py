"""Dates as people print them: "3 novembre 2026", "Nov. 3, 2026, 4:05 p.m. EST", "03.11.2026", "vor 3 Stunden".

A day that can be read in two ways (03/04/2026) is read in the way of its language, with less confidence; what cannot
be read is left out: a wrong date is worse than none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from headwater.text.month_names import month_numbers
from headwater.text.relative_dates import find_relative


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """One date found in a text."""

    #: Aware; at midnight of the zone where no time of day is printed.
    moment: datetime
    has_time: bool
    #: Code points into the text, half-open.
    start: int
    end: int
    #: 0..1: how sure the reading is.
    confidence: float


_NUMBERS = month_numbers()
_NAMES = "|".join(re.escape(name) for name in sorted(_NUMBERS, key=len, reverse=True))
_DAY = r"(?P<d>[0-3]?\d)"
_YEAR = r"(?P<y>(?:19|20)\d\d|2[45]\d\d)"
_OF = (
    r"(?:st|nd|rd|th|er|º|ª|°|-?го|-?е|ve|an|ter)?\.?,?[\s\u00a0]*(?:de[\s\u00a0]+|del[\s\u00a0]+|of[\s\u00a0]+|"
    r"d['’]|- ?|/|ngày )?"
)
_LETTER = r"[^\W\d_]"
_NAMED = re.compile(
    rf"(?<!\d){_DAY}{_OF}(?P<m>{_NAMES})(?!{_LETTER})\.?,?[\s\u00a0/-]*(?:de[\s\u00a0]+|del[\s\u00a0]+|năm[\s\u00a0]+)?"
    # A second date may touch the year: "28. Juni 201914. Januar 2020" in two elements side by side.
    rf"(?:{_YEAR}|['’](?P<yy>\d\d))(?!\d(?!\d?\.[\s\u00a0]?{_LETTER}))"
    rf"|(?<!{_LETTER})(?P<m2>{_NAMES})\.?[\s\u00a0]+(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\.?(?:,[\s\u00a0]*|[\s\u00a0]+)"
    rf"(?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d)(?P<y3>(?:19|"
    rf"20)\d\d)[.,]?(?:[\s\u00a0]*m\.)?[\s\u00a0]+(?P<m3>{_NAMES})\.?[\s\u00a0]+(?P<d3>[0-3]?\d)(?!\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    # A word may touch the day, as where an inline element ends ("Ana Roth3.11.2026"); a letter alone is a version.
    r"(?<![\d_.,/-])(?<!\b\w)(?:(?<!\w)(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]?\d)"
    r"|(?P<cy>(?:19|"
    r"20)\d\d)[\s\u00a0]*[年년][\s\u00a0]*(?P<cm>[01]?\d)[\s\u00a0]*[月월][\s\u00a0]*(?P<cd>[0-3]?\d)[\s\u00a0]*[日"
    r"일]?"
    r"|(?P<a>[0-3]?\d)(?P<t>[-/.])[\s\u00a0]?(?P<b>[0-3]?\d)(?P=t)[\s\u00a0]?(?P<ay>(?:19|20)\d\d|\d\d(?=$|[\s,|]))"
    r")(?![\d/]|-(?!\d\d?:\d\d)|\.\d)"
)
_TIME = re.compile(
    r"\.?[\s\u00a0]*(?:T|[,;|·•–—@-]|at|um|à|alle|ore|kl\.?|a las|às|as|в|o|om|u|klo|saat|pukul|jam|lúc|"
    r"o godz\.?|godz\.?|"
    r"den|\(|·|в|о|ob|ώρα)?[\s\u00a0]*[-–|·(]?[\s\u00a0]*(?P<h>[0-2]?\d)(?:[:.hHu時시点时][\s\u00a0]?(?P<min>[0-5]\d)?"
    r"(?::(?P<sec>[0-5]\d)(?:[.,]\d{1,9})?)?|(?=[\s\u00a0]?(?:[ap]\.?m|uhr)))[\s\u00a0]*[分분]?"
    r"(?P<half>[\s\u00a0]?(?:a\.?[\s\u00a0]?m\.?|p\.?[\s\u00a0]?m\.?)(?![a-z]))?(?:[\s\u00a0]*(?:uhr|hrs?|h|WIB|น\.))?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"[\s\u00a0]*\(?(?:(?:UTC|GMT)?(?P<sign>[+\-−])(?P<zh>[01]?\d):?(?P<zm>[0-5]\d)?(?!\d)|"
    r"(?P<name>[A-ZİÇ]{1,5})(?![A-Za-z]))"
)
_ZONES = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), 0.0),
    **dict.fromkeys(("CET", "MEZ", "BST", "WEST", "WAT"), 1.0),
    **dict.fromkeys(("CEST", "MESZ", "EET", "SAST", "CAT"), 2.0),
    **dict.fromkeys(("EEST", "MSK", "TRT", "TSİ", "EAT", "AST"), 3.0),
    **dict.fromkeys(("EST", "CDT"), -5.0),
    **dict.fromkeys(("EDT",), -4.0),
    **dict.fromkeys(("CST", "MDT"), -6.0),
    **dict.fromkeys(("MST", "PDT"), -7.0),
    **dict.fromkeys(("PST",), -8.0),
    **dict.fromkeys(("ET",), -5.0),
    **dict.fromkeys(("PT",), -8.0),
    **dict.fromkeys(("PKT",), 5.0),
    **dict.fromkeys(("IST",), 5.5),
    **dict.fromkeys(("WIB", "ICT"), 7.0),
    **dict.fromkeys(("SGT", "HKT", "AWST", "MYT", "PHT", "WITA"), 8.0),
    **dict.fromkeys(("JST", "KST", "WIT"), 9.0),
    **dict.fromkeys(("AEST",), 10.0),
    **dict.fromkeys(("AEDT",), 11.0),
    **dict.fromkeys(("NZST",), 12.0),
}
#: What Java writes where nobody formats a date: "Tue Nov 03 15:28:56 CET 2026".
_JAVA = re.compile(
    r"^[A-Z][a-z]{2} (?P<m>[A-Z][a-z]{2}) (?P<d>\d\d) (?P<t>\d\d:\d\d:\d\d) (?P<z>[A-Z]{2,5}) (?P<y>\d{4})$"
)
_BUDDHIST_ERA = 543
_FIRST_BUDDHIST_YEAR = 2400
_CENTURY = 2000
_MONTHS = 12
_NOON = 12
_MIDNIGHT = 24
_MAX_CHARACTERS = 5_000
_DIGIT = re.compile(r"\d")


def find_dates(text: str, *, language: str | None = None, now: datetime, zone: tzinfo = UTC) -> tuple[PrintedDate, ...]:
    """Give the dates in a text, in order, without overlaps.

    `language` (BCP 47) decides between readings; `zone` is the publisher's, for times that name none; relative dates
    count back from `now`. Only the first 5,000 characters are read.

    >>> found = find_dates("Ankara, 3 Kasım 2026, 14:05", now=datetime(2026, 11, 23, tzinfo=UTC))
    >>> found[0].moment.isoformat(), found[0].has_time
    ('2026-11-03T14:05:00+00:00', True)
    >>> find_dates("Call 030 2026 1234", now=datetime(2026, 11, 23, tzinfo=UTC))
    ()
    """
    plain = _ascii_digits(text[:_MAX_CHARACTERS])
    has_digits = _DIGIT.search(plain) is not None
    found = [*_named(plain, language, zone), *_numeric(plain, language, zone)] if has_digits else []
    if not found:
        found = [
            PrintedDate(moment=moment, has_time=exact, start=start, end=end, confidence=0.6)
            for moment, exact, start, end in find_relative(plain, now=now.astimezone(zone))
        ]
    found.sort(key=lambda printed: (printed.start, -printed.end))
    apart: list[PrintedDate] = []
    for printed in found:
        if not apart or printed.start >= apart[-1].end:
            apart.append(printed)
    return tuple(apart)


def read_stated(text: str, *, language: str | None = None, now: datetime, zone: tzinfo = UTC) -> PrintedDate | None:
    """Give the date of a machine-readable value: ISO 8601, RFC 5322, seconds since 1970, or as printed.

    >>> read_stated("2026-11-03T10:00:00+0300", now=datetime(2026, 11, 23, tzinfo=UTC)).moment.isoformat()
    '2026-11-03T10:00:00+03:00'
    """
    text = _JAVA.sub(r"\g<d> \g<m> \g<y> \g<t> \g<z>", text.strip())
    if text.isdigit() and len(text) in {10, 13}:
        moment = datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)  # noqa: PLR2004 - milliseconds
        return PrintedDate(moment=moment, has_time=True, start=0, end=len(text), confidence=0.9)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return next(iter(find_dates(text[:100], language=language, now=now, zone=zone)), None)
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return PrintedDate(moment=aware, has_time=len(text) > len("2026-11-03"), start=0, end=len(text), confidence=1.0)


def _ascii_digits(text: str) -> str:
    """Write Arabic, Devanagari and other decimal digits as 0-9, one for one."""
    if text.isascii():
        return text
    return "".join(
        str(int(character)) if not character.isascii() and character.isdecimal() else character for character in text
    )


#: Every date with a month's name has a year, which is cheaper to look for.
_HAS_YEAR = re.compile(r"\d{4}|['’]\d\d")


def _named(text: str, language: str | None, zone: tzinfo) -> Iterator[PrintedDate]:
    for match in _NAMED.finditer(text) if _HAS_YEAR.search(text) else ():
        groups = match.groupdict()
        name = groups["m"] or groups["m2"] or groups["m3"]
        day = groups["d"] or groups["d2"] or groups["d3"]
        year = groups["y"] or groups["y2"] or groups["y3"] or f"{_CENTURY + int(groups['yy'])}"
        month = _month(name, language)
        printed = month and _printed(text, match, (int(year), month, int(day)), zone=zone, confidence=1.0)
        if printed:
            yield printed


def _month(name: str, language: str | None) -> int | None:
    numbers = _NUMBERS.get(name.lower()) or _NUMBERS.get(name.casefold()) or {}
    primary = (language or "").split("-")[0]
    if primary in numbers:
        return numbers[primary]
    return next(iter(numbers.values())) if len(set(numbers.values())) == 1 else None


def _numeric(text: str, language: str | None, zone: tzinfo) -> Iterator[PrintedDate]:
    for match in _NUMERIC.finditer(text):
        groups = match.groupdict()
        if groups["y"] or groups["cy"]:
            parts = tuple(int(groups[key]) for key in (("y", "m", "d") if groups["y"] else ("cy", "cm", "cd")))
            printed = _printed(text, match, (parts[0], parts[1], parts[2]), zone=zone, confidence=1.0)
        else:
            printed = _day_and_month(text, match, language=language, zone=zone)
        if printed:
            yield printed


def _day_and_month(text: str, match: re.Match[str], *, language: str | None, zone: tzinfo) -> PrintedDate | None:
    """Read 03/04/2026: dots put the day first; slashes put the month first in American English."""
    first, second = int(match["a"]), int(match["b"])
    year = int(match["ay"]) + (_CENTURY if len(match["ay"]) == len("26") else 0)
    if first > _MONTHS or second > _MONTHS or first == second:
        day, month = (second, first) if second > _MONTHS else (first, second)
        return _printed(text, match, (year, month, day), zone=zone, confidence=0.9)
    american = match["t"] != "." and (language or "en") in {"en", "en-US"}
    day, month = (second, first) if american else (first, second)
    sure = 0.9 if match["t"] == "." else 0.7 if language and language != "en" else 0.5
    return _printed(text, match, (year, month, day), zone=zone, confidence=sure)


def _printed(
    text: str, match: re.Match[str], day: tuple[int, int, int], *, zone: tzinfo, confidence: float
) -> PrintedDate | None:
    year, month, number = day
    if year >= _FIRST_BUDDHIST_YEAR:
        year -= _BUDDHIST_ERA
    try:
        known = date(year, month, number)
    except ValueError:
        return None
    moment, end = _with_time(text, known, match.end(), zone)
    return PrintedDate(
        moment=moment or datetime(known.year, known.month, known.day, tzinfo=zone),
        has_time=moment is not None,
        start=match.start(),
        end=end,
        confidence=confidence,
    )


def _with_time(text: str, day: date, position: int, zone: tzinfo) -> tuple[datetime | None, int]:
    found = _TIME.match(text, position)
    if found is None:
        return None, position
    hour, minute = int(found["h"]), int(found["min"] or 0)
    half = (found["half"] or "").strip().casefold()[:1]
    if half and not 1 <= hour <= _NOON:
        return None, position
    if half == "p" and hour < _NOON:
        hour += _NOON
    elif half == "a" and hour == _NOON:
        hour = 0
    if hour >= _MIDNIGHT:
        return None, position
    end = found.end()
    stated = _ZONE.match(text, end)
    offset = _offset(stated) if stated else None
    if stated and offset is not None:
        end = stated.end()
        zone = offset
    moment = datetime(day.year, day.month, day.day, hour, minute, int(found["sec"] or 0), tzinfo=zone)
    return moment, end


def _offset(stated: re.Match[str]) -> tzinfo | None:
    name = stated["name"]
    if name:
        return timezone(timedelta(hours=_ZONES[name])) if name in _ZONES else None
    minutes = int(stated["zh"]) * 60 + int(stated["zm"] or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes if stated["sign"] == "+" else -minutes))
