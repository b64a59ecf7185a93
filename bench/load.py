"""Does the paper stay quick while news comes in? Readers in an open loop, the newsroom at work beside them, on SQLite.

    python bench/load.py [--rate 500] [--intake 20] [--seconds 30] [--stories 2000] [--idle] [--json]

Serves a filled portal the way `headwater run` does (`headwater serve`, and a newsroom with its workers), and reads it
twice: while the newsroom has nothing to do, and while it takes in `--intake` reports a second from an invented web on
loopback. Prints the latencies from the planned moment of each request, errors, the CPU of each process, and how long
it took from a changed feed's answer until the portal's own feed had the news. `--short` is the form that a test runs.
Everything happens on 127.0.0.1.
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).parents[1]))

import load_web
import pages
from headwater.cli.opening import open_portal
from headwater.cli.supervise import own_command
from headwater.demo.answer import Answer
from headwater.demo.loopback import Loopback, Names, OnlyHere
from headwater.project.home import Home, create_home

#: How often readers ask for what. Out of a hundred: three searches are 15 a second, more than one network may do.
MIX = {
    "front": 25,
    "section": 12,
    "story": 22,
    "article": 20,
    "person": 4,
    "search": 3,
    "feed": 8,
    "picture": 4,
    "api": 2,
}
_WORDS = tuple(pages.WORDS[:14])
#: What was measured, ready for JSON.
Figures = dict[str, Any]
_TICKS = os.sysconf("SC_CLK_TCK")
_WARM_S = 4.0
#: CPU seconds a second of a newsroom that has nothing to do.
_IDLE_S = 0.1
#: One feed of so many is watched on its way to the page.
_WATCHED = 5


@dataclass(slots=True)
class Press:
    """The invented web, and when each outlet's feed was asked for."""

    answered: dict[str, float] = field(default_factory=dict)

    def answer(self, host: str, path: str, *, now: datetime) -> Answer:
        """Answer, and note the moment of a feed."""
        given = load_web.answer(host, path, now=now)
        if path == "/rss":
            self.answered[host] = time.monotonic()
        return given


