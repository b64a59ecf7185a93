"""A scripted web on loopback: many hosts, one server, an ephemeral port.

It hands a client everything that lets it in: a resolver that knows the press's hosts and no other, a gate that opens
for the press's own address and port, and a pause between requests that suits a machine talking to itself. No setting
of a portal can do the same.

    press = Press(load_world(), seed=1, now=clock)
    press.start() ── resolver, gate, host_interval_s ──▶ client ── GET ──▶ Site.answer(host, path, now)
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from datetime import date, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from headwater.demo.site import Answer, Site
from headwater.demo.truth import Truth, truth_of
from headwater.demo.world import House, World
from headwater.model.feed import Feed, FeedFormat
from headwater.model.outlet import Outlet
from headwater.model.page import digest_of
from headwater.model.rights import Rights

ADDRESS = "127.0.0.1"
_START_TIMEOUT_S = 10.0


class Press:
    """The scripted web, running in a thread of its own between `start` and `close`."""

    #: Seconds between two requests to one host.
    host_interval_s = 0.0

    def __init__(self, world: World, *, seed: int, now: Callable[[], datetime], first_day: date | None = None) -> None:
        """Play the script; day 1 is `first_day`, by default the day that `now` gives at this moment."""
        self._now = now
        self._site = Site(world, seed=seed, first_day=first_day or now().date())
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._listener: socket.socket | None = None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """What to subscribe to, by outlet."""
        return tuple(_feed(house) for house in self._site.world.outlets if house.feed is not None)

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """Who publishes, owners included."""
        return tuple(_outlet(house) for house in self._site.world.outlets)

    @property
    def truth(self) -> Truth:
        """What the script says, to hold against what was found."""
        return truth_of(self._site)

    @property
    def port(self) -> int:
        """The port it listens on; RuntimeError before `start`."""
        if self._listener is None:
            raise RuntimeError("the press has not been started")
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def resolver(self) -> AbstractResolver:
        """A resolver that finds the press's hosts, and no others."""
        return Names(self._site.hosts, port=self.port)

    @property
    def gate(self) -> "OnlyPress":
        """A gate that lets a client reach the press, and nothing else."""
        return OnlyPress(port=self.port)

    def start(self) -> None:
        """Listen on loopback; returns once requests are answered."""
        self._listener = socket.create_server((ADDRESS, 0))
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(
            target=self._serve,
            args=(self._listener,),
            kwargs={"loop": self._loop, "ready": ready},
            name="press",
            daemon=True,
        )
        self._thread.start()
        if not ready.wait(_START_TIMEOUT_S):
            raise RuntimeError("the press did not start")

    def close(self) -> None:
        """Stop listening, and end the thread."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop = self._thread = self._listener = None

    def _serve(self, listener: socket.socket, *, loop: asyncio.AbstractEventLoop, ready: threading.Event) -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(self._open(listener))
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    async def _open(self, listener: socket.socket) -> web.ServerRunner:
        runner = web.ServerRunner(web.Server(self._answer), shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        return runner

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        now = self._now()
        host = (request.headers.get("Host") or "").partition(":")[0].casefold()
        answer = self._site.answer(host, request.raw_path, now=now)
        return _response(answer, asked=request, now=now)


class Names(AbstractResolver):
    """Resolves the press's hosts to its address and port; every other name leads nowhere."""

    def __init__(self, hosts: frozenset[str], *, port: int) -> None:
        """Take the hosts, and the port that they all listen on."""
        self._hosts = hosts
        self._port = port

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002 - the interface's; the press has one port, whatever the address said
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - the interface's; the press has one address
    ) -> list[ResolveResult]:
        """Give the press's address for one of its hosts; OSError for any other, as a resolver does."""
        if host.removeprefix("www.") not in self._hosts:
            raise OSError(None, f"{host} is no host of the demo")
        found = ResolveResult(
            hostname=host, host=ADDRESS, port=self._port, family=socket.AF_INET, proto=0, flags=socket.AI_NUMERICHOST
        )
        return [found]

    async def close(self) -> None:
        """Nothing is held."""


class OnlyPress:
    """The gate of the demo.

    >>> OnlyPress(port=8123).check("127.0.0.1", port=8123) is None
    True
    >>> OnlyPress(port=8123).check("127.0.0.1", port=5432)
    'only the demo press at 127.0.0.1 port 8123 may be reached'
    """

    def __init__(self, *, port: int) -> None:
        """Take the port that is open."""
        self._port = port

    def check(self, address: str, *, port: int) -> str | None:
        """Give None for the press itself, else the reason."""
        if (address, port) == (ADDRESS, self._port):
            return None
        return f"only the demo press at {ADDRESS} port {self._port} may be reached"


def _response(answer: Answer, *, asked: web.BaseRequest, now: datetime) -> web.Response:
    etag = f'"{digest_of(answer.body)[:16]}"'
    headers = {"Content-Type": answer.content_type, "ETag": etag, "Date": format_datetime(now, usegmt=True)}
    if answer.status == web.HTTPOk.status_code and asked.headers.get("If-None-Match") == etag:
        return web.Response(status=web.HTTPNotModified.status_code, headers={"ETag": etag, "Date": headers["Date"]})
    return web.Response(status=answer.status, body=answer.body, headers=headers)


def _feed(house: House) -> Feed:
    return Feed(
        url=f"http://{house.host}{house.feed_path}",
        outlet=house.key,
        title=house.name,
        format=house.feed or FeedFormat.UNKNOWN,
        language=house.language,
        rights=Rights(extent=house.extent, images=house.images),
    )


def _outlet(house: House) -> Outlet:
    return Outlet(
        key=house.key,
        name=house.name,
        kind=house.kind,
        domains=(house.host,),
        country=house.country,
        language=house.language,
        credit_names=house.credit_names,
        ambiguous_names=house.ambiguous_names,
        part_of=house.part_of,
        url=f"http://{house.host}/",
    )
