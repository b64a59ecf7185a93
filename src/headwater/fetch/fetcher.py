"""The client on a thread of its own: requests go in, outcomes come out of a bounded queue.

newsroom (synchronous) ── submit ──▶ a lane per host ── up to `slots` lanes at work ── outcomes ──▶ newsroom
"""

import asyncio
import queue
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from headwater.fetch.addresses import wire_url
from headwater.fetch.client import Client
from headwater.model.page import Failed, Failure, Outcome, Request

#: Requests at work at once: 100 hosts that hang leave as many for the others, and descriptors stay under 256.
SLOTS = 200
#: Outcomes that wait for the newsroom; beyond it the net waits, not memory.
WAITING_OUTCOMES = 256
_PAUSE_S = 0.02


class Fetcher:
    """Fetches what is submitted, host by host in parallel; the slowest host sets nobody's pace."""

    def __init__(self, client: Client, *, slots: int = SLOTS, waiting_outcomes: int = WAITING_OUTCOMES) -> None:
        """Start the thread; the client belongs to it from now on."""
        self.outcomes: queue.Queue[tuple[Request, Outcome]] = queue.Queue(maxsize=waiting_outcomes)
        self._client = client
        self._slots = asyncio.Semaphore(slots)
        self._pending = 0
        self._counting = threading.Lock()
        self._lanes: dict[str, deque[Request]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        # The system's resolver blocks a thread for each name; with fewer than slots, slow names would hold up all.
        self._loop.set_default_executor(ThreadPoolExecutor(slots, thread_name_prefix="resolve"))
        self._thread = threading.Thread(target=self._run, name="fetcher", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        """Give the running fetcher."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, leaving nothing behind."""
        self.close()

    @property
    def idle(self) -> bool:
        """Whether the outcome of everything submitted is already in `outcomes`."""
        with self._counting:
            return self._pending == 0

    def submit(self, request: Request) -> None:
        """Have one request fetched; its outcome comes out of `outcomes`, exactly once, unless we close first."""
        with self._counting:
            self._pending += 1
        try:
            self._loop.call_soon_threadsafe(self._begin, request)
        except RuntimeError:
            self._count_done()
            raise

    def close(self) -> None:
        """Break off what is under way and end the thread. What had no outcome yet gets none."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def _begin(self, request: Request) -> None:
        url = wire_url(request.url)
        host = (url and url.host) or ""
        if host in self._lanes:
            self._lanes[host].append(request)
            return
        self._lanes[host] = deque([request])
        task = self._loop.create_task(self._work_off(host))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, host: str) -> None:
        lane = self._lanes[host]
        while lane:
            request = lane.popleft()
            # A host's pause is waited for without a slot, so that polite waiting keeps nobody else from working.
            await self._client.pace.pause(host)
            async with self._slots:
                await self._deliver(request, await self._outcome(request))
        del self._lanes[host]

    async def _outcome(self, request: Request) -> Outcome:
        try:
            return await self._client.fetch(request)
        except Exception as error:  # noqa: BLE001 - whatever a client does, the lane goes on and the newsroom hears of it
            detail = f"Fetching failed inside Headwater ({type(error).__name__}); please report this address."
            now = self._client.now()
            return Failed(url=request.url, reason=Failure.PROTOCOL, detail=detail, fetched_at=now)

    async def _deliver(self, request: Request, outcome: Outcome) -> None:
        while True:
            try:
                self.outcomes.put_nowait((request, outcome))
            except queue.Full:
                await asyncio.sleep(_PAUSE_S)
            else:
                self._count_done()
                return

    def _count_done(self) -> None:
        with self._counting:
            self._pending -= 1

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(self._wind_up())
        finally:
            self._loop.close()

    async def _wind_up(self) -> None:
        # Not only the lanes: what they wait for together (robots.txt) is a task as well.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._client.close()
        await self._loop.shutdown_asyncgens()
