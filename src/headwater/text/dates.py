"""Dates as feeds really print them, to aware UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone

#: RFC 822 5.1, and the further names that feeds use; hours east of Greenwich.
_ZONES = {
    **dict.fromkeys(("ut", "utc", "gmt", "z", "wet"), 0.0),
    **dict.fromkeys(("bst", "cet", "met", "mez", "west", "a"), 1.0),
    **dict.fromkeys(("cest", "mest", "mesz", "eet"), 2.0),
    **dict.fromkeys(("eest", "msk"), 3.0),
    "ist": 5.5,
    "hkt": 8.0,
    "sgt": 8.0,
    "jst": 9.0,
    "kst": 9.0,
    "aest": 10.0,
    "aedt": 11.0,
    "nzst": 12.0,
    "adt": -3.0,
    "ast": -4.0,
    "at": -4.0,
    "edt": -4.0,
    "est": -5.0,
    "et": -5.0,
    "cdt": -5.0,
    "cst": -6.0,
    "ct": -6.0,
    "mdt": -6.0,
    "mst": -7.0,
    "mt": -7.0,
    "pdt": -7.0,
    "pst": -8.0,
    "pt": -8.0,
}
#: The first letters of the months in the languages of our outlets, without accents and dots.
_MONTHS = (
    ("jan", "ene", "gen", "sty", "янв", "ιαν"),
    ("feb", "fev", "fév", "lut", "фев", "φεβ"),
    ("mar", "mär", "mrt", "maa", "мар", "μαρ", "μάρ"),
    ("apr", "avr", "abr", "kwi", "апр", "απρ"),
    ("may", "mai", "mei", "mag", "maj", "май", "мая", "μαι", "μαϊ", "μάι", "μαΐ"),
    ("jun", "juin", "giu", "cze", "июн", "ιουν", "ιούν"),
    ("jul", "juil", "lug", "lip", "июл", "ιουλ", "ιούλ"),
    ("aug", "aou", "aoû", "ago", "sie", "авг", "αυγ", "αύγ"),
    ("sep", "set", "wrz", "сен", "σεπ"),
    ("oct", "okt", "ott", "out", "paź", "окт", "οκτ"),
    ("nov", "lis", "ноя", "νοε", "νοέ"),
    ("dec", "dez", "dic", "déc", "gru", "дек", "δεκ"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_CLOCK = (
    r"(?:[\s,]+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?"
    r"\s?(?P<half>[ap]\.?m\.?\b)?)?"
)
_ZONE = r"(?:\s*(?P<zone>(?:gmt|utc|etc/)?[+-]\d{1,2}:?\d{0,2}|[a-z/_]+))?"
_DAY_NAME = r"(?:[^\W\d]+\.?(?:\s*,\s*|\s+))?"
_FORMS = (
    # Mon, 23 Nov 2026 10:00:00 +0100 (RFC 822 5.1, RFC 2822 3.3)
    rf"{_DAY_NAME}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?:de\s+)?(?P<month>[^\W\d]+)\.?,?[\s-]+(?:de\s+)?(?P<year>\d{{2,4}}){_CLOCK}{_ZONE}",
    # Nov 23, 2026 10:00 AM EST
    rf"{_DAY_NAME}(?P<month>[^\W\d]{{3,}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_CLOCK}{_ZONE}",
    # Mon Nov 23 10:00:00 UTC 2026 (asctime, C11 7.27.3.1)
    (
        r"[^\W\d]+\s+(?P<month>[^\W\d]+)\s+(?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
        r"(?:\s+(?P<zone>[a-z]+|[+-]\d{4}))?\s+(?P<year>\d{4})"
    ),
    # 2026-11-23T10:00Z and its relatives (RFC 3339 5.6, W3C NOTE-datetime, SQL)
    (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})(?:[t\s]+(?P<hour>\d{1,2})(?::(?P<minute>\d{1,2})"
        rf"(?::(?P<second>\d{{1,2}})(?:[.,]\d*)?)?)?{_ZONE})?)?"
    ),
    # 2026/11/23 10:00
    rf"(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}}){_CLOCK}{_ZONE}",
    # 23.11.2026, 10:00 (day first; with slashes nobody can tell day from month, so those are not read)
    rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){_CLOCK}{_ZONE}",
    r"(?P<year>\d{4})",
)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{3}(?:\d{3})?)?)?(?:Z|[+-]\d\d:\d\d)?)?")
#: The form most feeds print, to the letter (RFC 2822 3.3): it needs a third of the work.
_RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d):([0-5]\d) (?:GMT|([+-])(\d\d)(\d\d))",
    re.ASCII,
)
#: No printed date is longer.
_MAX_CHARACTERS = 80
#: RFC 2822 4.3 says 50; feedparser and the feeds it was tested on say 90.
_CENTURY_TURNS_AT = 90


def parse_date(printed: str) -> datetime | None:
    """Give the moment a printed date means, in UTC, or None where it cannot be told.

    RFC 822 and 2822, RFC 3339, W3C NOTE-datetime, asctime, SQL, and month names in a dozen languages. Without a zone
    it is taken as UTC; without a clock as midnight. Keep the printed form beside it.

    >>> parse_date("Mon, 23 Nov 2026 10:00:00 +0100").isoformat()
    '2026-11-23T09:00:00+00:00'
    >>> parse_date("2026-11-23").isoformat()
    '2026-11-23T00:00:00+00:00'
    >>> parse_date("yesterday") is None
    True
    """
    printed = printed.strip()
    if len(printed) > _MAX_CHARACTERS:
        return None
    if _ISO.fullmatch(printed):
        return _iso(printed)
    usual = _RFC_2822.fullmatch(printed)
    if usual:
        return _usual(usual)
    for pattern in _PATTERNS:
        found = pattern.fullmatch(printed)
        if found:
            return _moment(found.groupdict())
    return None


def _iso(printed: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(printed)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _usual(found: re.Match[str]) -> datetime | None:
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    try:
        there = datetime(int(year), _MONTH_OF[month.lower()], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        if sign is None or (hours == minutes == "00"):
            return there
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        if offset >= timedelta(days=1):
            return None
        return there - offset if sign == "+" else there + offset
    except (ValueError, OverflowError):
        return None


def _moment(parts: dict[str, str | None]) -> datetime | None:
    month = _month(parts.get("month") or "1")
    offset = _offset(parts.get("zone"))
    if month is None or offset is None:
        return None
    try:
        return datetime(
            _year(parts["year"] or ""),
            month,
            int(parts.get("day") or 1),
            _hour(parts),
            int(parts.get("minute") or 0),
            min(int(parts.get("second") or 0), 59),
            tzinfo=timezone(offset),
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 -- two digits leave the century open
        return year
    return year + (1900 if year >= _CENTURY_TURNS_AT else 2000)


def _month(printed: str) -> int | None:
    if printed.isdecimal():
        return int(printed)
    folded = printed.casefold()
    return next((_MONTH_OF[folded[:length]] for length in (4, 3) if folded[:length] in _MONTH_OF), None)


def _hour(parts: dict[str, str | None]) -> int:
    hour = int(parts.get("hour") or 0)
    half = (parts.get("half") or "").casefold()
    if not half:
        return hour
    return hour % 12 + (12 if half.startswith("p") else 0)


def _offset(zone: str | None) -> timedelta | None:
    folded = (zone or "").casefold().removeprefix("etc/")
    digits = re.fullmatch(r"(?:gmt|utc)?([+-])(\d{1,2}):?(\d{0,2})", folded)
    if not digits:
        # An unknown name of a zone is read as UTC: a wrong hour is a smaller loss than no date.
        return timedelta(hours=_ZONES.get(folded, 0.0))
    offset = timedelta(hours=int(digits[2]), minutes=int(digits[3] or 0))
    if offset >= timedelta(days=1):
        return None
    return -offset if digits[1] == "-" else offset
