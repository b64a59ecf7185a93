"""The pool of killable workers: separate processes with limits on memory and time, watched task by task.

A worker answers its tasks one by one, so when it dies or hangs the task to blame is the first that has no answer. That
one is tried once more, alone, in a fresh worker, because an earlier task may have eaten the memory; if it fails again
it is answered with the reason. The others go back into the queue: none is lost, none is done twice.
"""

import multiprocessing
import os
import resource
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from headwater.data.load import load_knowledge
from headwater.errors import HeadwaterError
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.model.sites import Site
from headwater.newsroom.orphans import die_with_parent
from headwater.newsroom.tasks import Answer, Task, Unreadable, perform

#: Tasks handed to a worker at once: enough to keep it busy, few enough to share fairly.
_BATCH = 8
#: A worker is replaced after so many tasks, so that what leaks in foreign parsers does not pile up.
_RECYCLE_AFTER = 5_000
#: A worker that never says that it is ready is replaced after this time.
_START_LIMIT_S = 60.0
#: After so many workers that never got ready, the fault is not in the pages.
_MOST_FAILED_STARTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one worker may take."""

    memory_bytes: int = 1024 * 1024 * 1024
    #: Seconds for one task.
    task_s: float = 20.0


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    #: Numbers of the tasks it has, in order; the first is under way.
    tasks: deque[int] = field(default_factory=deque)
    answered: int = 0
    deadline: float = 0.0
    ready: bool = False


class Pool:
    """A fixed number of workers; a context manager that leaves none behind."""

    def __init__(
        self, size: int, *, limits: Limits, outlets: Sequence[Outlet] = (), sites: Mapping[str, Site] | None = None
    ) -> None:
        """Start nothing yet: workers start with `warm` or the first tasks.

        `outlets` and rules for `sites`, by host, are the portal's own, beside the shipped.
        """
        self._size = max(1, size)
        self._limits = limits
        self._outlets = tuple(outlets)
        self._sites = dict(sites or {})
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._context = multiprocessing.get_context("spawn")

    def run(self, tasks: Sequence[Task], *, now: datetime) -> Iterator[tuple[int, Answer]]:
        """Give each task's number and answer, as they come; every task is answered exactly once."""
        waiting = deque(range(len(tasks)))
        alone: deque[int] = deque()
        blamed: set[int] = set()
        unanswered = len(tasks)
        while unanswered:
            self._hand_out(tasks, waiting=waiting, alone=alone, now=now)
            for worker in self._ready_workers():
                for number, answer in self._collect(worker, waiting=waiting, alone=alone, blamed=blamed):
                    unanswered -= 1
                    yield number, answer

    def warm(self) -> None:
        """Have the workers started, without waiting for them: the first page need not wait until they know all."""
        while len(self._workers) < self._size:
            self._workers.append(self._start())

    def use(self, outlets: Sequence[Outlet]) -> None:
        """Have the workers know these outlets of the portal: they start anew."""
        self._outlets = tuple(outlets)
        is_warm = bool(self._workers)
        self.close()
        if is_warm:
            self.warm()

    def close(self) -> None:
        """End all workers."""
        for worker in list(self._workers):
            self._end(worker)

    def __enter__(self) -> Self:
        """Give the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers."""
        self.close()

    def _hand_out(self, tasks: Sequence[Task], *, waiting: deque[int], alone: deque[int], now: datetime) -> None:
        self.warm()
        for worker in self._workers:
            if not worker.ready or worker.tasks or not (waiting or alone):
                continue
            if alone:
                batch = [alone.popleft()]
            else:
                share = max(1, min(_BATCH, len(waiting) // self._size))
                batch = [waiting.popleft() for _ in range(min(share, len(waiting)))]
            worker.tasks.extend(batch)
            worker.deadline = time.monotonic() + self._limits.task_s
            try:
                worker.pipe.send((now, [tasks[number] for number in batch]))
            except OSError:
                worker.deadline = 0.0

    def _ready_workers(self) -> list[_Worker]:
        busy = [worker for worker in self._workers if worker.tasks or not worker.ready]
        nearest = min((worker.deadline for worker in busy), default=0.0)
        pipes = wait([worker.pipe for worker in busy], timeout=max(0.0, nearest - time.monotonic()))
        late = time.monotonic()
        return [worker for worker in busy if worker.pipe in pipes or worker.deadline <= late]

    def _collect(
        self, worker: _Worker, *, waiting: deque[int], alone: deque[int], blamed: set[int]
    ) -> Iterator[tuple[int, Answer]]:
        reason = "it took longer than a page may take"
        try:
            while (worker.tasks or not worker.ready) and worker.pipe.poll():
                answer: Answer | None = worker.pipe.recv()
                worker.deadline = time.monotonic() + self._limits.task_s
                if answer is None:
                    worker.ready = True
                    continue
                worker.answered += 1
                yield worker.tasks.popleft(), answer
        except (EOFError, OSError):
            reason = "it ended the worker that read it"
            worker.deadline = 0.0
        if worker.tasks and worker.deadline <= time.monotonic():
            yield from self._blame(worker, reason, waiting=waiting, alone=alone, blamed=blamed)
        elif not worker.ready and worker.deadline <= time.monotonic():
            self._end(worker)
            self._failed_starts += 1
            if self._failed_starts > _MOST_FAILED_STARTS:
                raise HeadwaterError("workers do not start: raise newsroom.worker_memory_mb or see the log above")
        elif not worker.tasks and worker.answered >= _RECYCLE_AFTER:
            self._replace(worker)

    def _blame(
        self, worker: _Worker, reason: str, *, waiting: deque[int], alone: deque[int], blamed: set[int]
    ) -> Iterator[tuple[int, Answer]]:
        culprit = worker.tasks.popleft()
        waiting.extendleft(reversed(worker.tasks))
        self._end(worker)
        if culprit in blamed:
            yield culprit, Unreadable(reason="too-costly", detail=reason)
        else:
            blamed.add(culprit)
            alone.append(culprit)

    def _replace(self, worker: _Worker) -> None:
        """End a worker that has done its share, once another one is ready in its place: nobody waits for a start."""
        if len(self._workers) <= self._size:
            self._workers.append(self._start())
        elif all(each.ready for each in self._workers):
            self._end(worker)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work,
            args=(theirs, os.getpid()),
            kwargs={"memory_bytes": self._limits.memory_bytes, "outlets": self._outlets, "sites": self._sites},
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Worker(process=process, pipe=ours, deadline=time.monotonic() + _START_LIMIT_S)

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        worker.process.close()


def known_to_workers(outlets: Sequence[Outlet], sites: Mapping[str, Site] | None = None) -> Knowledge:
    """Give the shipped knowledge with the portal's own outlets, and its own rules for sites, in front."""
    shipped = load_knowledge()
    outlets_of_all = OutletDirectory([*shipped.outlets, *outlets])
    return replace(shipped, outlets=outlets_of_all, sites={**shipped.sites, **(sites or {})})


def _work(
    pipe: Connection, parent: int, *, memory_bytes: int, outlets: tuple[Outlet, ...], sites: dict[str, Site]
) -> None:
    die_with_parent(parent)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    knowledge = known_to_workers(outlets, sites)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send(None)
    while True:
        try:
            now, tasks = pipe.recv()
        except EOFError:
            return
        for task in tasks:
            pipe.send(perform(task, knowledge=knowledge, now=now))
