"""Every way to misbehave ends in reports taken, or in a reason with its mend; manners are kept towards all.

The whole newsroom at the size of a portal is `bench/bad_internet.py`; its short form runs here nightly.
"""

import asyncio
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bad_internet import CERTIFICATES, bad_manners, client_of, feed_of, least_gap, problem_with
from headwater.demo.bad_hosts import BadHost, bad_hosts
from headwater.demo.bad_internet import BadInternet, Served
from headwater.errors import ReadError
from headwater.fetch.client import Client
from headwater.fetch.schedule import next_state, request_for
from headwater.model.feed import FetchState
from headwater.model.page import Outcome, Page
from headwater.read.feed import read_feed

BENCH = Path(__file__).parents[2] / "bench" / "bad_internet.py"
ROBOTS = 35
NOW = datetime.now(UTC)


def test_all_36_behaviours_are_there() -> None:
    assert {bad.number for bad in bad_hosts()} == set(range(1, 37))
    assert len({(bad.number, bad.name) for bad in bad_hosts()}) == len(bad_hosts())


def polled_three_days(web: BadInternet) -> dict[str, list[FetchState]]:
    """The state of each bad host's feed after each of three daily polls; hosts that hang are polled once."""

    async def poll(client: Client, host: str, *, days: int) -> list[FetchState]:
        state, states = FetchState(due_at=NOW), []
        for day in range(days):
            outcome = await client.fetch(request_for(state, feed_of(host)))
            state = next_state(state, outcome, now=NOW + timedelta(hours=25 * day), problem=problem_of(outcome))
            states.append(state)
        return states

    async def scene() -> dict[str, list[FetchState]]:
        async with client_of(web.names, doors=web.doors, interval_s=0, timeout_s=15.0, idle_timeout_s=3.0) as client:
            polls = [poll(client, host, days=1 if hangs(bad) else 3) for host, bad in web.bad_hosts]
            return dict(zip((host for host, _ in web.bad_hosts), await asyncio.gather(*polls), strict=True))

    return asyncio.run(scene())


def hangs(bad: BadHost) -> bool:
    return bool(re.search("silent|did not finish", bad.reason or ""))


def problem_of(outcome: Outcome) -> str | None:
    if not isinstance(outcome, Page):
        return None
    try:
        read_feed(outcome, now=NOW)
    except ReadError as error:
        return f"it cannot be read as a feed: {error}"
    return None


def test_each_bad_host_is_told_with_its_reason_and_mend_and_comes_back_when_it_is_well() -> None:
    # The crowd costs seconds to write and to read; tests/read holds it to its bound.
    chosen = [bad for bad in bad_hosts() if bad.number not in {24, ROBOTS}]
    with BadInternet(bad=chosen, certificates=CERTIFICATES) as web:
        found = polled_three_days(web)
        bad = dict(web.bad_hosts)
    wrong = [
        f"{how.number} {how.name}: {found[host][0].problem}"
        for host, how in bad.items()
        if not told(how, found[host][0])
    ]
    assert wrong == []
    by_name = {how.name: found[host] for host, how in bad.items()}
    assert [state.retired for state in by_name["gone"]] == [False, True, True]
    assert [state.problem is None for state in by_name["gone for a day"]] == [False, True, True]
    assert by_name["304 for ever"][2].problem is None
    waits = [
        (state.due_at - NOW).days for state in (by_name["503 with a date"][0], by_name["429 with Retry-After: -5"][0])
    ]
    assert waits == [7, 0]


def told(how: BadHost, state: FetchState) -> bool:
    if how.reason is None and how.reports is None:
        return (state.problem is None) == (state.mend is None)
    if how.reason is None:
        return (state.problem, state.reason, state.mend) == (None, None, None)
    return bool(re.search(how.reason, state.problem or "") and state.reason and state.mend)


def test_the_judges_can_say_no() -> None:
    walled = next(bad for bad in bad_hosts() if bad.name == "login wall")
    moved = next(bad for bad in bad_hosts() if bad.name == "moved")
    assert problem_with(walled, told=["it keeps silent"], articles=0)
    assert problem_with(moved, told=[], articles=1)
    assert not problem_with(moved, told=[], articles=2)
    lines = [
        Served(host="a", path="/", at=at, open_now=count, headers=frozenset(names))
        for at, count, names in ((1.0, 1, ()), (1.5, 2, ("cookie",)))
    ]
    assert least_gap(lines) == 0.5
    assert Counter(line.partition(": ")[2].split()[0] for line in bad_manners(lines)) == {
        "two": 1,
        "requests": 1,
        "was": 1,
    }


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_a_whole_newsroom_explains_every_bad_host_and_loses_no_good_one() -> None:
    command = [sys.executable, str(BENCH), "--play", "--sources", "101", "--bad", "81", "--slow", "1"]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    assert '"good_missing": 0' in ran.stdout
    assert '"unexplained": []' in ran.stdout
    assert '"manners": []' in ran.stdout
