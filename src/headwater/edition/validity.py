"""Until when an answer is right: noted by the one function that decides about rights, while the answer is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_NOTED: ContextVar[list[datetime] | None] = ContextVar("validity", default=None)


@contextmanager
def noting() -> Iterator[list[datetime]]:
    """Give the moments from which a right that was asked about inside is another one, an embargo's end too."""
    moments: list[datetime] = []
    token = _NOTED.set(moments)
    try:
        yield moments
    finally:
        _NOTED.reset(token)


def note(moment: datetime | None) -> None:
    """Note a moment for whoever is making an answer."""
    noted = _NOTED.get()
    if noted is not None and moment is not None:
        noted.append(moment)
