"""A server on loopback that answers byte by byte as a test says, and the names that lead to it."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from aiohttp.abc import AbstractResolver, ResolveResult

from headwater.fetch.client import Client
from headwater.fetch.pace import Pace
from headwater.model.page import Failed, Outcome, Purpose, Refused, Request

T = TypeVar("T")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(slots=True)
class Asked:
    """One request as it came in."""

    path: str
    host: str
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""


Handler = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
Reply = bytes | Handler


@dataclass(slots=True)
class Server:
    """Where it listens, and what it saw."""

    port: int = 0
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole answer with its right length; header names with underscores for hyphens."""
    lines = [f"HTTP/1.1 {status} Words"]
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if not any(name.casefold() == "content-length" for name in named) and status != 304:
        named["Content-Length"] = str(len(body))
    lines += [f"{name}: {value}" for name, value in named.items()]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


@asynccontextmanager
async def serving(
    replies: Mapping[str, Reply], *, default: Reply | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """Serve replies by path; a path without reply gets `default`, else 404."""
    server = Server()
    talks: set[asyncio.Task[None] | None] = set()
    fallback = default if default is not None else answer(404)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        server.connections += 1
        server.open_now += 1
        server.most_open = max(server.most_open, server.open_now)
        try:
            while (asked := await _read_request(reader)) is not None:
                server.asked.append(asked)
                reply = replies.get(asked.path, fallback)
                if isinstance(reply, bytes):
                    writer.write(reply)
                    await writer.drain()
                else:
                    await reply(asked, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            server.open_now -= 1
            writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for talk_task in talks:
            if talk_task is not None:
                talk_task.cancel()
        await asyncio.sleep(0)


class Names(AbstractResolver):
    """Names to (address, port); one that is not listed goes to `default`, or nowhere."""

    def __init__(self, listed: Mapping[str, tuple[str, int]], *, default: tuple[str, int] | None = None) -> None:
        self.listed = listed
        self.default = default
        self.looked_up: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.looked_up.append(host)
        found = self.listed.get(host, self.default)
        if found is None:
            raise OSError(None, "no such name")
        return [resolved(host, *found)]

    async def close(self) -> None:
        pass


def resolved(host: str, address: str, port: int) -> ResolveResult:
    kind = socket.AF_INET6 if ":" in address else socket.AF_INET
    return {"hostname": host, "host": address, "port": port, "family": kind, "proto": 0, "flags": 0}


class OpenGate:
    """Lets everything through, and remembers what it was asked."""

    def __init__(self) -> None:
        self.checked: list[tuple[str, int]] = []

    def check(self, address: str, *, port: int) -> str | None:
        self.checked.append((address, port))
        return None


def client_of(server: Server, **changes: Any) -> Client:
    """A client for which every name leads to the server."""
    arguments: dict[str, Any] = {
        "gate": OpenGate(),
        "resolver": Names({}, default=("127.0.0.1", server.port)),
        "pace": Pace(host_interval_s=0),
        "timeout_s": 5.0,
        "clock": lambda: NOW,
    }
    return Client(**(arguments | changes))


def fetched(replies: Mapping[str, Reply], request: Request | str, **changes: Any) -> Outcome:
    """What comes of one request to a server with these replies."""

    async def scene() -> Outcome:
        async with serving(replies) as server, client_of(server, **changes) as client:
            return await client.fetch(feed(request) if isinstance(request, str) else request)

    return run(scene())


def feed(url: str, *, etag: str | None = None, last_modified: str | None = None) -> Request:
    return Request(url=url, purpose=Purpose.FEED, etag=etag, last_modified=last_modified)


def page(url: str) -> Request:
    return Request(url=url, purpose=Purpose.PAGE)


def run(scene: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(asyncio.wait_for(scene, 60))


async def _read_request(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = await reader.readexactly(1)
        if head == b"\x16":
            return Asked(path="a TLS greeting", host="", headers={})
        head += await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [line.partition(":") for line in lines if line]
    headers = {name.casefold(): value.strip() for name, _, value in pairs}
    method, path, _ = first.split(" ")
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(path=path, host=headers.get("host", ""), headers=headers, method=method, body=body)


def failed(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    assert outcome.detail.endswith(".")
    return outcome


def refused(outcome: Outcome) -> Refused:
    assert isinstance(outcome, Refused), outcome
    assert outcome.detail.endswith(".")
    return outcome
