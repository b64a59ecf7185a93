"""Answers byte by byte: what a server may do on the wire, well and badly.

A `Talk` is told what was asked and writes to the connection; when it returns, the connection is closed.
"""

import asyncio
import socket
import struct
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

#: Longest pause that a server here makes for ever: nobody is listening by then.
_FOR_EVER_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came in."""

    host: str
    #: With the query.
    path: str
    #: Names in lower case.
    headers: Mapping[str, str]
    #: How often this path of this host was asked before.
    times_before: int


Talk = Callable[[Asked, asyncio.StreamWriter], Coroutine[Any, Any, None]]


def answer(body: bytes, *, status: int = 200, kind: str = "application/rss+xml", **headers: str) -> bytes:
    """Give a whole answer with its right length; underscores in the names of headers stand for hyphens.

    >>> answer(b"x", status=404, Retry_After="60").splitlines()[0]
    b'HTTP/1.1 404 Words'
    """
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    named = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"} | given
    lines = [f"HTTP/1.1 {status} Words", *(f"{name}: {value}" for name, value in named.items() if value)]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def says(*answers: bytes) -> Talk:
    """Give the talk that says one answer after the other, each time it is asked, and the last for ever."""

    async def talk(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answers[min(asked.times_before, len(answers) - 1)])
        await writer.drain()

    return talk


def alternates(*answers: bytes) -> Talk:
    """Give the talk that says its answers in turn, and begins again."""

    async def talk(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answers[asked.times_before % len(answers)])
        await writer.drain()

    return talk


def later(wait_s: float, talk: Talk) -> Talk:
    """Give the talk that thinks before it speaks."""

    async def delayed(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(wait_s)
        await talk(asked, writer)

    return delayed


def drips(start: bytes, piece: bytes, *, pause_s: float) -> Talk:
    """Give the talk that goes on for ever, a piece after each pause."""

    async def talk(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 - it never listens
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return talk


def stalls(start: bytes = b"") -> Talk:
    """Give the talk that begins, and then keeps silent."""
    return drips(start, b"", pause_s=_FOR_EVER_S)


def resets(start: bytes) -> Talk:
    """Give the talk that begins, and then tears the connection down (RST instead of FIN)."""

    async def talk(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 - it never listens
        writer.write(start)
        await writer.drain()
        line = writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return talk


def depends(choose: Callable[[Asked], bytes]) -> Talk:
    """Give the talk whose answer depends on what was asked."""

    async def talk(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(choose(asked))
        await writer.drain()

    return talk
