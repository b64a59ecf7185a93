"""When which issue is due, in the portal's time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from headwater.model.letter import Frequency

#: An issue that was missed by more than this is not made by itself: its readers would get yesterday's news.
MISSED = timedelta(hours=6)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An issue whose time has come; there is one of each key."""

    frequency: Frequency
    #: "daily 2026-11-23".
    key: str
    due_at: datetime


def due_issues(now: datetime, *, zone: ZoneInfo, daily_at: str, weekly_on: str) -> Iterator[Due]:
    """Give the daily and weekly issues whose time came within the last hours.

    A time that the clock skips in spring is its moment an hour later, one that comes twice in autumn is its first.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 28, 12, tzinfo=UTC)
    >>> [due.key for due in due_issues(noon, zone=ZoneInfo("UTC"), daily_at="07:00", weekly_on="saturday")]
    ['daily 2026-11-28', 'weekly 2026-11-28']
    """
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        moment = datetime.combine(day, time.fromisoformat(daily_at), zone).astimezone(now.tzinfo)
        if not moment <= now < moment + MISSED:
            continue
        yield Due(frequency=Frequency.DAILY, key=f"daily {day}", due_at=moment)
        if _DAYS[day.weekday()] == weekly_on:
            yield Due(frequency=Frequency.WEEKLY, key=f"weekly {day}", due_at=moment)
