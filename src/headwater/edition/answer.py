"""An answer to a reader or a program, with what the page cache has to know to keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What stands beside and below the page of a story, as markup, and until when it is right."""

    rail: bytes
    also: bytes
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slotted:
    """A page in three pieces, with the places for what stands beside it between them."""

    before: bytes
    between: bytes
    after: bytes
    #: Gives what stands there at a moment.
    fill: Callable[[datetime], Sides]
    #: Until when the pieces are right.
    valid_until: datetime | None

    def filled_with(self, sides: Sides) -> bytes:
        """Give the whole page."""
        return b"".join((self.before, sides.rail, self.between, sides.also, self.after))


class Answer(HttpResponse):
    """An answer that knows until when it is right; None is until the next publication."""

    valid_until: datetime | None = None
    #: Key of the story that the page is about; what is news to other stories leaves it as it is.
    story: str | None = None
    #: Whether it may lack the latest news for half a minute.
    may_wait: bool = False
    #: The page without what stands beside it, where that can be put in again.
    slotted: Slotted | None = None
    #: Whether it has its story alone, and nothing beside it that other news changes.
    stands_alone: bool = False
    #: Whether whoever asks gets it at once. Else each request is let through first, by a key or a count.
    is_open: bool = True
