"""Do hosts that misbehave keep the others waiting, cost too much, or go unexplained?

    python bench/bad_internet.py [--sources 1000] [--bad 100] [--slow 5]

A whole newsroom, three times, each in a process of its own: every source is well, then some misbehave in the 36 ways
of `headwater.demo.bad_hosts`, then every source is well again. The server runs in a further process. Printed: seconds
until every good source's report was published, seconds of CPU that the newsroom and its workers took, memory and
descriptors, what the ledger of the server says of our manners, and each bad source of which `headwater doctor` does not
say what it should. The middle run is held against the mean of those around it. Where these two lie further apart than
the bound, something else was at work on the machine: the ratio means nothing, and is neither passed nor failed.
"""

import argparse
import json
import multiprocessing
import os
import re
import resource
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice, pairwise
from multiprocessing.connection import Connection
from pathlib import Path

from headwater.demo.bad_hosts import BadHost, bad_hosts
from headwater.demo.bad_internet import BadInternet, Doors, OnlyTheseDoors, Served
from headwater.fetch.client import Client
from headwater.fetch.guard import PublicGate
from headwater.fetch.pace import Pace

CERTIFICATES = Path(__file__).parents[1] / "tests" / "cases" / "fetch" / "tls"
#: What the whole newsroom may take: megabytes, descriptors, and times as long as with all sources well.
MOST_MB, MOST_DESCRIPTORS, MOST_RATIO = 512, 256, 1.1
_MOST_S = 1500.0


def main() -> None:
    """Run both and print; exit code 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--bad", type=int, default=100)
    parser.add_argument("--slow", type=int, default=5, help="of the good sources, so many take eight seconds an answer")
    parser.add_argument("--play", action="store_true", help="one run alone, as JSON")
    chosen = parser.parse_args()
    if chosen.play:
        print(json.dumps(play(web_of(chosen.sources, bad=chosen.bad, slow=chosen.slow))))
        return
    well = in_own_process(chosen.sources, bad=0, slow=chosen.slow)
    mixed = in_own_process(chosen.sources, bad=chosen.bad, slow=chosen.slow)
    again = in_own_process(chosen.sources, bad=0, slow=chosen.slow)
    ratio, cpu_ratio, spread = compared(mixed, around=(well, again))
    print(f"the good ones are done {ratio:.2f} times as late as with no bad one (bound {MOST_RATIO})")
    print(f"that took {cpu_ratio:.2f} times the CPU; the two runs with no bad one are {spread:.2f} times apart")
    is_telling = spread <= MOST_RATIO
    if not is_telling:
        print("the load of the machine changed meanwhile: the ratio means nothing, run it again on a quieter one")
    broken = [
        run for run in (well, mixed, again) if run["memory_mb"] > MOST_MB or run["descriptors"] > MOST_DESCRIPTORS
    ]
    if (
        broken
        or mixed["unexplained"]
        or mixed["good_missing"]
        or mixed["manners"]
        or (is_telling and ratio > MOST_RATIO)
    ):
        sys.exit(1)


def compared(mixed: dict[str, float], *, around: tuple[dict[str, float], dict[str, float]]) -> tuple[float, ...]:
    """Give how many times as late and as dear a run was as the mean of those around it, and how far these lie apart."""
    before, after = around
    late, dear = (2 * mixed[name] / (before[name] + after[name]) for name in ("good_s", "cpu_s"))
    spread = max(before["good_s"], after["good_s"]) / min(before["good_s"], after["good_s"])
    return late, dear, spread


def in_own_process(sources: int, *, bad: int, slow: int) -> dict[str, float]:
    """Give the figures of one run, and print them."""
    numbers = ("--sources", str(sources), "--bad", str(bad), "--slow", str(slow))
    ran = subprocess.run([sys.executable, __file__, "--play", *numbers], check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    print(f"{sources - bad} good sources, {bad} bad:")
    for name, value in told.items():
        print(f"  {name}: {value}")
    return told


def web_of(sources: int, *, bad: int, slow: int) -> BadInternet:
    """Give the bad internet of so many sources; the ways to misbehave come in turn."""
    behaviours = tuple(islice(cycle(bad_hosts()), bad))
    return BadInternet(bad=behaviours, well=sources - bad, slow=slow, certificates=CERTIFICATES)


def play(web: BadInternet) -> dict[str, object]:
    """Let a newsroom work until everything is done or explained; give the figures."""
    with tempfile.TemporaryDirectory() as folder, serving(web) as (doors, line, number):
        home = portal_in(Path(folder))
        subscribe(web, now=datetime.now(UTC))
        from headwater.cli.newsdesk import newsroom_of
        from headwater.project.lock import run_lock

        began = time.monotonic()
        good_s = 0.0
        with (
            run_lock(home.lock_file),
            watched(apart_from=number) as most,
            newsroom_of(home, client=client_of(web.names_at(doors), doors=doors)) as newsroom,
        ):
            while time.monotonic() - began < _MOST_S:
                newsroom.work(wait_s=0.2)
                newsroom.record()
                if not good_s and not missing(web):
                    good_s = time.monotonic() - began
                if good_s and not unexplained(web.bad_hosts):
                    break
                if good_s and time.monotonic() - began > good_s + 120:
                    break
        return {
            "good_missing": len(missing(web)),
            "good_s": round(good_s, 1),
            "all_s": round(time.monotonic() - began, 1),
            "cpu_s": round(cpu_s(), 1),
            "memory_mb": most["memory"] // 2**20,
            "descriptors": most["descriptors"],
            "unexplained": unexplained(web.bad_hosts),
            "manners": bad_manners(ledger_of(line)),
        }


def client_of(names: object, *, doors: Doors, interval_s: float = 1.0, **limits: float) -> Client:
    """Give the client of every portal, with a door to the bad internet's server."""
    return Client(
        gate=OnlyTheseDoors(doors, otherwise=PublicGate().check),
        resolver=names,  # type: ignore[arg-type]  # a BadNames
        pace=Pace(host_interval_s=interval_s),
        tls=ssl.create_default_context(cafile=str(CERTIFICATES / "authority.pem")),
        **limits,  # type: ignore[arg-type]  # seconds by name
    )


