"""Readers for `load.py`: requests are sent when they are planned, whatever became of those before (open loop).

    python bench/load_client.py PLAN.json        gives a line of JSON

A latency counts from the planned moment, so a server that stalls is charged for everybody who waited ("coordinated
omission"). Only 127.0.0.1 is asked, as often as the plan says and no longer.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_ADDRESS = "127.0.0.1"
#: Connections at most; readers beyond it wait, which is counted.
_MOST_CONNECTIONS = 256
#: Seconds after the last planned moment; what is not answered by then is an error.
_GRACE_S = 10.0
#: A story whose headline changed has another address; the old one leads there.
_FINE = frozenset({200, 301, 304})


@dataclass(slots=True)
class Seen:
    """What readers saw."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    received: int = 0


class Connection(asyncio.Protocol):
    """One kept-alive connection: one request under way at a time."""

    def __init__(self) -> None:
        """Start without a request."""
        self.transport: asyncio.Transport | None = None
        self.answered: asyncio.Future[int] | None = None
        self._buffer = bytearray()
        self._left: int | None = None
        self._status = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[int]":
        """Send a request; the future gives its status."""
        assert self.transport is not None
        self._buffer.clear()
        self._left = None
        self.answered = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.answered

    def data_received(self, data: bytes) -> None:
        """Read the head, then count the body down."""
        self._buffer += data
        if self._left is None:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._buffer[:end]).lower()
            self._status = int(head[9:12])
            _, found, length = head.partition(b"content-length:")
            if not found and self._status not in {204, 304}:
                raise ValueError("an answer does not say how long it is")
            body = int(length.split(b"\r\n", 1)[0]) if found and self._status != 304 else 0
            self._left = end + 4 + body
        if len(self._buffer) >= self._left and self.answered is not None and not self.answered.done():
            self.answered.set_result(self._status)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail what was under way."""
        self.transport = None
        if self.answered is not None and not self.answered.done():
            self.answered.set_exception(exc or ConnectionError("closed"))


async def read_paper(requests: Sequence[tuple[str, bytes]], *, port: int, rate: float, seed: int) -> Seen:
    """Send the requests, each a kind and its bytes, at random moments of a mean rate; give what was seen."""
    loop, seen, idle = asyncio.get_running_loop(), Seen(), list[Connection]()
    room, chance = asyncio.Semaphore(_MOST_CONNECTIONS), random.Random(seed)
    planned, tasks = loop.time() + 0.1, []

    async def one(kind: str, request: bytes, at: float) -> None:
        async with room:
            try:
                connection = idle.pop() if idle else (await loop.create_connection(Connection, _ADDRESS, port))[1]
                status = await connection.ask(request)
            except OSError as error:
                seen.errors[f"{kind}: {type(error).__name__}"] += 1
                return
            seen.seconds[kind].append(loop.time() - at)
            if status not in _FINE:
                seen.errors[f"{kind}: {status}"] += 1
            if connection.transport is not None:
                idle.append(connection)

    for kind, request in requests:
        planned += chance.expovariate(rate)
        wait_s = planned - loop.time()
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        tasks.append(loop.create_task(one(kind, request, planned)))
    _, late = await asyncio.wait(tasks, timeout=_GRACE_S)
    seen.errors.update({"unanswered": len(late)} if late else {})
    for connection in idle:
        if connection.transport is not None:
            connection.transport.close()
    return seen


def main(plan: Path) -> None:
    """Carry a plan out and print what was seen."""
    given = json.loads(plan.read_text(encoding="utf-8"))
    chance = random.Random(given["seed"])
    kinds, shares = zip(*given["mix"].items(), strict=True)
    requests = []
    for number in range(int(given["rate"] * given["seconds"])):
        kind = chance.choices(kinds, shares)[0]
        paths = given["paths"][kind]
        # Zipf: the place of what is read falls off as one over its rank.
        path = paths[min(int(len(paths) ** chance.random()) - 1, len(paths) - 1)]
        network = f"198.18.{number % 250}.{number // 250 % 250}"
        head = f"GET {path} HTTP/1.1\r\nHost: {_ADDRESS}:{given['port']}\r\nAccept-Encoding: br\r\n"
        head += f"X-Forwarded-For: {network}\r\nUser-Agent: Mozilla/5.0 (X11; Linux)\r\n\r\n"
        requests.append((kind, head.encode()))
    before = time.process_time()
    seen = asyncio.run(read_paper(requests, port=given["port"], rate=given["rate"], seed=given["seed"]))
    said = {"seconds": seen.seconds, "errors": seen.errors, "cpu_s": time.process_time() - before}
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
