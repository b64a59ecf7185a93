"""A newsroom that is killed at random moments ends in the same dump as one that is left alone.

The long form (`pytest -m nightly`) kills a hundred times.
"""

import os
import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from tests.newsroom.small_web import EVERY, OUTLETS, START, SmallWeb, served

from headwater.project.home import Home, create_home

STEPPED = Path(__file__).parent / "stepped_newsroom.py"
DUMP = "from headwater.cli.opening import open_portal; from pathlib import Path; import sys; open_portal(Path(sys.argv[1]));"
DUMP += "from headwater.store.dump import canonical_dump; print('\\n'.join(canonical_dump()))"
SUBSCRIBE = """
import sys
from datetime import datetime
from pathlib import Path
from headwater.cli.opening import open_portal
open_portal(Path(sys.argv[1]))
from headwater.model.feed import Feed, FetchState
from headwater.model.outlet import Outlet
from headwater.model.rights import Rights
from headwater.store.rows import feed_row, outlet_row
now = datetime.fromisoformat(sys.argv[2])
for outlet in sys.argv[3:]:
    outlet_row(Outlet(key=outlet, name=outlet, domains=(f"{outlet}.example",))).save()
    feed = Feed(url=f"http://{outlet}.example/rss", outlet=outlet, rights=Rights(images=True))
    feed_row(feed, FetchState(due_at=now), added_at=now).save()
"""


def environment(home: Home) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "HEADWATER_DATABASE_URL"}
    return {**kept, "HEADWATER_DIR": str(home.directory)}


def subscribed(directory: Path) -> Home:
    home = create_home(directory)
    command = [sys.executable, "-c", SUBSCRIBE, str(home.directory), START.isoformat(), *OUTLETS]
    subprocess.run(command, env=environment(home), check=True)
    return home


def dump(home: Home) -> list[str]:
    command = [sys.executable, "-c", DUMP, str(home.directory)]
    return subprocess.run(
        command, env=environment(home), check=True, capture_output=True, text=True
    ).stdout.splitlines()


def step(home: Home, web: SmallWeb) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(STEPPED), str(web.port), web.now.isoformat()]
    return subprocess.Popen(command, env=environment(home))


def undisturbed(home: Home, web: SmallWeb) -> list[str]:
    for tick in range(web.ticks):
        web.now = START + EVERY * tick
        assert step(home, web).wait(timeout=120) == 0
    return dump(home)


def disturbed(home: Home, web: SmallWeb, *, kills: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    left = kills
    for tick in range(web.ticks):
        web.now = START + EVERY * tick
        here = left // (web.ticks - tick)
        left -= here
        for _ in range(here):
            process = step(home, web)
            time.sleep(chance.uniform(0.3, 2.5))
            process.kill()
            process.wait()
        assert step(home, web).wait(timeout=120) == 0
    return dump(home)


def compare(directory: Path, *, ticks: int, kills: int, seed: int) -> None:
    with served(SmallWeb(ticks=ticks)) as web:
        expected = undisturbed(subscribed(directory / "quiet"), web)
        found = disturbed(subscribed(directory / "killed"), web, kills=kills, seed=seed)
    assert len(expected) > ticks * 10
    assert sum('"state": "kept"' in line for line in expected if line.startswith("store.PictureRow")) > ticks
    assert found == expected


@pytest.mark.timeout(400)
def test_fifteen_kills_change_nothing(tmp_path: Path) -> None:
    compare(tmp_path, ticks=3, kills=15, seed=1)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(5))
def test_a_hundred_kills_change_nothing(tmp_path: Path, seed: int) -> None:
    compare(tmp_path, ticks=5, kills=20, seed=seed)


def test_a_quiet_hour_changes_nothing_but_the_times_of_asking(tmp_path: Path) -> None:
    home = subscribed(tmp_path / "quiet")
    with served(SmallWeb(ticks=1)) as web:
        first = undisturbed(home, web)
        web.now = START + timedelta(hours=12)
        assert step(home, web).wait(timeout=120) == 0
        again = dump(home)
    unpolled = [line for line in first if not line.startswith("store.FeedRow")]
    assert [line for line in again if not line.startswith(("store.FeedRow",))] == unpolled