def subscribe(web: BadInternet, *, now: datetime) -> None:
    """Subscribe the opened portal to every host; the bad ones are due first, which is the worst order."""
    from headwater.model.feed import Feed, FeedFormat, FetchState
    from headwater.store.models import FeedRow
    from headwater.store.rows import feed_row

    hosts = [(host, now - timedelta(seconds=1)) for host, _ in web.bad_hosts]
    hosts += [(host, now) for host in web.good_hosts]
    feeds = [(Feed(url=feed_of(host), outlet=host, format=FeedFormat.RSS), due_at) for host, due_at in hosts]
    FeedRow.objects.bulk_create([feed_row(feed, FetchState(due_at=due), added_at=now) for feed, due in feeds])


def feed_of(host: str) -> str:
    """Give the address of a host's feed."""
    return f"{'https' if '.tls.' in host else 'http'}://{host}/rss"


def missing(web: BadInternet) -> list[str]:
    """Give the good hosts whose report is not published yet."""
    from headwater.store.models import ArticleRow

    done = set(ArticleRow.objects.filter(recorded=True).values_list("outlet_key", flat=True))
    return [host for host in web.good_hosts if host not in done]


def unexplained(hosts: Sequence[tuple[str, BadHost]]) -> list[str]:
    """Give the bad hosts of which the doctor does not say what it should, or whose reports are not there, in words."""
    from django.db.models import Count

    from headwater.newsroom.checkup import check_feeds
    from headwater.store.models import ArticleRow

    told: dict[str, list[str]] = defaultdict(list)
    for finding in check_feeds(datetime.now(UTC)):
        if finding.grade == "broken":
            told[re.split("[/ :]+", finding.what)[1]].append(f"{finding.what} → {finding.mend}")
    counted = ArticleRow.objects.filter(recorded=True).values_list("outlet_key").annotate(articles=Count("key"))
    articles: dict[str, int] = dict(counted)
    return [
        f"{bad.number} {bad.name}: {problem}"
        for host, bad in hosts
        if (problem := problem_with(bad, told=told[host], articles=articles.get(host, 0)))
    ]


