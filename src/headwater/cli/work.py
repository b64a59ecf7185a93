"""The newsroom's own life: round after round until it is told to end."""

import signal
from collections.abc import Callable
from datetime import datetime
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

from headwater.cli.console import say
from headwater.cli.newsdesk import knowledge_of_portal, newsroom_of, own_outlets, utc_now
from headwater.project.home import Home

if TYPE_CHECKING:
    from headwater.fetch.client import Client

#: Seconds between two looks for due work while nothing comes in: the most that a new entry waits for.
_IDLE_S = 0.5
#: Rounds between two looks for outlets that `headwater add` brought.
_LOOK_EVERY = 20


def work_until_told(home: Home, *, client: "Client", clock: Callable[[], datetime] = utc_now) -> None:
    """Work as the newsroom of an opened portal until INT or TERM; the caller holds the run lock."""
    from headwater.newsroom.upkeep import Upkeep

    told = Event()
    _listen(told)
    known = own_outlets()
    with newsroom_of(home, client=client, clock=clock) as newsroom:
        upkeep = Upkeep(
            kept=newsroom.desk.kept,
            bytes_days=home.settings().retention.bytes_days,
            look_back=newsroom.desk.record.look_back,
        )
        rounds = 0
        while not told.is_set():
            busy = newsroom.work(wait_s=_IDLE_S)
            recorded = newsroom.record()
            if recorded:
                say(f"{recorded} articles, {newsroom.tally['articles recorded']} since the start")
            upkeep.tend(clock())
            rounds += 1
            if rounds % _LOOK_EVERY == 0 and (outlets := own_outlets()) != known:
                known = outlets
                newsroom.use(knowledge_of_portal(), outlets=outlets)
            if not busy:
                told.wait(_IDLE_S)


def _listen(told: Event) -> None:
    def _tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGINT, _tell)
    signal.signal(signal.SIGTERM, _tell)
