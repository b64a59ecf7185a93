"""The day of publication in scripts that are no JSON-LD: what a page tells its counters and its framework."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from selectolax.lexbor import LexborNode

from headwater.text.printed_dates import read_stated

#: `"first-publication":"2026-11-03 15:28"`, `publishedAt: '2026-11-03'`, `\\"datePublished\\":\\"2026-11-03\\"`.
_NAMED_DAY = re.compile(
    r"""(?:date_?published|(?:first|original)[-_]?publi(?:shed|cation)(?:[-_]?(?:date|time|at))?|
    publi(?:shed?|cation)[-_]?(?:date(?:time)?|time|at|on|first)|pub_?date|post_?date|page_?publish_?date)
    \\?["']?\s*[:=]\s*\\?["'](?P<day>[12]\d{3}[-/.]?[01]\d[-/.]?[0-3]\d[^"'\\]{0,25}|[0-3]?\d\.[01]?\d\.[12]\d{3}[^"'\\]{0,15})
    \\?["']""",
    re.IGNORECASE | re.VERBOSE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_HINT = re.compile(r"publi|pub_?date|post_?date", re.IGNORECASE)
_MAX_SCRIPT_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DayInScripts:
    """The day, and where it stands."""

    moment: datetime
    has_time: bool
    seen: str


def days_in_scripts(body: LexborNode, *, now: datetime) -> DayInScripts | None:
    """Give the one day that the page's scripts call the day of publication; None where they name none or several.

    Several days are those of other reports that the page lists.
    """
    root = body.parent or body
    days: dict[date, DayInScripts] = {}
    for script in root.css("script:not([src])"):
        source = script.text()
        if len(source) > _MAX_SCRIPT_CHARACTERS or not _HINT.search(source):
            continue
        for match in _NAMED_DAY.finditer(source):
            written = _COMPACT.sub(r"\1-\2-\3", match["day"])
            found = read_stated(written, now=now)
            if found is not None:
                days.setdefault(
                    found.moment.date(),
                    DayInScripts(moment=found.moment, has_time=found.has_time, seen=match.group()[:100]),
                )
            if len(days) > 1:
                return None
    return next(iter(days.values())) if days else None