def problem_with(bad: BadHost, *, told: Sequence[str], articles: int) -> str | None:
    """Give what is wrong with how a portal took a bad host, None where nothing is."""
    if bad.reason is not None:
        return None if any(re.search(bad.reason, words) for words in told) else f"{bad.reason!r} expected, told {told}"
    if bad.reports is not None and articles != bad.reports:
        return f"{bad.reports} reports expected, there are {articles}; told {told}"
    return None


def bad_manners(ledger: Iterable[Served]) -> list[str]:
    """Give where we were impolite or gave away what we should not, in words."""
    by_host: dict[str, list[Served]] = defaultdict(list)
    for served in ledger:
        by_host[served.host].append(served)
    found = [f"{host}: two connections at once" for host, all_of in by_host.items() if most_open(all_of) > 1]
    found += [
        f"{host}: requests {gap:.2f} s apart" for host, all_of in by_host.items() if (gap := least_gap(all_of)) < 0.9
    ]
    found += [
        f"{served.host}: was sent {name}"
        for all_of in by_host.values()
        for served in all_of
        for name in served.headers & {"cookie", "authorization", "referer", "proxy-authorization"}
    ]
    return found


def most_open(ledger: Sequence[Served]) -> int:
    """Give the most connections that a host had open at once."""
    return max(served.open_now for served in ledger)


def least_gap(ledger: Sequence[Served]) -> float:
    """Give the least time between two requests to a host: seconds."""
    return min((second.at - first.at for first, second in pairwise(ledger)), default=60.0)


def portal_in(folder: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201 - Home, once Django knows the portal
    """Give a new portal, opened."""
    from headwater.cli.opening import open_portal
    from headwater.project.home import create_home

    os.environ.pop("HEADWATER_DATABASE_URL", None)
    return open_portal(create_home(folder).directory)


@contextmanager
def serving(web: BadInternet) -> Iterator[tuple[Doors, Connection, int]]:
    """Give where the server listens, the line to it, and the process that it runs in."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(web, theirs), daemon=True)
    server.start()
    yield ours.recv(), ours, server.pid or 0
    server.terminate()
    server.join()


def serve(web: BadInternet, line: Connection) -> None:
    """Play every host until terminated; each word on the line is answered with the ledger."""
    with web:
        line.send(web.doors)
        while True:
            line.recv()
            line.send(list(web.ledger))


def ledger_of(server: Connection) -> list[Served]:
    """Give what was asked of the server so far."""
    server.send("ledger")
    ledger: list[Served] = server.recv()
    return ledger


@contextmanager
def watched(*, apart_from: int) -> Iterator[dict[str, int]]:
    """Give the most memory (bytes) and descriptors so far, looked at twice a second; a child process is left out."""
    most, done = {"memory": 0, "descriptors": 0}, threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            most["memory"] = max(most["memory"], memory_bytes(apart_from=apart_from))
            most["descriptors"] = max(most["descriptors"], sum(1 for _ in Path("/proc/self/fd").iterdir()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    yield most
    done.set()
    watcher.join()


def cpu_s() -> float:
    """Give the seconds of CPU that this process and its ended workers took; the server, still running, is left out."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def memory_bytes(*, apart_from: int) -> int:
    """Give what the newsroom and its workers hold: what they share counts once (proportional set size)."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return sum(_held(number) for number in ["self", *children] if number != str(apart_from))


def _held(process: str) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) * 1024 if found else 0


if __name__ == "__main__":
    main()
