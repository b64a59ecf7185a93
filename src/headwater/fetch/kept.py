"""Something small that each host says about itself, asked for once and kept while it is valid."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Generic, Protocol, TypeVar

_MAX_HOSTS = 5_000


class Perishable(Protocol):
    """A value that has to be asked for again at some time."""

    @property
    def valid_until(self) -> datetime:
        """The moment from which it no longer counts."""


K = TypeVar("K", bound=Perishable)


class KeptPerHost(Generic[K]):
    """The latest value of each host; many that wait for the same host cause one request."""

    def __init__(self, *, clock: Callable[[], datetime]) -> None:
        """Take the clock that says how old a value is."""
        self._clock = clock
        self._kept: OrderedDict[str, K] = OrderedDict()
        self._asking: dict[str, asyncio.Task[K]] = {}

    async def of(self, authority: str, *, ask: Callable[[K | None], Awaitable[K]]) -> K:
        """Give the host's value, asking for it where none is valid; `ask` gets the one that is no longer."""
        kept = self._kept.get(authority)
        if kept is not None and self._clock() < kept.valid_until:
            return kept
        if authority not in self._asking:
            task = asyncio.create_task(self._keep(authority, ask(kept)))
            self._asking[authority] = task
            task.add_done_callback(lambda _: self._asking.pop(authority, None))
        return await asyncio.shield(self._asking[authority])

    async def _keep(self, authority: str, answer: Awaitable[K]) -> K:
        kept = self._kept[authority] = await answer
        self._kept.move_to_end(authority)
        while len(self._kept) > _MAX_HOSTS:
            self._kept.popitem(last=False)
        return kept
