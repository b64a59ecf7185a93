"""A portal that is killed, starved of space, locked out or given a wrong clock keeps what it has shown.

The short form of `bench/faults.py`: a newsroom that is harmed ends in the same dump as one that is left alone. The whole
form (`pytest -m nightly`) gives the figures of docs/reference/faults.md. The manual's promise names these tests.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.newsroom.small_web import START, SmallWeb, served

from faults import HARMS, SHORT, WHOLE, Form
from postgresql import programs
from stepped_portal import left_alone, stepped


class Harming:
    """One small web, and what a newsroom that nobody harms makes of it."""

    def __init__(self, web: SmallWeb, form: Form) -> None:
        self._web, self._form = web, form
        self._expected = left_alone(web)

    def changes_nothing(self, harm: str) -> dict[str, object]:
        harmed = HARMS[harm](self._web, self._form, self._expected)
        print(harm, harmed.figures)
        assert harmed.broken == []
        return harmed.figures


@pytest.fixture(scope="module")
def harming() -> Iterator[Harming]:
    with served(SmallWeb(ticks=SHORT.ticks)) as web:
        yield Harming(web, SHORT)


@pytest.mark.timeout(300)
def test_what_was_shown_stays_at_its_address_and_kills_lose_and_double_nothing(harming: Harming) -> None:
    figures = harming.changes_nothing("killed")
    assert int(str(figures["kills"])) >= len(SHORT.points)
    assert int(str(figures["addresses"])) > 10


@pytest.mark.timeout(300)
def test_what_the_power_took_is_fetched_again(harming: Harming) -> None:
    harming.changes_nothing("power lost")


@pytest.mark.timeout(300)
def test_a_full_disk_stops_intake_and_not_reading(harming: Harming) -> None:
    assert int(str(harming.changes_nothing("disk full")["pages answered 200 meanwhile"])) > 10


@pytest.mark.nightly  # a server of its own and a crash: the short form of CI must stay short
@pytest.mark.timeout(300)
def test_a_lost_database_stops_intake_and_not_reading(harming: Harming) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    assert int(str(harming.changes_nothing("PostgreSQL lost")["pages answered 200 meanwhile"])) > 10


@pytest.mark.timeout(300)
def test_quiet_hours_change_nothing_but_the_times_of_asking() -> None:
    with served(SmallWeb(ticks=1)) as web, stepped(web) as portal:
        portal.done("cycle", die=None)
        first = portal.facts()["dump"]
        portal.set_clock(START + timedelta(hours=12))
        portal.done("cycle", die=None)
        again = portal.facts()["dump"]
    assert len(unasked(first)) > 10
    assert unasked(again) == unasked(first)


def unasked(dump: list[str]) -> list[str]:
    """What does not say when a feed was polled or a published page looked at again."""
    asking = ("store.FeedRow", "store.EntryRow", "store.RecheckTallyRow")
    return [line for line in dump if not line.startswith(asking)]


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("harm", list(HARMS))
def test_the_whole_of_each_harm_changes_nothing(harm: str) -> None:
    with served(SmallWeb(ticks=WHOLE.ticks)) as web:
        Harming(web, WHOLE).changes_nothing(harm)
