"""Times as the paper prints them: in the portal's zone and language, short where they are of today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import dateformat, translation

from headwater.edition.wording import Wording


@dataclass(frozen=True, slots=True)
class Times:
    """How times are printed on one page."""

    wording: Wording
    zone: ZoneInfo
    #: The day the page is made on.
    today: date

    def moment(self, when: datetime) -> str:
        """Give a time of today as `09:42`, another one with its day; midnight sharp is a day without a time.

        Feeds that print no time of day give their days this way.
        """
        local = when.astimezone(self.zone)
        if time(0) in {when.time(), local.time()}:
            return self.day(when)
        clock = self._format(local, "date.time")
        if local.date() == self.today:
            return clock
        return self.wording.say("date.day_time", day=self.day(when), time=clock)

    def short(self, when: datetime) -> str:
        """Give a time of today as `09:42`, another one as its day alone, for narrow columns: `21 Nov`."""
        local = when.astimezone(self.zone)
        if local.date() == self.today:
            return self._format(local, "date.time")
        return self._format(local, "date.day_short" if local.year == self.today.year else "date.day_short_year")

    def day(self, when: datetime) -> str:
        """Give a day, with the year where it is not this one."""
        local = when.astimezone(self.zone)
        return self._format(local, "date.day" if local.year == self.today.year else "date.day_year")

    def weekday(self, when: datetime) -> str:
        """Give a day with its weekday: `Sunday, 22 November 2026`."""
        return self._format(when.astimezone(self.zone), "date.long")

    def dateline(self) -> str:
        """Give the date in the masthead."""
        return self._format(datetime.combine(self.today, time(12), self.zone), "date.long")

    def machine(self, when: datetime) -> str:
        """Give the value of HTML's `datetime`."""
        return when.astimezone(self.zone).isoformat(timespec="minutes")

    def midnight(self) -> datetime:
        """Give the moment from which the page says something else: the end of its day."""
        return datetime.combine(self.today + timedelta(days=1), time(0), self.zone)

    def _format(self, local: datetime, phrase: str) -> str:
        return _formatted(local.replace(second=0, microsecond=0), self.wording.say(phrase), self.wording.language)


@lru_cache(maxsize=4096)
def _formatted(local: datetime, pattern: str, language: str) -> str:
    with translation.override(language):
        return dateformat.format(local, pattern)
