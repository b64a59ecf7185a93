from datetime import timedelta
from itertools import permutations

from tests.rank.stories import NOW

from headwater.model.story import Hit
from headwater.rank.popular import honest_reads


def hit(story: str, reader: str, *, network: str | None = None, days: int = 0) -> Hit:
    return Hit(story=story, reader=reader, network=network or f"network of {reader}", at=NOW + timedelta(days=days))


def test_one_client_is_one_read_a_day() -> None:
    assert honest_reads([hit("a", "r")] * 1000) == {"a": 1}
    assert honest_reads([hit("a", "r"), hit("a", "r2", days=1)]) == {"a": 2}


def test_a_burst_from_three_networks_moves_nothing() -> None:
    people = [hit("a", f"r{number}") for number in range(20)]
    burst = [hit("b", f"bot{number}", network=f"n{number % 3}") for number in range(200)]
    reads = honest_reads([*people, *burst])
    assert reads["b"] < reads["a"]


def test_a_client_that_opens_everything_is_a_program() -> None:
    crawl = [hit(f"s{number}", "crawler") for number in range(500)]
    assert honest_reads([*crawl, hit("s1", "person")]) == {"s1": 1}


def test_the_order_of_hits_does_not_matter() -> None:
    hits = [hit("a", "r"), hit("a", "r2", network="n"), hit("b", "r3", network="n")]
    assert len({tuple(sorted(honest_reads(order).items())) for order in permutations(hits)}) == 1
