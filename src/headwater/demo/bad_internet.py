"""The bad internet on loopback: hosts that misbehave beside hosts that are well, and a ledger of what was served.

with BadInternet(bad, well, slow, certificates=folder) as web:
web.feeds ──▶ portal; web.resolver, web.gate, web.trusted ──▶ client; web.ledger ──▶ what was asked of whom, and when
"""

import asyncio
import socket
import ssl
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp.abc import AbstractResolver, ResolveResult

from headwater.demo.bad_feeds import reports_of, well
from headwater.demo.bad_hosts import BadHost, host_name
from headwater.demo.loopback import ADDRESS
from headwater.demo.plain_words import page_of
from headwater.demo.wire import Asked, Talk, answer, later, says

_HTML = "text/html; charset=utf-8"
_MISSING = says(answer(b"<title>404</title>", status=404, kind=_HTML))
_START_TIMEOUT_S = 20.0
#: What a slow but honest host thinks for.
HONEST_S = 8.0
_SLOW_NAME_S = 3.0
_TLS = ("good", "expired", "stranger", "selfmade", "old")
_HTTPS_PORT = 443


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One line of the ledger: a request as it came in."""

    host: str
    path: str
    #: Seconds on the server's clock.
    at: float
    #: Connections of this host that were open then, this one counted.
    open_now: int
    #: Names of the headers that came, in lower case.
    headers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The ports on which the bad internet listens."""

    http: int
    #: By the certificate that is shown there.
    https: Mapping[str, int]
    #: Nobody listens here.
    closed: int


@dataclass(slots=True)
class _Host:
    feed: Talk
    robots: Talk = _MISSING
    pages: Talk | None = None


