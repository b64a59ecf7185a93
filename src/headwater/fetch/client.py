"""One address asked for, redirects followed, and what came of it as a value.

request ── robots (pages, pictures) ── the host's turn ── gate, connect ── answer ── redirect? again, up to 5 times
                                                                            └────── Page, NotModified, Gone,
                                                                                    Refused, Failed
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver

from headwater.fetch.addresses import wire_url
from headwater.fetch.answers import Trail, is_redirect, outcome_of, step, troubled
from headwater.fetch.exchange import Answer, Line, exchange
from headwater.fetch.guard import Gate, GatedSockets, PublicGate
from headwater.fetch.headers import request_headers
from headwater.fetch.pace import Pace
from headwater.fetch.reservations import Reservations
from headwater.fetch.robots import Robots
from headwater.fetch.trouble import Trouble, explain
from headwater.model.page import Outcome, Page, Purpose, Refusal, Refused, Request, Reservation, RobotsVerdict

#: For these robots.txt is asked. A feed is offered to readers; whoever subscribes to one is no crawler.
_CRAWLED = frozenset({Purpose.PAGE, Purpose.IMAGE})
_CONNECT_TIMEOUT_S = 10.0
#: Header bounds: news sites send policies of several kilobytes; 200 x 16 KiB is the most that is held.
_MAX_HEADER_BYTES = 16 * 1024
_MAX_HEADERS = 200
_NAMES_KEPT_S = 60
_KEEP_ALIVE_S = 5.0
#: From so many open connections on, none is kept alive after its answer.
_KEPT_OPEN = 48
#: Bodies of more than half a megabyte that are read at once: 10 MB each at most.
_LARGE_TURNS = 8


class Client:
    """Asks the open internet: gate, pace, robots, limits. Belongs to the loop it is first used on."""

    def __init__(  # noqa: PLR0913 - each is one thing that differs between the open internet and a scripted one
        self,
        *,
        gate: Gate | None = None,
        resolver: AbstractResolver | None = None,
        pace: Pace | None = None,
        contact: str | None = None,
        timeout_s: float = 30.0,
        idle_timeout_s: float = 15.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Take what differs between the open internet and a scripted one; each default is the open internet's.

        Args:
            gate: asked before every connection; default `PublicGate`.
            resolver: names to addresses; default the system's.
            pace: politeness per host; default one request a second.
            contact: address of the operator for the user agent.
            timeout_s: for all exchanges of one request together, waiting for turns apart.
            idle_timeout_s: for which a server may be silent in the middle of an answer.
            clock: gives `fetched_at`, and the age of a robots.txt.
            tls: trusted authorities; default the system's.

        """
        self._sockets = GatedSockets(PublicGate() if gate is None else gate)
        self._resolver = resolver
        #: Politeness per host; the fetcher waits by it as well.
        self.pace = Pace() if pace is None else pace
        #: The clock that was handed in.
        self.now = clock
        self._contact = contact
        self._timeout_s = timeout_s
        self._idle_timeout_s = idle_timeout_s
        self._tls = tls
        self._robots = Robots(clock=clock)
        self._reservations = Reservations(clock=clock)
        self._large_turns = asyncio.Semaphore(_LARGE_TURNS)
        self._sessions: dict[float | None, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Self:
        """Give the client itself; its session opens with the first request."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        await self.close()

    async def close(self) -> None:
        """Close all connections; the client may be used again."""
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            await session.close()

    async def fetch(self, request: Request) -> Outcome:
        """Give what came of a request; every failure is a value with a sentence, nothing is raised."""
        url = wire_url(request.url)
        if url is None:
            detail = f"{request.url[:200]!r} is not a web address; it must begin with https:// or http://."
            return Refused(url=request.url, reason=Refusal.SCHEME, detail=detail, fetched_at=self.now())
        trail = Trail(request=request, url=url)
        try:
            return await self._follow(trail)
        except Exception as error:  # noqa: BLE001 - outside bytes may break any library in any way; one feed's fault stays its own
            trouble = explain(error, host=trail.host, timeout_s=self._timeout_s)
            return troubled(trouble, request=request, now=self.now())

    async def robots(self, address: str) -> RobotsVerdict:
        """Give what robots.txt says about an address (RFC 9309); asks the host unless a fresh copy is held."""
        url = wire_url(address)
        if url is None:
            return RobotsVerdict(url=address, allowed=False, reason="This is not a web address.")
        verdict = await self._robots.verdict(url, fetch=self.fetch)
        if verdict.crawl_delay_s is not None:
            self.pace.slow_down(url.host or "", crawl_delay_s=verdict.crawl_delay_s)
        return verdict

    async def reservation(self, address: str) -> Reservation | None:
        """Give what the host's tdmrep.json says about an address; asks the host unless a fresh copy is held."""
        url = wire_url(address)
        return None if url is None else await self._reservations.about(url, fetch=self.fetch)

    async def _follow(self, trail: Trail) -> Outcome:
        while True:
            forbidden = await self._forbidden(trail)
            if forbidden is not None:
                return forbidden
            answer = await self._ask(trail)
            if not is_redirect(answer):
                return await self._with_reservation(outcome_of(answer, trail=trail, now=self.now()), trail)
            trouble = step(trail, answer)
            if trouble is not None:
                return troubled(trouble, request=trail.request, now=self.now())

    async def _forbidden(self, trail: Trail) -> Outcome | None:
        if trail.request.purpose not in _CRAWLED:
            return None
        verdict = await self.robots(str(trail.url))
        if verdict.allowed:
            return None
        if verdict.unreachable is not None:
            return replace(verdict.unreachable, url=trail.request.url, detail=verdict.reason, fetched_at=self.now())
        return troubled(Trouble(reason=Refusal.ROBOTS, detail=verdict.reason), request=trail.request, now=self.now())

    async def _with_reservation(self, outcome: Outcome, trail: Trail) -> Outcome:
        if not isinstance(outcome, Page) or trail.request.purpose is not Purpose.PAGE:
            return outcome
        return replace(outcome, reservation=await self._reservations.about(trail.url, fetch=self.fetch))

    async def _ask(self, trail: Trail) -> Answer:
        loop = asyncio.get_running_loop()
        async with self.pace.turn(trail.host):
            begun = loop.time()
            try:
                return await exchange(
                    Line(session=self._session(), large_turns=self._large_turns),
                    trail.url,
                    request=trail.request,
                    headers=request_headers(trail.request, contact=self._contact),
                    time_left=self._time_left(trail),
                )
            finally:
                trail.spent_s += loop.time() - begun

    def _time_left(self, trail: Trail) -> aiohttp.ClientTimeout:
        left_s = self._timeout_s - trail.spent_s
        if left_s <= 0:
            raise TimeoutError
        return aiohttp.ClientTimeout(total=left_s, sock_connect=_CONNECT_TIMEOUT_S, sock_read=self._idle_timeout_s)

    def _session(self) -> aiohttp.ClientSession:
        # Thousands of hosts are asked once each: connections kept for all of them would use up the descriptors.
        keep_alive_s = None if self._sockets.open_count >= _KEPT_OPEN else _KEEP_ALIVE_S
        if keep_alive_s not in self._sessions:
            self._sessions[keep_alive_s] = self._opened(keep_alive_s=keep_alive_s)
        return self._sessions[keep_alive_s]

    def _opened(self, *, keep_alive_s: float | None) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            socket_factory=self._sockets,
            ssl=self._tls or True,
            # How many run at once is the fetcher's to say, and one per host is the pace's.
            limit=0,
            ttl_dns_cache=_NAMES_KEPT_S,
            force_close=keep_alive_s is None,
            keepalive_timeout=keep_alive_s,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_MAX_HEADER_BYTES,
            max_field_size=_MAX_HEADER_BYTES,
            max_headers=_MAX_HEADERS,
        )
