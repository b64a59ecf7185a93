"""How long until a portal is at work again after one of its processes was killed?

    python bench/restarts.py [--kills N] [--json]

Runs `headwater run` on the demo press, and kills (-9) the newsroom and the site in turn. The newsroom is at work again
once another of its kind has written to the database; the site once it answers. The supervisor restarts at once whatever
has lived for half a minute, so each kill waits that long first. Exit code 1 where a bound is passed.
"""

import argparse
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

#: Seconds in which work goes on by itself after a kill.
BOUND_S = 5.0
#: Older than what the supervisor calls healthy.
_LIVED_S = 31.0
_LONGEST_S = 60.0
_LOOK_S = 0.05


def main() -> None:
    """Kill, time and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5, help="of each process")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hw") as folder:
        took = killed(Path(folder), kills=chosen.kills)
    if chosen.json:
        print(json.dumps(took))
    else:
        for name, seconds in took.items():
            ordered = ", ".join(f"{each:.1f}" for each in sorted(seconds))
            print(f"{name}: at work again after {ordered} s (bound {BOUND_S:.0f} s)")
    sys.exit(any(each > BOUND_S for seconds in took.values() for each in seconds))


def killed(directory: Path, *, kills: int) -> dict[str, list[float]]:
    """Give the seconds that each process took to be at work again, per kill."""
    port = _free_port()
    command = [sys.executable, "-m", "headwater.cli.main"]
    subprocess.run([*command, "init", str(directory / "paper")], check=True, capture_output=True)
    running = subprocess.Popen(
        [*command, "run", "--dir", str(directory / "paper"), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    database = directory / "paper" / "demo" / "headwater.sqlite3"
    took: dict[str, list[float]] = {"newsroom": [], "site": []}
    try:
        _waited(lambda: _answers(port) and _child(running.pid, "newsroom") is not None)
        for _ in range(kills):
            time.sleep(_LIVED_S)
            took["newsroom"].append(_newsroom_killed(running.pid, database))
            took["site"].append(_site_killed(running.pid, port))
    finally:
        running.terminate()
        running.wait(timeout=30)
    return took


def _newsroom_killed(supervisor: int, database: Path) -> float:
    old = _child(supervisor, "newsroom")
    assert old is not None
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as looking:
        os.kill(old, signal.SIGKILL)
        began = time.monotonic()
        _waited(lambda: _child(supervisor, "newsroom") not in {None, old})
        first = _version(looking)  # whatever the dead one wrote is counted by now
        _waited(lambda: _version(looking) != first)
    return time.monotonic() - began


def _site_killed(supervisor: int, port: int) -> float:
    old = _child(supervisor, "serve")
    assert old is not None
    os.kill(old, signal.SIGKILL)
    began = time.monotonic()
    _waited(lambda: _child(supervisor, "serve") not in {None, old} and _answers(port))
    return time.monotonic() - began


def _version(database: sqlite3.Connection) -> int:
    """Give a number that grows with each commit of somebody else (SQLite's `PRAGMA data_version`)."""
    return int(database.execute("PRAGMA data_version").fetchone()[0])


def _child(supervisor: int, verb: str) -> int | None:
    for number in Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text(encoding="ascii").split():
        with suppress(OSError):
            if verb.encode() in Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0"):
                return int(number)
    return None


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _waited(holds: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > _LONGEST_S:
            raise TimeoutError(f"it did not happen in {_LONGEST_S} s")
        time.sleep(_LOOK_S)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
