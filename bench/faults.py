"""What becomes of a portal that is killed, starved of space, locked out, cut off, or given a wrong clock?

    python bench/faults.py [--whole] [--only NAME …]

A newsroom under a clock that this script sets (`stepped_newsroom.py`) works on a small invented web while it is harmed.
After each harm the portal's canonical dump must equal that of a newsroom left alone, the database must find nothing
wrong with itself, and every address ever shown must answer. Where the harm delays what comes in (resolver, clock), the
same reports must stand in the same stories. Printed: a line of figures for each harm. Exit code 1 where anything broke.
"""

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.newsroom.small_web import EVERY, SmallWeb, served

from harmed_site import filled, rest, small_disk, working
from postgresql import Cluster, programs
from stepped_newsroom import POINTS
from stepped_portal import Harmed, Stepped, judge, judge_stories, left_alone, moments, stepped

#: Seconds in which intake resumes by itself: once the database is back, once there is space.
AFTER_DATABASE_S, AFTER_SPACE_S = 10.0, 60.0


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
