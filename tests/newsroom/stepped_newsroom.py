"""A newsroom under a clock that the test has stopped: one cycle, then the end. Run by test_kills.py, and killed by it.

Arguments: the port of the small web, and the time as an ISO date.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

from headwater.cli.newsdesk import newsroom_of
from headwater.cli.opening import open_portal
from headwater.fetch.client import Client
from headwater.fetch.pace import Pace
from headwater.project.lock import run_lock

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.newsroom.small_web import LoopbackGate, LoopbackResolver


def main() -> None:
    port, now = int(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    home = open_portal(Path(os.environ["HEADWATER_DIR"]))
    client = Client(
        resolver=LoopbackResolver(port),
        gate=LoopbackGate(port),
        pace=Pace(host_interval_s=0.0),
        timeout_s=10.0,
        clock=lambda: now,
    )
    with run_lock(home.lock_file, wait_s=10.0), newsroom_of(home, client=client, clock=lambda: now) as newsroom:
        newsroom.cycle()


if __name__ == "__main__":
    main()
