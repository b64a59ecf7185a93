"""A newsroom and a site at work while they are harmed: who reads meanwhile, and a disk that can be filled."""

import errno
import os
import resource
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from stepped_portal import AWAY, GONE, OK, Harmed, Stepped, judge

#: Between two looks whether all is well again: each costs as much as the newsroom's own work.
_LOOK_S = 1.5
#: The longest that one pass may take here.
_MOST_S = 120.0


@dataclass(slots=True, kw_only=True)
class Working:
    """A newsroom and a site at work on a portal, and how they bear what is done to them."""

    portal: Stepped
    harmed: Harmed
    newsroom: int
    address: str
    #: Addresses that readers arrive at, by the short one that is remembered.
    made: dict[str, str] = field(default_factory=dict)
    searches: int = 0

    def make(self) -> None:
        """Have every page that is shown made by the site, as its first reader does."""
        for path in self.portal.shown:
            status, made = answered(self.address + path)
            self.harmed.must(status in {OK, GONE}, f"{path} answered {status} before anything was done")
            self.made[path] = made

    def read(self) -> None:
        """Read pages that were made, and one that was not: while the harm lasts it may be away, but never broken."""
        self.searches += 1
        searched = f"{self.address}/search?q=harbour{self.searches}"
        for address in [*list(self.made.values())[-12:], searched]:
            status, _ = answered(address)
            what = "searches" if address == searched else "pages"
            figure = f"{what} answered {status} meanwhile"
            self.harmed.figures[figure] = int(str(self.harmed.figures.get(figure, 0))) + 1
            self.harmed.must(status in {OK, GONE, AWAY}, f"{address} answered {status} meanwhile")

    def resume(self, expected: list[str], *, within_s: float) -> None:
        """Wait until everything is as if nothing had been; note how long it took."""
        began = time.monotonic()
        while self.portal.facts()["dump"] != expected and time.monotonic() - began < _MOST_S:
            time.sleep(_LOOK_S)
        took_s = round(time.monotonic() - began, 1)
        self.harmed.figures["resumed after, s"] = max(
            took_s, float(str(self.harmed.figures.get("resumed after, s", 0)))
        )
        self.harmed.must(took_s <= within_s, f"intake resumed after {took_s} s, not within {within_s} s")
        judge(self.portal, self.harmed, expected=expected)


@contextmanager
def working(portal: Stepped, harmed: Harmed, expected: list[str]) -> Iterator[Working]:
    """Give a portal at work that has done its first pass."""
    port = free_port()
    site = portal.start("site", port=port)
    newsroom = portal.start("work")
    work = Working(portal=portal, harmed=harmed, newsroom=newsroom, address=f"http://127.0.0.1:{port}")
    try:
        work.resume(expected, within_s=_MOST_S)
        harmed.figures.pop("resumed after, s")
        work.make()
        yield work
        os.kill(newsroom, signal.SIGTERM)
        harmed.must(portal.end(newsroom) == 0, "the newsroom did not live to be told to end")
        lines = len(portal.log.read_text(encoding="utf-8").splitlines())
        harmed.figures["lines said"] = lines
        harmed.must(lines < 40, f"{lines} lines were said")
    finally:
        for process in (newsroom, site):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def rest(work: Working, seconds: float) -> None:
    """Let a harm last, and read meanwhile."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        work.read()
        time.sleep(0.5)


@contextmanager
def small_disk() -> Iterator[Path]:
    """Give a directory on a file system of its own, of 24 MB, where we may make one; else any directory."""
    with tempfile.TemporaryDirectory(prefix="hw") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", folder]
        is_mounted = os.geteuid() == 0 and subprocess.run(mount, check=False, capture_output=True).returncode == 0
        try:
            yield Path(folder)
        finally:
            if is_mounted:
                subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def filled(disk: Path, *, process: int) -> Iterator[None]:
    """Take every byte of a small file system, or forbid a process to let files grow."""
    if not disk.is_mount():
        _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)
        resource.prlimit(process, resource.RLIMIT_FSIZE, (1, most))
        yield
        resource.prlimit(process, resource.RLIMIT_FSIZE, (most, most))
        return
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
    yield
    filler.unlink()


def answered(address: str) -> tuple[int, str]:
    """Give the status that an address answers with in the end, and where that is."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.url
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.url


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
