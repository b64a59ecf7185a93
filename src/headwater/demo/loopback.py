"""One server on loopback that plays many hosts, and the keys that let a client in.

It hands a client everything it needs: a resolver that knows these hosts and no other, a gate that opens for this
address and port alone, and a pause between requests that suits a machine talking to itself. No setting of a portal
can do the same.

    Loopback(answer, hosts, now).start() ── resolver, gate, host_interval_s ──▶ client ── GET ──▶ answer(host, path)
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from headwater.demo.answer import Answer, Answering
from headwater.model.page import digest_of

ADDRESS = "127.0.0.1"
_START_TIMEOUT_S = 10.0


class Loopback:
    """Many hosts on one port of this machine, in a thread of its own between `start` and `close`."""

    #: Seconds between two requests to one host.
    host_interval_s = 0.0

    def __init__(self, answer: Answering, *, hosts: frozenset[str], now: Callable[[], datetime]) -> None:
        """Take what answers, the hosts it answers for, and the clock."""
        self._answering = answer
        self._hosts = hosts
        self._now = now
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
    def port(self) -> int:
        """The port it listens on; RuntimeError before `start`."""
        if self._listener is None:
            raise RuntimeError("nobody listens yet; start() comes first")
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def resolver(self) -> AbstractResolver:
        """A resolver that finds these hosts, and no others."""
        return Names(self._hosts, port=self.port)

    @property
    def gate(self) -> "OnlyHere":
        """A gate that lets a client reach this server, and nothing else."""
        return OnlyHere(port=self.port)

    def start(self) -> None:
        """Listen on loopback; returns once requests are answered."""
        self._listener = socket.create_server((ADDRESS, 0))
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(
            target=self._serve,
            args=(self._listener,),
            kwargs={"loop": self._loop, "ready": ready},
            name="loopback",
            daemon=True,
        )
        self._thread.start()
        if not ready.wait(_START_TIMEOUT_S):
            raise RuntimeError("the server did not start")

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
        answer = self._answering(host, request.raw_path, now=now)
        return _response(answer, asked=request, now=now)


class Names(AbstractResolver):
    """Resolves the hosts of a loopback server to its address and port; every other name leads nowhere."""

    def __init__(self, hosts: frozenset[str], *, port: int) -> None:
        """Take the hosts, and the port that they all listen on."""
        self._hosts = hosts
        self._port = port

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002 - the interface's; the server has one port, whatever the address said
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - the interface's; the server has one address
    ) -> list[ResolveResult]:
        """Give the server's address for one of its hosts; OSError for any other, as a resolver does."""
        if host.removeprefix("www.") not in self._hosts:
            raise OSError(None, f"{host} is not served here")
        found = ResolveResult(
            hostname=host, host=ADDRESS, port=self._port, family=socket.AF_INET, proto=0, flags=socket.AI_NUMERICHOST
        )
        return [found]

    async def close(self) -> None:
        """Nothing is held."""


class OnlyHere:
    """The gate of demo, replay and tests.

    >>> OnlyHere(port=8123).check("127.0.0.1", port=8123) is None
    True
    >>> OnlyHere(port=8123).check("127.0.0.1", port=5432)
    'only 127.0.0.1 port 8123 may be reached'
    """

    def __init__(self, *, port: int) -> None:
        """Take the port that is open."""
        self._port = port

    def check(self, address: str, *, port: int) -> str | None:
        """Give None for the server itself, else the reason."""
        if (address, port) == (ADDRESS, self._port):
            return None
        return f"only {ADDRESS} port {self._port} may be reached"


def _response(answer: Answer, *, asked: web.BaseRequest, now: datetime) -> web.Response:
    etag = f'"{digest_of(answer.body)[:16]}"'
    headers = {"Content-Type": answer.content_type, "ETag": etag, "Date": format_datetime(now, usegmt=True)}
    if answer.status == web.HTTPOk.status_code and asked.headers.get("If-None-Match") == etag:
        return web.Response(status=web.HTTPNotModified.status_code, headers={"ETag": etag, "Date": headers["Date"]})
    return web.Response(status=answer.status, body=answer.body, headers=headers)
