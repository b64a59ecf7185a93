"""The newsroom's own life: round after round until it is told to end, whatever becomes of its database and its disk."""

import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

from django.db import Error, connection

from headwater.cli.console import complain, say
from headwater.cli.newsdesk import knowledge_of_portal, newsroom_of, own_outlets, utc_now
from headwater.project.home import Home

if TYPE_CHECKING:
    from headwater.fetch.client import Client
    from headwater.newsroom.cycle import Newsroom  # its tables can be imported once Django knows the portal

#: Seconds between two looks for due work while nothing comes in: the most that a new entry waits for.
_IDLE_S = 0.5
#: Passes of intake that may follow the first one of a round, and seconds that each waits for an answer.
_MORE_PASSES, _MOMENT_S = 2, 0.05
#: Rounds between two looks for outlets that `headwater add` brought.
_LOOK_EVERY = 20
#: Between two tries while the database is away or the disk is full: intake goes on within ten seconds of its return.
_RETRY_S = 2.0
#: By how much the newsroom and its workers give way to the site: news that is a second later harms nobody.
_GIVES_WAY = 5
#: A clock that goes back by less is being kept right, not set.
_SET_BACK = timedelta(seconds=10)


def one_round(newsroom: "Newsroom") -> bool:
    """Take in and publish what is there; give whether anything happened or is under way.

    What a feed has just brought is asked for and read before stories are described: else it would wait for that twice.
    """
    busy = newsroom.work(wait_s=_IDLE_S)
    for _ in range(_MORE_PASSES):
        if newsroom.is_onto_news:
            newsroom.work(wait_s=_MOMENT_S)
    recorded = newsroom.record()
    if recorded:
        say(f"{recorded} articles, {newsroom.tally['articles recorded']} since the start")
    return busy


def give_way() -> None:
    """Let whatever answers readers have the processor first, from now on and in every worker that is started."""
    with suppress(OSError):  # a container may forbid it
        os.nice(_GIVES_WAY)


def work_until_told(
    home: Home,
    *,
    client: "Client",
    clock: Callable[[], datetime] = utc_now,
    one_round: Callable[["Newsroom"], bool] = one_round,
) -> None:
    """Work as the newsroom of an opened portal until INT or TERM; the caller holds the run lock.

    Where the database or the disk fails, what was under way is let go, and a newsroom is put together anew as soon as
    one can be: the database says what is left to do, as after a kill. The trouble is said once, and its end.
    """
    told, trouble = Event(), _Trouble()
    _listen(told)
    while not told.is_set():
        try:
            with newsroom_of(home, client=client, clock=clock) as newsroom:
                shift = _Shift(newsroom=newsroom, home=home, clock=clock, one_round=one_round)
                shift.work(told, trouble=trouble)
        except (Error, OSError) as error:
            trouble.begins(error)
            _let_go()
            told.wait(_RETRY_S)


@dataclass(slots=True)
class _Trouble:
    """What keeps the newsroom from working: said when it begins and when it is over."""

    is_said: bool = False

    def begins(self, error: Exception) -> None:
        if not self.is_said:
            where = traceback.extract_tb(error.__traceback__)[-1].name
            words = " ".join(str(error).split()) or type(error).__name__
            complain(f"intake pauses, reading goes on: {words} (in {where}); is the disk full, or the database away?")
        self.is_said = True

    def is_over(self) -> None:
        if self.is_said:
            say("intake goes on")
        self.is_said = False


@dataclass(slots=True, kw_only=True)
class _Shift:
    """One newsroom at work, from its start until it is told to end or something under it fails."""

    newsroom: "Newsroom"
    home: Home
    clock: Callable[[], datetime]
    one_round: Callable[["Newsroom"], bool]

    def work(self, told: Event, *, trouble: _Trouble) -> None:
        from headwater.newsroom.upkeep import Upkeep
        from headwater.store.claims import mend_schedule

        self.newsroom.desk.pool.warm()
        known, rounds, latest = own_outlets(), 0, self.clock()
        upkeep = Upkeep(
            kept=self.newsroom.desk.kept,
            bytes_days=self.home.settings().retention.bytes_days,
            look_back=self.newsroom.desk.record.look_back,
        )
        while not told.is_set():
            now = self.clock()
            if now < latest - _SET_BACK:
                mend_schedule(now)
            latest = now
            busy = self.one_round(self.newsroom)
            upkeep.tend(self.clock())
            trouble.is_over()
            rounds += 1
            if rounds % _LOOK_EVERY == 0 and (outlets := own_outlets()) != known:
                known = outlets
                self.newsroom.use(knowledge_of_portal(), outlets=outlets)
            if not busy:
                told.wait(_IDLE_S)


def _let_go() -> None:
    with suppress(Error, OSError):  # a connection that broke may not even close
        connection.close()


def _listen(told: Event) -> None:
    def _tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGINT, _tell)
    signal.signal(signal.SIGTERM, _tell)
