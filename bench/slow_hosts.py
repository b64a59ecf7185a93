"""Do hosts that misbehave keep the well-behaved ones waiting?

    python bench/slow_hosts.py [--hosts 1000] [--bad 100] [--honest 5] [--kind endless]

A server in a process of its own plays every host on loopback. First all hosts are good, then some are bad in ten ways.
Printed: seconds until the last good host was done, seconds until all were, memory and descriptors of the fetcher.
"""

import argparse
import asyncio
import gzip
import multiprocessing
import os
import resource
import socket
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp.abc import AbstractResolver, ResolveResult

from headwater.fetch.client import Client
from headwater.fetch.fetcher import Fetcher
from headwater.model.page import Outcome, Page, Purpose, Request

FEED = gzip.compress(b"<rss><channel>" + os.urandom(15_000).hex().encode() + b"</channel></rss>")
GOOD = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(FEED), FEED)
BOMB = gzip.compress(bytes(200_000_000))
#: Slow but honest hosts, in both runs: they must not be dropped.
HONEST_SECONDS = 8.0

Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]


def says(answer: bytes) -> Behaviour:
    """Give the behaviour that answers and closes."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    return behave


def repeats(start: bytes, piece: bytes, *, pause_s: float) -> Behaviour:
    """Give the behaviour that goes on for ever."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return behave


BAD: dict[str, Behaviour] = {
    "silent": repeats(b"", b"", pause_s=60),
    "headers at a byte a moment": repeats(b"HTTP/1.1 200 OK\r\nX: ", b"x", pause_s=0.5),
    "body at a byte a moment": repeats(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause_s=0.5),
    "stalls": repeats(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nxx", b"", pause_s=60),
    "endless": repeats(b"HTTP/1.1 200 OK\r\n\r\n", bytes(65536), pause_s=0),
    "interim answers for ever": repeats(b"", b"HTTP/1.1 103 Early\r\n\r\n", pause_s=0.01),
    "cut": says(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nxx"),
    "bomb": says(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB),
    "circle": says(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
    "trouble": says(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"),
}


def main() -> None:
    """Run both and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=1000)
    parser.add_argument("--bad", type=int, default=100)
    parser.add_argument("--kind", choices=list(BAD), help="all bad hosts are bad in this way")
    parser.add_argument("--honest", type=int, default=5, help="of the good hosts, so many take eight seconds")
    chosen = parser.parse_args()
    honest = [f"honest{number}.example" for number in range(chosen.honest)]
    good = honest + [f"good{number}.example" for number in range(chosen.hosts - chosen.honest)]
    kinds = list(BAD)
    chosen_kinds = [kinds.index(chosen.kind)] if chosen.kind else range(len(kinds))
    bad = [f"bad{chosen_kinds[number % len(chosen_kinds)]}-{number}.example" for number in range(chosen.bad)]
    with serving() as port:
        report("all good", good, [], port=port)
        report(f"{chosen.bad} bad", good[: chosen.hosts - chosen.bad], bad, port=port)


def report(title: str, good: list[str], bad: list[str], *, port: int) -> None:
    """Fetch all hosts once and print what it took."""
    client = Client(gate=AnyGate(), resolver=OneServer(port))
    with Fetcher(client) as fetcher, watched_descriptors() as most:
        began = time.monotonic()
        # Bad ones first: the worst order.
        for host in [*bad, *good]:
            fetcher.submit(Request(url=f"http://{host}/", purpose=Purpose.FEED))
        waiting, good_s, answers = set(good), 0.0, Counter[str]()
        for _ in range(len(good) + len(bad)):
            request, outcome = fetcher.outcomes.get(timeout=120)
            answers[name_of(outcome)] += 1
            host = request.url.split("/")[2]
            if host in waiting and isinstance(outcome, Page):
                waiting.discard(host)
                good_s = time.monotonic() - began
        all_s = time.monotonic() - began
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{title}: good {len(good) - len(waiting)}/{len(good)} in {good_s:.1f} s, all in {all_s:.1f} s,", end=" ")
    print(f"{memory_mb} MB, {max(most)} descriptors; {dict(answers)}")


def name_of(outcome: Outcome) -> str:
    """Give the kind of an outcome, and its reason where it has one."""
    reason = getattr(outcome, "reason", None)
    return type(outcome).__name__ + (f" {reason.value}" if reason is not None else "")


class AnyGate:
    """Lets everything through: the hosts are on loopback."""

    def check(self, address: str, *, port: int) -> str | None:
        """Give no objection."""


class OneServer(AbstractResolver):
    """Every name leads to the one server."""

    def __init__(self, port: int) -> None:
        """Take its port."""
        self._port = port

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002 - the signature of a resolver
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - the same
    ) -> list[ResolveResult]:
        """Give the server's address."""
        found = ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=socket.AF_INET, proto=0, flags=0)
        return [found]

    async def close(self) -> None:
        """Hold nothing."""


@contextmanager
def watched_descriptors() -> Iterator[list[int]]:
    """Give a list that grows by the number of open descriptors, ten times a second."""
    seen, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            seen.append(len(list(Path("/proc/self/fd").iterdir())))

    watcher = threading.Thread(target=watch)
    watcher.start()
    yield seen
    done.set()
    watcher.join()


@contextmanager
def serving() -> Iterator[int]:
    """Give the port of the server, which runs in a process of its own."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    yield ours.recv()
    server.terminate()
    server.join()


def serve(told: Connection) -> None:
    """Play every host until terminated."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            host = head.casefold().partition("\nhost: ")[2].partition("\r")[0]
            await behaviour_of(host)(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def stand() -> None:
        listening = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
        told.send(listening.sockets[0].getsockname()[1])
        await listening.serve_forever()

    asyncio.run(stand())


def behaviour_of(host: str) -> Behaviour:
    """Give how a host behaves, by its name."""
    if host.startswith("bad"):
        return list(BAD.values())[int(host[3:].partition("-")[0])]
    if host.startswith("honest"):
        return honestly
    return says(GOOD)


async def honestly(writer: asyncio.StreamWriter) -> None:
    """Think for long, then answer well."""
    await asyncio.sleep(HONEST_SECONDS)
    writer.write(GOOD)
    await writer.drain()


if __name__ == "__main__":
    main()
