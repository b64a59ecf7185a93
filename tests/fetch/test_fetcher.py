"""The fetcher: requests in from one thread, outcomes out on another."""

import asyncio
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.fetch.scripted import Asked, Names, OpenGate, Reply, Server, answer, feed, serving

from headwater.fetch.client import Client
from headwater.fetch.fetcher import Fetcher
from headwater.fetch.pace import Pace
from headwater.model.page import Failed, Failure, Outcome, Page, Request


@contextmanager
def serving_aside(replies: dict[str, Reply], *, default: Reply) -> Iterator[Server]:
    """The scripted server on a thread of its own, as the fetcher has its loop to itself."""
    loop = asyncio.new_event_loop()
    ready: queue.Queue[Server] = queue.Queue()
    done = asyncio.Event()

    async def scene() -> None:
        async with serving(replies, default=default) as server:
            ready.put(server)
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(scene()))
    thread.start()
    try:
        yield ready.get(timeout=5)
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()


def client_for(server: Server, *, host_interval_s: float = 0.0, timeout_s: float = 5.0) -> Client:
    names = Names({}, default=("127.0.0.1", server.port))
    return Client(gate=OpenGate(), resolver=names, pace=Pace(host_interval_s=host_interval_s), timeout_s=timeout_s)


def taken(fetcher: Fetcher, count: int, *, within_s: float = 20) -> dict[str, Outcome]:
    until = time.monotonic() + within_s
    found: dict[str, Outcome] = {}
    while len(found) < count:
        request, outcome = fetcher.outcomes.get(timeout=max(0.01, until - time.monotonic()))
        assert request.url not in found
        found[request.url] = outcome
    return found


def test_everything_submitted_comes_out_exactly_once() -> None:
    addresses = {f"http://host{number % 37}.example/{number}" for number in range(300)}
    with serving_aside({}, default=answer(body=b"x")) as server, Fetcher(client_for(server)) as fetcher:
        for address in addresses:
            fetcher.submit(feed(address))
        found = taken(fetcher, 300)
        assert found.keys() == addresses
        assert all(isinstance(outcome, Page) for outcome in found.values())
        assert fetcher.idle
        assert fetcher.outcomes.empty()


def test_slow_hosts_set_nobodys_pace() -> None:
    async def never(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    with (
        serving_aside({"/bad": never}, default=answer(body=b"x")) as server,
        Fetcher(client_for(server, timeout_s=30)) as fetcher,
    ):
        for number in range(100):
            fetcher.submit(feed(f"http://bad{number}.example/bad"))
        for number in range(200):
            fetcher.submit(feed(f"http://good{number}.example/"))
        began = time.monotonic()
        assert all(isinstance(outcome, Page) for outcome in taken(fetcher, 200).values())
        assert time.monotonic() - began < 10
        assert not fetcher.idle


def test_a_host_has_one_connection_and_its_pause() -> None:
    with serving_aside({}, default=answer(body=b"x")) as server:
        with Fetcher(client_for(server, host_interval_s=0.1)) as fetcher:
            began = time.monotonic()
            for number in range(6):
                fetcher.submit(feed(f"http://ledger.example/{number}"))
            taken(fetcher, 6)
            assert time.monotonic() - began >= 0.5
        assert server.connections == 1
        assert server.paths() == [f"/{number}" for number in range(6)]


def test_a_full_queue_makes_the_net_wait_and_loses_nothing() -> None:
    with (
        serving_aside({}, default=answer(body=b"x")) as server,
        Fetcher(client_for(server), slots=4, waiting_outcomes=2) as fetcher,
    ):
        for number in range(40):
            fetcher.submit(feed(f"http://host{number}.example/"))
        time.sleep(0.5)
        assert len(server.asked) <= 6
        assert not fetcher.idle
        assert len(taken(fetcher, 40)) == 40


def test_closing_breaks_off_what_hangs() -> None:
    async def never(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    with serving_aside({}, default=never) as server:
        fetcher = Fetcher(client_for(server, timeout_s=60))
        fetcher.submit(feed("http://ledger.example/"))
        while not server.asked:
            time.sleep(0.01)
        began = time.monotonic()
        fetcher.close()
        fetcher.close()
        assert time.monotonic() - began < 5
        with pytest.raises(RuntimeError):
            fetcher.submit(feed("http://ledger.example/"))
        assert not any(thread.name == "fetcher" for thread in threading.enumerate())


def test_a_fault_inside_is_an_outcome_and_the_thread_lives_on() -> None:
    class Faulty(Client):
        async def fetch(self, request: Request) -> Outcome:
            if "bad" in request.url:
                raise ZeroDivisionError
            return await super().fetch(request)

    with serving_aside({}, default=answer(body=b"x")) as server:
        names = Names({}, default=("127.0.0.1", server.port))
        with Fetcher(Faulty(gate=OpenGate(), resolver=names, pace=Pace(host_interval_s=0))) as fetcher:
            for address in ("http://a.example/bad", "http://a.example/good", "nonsense bad", ""):
                fetcher.submit(feed(address))
            found = taken(fetcher, 4)
    bad = found["http://a.example/bad"]
    assert isinstance(bad, Failed)
    assert bad.reason is Failure.PROTOCOL
    assert "ZeroDivisionError" in bad.detail
    assert isinstance(found["http://a.example/good"], Page)
