"""Which publication a page is of: made of the newest, of one before it that may stand a moment longer, or of the past.

News makes a page late; a takedown, a right or an editor's hand makes it wrong. The database counts both: a page that
is late may be shown for a moment while it is made anew, a page that is wrong never.
"""

import time
from bisect import bisect_right
from collections.abc import Callable
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import Error

from headwater.store import queries

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds between two questions for the publication number, where `PORTAL_CHECK_S` does not say otherwise.
CHECK_S = 0.5
#: Publications whose beginnings are remembered; a page of one before them is of the past.
_REMEMBERED = 64

V = TypeVar("V")


class Standing(Enum):
    """What a page is worth."""

    NEWEST = "newest"
    #: There is news since; it may be shown while it is made anew.
    LATE = "late"
    PAST = "past"


class Publication:
    """The publication number, asked for at most once in a while, and what belongs to that publication alone."""

    def __init__(self) -> None:
        """Ask at the first use."""
        self.number = -1
        self._withdrawn = -1
        self._asked = float("-inf")
        self._numbers: list[int] = []
        self._begun: list[float] = []
        self._memory: dict[str, tuple[Any, datetime | None]] = {}

    def look(self) -> int:
        """Give the number as it was less than `PORTAL_CHECK_S` ago; the last one known while the database is away."""
        if not self.is_fresh:
            self._asked = moment = time.monotonic()
            with suppress(Error):  # finished pages are shown on; a view that needs the database answers 503
                number, self._withdrawn = queries.publication_numbers()
                if number != self.number:
                    self._begin(number, moment)
        return self.number

    @property
    def is_fresh(self) -> bool:
        """Whether the number need not be asked for again yet."""
        return time.monotonic() - self._asked < getattr(settings, "PORTAL_CHECK_S", CHECK_S)

    def standing(self, number: int, *, late_s: float) -> Standing:
        """Say what a page is worth that was made for a publication; news makes it late for some seconds, then past."""
        if number == self.number:
            return Standing.NEWEST
        after = bisect_right(self._numbers, number)
        known = number in self._numbers and after < len(self._begun)
        if not known or number < self._withdrawn:
            return Standing.PAST
        return Standing.LATE if time.monotonic() - self._begun[after] < late_s else Standing.PAST

    @contextmanager
    def at_work(self) -> "Iterator[None]":
        """Let what is made inside share what `once` keeps."""
        token = _AT_WORK.set(self._memory)
        try:
            yield
        finally:
            _AT_WORK.reset(token)

    def _begin(self, number: int, moment: float) -> None:
        if number < self.number:  # another database, or one that was restored
            self._numbers, self._begun = [], []
        self.number, self._memory = number, {}
        self._numbers = [*self._numbers, number][-_REMEMBERED:]
        self._begun = [*self._begun, moment][-_REMEMBERED:]


_AT_WORK: ContextVar[dict[str, tuple[Any, datetime | None]] | None] = ContextVar("publication", default=None)


def once(name: str, make: Callable[[], tuple[V, datetime | None]], *, now: datetime) -> V:
    """Give what is the same on every page of one publication; made anew from the moment that it comes with.

    Outside of `Publication.at_work` it is made every time.
    """
    memory = _AT_WORK.get()
    kept = memory.get(name) if memory is not None else None
    if kept is not None and (kept[1] is None or now < kept[1]):
        value: V = kept[0]
        return value
    made, until = make()
    if memory is not None:
        memory[name] = (made, until)
    return made
