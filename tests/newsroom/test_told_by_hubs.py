"""A feed that names a hub: the hub is asked, calls the site, knocks; the page changes at once, though no poll is due.

Every part is real: the site and the newsroom on one SQLite file, the hub over https, the outlet's server.
"""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tests.newsroom.loopback_hub import ADDRESS, Hub, called, hub_serving
from tests.newsroom.small_web import EVERY, START, SmallWeb, all_reports, headline, served

from headwater.project.home import Home, create_home

NEWSROOM = Path(__file__).parent / "told_newsroom.py"
#: From a knock to the page: the figure that docs/reference/fetching.md names.
SOON_S = 5.0


def environment(home: Home) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "HEADWATER_DATABASE_URL"}
    return {**kept, "HEADWATER_DIR": str(home.directory)}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(*command: str, home: Home) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment(home), start_new_session=True)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


def waited(holds: Callable[[], bool], *, most_s: float) -> float:
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > most_s:
            pytest.fail(f"it did not happen in {most_s} s")
        time.sleep(0.4)  # each look has the page made anew
    return time.monotonic() - began


def shows(address: str, words: str) -> bool:
    try:
        return words.encode() in called(f"{address}/outlet/meridian")[1]
    except OSError:
        return False


@pytest.mark.timeout(180)
def test_what_a_hub_knocks_for_is_on_the_page_within_seconds(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    home = create_home(tmp_path / "told", text=f'[portal]\nname = "Told"\naddress = "{address}"\n')
    web = SmallWeb(ticks=2, hub=ADDRESS, now=START)
    old, new = (
        next(report for report in all_reports(ticks=2) if report.outlet == "meridian" and report.number == number)
        for number in (0, 3)
    )
    with ExitStack() as stack:
        stack.enter_context(served(web))
        hub: Hub = stack.enter_context(hub_serving())
        ports = (str(web.port), str(hub.port), str(port))
        stack.enter_context(running(sys.executable, str(NEWSROOM), *ports, home=home))
        waited(lambda: shows(address, headline(old)), most_s=60)
        waited(hub.agreed.is_set, most_s=20)
        (callback,) = hub.subscribers
        assert hub.asked[0]["hub.topic"] == "http://meridian.example/rss"

        # A forged knock changes nothing: the feed is not asked, however long one waits.
        web.now = START + EVERY
        polls = web.asked.count("meridian.example/rss")
        assert called(callback, b"<rss/>", signature="sha256=" + "0" * 64)[0] == 202
        assert called(callback, b"<rss/>")[0] == 202
        assert called(callback + "x", b"<rss/>")[0] == 410
        assert (
            called(f"{callback}?hub.mode=unsubscribe&hub.topic=http://meridian.example/rss&hub.challenge=x")[0] == 404
        )
        time.sleep(2)
        assert web.asked.count("meridian.example/rss") == polls
        assert not shows(address, headline(new))

        # The least pause between two polls of a feed is over by now.
        time.sleep(3)
        began = time.monotonic()
        assert hub.publish(b"<rss/>") == [202]
        waited(lambda: shows(address, headline(new)), most_s=30)
        took_s = time.monotonic() - began
        print(f"from knock to page: {took_s:.1f} s")
        assert took_s < SOON_S
        assert web.asked.count("meridian.example/rss") == polls + 1

        # A feed that is retired is taken leave of.
        with sqlite3.connect(home.database_file, timeout=30) as database:
            database.execute("UPDATE store_feedrow SET retired = 1")
        waited(hub.let_go.is_set, most_s=25)
    assert hub.subscribers == {}
    assert [form["hub.mode"] for form in hub.asked] == ["subscribe", "unsubscribe"]
