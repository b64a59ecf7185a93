"""What has to be done now and then while a newsroom works."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from headwater.newsroom.publish import announce_news, rank_living
from headwater.newsroom.reads import count_reads
from headwater.newsroom.relate import relate_standing
from headwater.store.bytes import Bytes
from headwater.store.upkeep import checkpoint, forget_bytes

_CHECKPOINT_EVERY = timedelta(seconds=30)
_RANK_EVERY = timedelta(minutes=5)
_FORGET_EVERY = timedelta(hours=6)
_LOOK_BACK_EVERY = timedelta(hours=6)


@dataclass(slots=True)
class Upkeep:
    """Knows when each chore was last done."""

    kept: Bytes
    #: Days for which bytes are kept; 0: for ever.
    bytes_days: int
    #: Looks back over the open stories and proposes what should be merged and split.
    look_back: Callable[[datetime], object]
    _checkpoint_at: datetime | None = None
    _rank_at: datetime | None = None
    _forget_at: datetime | None = None
    _look_back_at: datetime | None = None

    def tend(self, now: datetime) -> None:
        """Do every chore whose time has come."""
        if _is_due(self._checkpoint_at, now, every=_CHECKPOINT_EVERY):
            checkpoint()
            self._checkpoint_at = now
        if _is_due(self._rank_at, now, every=_RANK_EVERY):
            count_reads(now=now)
            rank_living(now=now)
            relate_standing(now=now)
            announce_news(now, stories=())  # another order, the same stories
            self._rank_at = now
        if _is_due(self._look_back_at, now, every=_LOOK_BACK_EVERY):
            self.look_back(now)
            self._look_back_at = now
        if self.bytes_days and _is_due(self._forget_at, now, every=_FORGET_EVERY):
            forget_bytes(self.kept, before=now - timedelta(days=self.bytes_days))
            self._forget_at = now


def _is_due(last: datetime | None, now: datetime, *, every: timedelta) -> bool:
    # A clock that was set back must not stop the chores.
    return last is None or now - last >= every or now < last
