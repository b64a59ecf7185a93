"""Politeness: one request at a time to a host, and a pause after each."""

import asyncio
from itertools import pairwise

import pytest
from tests.fetch.scripted import run

from headwater.fetch.pace import MAX_CRAWL_DELAY_S, Pace


def turns(pace: Pace, *hosts: str, work_s: float = 0.0) -> list[tuple[float, float]]:
    """When each turn began and ended, in seconds from the start, all asked for at once."""

    async def scene() -> list[tuple[float, float]]:
        clock = asyncio.get_running_loop().time
        start = clock()

        async def one(host: str) -> tuple[float, float]:
            async with pace.turn(host):
                began = clock() - start
                await asyncio.sleep(work_s)
                return began, clock() - start

        return await asyncio.gather(*[one(host) for host in hosts])

    return run(scene())


def test_turns_of_one_host_never_overlap_and_keep_the_pause() -> None:
    found = sorted(turns(Pace(host_interval_s=0.1), *["a.example"] * 4, work_s=0.02))
    for (_, ended), (began, _) in pairwise(found):
        assert began - ended >= 0.095


def test_hosts_do_not_wait_for_each_other() -> None:
    found = turns(Pace(host_interval_s=5), *[f"{number}.example" for number in range(50)], work_s=0.05)
    assert max(ended for _, ended in found) < 1


def test_a_crawl_delay_is_kept_within_reason() -> None:
    pace = Pace(host_interval_s=0)
    pace.slow_down("a.example", crawl_delay_s=0.2)
    found = sorted(turns(pace, "a.example", "a.example"))
    assert found[1][0] - found[0][1] >= 0.19
    pace.slow_down("a.example", crawl_delay_s=86400)
    with pytest.raises(TimeoutError):
        run(asyncio.wait_for(_second_turn(pace), 0.3))
    assert MAX_CRAWL_DELAY_S <= 60


async def _second_turn(pace: Pace) -> None:
    for _ in range(2):
        async with pace.turn("b.example"):
            pace.slow_down("b.example", crawl_delay_s=86400)


def test_a_crawl_delay_never_makes_us_faster() -> None:
    pace = Pace(host_interval_s=0.2)
    pace.slow_down("a.example", crawl_delay_s=0)
    found = sorted(turns(pace, "a.example", "a.example"))
    assert found[1][0] - found[0][1] >= 0.19


def test_a_turn_that_fails_is_given_back() -> None:
    async def scene() -> str:
        pace = Pace(host_interval_s=0)
        with pytest.raises(ZeroDivisionError):
            async with pace.turn("a.example"):
                raise ZeroDivisionError
        async with pace.turn("a.example"):
            return "mine"

    assert run(scene()) == "mine"


def test_hosts_that_nobody_waits_for_are_forgotten() -> None:
    async def scene() -> int:
        pace = Pace(host_interval_s=0)
        for number in range(21_000):
            async with pace.turn(f"{number}.example"):
                pass
        return pace.hosts_known

    assert run(scene()) <= 20_000
