"""Which publication a page is of: made of the newest, of one before it that may stand a moment longer, or of the past.

News makes a page late; a takedown, a right or an editor's hand makes it wrong. The database counts both: a page that
is late may be shown for a moment while it is made anew, a page that is wrong never. News says which stories it is
about: what was found of the others is kept from one publication to the next.
"""

import time
from bisect import bisect_right
from collections.abc import Callable
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import Error

from headwater.store.publications import PublicationTold, publication_told

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds between two questions for the publication number, where `PORTAL_CHECK_S` does not say otherwise.
CHECK_S = 0.5
#: Publications whose beginnings are remembered; a page of one before them is of the past.
_REMEMBERED = 64
#: Stories that changed, remembered one by one; beyond them anything may have changed.
_MOST_CHANGED = 10_000
#: Stories of which something stays found over a publication, and for how many seconds: ten minutes for what no
#: publication tells, as the new address of a feed.
_MOST_FOUND, _FOUND_S = 1000, 600.0

V = TypeVar("V")


class Standing(Enum):
    """What a page is worth."""

    NEWEST = "newest"
    #: There is news since; it may be shown while it is made anew.
    LATE = "late"
    #: Itself the newest; what stands beside it is late.
    LATE_BESIDE = "late beside"
    PAST = "past"


@dataclass(slots=True)
class Memory:
    """What was found for one publication."""

    #: By name, what every page shares, and until when it is right.
    shared: dict[str, tuple[Any, datetime | None]] = field(default_factory=dict)
    #: By the key of a story, what was found of it; stays while the story does.
    stories: dict[str, Any] = field(default_factory=dict)
    #: When the first of it was found.
    began: float = field(default_factory=time.monotonic)

    def without(self, changed: frozenset[str]) -> "Memory":
        """Give what still holds after a publication that was about some stories."""
        # Copied in one step: another thread may be at work with it.
        stories = dict(self.stories)
        if len(stories) > _MOST_FOUND or time.monotonic() - self.began > _FOUND_S:
            return Memory()
        for key in changed:
            stories.pop(key, None)
        return Memory(stories=stories, began=self.began)


class Publication:
    """The publication number, asked for at most once in a while, and what belongs to that publication alone."""

    def __init__(self) -> None:
        """Ask at the first use."""
        self.number = -1
        self._withdrawn = -1
        self._asked = float("-inf")
        self._numbers: list[int] = []
        self._begun: list[float] = []
        self._memory = Memory()
        #: The last publication that may have changed any story, and by story the last one since that did change it.
        self._unknown = -1
        self._changed: dict[str, int] = {}

    def look(self) -> int:
        """Give the number as it was less than `PORTAL_CHECK_S` ago; the last one known while the database is away."""
        if not self.is_fresh:
            self._asked = moment = time.monotonic()
            with suppress(Error):  # finished pages are shown on; a view that needs the database answers 503
                told = publication_told()
                if told.number != self.number:
                    self._begin(told, moment)
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

    def is_untouched(self, story: str, *, since: int) -> bool:
        """Whether no publication after one was about a story, and none could be about anything."""
        return max(self._unknown, self._withdrawn, self._changed.get(story, -1)) <= since <= self.number

    @contextmanager
    def at_work(self) -> "Iterator[None]":
        """Let what is made inside share what `once` and `found_of_stories` keep."""
        token = _AT_WORK.set(self._memory)
        try:
            yield
        finally:
            _AT_WORK.reset(token)

    def _begin(self, told: PublicationTold, moment: float) -> None:
        is_another = told.number < self.number  # another database, or one that was restored
        if is_another:
            self._numbers, self._begun = [], []
        changed = told.changed_since(self.number) if 0 <= self.number < told.number else None
        if changed is None or len(self._changed) > _MOST_CHANGED:
            # What another database had under the same numbers is not to be taken for this one's.
            self._unknown, self._changed = self.number + 1 if is_another else told.number, {}
        else:
            self._changed |= dict.fromkeys(changed, told.number)
        self._memory = Memory() if changed is None else self._memory.without(changed)
        # Last: by the number other threads tell that the rest is there.
        self._withdrawn, self.number = told.withdrawn, told.number
        self._numbers = [*self._numbers, told.number][-_REMEMBERED:]
        self._begun = [*self._begun, moment][-_REMEMBERED:]


_AT_WORK: ContextVar[Memory | None] = ContextVar("publication", default=None)


def once(name: str, make: Callable[[], tuple[V, datetime | None]], *, now: datetime) -> V:
    """Give what is the same on every page of one publication; made anew from the moment that it comes with.

    Outside of `Publication.at_work` it is made every time.
    """
    memory = _AT_WORK.get()
    kept = memory.shared.get(name) if memory is not None else None
    if kept is not None and (kept[1] is None or now < kept[1]):
        value: V = kept[0]
        return value
    made, until = make()
    if memory is not None:
        memory.shared[name] = (made, until)
    return made


def found_of_stories() -> dict[str, Any]:
    """Give what was found of stories, by key, to be read and added to; empty outside of `Publication.at_work`."""
    memory = _AT_WORK.get()
    return memory.stories if memory is not None else {}