def main() -> None:
    """Measure, and print what was measured."""
    if sys.argv[1:2] == ["newsroom"]:
        work(Path(sys.argv[2]), port=int(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=500.0, help="requests a second")
    parser.add_argument("--intake", type=float, default=20.0, help="reports a second that the newsroom takes in")
    parser.add_argument("--seconds", type=float, default=30.0, help="of each of the two readings")
    parser.add_argument("--stories", type=int, default=2000, help="stories of three reports that are there before")
    parser.add_argument("--short", action="store_true", help="100 requests and 5 reports a second, 4 s, 60 stories")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    if chosen.short:
        chosen.rate, chosen.intake, chosen.seconds, chosen.stories = 100.0, 5.0, 4.0, 60
    found = measured(rate=chosen.rate, intake=chosen.intake, seconds=chosen.seconds, stories=chosen.stories)
    print(json.dumps(found, indent=1) if chosen.json else table(found))


def measured(*, rate: float, intake: float, seconds: float, stories: int) -> Figures:
    """Give what readers saw of an idle and of a busy newsroom, and what each process spent."""
    outlets = int(intake * (seconds + _WARM_S) / load_web.REPORTS) + 3
    hosts = frozenset(load_web.host_of(number) for number in range(outlets))
    press = Press()
    with tempfile.TemporaryDirectory() as temporary:
        home = create_home(Path(temporary) / "portal")
        open_portal(home.directory)
        fill(stories=stories, outlets=outlets)
        loopback = Loopback(press.answer, hosts=hosts, now=lambda: datetime.now(UTC))
        with loopback, serving(home) as (port, web), working(home, port=loopback.port, outlets=outlets) as newsroom:
            paths = readable(port)
            plan = {"rate": rate, "seconds": seconds, "port": port, "mix": MIX, "paths": paths, "seed": 1}
            read(Path(temporary), plan)
            until(lambda: is_idle(newsroom), most_s=120)
            idle = phase(Path(temporary), plan, processes={"web": web, "newsroom": newsroom})
            release(outlets=outlets, per_second=intake / load_web.REPORTS)
            watching = Watch(port=port, press=press, hosts=[load_web.host_of(n) for n in range(3, outlets, _WATCHED)])
            watching.start()
            time.sleep(_WARM_S / 2)
            before = recorded()
            busy = phase(Path(temporary), plan | {"seed": 2}, processes={"web": web, "newsroom": newsroom})
            busy["intake"] = round((recorded() - before) / busy["wall_s"], 1)
            watching.stop()
    return {
        "rate": rate,
        "idle": idle,
        "busy": busy,
        "ratio_p99": round(busy["ms"]["all"]["p99"] / idle["ms"]["all"]["p99"], 2),
        "feed_to_page_s": quantiles(watching.seconds, unit=1),
    }


def fill(*, stories: int, outlets: int) -> None:
    """Put stories into the opened portal, and subscribe it to outlets that are not asked yet."""
    import pages
    from headwater.model.feed import Feed, FetchState
    from headwater.model.outlet import Outlet
    from headwater.model.rights import Extent, Rights
    from headwater.store import rows
    from headwater.store.models import FeedRow, OutletRow

    now = datetime.now(UTC)
    pages.NOW = now
    pages.fill(stories)
    hosts = [(f"Paper {number}", load_web.host_of(number)) for number in range(outlets)]
    OutletRow.objects.bulk_create(rows.outlet_row(Outlet(key=host, name=name, domains=(host,))) for name, host in hosts)
    rights = Rights(extent=Extent.FULL, images=True)
    FeedRow.objects.bulk_create(
        rows.feed_row(
            Feed(url=f"http://{host}/rss", outlet=host, rights=rights),
            FetchState(due_at=now + timedelta(days=1)),
            added_at=now,
        )
        for _, host in hosts
    )


def release(*, outlets: int, per_second: float) -> None:
    """Have the feeds asked for one after the other from now on."""
    from headwater.store import rows
    from headwater.store.models import FeedRow

    now = datetime.now(UTC)
    by_url = {row.url: row for row in FeedRow.objects.filter(url__contains="//paper-")}
    for number in range(3, outlets):
        row = by_url[f"http://{load_web.host_of(number)}/rss"]
        rows.set_state(row, replace(rows.state_from(row), due_at=now + timedelta(seconds=number / per_second)))
    FeedRow.objects.bulk_update(by_url.values(), ["state", "due_at"])


def recorded() -> int:
    """Count the reports that the newsroom has put into stories."""
    from headwater.store.models import ArticleRow

    return ArticleRow.objects.filter(recorded=True).count()


@contextmanager
def serving(home: Home) -> Iterator[tuple[int, int]]:
    """Serve the portal as `headwater run` does; give port and process."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    command = own_command("serve", "--dir", str(home.directory), "--host", "127.0.0.1", "--port", str(port))
    with running(command) as process:
        until(lambda: bool(get(port, "/healthz")), most_s=30)
        yield port, process


@contextmanager
def working(home: Home, *, port: int, outlets: int) -> Iterator[int]:
    """Run a newsroom that reaches the invented web alone; give its process."""
    with running([sys.executable, __file__, "newsroom", str(home.directory), str(port), str(outlets)]) as process:
        yield process


def is_idle(pid: int) -> bool:
    """Whether a process and those it started spend next to nothing; takes a second."""
    before = sum(spent(pid).values())
    time.sleep(1.0)
    return sum(spent(pid).values()) - before < _IDLE_S


def work(directory: Path, *, port: int) -> None:
    """Be the newsroom."""
    from headwater.cli.work import give_way, work_until_told
    from headwater.fetch.client import Client
    from headwater.fetch.pace import Pace
    from headwater.project.lock import run_lock

    give_way()
    home = open_portal(directory)
    hosts = frozenset(load_web.host_of(number) for number in range(int(sys.argv[4])))
    client = Client(resolver=Names(hosts, port=port), gate=OnlyHere(port=port), pace=Pace(host_interval_s=0.0))
    with run_lock(home.lock_file, wait_s=10.0):
        work_until_told(home, client=client)


@contextmanager
def running(command: Sequence[str]) -> Iterator[int]:
    """Run a command in a session of its own; give its process, and leave nothing of it behind."""
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def readable(port: int) -> dict[str, list[str]]:
    """Give what readers may ask for, by kind, the likeliest first; every address is asked once."""
    from headwater.edition.addresses import article_path, person_path, picture_path, story_path
    from headwater.store import queries
    from headwater.store.models import ArticleRow, PersonRow, PictureRow, StoryRow

    keys = [mark.key for mark in queries.story_marks(limit=400)]
    stories = {row.key: row for row in StoryRow.objects.filter(key__in=keys)}
    reports = list(ArticleRow.objects.filter(story_id__in=keys).order_by("-shown_at")[:400])
    words = [*_WORDS, *(f"{one}+{other}" for one in _WORDS[:10] for other in _WORDS[4:])]
    sections = [path for path in front_links(port) if path.startswith("/section/")]
    pictures = PictureRow.objects.exclude(digest="").values_list("digest", flat=True)[:100]
    return {
        "front": ["/"],
        "section": sections,
        "story": [story_path(key, stories[key].headline) for key in keys],
        "article": [article_path(row.key, row.headline) for row in reports],
        "person": [person_path(key) for key in PersonRow.objects.values_list("key", flat=True)[:100]] or ["/about"],
        "search": [f"/search?q={each}" for each in words],
        "feed": ["/feed.atom", "/feed.rss", "/feed.json", *(f"{path}/feed.atom" for path in sections)],
        "picture": [picture_path(digest) for digest in pictures] or ["/about"],
        "api": ["/api/v1/stories", "/api/v1/articles", *(f"/api/v1/stories/{key}" for key in keys[:30])],
    }


def front_links(port: int) -> list[str]:
    """Give the addresses that the front page leads to."""
    return list(dict.fromkeys(re.findall(r'href="(/[^"]*)"', get(port, "/").decode())))


def phase(directory: Path, plan: Figures, *, processes: dict[str, int]) -> Figures:
    """Let readers read once; give latencies in milliseconds, errors, and CPU seconds a second of each process."""
    before, started = {name: spent(pid) for name, pid in processes.items()}, time.monotonic()
    seen = read(directory, plan)
    wall_s = time.monotonic() - started
    after = {name: spent(pid) for name, pid in processes.items()}
    share = {
        f"{name}: {part}": round((each - before[name].get(part, 0.0)) / wall_s, 2)
        for name, parts in after.items()
        for part, each in parts.items()
    }
    by_kind = seen["seconds"]
    everything = [value for values in by_kind.values() for value in values]
    return {
        "wall_s": round(wall_s, 1),
        "requests": len(everything),
        "ms": {"all": quantiles(everything), **{kind: quantiles(values) for kind, values in sorted(by_kind.items())}},
        "errors": seen["errors"],
        "cores": share | {"readers": round(seen["cpu_s"] / wall_s, 2)},
    }


def read(directory: Path, plan: Figures) -> Figures:
    """Let the readers carry out a plan, in a process of their own."""
    file = directory / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    client = Path(__file__).with_name("load_client.py")
    done = subprocess.run([sys.executable, str(client), str(file)], check=True, stdout=subprocess.PIPE)
    seen: Figures = json.loads(done.stdout)
    return seen


class Watch(threading.Thread):
    """Notes how long it takes from the answer of some feeds until the portal's own feed has what they brought."""

    def __init__(self, *, port: int, press: Press, hosts: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.seconds: list[float] = []
        self._port, self._press, self._waiting = port, press, set(hosts)
        self._told = threading.Event()

    def run(self) -> None:
        """Look four times a second."""
        while not self._told.wait(0.25) and self._waiting:
            asked = {host for host in self._waiting if host in self._press.answered}
            if not asked:
                continue
            shown, now = get(self._port, "/feed.atom").decode(), time.monotonic()
            for host in asked:
                if f"//{host}/" in shown:
                    self.seconds.append(now - self._press.answered[host])
                    self._waiting.discard(host)

    def stop(self) -> None:
        """Give the last ones ten seconds, then stop."""
        self.join(timeout=10)
        self._told.set()
        self.join()


def spent(pid: int) -> dict[str, float]:
    """Give the CPU seconds of a process and of those it has started, by what they are."""
    found: dict[str, float] = {}
    for each, name in family(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[name] = found.get(name, 0.0) + (int(fields[11]) + int(fields[12])) / _TICKS
    return found


def family(pid: int) -> Iterator[tuple[int, str]]:
    """Give a process and its descendants, each with a name."""
    yield pid, "itself"
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            for child in map(int, task.read_text().split()):
                yield child, "workers"
                waiting.append(child)


def quantiles(values: Sequence[float], *, unit: float = 1000.0) -> dict[str, float]:
    """Give the median, p95, p99 and the largest, in thousandths where nothing else is asked for."""
    ordered = sorted(values)
    if not ordered:
        return {}
    marks = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "most": 1.0}
    last = len(ordered) - 1
    return {name: round(unit * ordered[min(int(share * len(ordered)), last)], 2) for name, share in marks.items()}


def get(port: int, path: str) -> bytes:
    """Give the answer to one request, or nothing."""
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}{path}")) as answer:
            body: bytes = answer.read()
    except OSError:
        return b""
    return body


def until(holds: Callable[[], bool], *, most_s: float) -> None:
    """Wait until something holds."""
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > most_s:
            sys.exit("the portal does not answer")
        time.sleep(0.1)


def table(found: Figures) -> str:
    """Give the figures as text."""
    lines = [
        f"{found['rate']:.0f} requests a second",
        f"{'ms':10}{'idle p50':>10}{'p95':>8}{'p99':>8}{'busy p50':>10}{'p95':>8}{'p99':>8}",
    ]
    for kind, busy in found["busy"]["ms"].items():
        idle = found["idle"]["ms"].get(kind, {})
        values = [each.get(mark, float("nan")) for each in (idle, busy) for mark in ("p50", "p95", "p99")]
        lines.append(
            f"{kind:10}" + "".join(f"{value:{width}.1f}" for value, width in zip(values, (10, 8, 8) * 2, strict=True))
        )
    for name in ("idle", "busy"):
        phase = found[name]
        errors = phase["errors"] or "none"
        cores = ", ".join(f"{who} {share:.2f}" for who, share in phase["cores"].items())
        lines.append(f"{name}: {phase['requests']} answers in {phase['wall_s']} s, errors {errors}; cores: {cores}")
    lines.append(f"newsroom: {found['busy']['intake']} reports a second; p99 busy to idle: {found['ratio_p99']}")
    lines.append(f"from a feed's answer to the page, seconds: {found['feed_to_page_s']}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
