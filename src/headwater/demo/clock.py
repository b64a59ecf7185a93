"""A clock that catches up: two days pass in some minutes, then it goes like every other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchingUp:
    """Starts behind the real clock, runs faster, and keeps real time once it has caught up.

    >>> start = datetime(2026, 3, 2, tzinfo=UTC)
    >>> later = start + timedelta(minutes=5)
    >>> clock = CatchingUp(started=start, behind=timedelta(hours=10), factor=61, real=lambda: later)
    >>> clock() - start
    datetime.timedelta(days=-1, seconds=68700)
    """

    #: When it was started, by the real clock.
    started: datetime
    #: How far back it began.
    behind: timedelta
    #: Seconds of the world in a real second.
    factor: float
    real: Callable[[], datetime] = lambda: datetime.now(UTC)

    def __call__(self) -> datetime:
        """Give the world's time; never later than the real one."""
        now = self.real()
        return min(now, self.started - self.behind + self.factor * (now - self.started))

    @property
    def caught_up(self) -> bool:
        """Whether the world's time is the real one by now."""
        return self() == self.real()


class Stepped:
    """A clock that moves only when told to.

    >>> clock = Stepped(datetime(2026, 3, 2, tzinfo=UTC))
    >>> clock.step(timedelta(hours=6))
    >>> clock().hour
    6
    """

    def __init__(self, start: datetime) -> None:
        """Take the first time."""
        self._now = start

    def __call__(self) -> datetime:
        """Give the time it stands at."""
        return self._now

    def step(self, by: timedelta) -> None:
        """Move on."""
        self._now += by
