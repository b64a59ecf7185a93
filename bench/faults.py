"""What becomes of a portal that is killed, starved of space, locked out, cut off, or given a wrong clock?

    python bench/faults.py [--whole] [--only NAME …]

A newsroom under a clock that this script sets (`stepped_newsroom.py`) works on a small invented web while it is harmed.
After each harm the portal's canonical dump must equal that of a newsroom left alone, the database must find nothing
wrong with itself, and every address ever shown must answer. Where the harm delays what comes in (resolver, clock), the
same reports must stand in the same stories. Printed: a line of figures for each harm. Exit code 1 where anything broke.
"""

import argparse
import errno
import json
import os
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.newsroom.small_web import EVERY, START, SmallWeb, served

from headwater.project.database import URL_VARIABLE
from headwater.project.home import create_home
from postgresql import Cluster, programs
from stepped_newsroom import POINTS, RESOLVER_DOWN

_STEPPED = Path(__file__).with_name("stepped_newsroom.py")
#: Seconds in which intake resumes by itself: once the database is back, once there is space.
AFTER_DATABASE_S, AFTER_SPACE_S = 10.0, 60.0
#: Between two looks whether all is well again: each costs as much as the newsroom's own work.
_LOOK_S = 1.5
#: The longest that one pass may take here.
_MOST_S = 120.0
_OK, _MOVED, _GONE, _AWAY = 200, 301, 410, 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How much of everything."""

    ticks: int
    points: tuple[str, ...]
    random_kills: int
    #: Seconds for which space, database or resolver are away.
    away_s: float
    terminations: int
    #: How many times the bounds on going on by itself are stretched: the short form runs beside others, on any machine.
    patience: float


SHORT = Form(ticks=2, points=POINTS[1::9], random_kills=2, away_s=1.0, terminations=2, patience=8.0)
WHOLE = Form(ticks=5, points=POINTS, random_kills=200 - len(POINTS), away_s=35.0, terminations=20, patience=1.0)


@dataclass(slots=True, kw_only=True)
class Harmed:
    """What came of one harm."""

    figures: dict[str, object] = field(default_factory=dict)
    #: What is not as it should be; empty where all is well.
    broken: list[str] = field(default_factory=list)

    def must(self, holds: bool, words: str) -> None:  # noqa: FBT001 - what is asked
        """Note what is broken, once."""
        if not holds and words not in self.broken:
            self.broken.append(words)


class Stepped:
    """A portal in a directory of its own, and the process that takes our orders about it."""

    def __init__(self, directory: Path, web: SmallWeb, *, home: Path, database: str = "") -> None:
        """Start it, subscribed to the web; what is not the portal's lies in `directory`."""
        self.home = create_home(home)
        self.log = directory / "log"
        self._web, self._answers = web, directory / "answers"
        self._clock = directory / "clock"
        self.resolver_down = directory / f"clock{RESOLVER_DOWN}"
        self.shown: dict[str, None] = {}
        kept = {name: value for name, value in os.environ.items() if name != URL_VARIABLE}
        kept |= {URL_VARIABLE: database} if database else {}
        self.set_clock(START)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(_STEPPED), str(web.port), str(self._clock)],
                env={**kept, "HEADWATER_DIR": str(self.home.directory)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.done("subscribe")

    def set_clock(self, now: datetime) -> None:
        """Set the portal's clock and the web's."""
        waiting = self._clock.with_suffix(".new")
        waiting.write_text(now.isoformat(), encoding="ascii")
        waiting.replace(self._clock)
        self.set_web(now)

    def set_web(self, now: datetime) -> None:
        """Set the web's clock alone."""
        self._web.now = now

    def start(self, order: str, **details: object) -> int:
        """Have something done in a process of its own; give its number."""
        return self._ask({"order": order, **details})

    def end(self, number: int) -> int:
        """Wait for a process; give how it ended."""
        return self._ask({"order": "end", "of": number})

    def done(self, order: str, **details: object) -> None:
        """Have something done, and wait for it."""
        if code := self.end(self.start(order, **details)):
            raise RuntimeError(f"{order} ended with {code}: {self.log.read_text(encoding='utf-8')[-3000:]}")

    def facts(self) -> dict[str, Any]:
        """Give what the portal holds; the addresses shown are remembered."""
        self.done("facts", file=str(self._answers))
        facts: dict[str, Any] = json.loads(self._answers.read_text(encoding="utf-8"))
        self.shown |= dict.fromkeys(facts["shown"])
        return facts

    def remember(self) -> None:
        """Remember the addresses that are shown now."""
        self.done("shown", file=str(self._answers))
        self.shown |= dict.fromkeys(json.loads(self._answers.read_text(encoding="utf-8")))

    def visited(self) -> dict[str, int]:
        """Give the status of every address ever shown."""
        self.done("visit", paths=list(self.shown), file=str(self._answers))
        answered: dict[str, int] = json.loads(self._answers.read_text(encoding="utf-8"))
        return answered

    def close(self) -> None:
        """End it."""
        with self._process:  # its pipes are closed, and it is waited for
            pass

    def _ask(self, order: dict[str, object]) -> int:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None  # noqa: PT018 - we asked for pipes
        stdin.write(json.dumps(order) + "\n")
        stdin.flush()
        return int(stdout.readline())


@contextmanager
def stepped(web: SmallWeb, *, database: str = "", directory: Path | None = None) -> Iterator[Stepped]:
    """Give a portal, subscribed to the web."""
    with tempfile.TemporaryDirectory(prefix="hw") as folder:
        portal = Stepped(Path(folder), web, home=(directory or Path(folder)) / "portal", database=database)
        try:
            yield portal
        finally:
            portal.close()


def left_alone(web: SmallWeb) -> list[list[str]]:
    """Give the dump after each pass of a newsroom that nobody harms."""
    dumps = []
    with stepped(web) as portal:
        for now in moments(web):
            portal.set_clock(now)
            portal.done("cycle", die=None)
            dumps.append(portal.facts()["dump"])
    assert all(len(dump) > 10 for dump in dumps)
    return dumps


def moments(web: SmallWeb) -> list[datetime]:
    """Give the times of the passes."""
    return [START + EVERY * tick for tick in range(web.ticks)]


def judge(portal: Stepped, harmed: Harmed, *, expected: list[str]) -> None:
    """Note where a portal is not as one that was left alone."""
    facts = portal.facts()
    harmed.must(facts["dump"] == expected, "the dump differs: " + difference(facts["dump"], expected))
    judge_soundness(portal, harmed, facts=facts)


def judge_soundness(portal: Stepped, harmed: Harmed, *, facts: dict[str, Any]) -> None:
    """Note where the database is damaged, or an address that was shown does not answer."""
    harmed.must(not facts["wrong"], f"the database is damaged: {facts['wrong'][:3]}")
    lost = {path: status for path, status in portal.visited().items() if status not in {_OK, _MOVED, _GONE}}
    harmed.must(not lost, f"addresses do not answer: {dict(list(lost.items())[:3])}")
    harmed.figures["addresses"] = len(portal.shown)


def difference(found: list[str], expected: list[str]) -> str:
    """Give the first lines that only one of two dumps has."""
    more, less = sorted(set(found) - set(expected)), sorted(set(expected) - set(found))
    return f"{len(more)} lines more, {len(less)} fewer: {[line[:400] for line in (more[:1] + less[:1])]}"


def same_stories(found: list[str], expected: list[str]) -> bool:
    """Whether two dumps hold the same reports in the same stories, whenever they came in."""
    return grouped(found) == grouped(expected)


def grouped(dump: list[str]) -> set[frozenset[str]]:
    """Give the reports of each story: keys of articles, which are their addresses."""
    stories: dict[str, set[str]] = {}
    for line in dump:
        table, _, row = line.partition(" ")
        if table == "store.ArticleRow":
            plain = json.loads(row)
            stories.setdefault(plain["fields"]["story"], set()).add(plain["pk"])
    return {frozenset(keys) for keys in stories.values()}


def kills(web: SmallWeb, form: Form, expected: list[list[str]]) -> Harmed:
    """Killed at every named point, and at random moments."""
    harmed, chance, waiting = Harmed(), random.Random(1), list(form.points)
    pass_s, killed = 1.0, 0
    with stepped(web) as portal:
        for tick, now in enumerate(moments(web)):
            portal.set_clock(now)
            for point in list(waiting):
                if portal.end(portal.start("cycle", die=point)) == -signal.SIGKILL:
                    waiting.remove(point)
                    killed += 1
                portal.remember()
            wanted = killed + -(-form.random_kills // web.ticks)
            while killed < wanted:
                process = portal.start("cycle", die=None)
                time.sleep(chance.uniform(0.0, pass_s))
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
                was_killed = portal.end(process) == -signal.SIGKILL
                killed += was_killed
                pass_s = pass_s if was_killed else pass_s * 0.8  # it had ended before
            began = time.monotonic()
            portal.done("cycle", die=None)
            pass_s = time.monotonic() - began
            judge(portal, harmed, expected=expected[tick])
        harmed.must(not waiting, f"never came to: {waiting}")
    harmed.figures |= {"kills": killed, "named points": len(form.points) - len(waiting)}
    return harmed


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
            self.harmed.must(status in {_OK, _GONE}, f"{path} answered {status} before anything was done")
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
            self.harmed.must(status in {_OK, _GONE, _AWAY}, f"{address} answered {status} meanwhile")

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


def power_lost(web: SmallWeb, form: Form, expected: list[list[str]]) -> Harmed:
    """Killed, and what was not yet forced onto the disk is gone: the end of the write-ahead log, bytes of pages."""
    harmed, chance, cuts = Harmed(), random.Random(2), 0
    with stepped(web) as portal:
        for tick, now in enumerate(moments(web)):
            portal.set_clock(now)
            for _ in range(max(1, form.random_kills // 20 // web.ticks)):
                point = chance.choice([point for point in POINTS[len(POINTS) // 4 :] if "checkpoint" not in point])
                portal.end(portal.start("cycle", die=point))
                portal.remember()
                cuts += cut_short(portal, chance)
            portal.done("cycle", die=None)
            judge(portal, harmed, expected=expected[tick])
    harmed.must(cuts > 0, "nothing was lost")
    harmed.figures["logs cut short"] = cuts
    return harmed


def cut_short(portal: Stepped, chance: random.Random) -> bool:
    """Take away what a disk may lose with the power; give whether there was anything."""
    log = portal.home.database_file.with_name(portal.home.database_file.name + "-wal")
    pages = sorted(portal.home.bytes_directory.glob("??/*.zst"), key=lambda path: path.stat().st_mtime)
    size = log.stat().st_size if log.exists() else 0
    if size:
        os.truncate(log, chance.randrange(size))
    for path in pages[-2:]:
        os.truncate(path, 0)
    return size > 0


def full_disk(web: SmallWeb, form: Form, expected: list[list[str]]) -> Harmed:
    """No space: a small file system filled up (as root), else no file may grow."""
    harmed = Harmed()
    with small_disk() as disk, stepped(web, directory=disk) as portal, working(portal, harmed, expected[0]) as work:
        for tick, now in list(enumerate(moments(web)))[1:]:
            with filled(disk, process=work.newsroom):
                portal.set_clock(now)
                rest(work, form.away_s)
            work.resume(expected[tick], within_s=AFTER_SPACE_S * form.patience)
    return harmed


def locked(web: SmallWeb, form: Form, expected: list[list[str]]) -> Harmed:
    """A process that is none of ours holds the database for writing."""
    harmed = Harmed()
    with stepped(web) as portal, working(portal, harmed, expected[0]) as work:
        for tick, now in list(enumerate(moments(web)))[1:]:
            outside = sqlite3.connect(portal.home.database_file, isolation_level=None, timeout=30)
            outside.execute("BEGIN IMMEDIATE")
            portal.set_clock(now)
            rest(work, form.away_s)
            outside.execute("ROLLBACK")
            outside.close()
            work.resume(expected[tick], within_s=AFTER_DATABASE_S * form.patience)
    return harmed


def postgresql(web: SmallWeb, form: Form, expected: list[list[str]]) -> Harmed:
    """PostgreSQL ends its backends one after another, and crashes and comes back."""
    harmed, binaries = Harmed(), programs()
    if binaries is None:
        harmed.figures["left out"] = "PostgreSQL is not installed"
        return harmed
    with tempfile.TemporaryDirectory(prefix="hw") as folder:
        cluster = Cluster(Path(folder), binaries=binaries)
        cluster.start()
        try:
            with stepped(web, database=cluster.url) as portal, working(portal, harmed, expected[0]) as work:
                for tick, now in list(enumerate(moments(web)))[1:]:
                    portal.set_clock(now)
                    for _ in range(form.terminations):
                        cluster.terminate_backends()
                        time.sleep(0.3)
                    cluster.stop()
                    rest(work, form.away_s)
                    cluster.start()
                    work.resume(expected[tick], within_s=AFTER_DATABASE_S * form.patience)
                harmed.figures |= {"restarts": web.ticks - 1, "terminations": form.terminations * (web.ticks - 1)}
        finally:
            cluster.stop()
    return harmed


def no_names(web: SmallWeb, form: Form, expected: list[list[str]]) -> Harmed:
    """The name server is away for a while in every pass but the first."""
    harmed = Harmed()
    with stepped(web) as portal:
        portal.done("cycle", die=None)
        for now in moments(web)[1:]:
            portal.resolver_down.touch()
            portal.set_clock(now)
            portal.done("cycle", die=None)
            portal.resolver_down.unlink()
            portal.set_clock(now + EVERY / 2)
            portal.done("cycle", die=None)
        judge_stories(portal, harmed, expected=expected[-1])
    harmed.figures["passes without names"] = web.ticks - 1
    del form
    return harmed


def wrong_clock(web: SmallWeb, form: Form, expected: list[list[str]]) -> Harmed:
    """The clock runs hours ahead, is set back, and runs hours behind."""
    harmed, steps = Harmed(), (timedelta(hours=5), timedelta(), timedelta(hours=-3), timedelta(hours=26))
    with stepped(web) as portal:
        for number, now in enumerate(moments(web)):
            for step in (steps[number % len(steps)], timedelta()):
                portal.set_clock(now + step)
                portal.set_web(now)
                portal.done("cycle", die=None)
        judge_stories(portal, harmed, expected=expected[-1])
    harmed.figures["steps of the clock"] = 2 * web.ticks
    del form
    return harmed


def judge_stories(portal: Stepped, harmed: Harmed, *, expected: list[str]) -> None:
    """Note where other reports stand in other stories than in a portal that was left alone."""
    facts = portal.facts()
    found, wanted = grouped(facts["dump"]), grouped(expected)
    harmed.must(found == wanted, f"other stories: {len(found - wanted)} more, {len(wanted - found)} missing")
    harmed.figures["reports"] = sum(map(len, found))
    judge_soundness(portal, harmed, facts=facts)


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


HARMS: dict[str, Callable[[SmallWeb, Form, list[list[str]]], Harmed]] = {
    "killed": kills,
    "power lost": power_lost,
    "disk full": full_disk,
    "database locked": locked,
    "PostgreSQL lost": postgresql,
    "no names": no_names,
    "clock set": wrong_clock,
}


def run(form: Form, names: Sequence[str] = tuple(HARMS)) -> Iterator[tuple[str, Harmed]]:
    """Give what came of each harm, one after another."""
    with served(SmallWeb(ticks=form.ticks)) as web:
        expected = left_alone(web)
        for name in names:
            yield name, HARMS[name](web, form, expected)


def main() -> None:
    """Do harm and print; exit code 1 where anything broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--only", nargs="*", choices=list(HARMS), default=list(HARMS))
    chosen = parser.parse_args()
    is_well = True
    for name, harmed in run(WHOLE if chosen.whole else SHORT, chosen.only):
        print(f"{name}: " + ", ".join(f"{what} {figure}" for what, figure in harmed.figures.items()), flush=True)
        for words in harmed.broken:
            print(f"  BROKEN: {words}", flush=True)
        is_well = is_well and not harmed.broken
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
