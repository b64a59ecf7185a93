"""Politeness: one connection per host, and a pause between two requests to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

#: A Crawl-delay is a courtesy (it is no part of RFC 9309); beyond this the host would starve its own readers.
MAX_CRAWL_DELAY_S = 30.0
#: Hosts remembered; beyond it those that nobody waits for are forgotten.
_MAX_HOSTS = 20_000


@dataclass(slots=True)
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    free_at: float = 0.0
    interval_s: float = 0.0


class Pace:
    """One request at a time to each host, `host_interval_s` between them; hosts never wait for each other."""

    def __init__(self, *, host_interval_s: float = 1.0) -> None:
        """Take the seconds between the end of one request to a host and the start of the next."""
        self._interval_s = host_interval_s
        self._hosts: dict[str, _Host] = {}

    @property
    def hosts_known(self) -> int:
        """The number of hosts remembered."""
        return len(self._hosts)

    def slow_down(self, host: str, *, crawl_delay_s: float) -> None:
        """Keep a host's Crawl-delay from now on, up to `MAX_CRAWL_DELAY_S`; never faster than our own interval."""
        self._of(host).interval_s = max(self._interval_s, min(crawl_delay_s, MAX_CRAWL_DELAY_S))

    async def pause(self, host: str) -> None:
        """Wait for the host's pause to end, without taking its turn."""
        known = self._of(host)
        await asyncio.sleep(max(0.0, known.free_at - asyncio.get_running_loop().time()))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the host's turn, hold it while the request runs, and start its pause afterwards."""
        known = self._of(host)
        clock = asyncio.get_running_loop().time
        known.waiting += 1
        try:
            async with known.turn:
                await asyncio.sleep(max(0.0, known.free_at - clock()))
                try:
                    yield
                finally:
                    known.free_at = clock() + known.interval_s
        finally:
            known.waiting -= 1

    def _of(self, host: str) -> _Host:
        if host not in self._hosts:
            if len(self._hosts) >= _MAX_HOSTS:
                self._forget()
            self._hosts[host] = _Host(interval_s=self._interval_s)
        return self._hosts[host]

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        self._hosts = {name: host for name, host in self._hosts.items() if host.waiting or now < host.free_at}