@dataclass(slots=True)
class BadInternet:
    """Hosts on two ports of this machine, in a thread of their own between `start` and `close`."""

    bad: Sequence[BadHost]
    #: Hosts that are well, and so many of them slow.
    well: int = 0
    slow: int = 0
    #: Folder with `authority.pem` and a certificate for each way to show one; None leaves those hosts out.
    certificates: Path | None = None
    #: What a slow but honest host thinks for: seconds.
    honest_s: float = HONEST_S
    ledger: list[Served] = field(default_factory=list)
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _certificate: dict[str, str] = field(default_factory=dict)
    _asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    _open: Counter[str] = field(default_factory=Counter)
    _listening: list[asyncio.Server] = field(default_factory=list)
    _doors: Doors | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None

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
    def doors(self) -> Doors:
        """Where it listens; RuntimeError before `start`."""
        if self._doors is None:
            raise RuntimeError("nobody listens yet; start() comes first")
        return self._doors

    @property
    def good_hosts(self) -> tuple[str, ...]:
        """The hosts that are well, the slow ones first."""
        return tuple(good_name(number, slow=number < self.slow) for number in range(self.well))

    @property
    def bad_hosts(self) -> tuple[tuple[str, BadHost], ...]:
        """The hosts that misbehave, with how."""
        kept = [bad for bad in self.bad if not bad.certificate or self.certificates is not None]
        if not _speaks_ipv6():
            kept = [bad for bad in kept if bad.name_is != "ipv6"]
        return tuple((host_name(bad, place), bad) for place, bad in enumerate(kept))

    @property
    def names(self) -> "BadNames":
        """A resolver for all of these hosts, and no others."""
        return self.names_at(self.doors)

    def names_at(self, doors: Doors) -> "BadNames":
        """Give the resolver for the same hosts served elsewhere: by a server in a process of its own."""
        return BadNames(dict(self._names), certificates=dict(self._certificate), doors=doors)

    def __post_init__(self) -> None:
        """Make every host."""
        for number, host in enumerate(self.good_hosts):
            talk = well(host, count=1)
            self._hosts[host] = _Host(feed=later(self.honest_s, talk) if number < self.slow else talk)
            self._names[host] = ""
        for host, bad in self.bad_hosts:
            self._hosts[host] = _Host(feed=bad.feed(host), robots=bad.robots or _MISSING, pages=bad.pages)
            self._names[host] = bad.name_is
            self._certificate[host] = bad.certificate

    def start(self) -> None:
        """Listen on loopback; returns once requests are answered."""
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, args=(ready,), name="bad-internet", daemon=True)
        self._thread.start()
        if not ready.wait(_START_TIMEOUT_S):
            raise RuntimeError("the server did not start")

    def close(self) -> None:
        """Stop listening, and end the thread."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop = self._thread = self._doors = None

    def _serve(self, ready: threading.Event) -> None:
        loop = self._loop
        assert loop is not None  # noqa: S101 - set by start, on this very object
        asyncio.set_event_loop(loop)
        loop.run_until_complete(self._open_doors())
        ready.set()
        loop.run_forever()
        for server in self._listening:
            server.close()
        self._listening.clear()
        others = asyncio.all_tasks(loop)
        for task in others:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*others, return_exceptions=True))
        loop.close()

    async def _open_doors(self) -> None:
        plain = _listening(ADDRESS)
        http = plain.getsockname()[1]
        await self._listen(sock=plain)
        if _speaks_ipv6():
            await self._listen(sock=_listening("::1", port=http))
        https: dict[str, int] = {}
        for name in _TLS if self.certificates is not None else ():
            encrypted = _listening(ADDRESS)
            https[name] = encrypted.getsockname()[1]
            context = _context(self.certificates or Path(), name)
            await self._listen(sock=encrypted, ssl=context)
        with _listening(ADDRESS) as nobody:
            closed = nobody.getsockname()[1]
        self._doors = Doors(http=http, https=https, closed=closed)

    async def _listen(self, *, sock: socket.socket, ssl: ssl.SSLContext | None = None) -> None:
        self._listening.append(await asyncio.start_server(self._talk, sock=sock, backlog=1024, ssl=ssl))

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = ""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            asked = self._noted(head)
            host = asked.host
            await _until_left(self._talk_of(asked)(asked, writer), reader)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            self._open[host] -= 1
            writer.close()

    def _noted(self, head: str) -> Asked:
        first, *lines = head.split("\r\n")
        pairs = [line.partition(":") for line in lines if line]
        headers = {name.casefold(): value.strip() for name, _, value in pairs}
        host = headers.get("host", "").partition(":")[0].casefold()
        path = first.split(" ")[1]
        self._open[host] += 1
        now = time.monotonic()
        self.ledger.append(Served(host=host, path=path, at=now, open_now=self._open[host], headers=frozenset(headers)))
        times_before = self._asked[host, path]
        self._asked[host, path] += 1
        return Asked(host=host, path=path, headers=headers, times_before=times_before)

    def _talk_of(self, asked: Asked) -> Talk:
        host = self._hosts.get(asked.host)
        if host is None:
            return _MISSING
        if asked.path == "/robots.txt":
            return host.robots
        if asked.path.startswith("/rss"):
            return host.feed
        if asked.path.startswith("/report/"):
            return host.pages or _page(asked)
        return _MISSING


class BadNames(AbstractResolver):
    """Resolves the hosts of the bad internet, each as badly as it is meant to be."""

    def __init__(self, names: Mapping[str, str], *, certificates: Mapping[str, str], doors: Doors) -> None:
        """Take how each name is to be resolved, what certificate it shows, and where the hosts listen."""
        self._names = names
        self._certificates = certificates
        self._doors = doors
        self._times: Counter[str] = Counter()

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - the interface's
    ) -> list[ResolveResult]:
        """Give where a host is; OSError where its name leads nowhere."""
        how = self._names.get(host, "missing")
        self._times[host] += 1
        certificate = self._certificates.get(host) or "good"
        door = self._doors.https.get(certificate, port) if port == _HTTPS_PORT else self._doors.http
        if how == "missing":
            raise OSError(None, f"{host} leads nowhere")
        if how == "slow":
            await asyncio.sleep(_SLOW_NAME_S)
        if how == "refused":
            door = self._doors.closed
        if how == "ipv6":
            return [_found(host, "::1", door, family=socket.AF_INET6)]
        if how == "flipping":
            return [_found(host, "10.0.0.1", port)]
        return [_found(host, ADDRESS, door)]

    async def close(self) -> None:
        """Nothing is held."""


class OnlyTheseDoors:
    """A gate that opens for the bad internet's own doors, and asks another gate about everything else."""

    def __init__(self, doors: Doors, *, otherwise: Callable[..., str | None]) -> None:
        """Take the doors, and the check of the gate that is asked about all else."""
        ports = (doors.http, doors.closed, *doors.https.values())
        self._open = {(address, port) for address in (ADDRESS, "::1") for port in ports}
        self._otherwise = otherwise

    def check(self, address: str, *, port: int) -> str | None:
        """Give None for a door of the bad internet, else what the other gate says."""
        return None if (address, port) in self._open else self._otherwise(address, port=port)


def good_name(number: int, *, slow: bool) -> str:
    """Give the name of a host that is well."""
    return f"slow{number}.example" if slow else f"good{number}.example"


def _page(asked: Asked) -> Talk:
    number = asked.path.rpartition("/")[2]
    if not (number.isascii() and number.isdigit()):
        return _MISSING
    (report,) = reports_of(asked.host, count=1, first=int(number))
    return says(answer(page_of(report), kind=_HTML))


def _listening(address: str, *, port: int = 0) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family, backlog=1024)


async def _until_left(talk: Coroutine[Any, Any, None], reader: asyncio.StreamReader) -> None:
    """Talk until all is said or the other side has closed: whoever hangs hears that last."""
    speaking, leaving = asyncio.ensure_future(talk), asyncio.ensure_future(reader.read())
    try:
        await asyncio.wait({speaking, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        speaking.cancel()
        await asyncio.gather(speaking, leaving, return_exceptions=True)


def _speaks_ipv6() -> bool:
    try:
        _listening("::1", port=0).close()
    except OSError:
        return False
    return True


def _found(host: str, address: str, port: int, *, family: socket.AddressFamily = socket.AF_INET) -> ResolveResult:
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)


def _context(folder: Path, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{'good' if name == 'old' else name}.pem")
    if name == "old":
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context
