"""How fast is the whole way, from recorded feeds and pages on loopback to published stories?

    python bench/pipeline.py [--every N] [--pages] [--dir DIR] [--json]

`--pages` leaves the recorded feeds out: nobody recorded the pages of most of their entries, so most of the time goes
into asking for those six times.

Ends with the table that `headwater cycle` prints, and with the speed of each thousand articles: the last must be as
fast as the first. Wants the recorded corpora (HEADWATER_BENCH_DATA).
"""

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.cycle import print_outcome
from headwater.cli.newsdesk import newsroom_of
from headwater.cli.opening import open_portal
from headwater.demo.clock import Stepped
from headwater.model.feed import Feed, FetchState
from headwater.project.home import create_home
from headwater.project.lock import run_lock
from replay import Replay, data_folder, recorded

if TYPE_CHECKING:
    from headwater.newsroom.cycle import Newsroom

_THOUSAND = 1000


class Stopwatch:
    """Notes when each thousand articles had been read."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.marks: list[tuple[int, float]] = []

    def look(self, newsroom: "Newsroom") -> None:
        """Take a mark where another thousand is done."""
        read = newsroom.tally["pages read"]
        if read >= _THOUSAND * (len(self.marks) + 1):
            self.marks.append((read, time.monotonic() - self.started))

    def thousands(self) -> list[float]:
        """Give the articles per second of each thousand."""
        points = [(0, 0.0), *self.marks]
        return [round((count - before) / (at - since), 1) for (before, since), (count, at) in pairwise(points)]


def main() -> None:
    """Run the pipeline over everything recorded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every n-th recording")
    parser.add_argument("--pages", action="store_true", help="only what has its page recorded")
    parser.add_argument("--dir", type=Path, default=None, help="keep the portal there")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    folder = data_folder()
    if folder is None:
        sys.exit("no recordings here: set HEADWATER_BENCH_DATA")
    with tempfile.TemporaryDirectory() as temporary:
        home = create_home(chosen.dir or Path(temporary) / "portal")
        open_portal(home.directory)
        measure(home.directory, folder, every=chosen.every, pages_only=chosen.pages, as_json=chosen.json)


def measure(directory: Path, folder: Path, *, every: int, pages_only: bool, as_json: bool) -> None:
    """Read everything recorded into the portal, and print what came of it."""
    from headwater.fetch.client import Client
    from headwater.fetch.pace import Pace
    from headwater.store.models import OutletRow
    from headwater.store.rows import outlet_row

    home = open_portal(directory)
    recordings = recorded(folder, every=every)
    if pages_only:
        recordings = tuple(each for each in recordings if each.read_at is None)
    clock = Stepped(min((each.read_at for each in recordings if each.read_at is not None), default=datetime.now(UTC)))
    with Replay(recordings, now=clock) as replay:
        OutletRow.objects.bulk_create(outlet_row(outlet) for outlet in replay.outlets)
        client = Client(resolver=replay.resolver, gate=replay.gate, pace=Pace(host_interval_s=0.0), clock=clock)
        with run_lock(home.lock_file), newsroom_of(home, client=client, clock=clock) as newsroom:
            watch = Stopwatch()
            before_s = time.process_time()
            for day in _days(replay):
                clock.step(max(timedelta(0), _subscribe(day, clock=clock) - clock()))
                newsroom.cycle(each_round=watch.look)
            _give_up_waiting(newsroom, clock=clock, watch=watch)
            elapsed_s = time.monotonic() - watch.started
            spent_s = time.process_time() - before_s
            print_outcome(newsroom.tally, elapsed_s=elapsed_s, as_json=as_json)
            recorded_count = max(newsroom.tally["articles recorded"], 1)
    each_ms = spent_s / recorded_count * 1000
    print(f"CPU of the newsroom, fetching and the served web in it: {each_ms:.1f} ms an article", file=sys.stderr)
    print("articles per second, thousand by thousand:", watch.thousands(), file=sys.stderr)


def _days(replay: Replay) -> list[list[tuple[datetime, Feed]]]:
    """Give the feeds day by day, as the recordings were read."""
    return [list(group) for _, group in groupby(replay.moments, key=lambda moment: moment[0].date())]


def _subscribe(day: list[tuple[datetime, Feed]], *, clock: Stepped) -> datetime:
    from headwater.store.models import FeedRow
    from headwater.store.rows import feed_row

    last = max(at for at, _ in day)
    rows = [feed_row(feed, FetchState(due_at=clock()), added_at=clock()) for _, feed in day]
    FeedRow.objects.bulk_create(rows, ignore_conflicts=True)
    return last


def _give_up_waiting(newsroom: "Newsroom", *, clock: Stepped, watch: Stopwatch) -> None:
    """Let the hours pass in which pages that nobody recorded are asked for again, until each has its reason."""
    from headwater.store.models import EntryRow, EntryState, FeedRow

    FeedRow.objects.update(retired=True)
    while EntryRow.objects.filter(state=EntryState.WAITING).exists():
        clock.step(timedelta(hours=2))
        newsroom.cycle(each_round=watch.look)


if __name__ == "__main__":
    main()
