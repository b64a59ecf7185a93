"""Work is taken by one, given back by time, and no host's list hides the others."""

from datetime import UTC, datetime, timedelta

import pytest

from headwater.model.feed import Entry, Feed, FetchState
from headwater.store.claims import LEASE, claim_feeds, claim_pages, claim_steps, mend_schedule, release_leases
from headwater.store.models import EntryRow, EntryState, FeedRow
from headwater.store.rows import entry_row, feed_row

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def saved_feed(host: str, *, path: str = "rss", due_at: datetime = NOW) -> FeedRow:
    row = feed_row(Feed(url=f"https://{host}/{path}", outlet=host), FetchState(due_at=due_at), added_at=NOW)
    row.save()
    return row


def saved_entry(feed: FeedRow, number: int) -> EntryRow:
    row = entry_row(Entry(link=f"https://{feed.host}/{number}"), feed=feed, outlet=feed.outlet_key, seen_at=NOW)
    row.save()
    return row


def test_a_feed_that_is_due_is_claimed_once() -> None:
    feed = saved_feed("ledger.example")
    assert [row.key for row in claim_feeds(NOW, limit=10)] == [feed.key]
    assert claim_feeds(NOW, limit=10) == []


def test_a_feed_that_is_not_due_is_not_claimed() -> None:
    saved_feed("ledger.example", due_at=NOW + timedelta(seconds=1))
    assert claim_feeds(NOW, limit=10) == []


def test_a_retired_feed_is_not_claimed() -> None:
    feed = saved_feed("ledger.example")
    FeedRow.objects.filter(pk=feed.pk).update(retired=True)
    assert claim_feeds(NOW, limit=10) == []


def test_a_lease_that_ran_out_may_be_claimed_again() -> None:
    saved_feed("ledger.example")
    claim_feeds(NOW, limit=1)
    assert claim_feeds(NOW + LEASE, limit=1) == []
    assert len(claim_feeds(NOW + LEASE + timedelta(seconds=1), limit=1)) == 1


def test_released_leases_may_be_claimed_at_once() -> None:
    saved_feed("ledger.example")
    claim_feeds(NOW, limit=1)
    release_leases()
    assert len(claim_feeds(NOW, limit=1)) == 1


def test_two_feeds_of_one_host_are_not_claimed_together() -> None:
    saved_feed("ledger.example", path="a")
    saved_feed("ledger.example", path="b")
    saved_feed("courier.example")
    assert {row.host for row in claim_feeds(NOW, limit=10)} == {"ledger.example", "courier.example"}


def test_a_busy_host_is_left_alone() -> None:
    saved_feed("ledger.example")
    assert claim_feeds(NOW, limit=10, busy=["ledger.example"]) == []


def test_a_host_with_a_long_list_leaves_room_for_others() -> None:
    ledger, courier = saved_feed("ledger.example"), saved_feed("courier.example")
    for number in range(30):
        saved_entry(ledger, number)
    saved_entry(courier, 1)
    taken: list[str] = []
    busy: set[str] = set()
    while rows := claim_pages(NOW, limit=4, busy=busy):
        taken += [row.host for row in rows]
        busy |= {row.host for row in rows}
    assert sorted(taken) == ["courier.example", "ledger.example", "ledger.example"]


def test_steps_are_claimed_by_their_stamp() -> None:
    entry = saved_entry(saved_feed("ledger.example"), 1)
    assert claim_steps(NOW, limit=10, extract=1, trace=1) == []
    EntryRow.objects.filter(pk=entry.pk).update(state=EntryState.FETCHED)
    assert len(claim_steps(NOW, limit=10, extract=1, trace=1)) == 1
    EntryRow.objects.update(state=EntryState.READ, extract_version=1, trace_version=1, lease_until=None)
    assert claim_steps(NOW, limit=10, extract=1, trace=1) == []
    assert len(claim_steps(NOW, limit=10, extract=1, trace=2)) == 1


def test_what_somebody_else_took_meanwhile_is_left_to_them() -> None:
    mine, theirs = saved_feed("ledger.example"), saved_feed("courier.example")
    # Between the look and the claim another process takes one of the two: its lease stands when the claim is made.
    due = FeedRow.objects.filter(due_at__lte=NOW)
    chosen = list(due.order_by("key"))
    FeedRow.objects.filter(pk=theirs.pk).update(lease_until=NOW + LEASE)
    from headwater.store.claims import _free_among

    assert _free_among(due, chosen, now=NOW).count() == 1
    assert [row.pk for row in claim_feeds(NOW, limit=10)] == [mine.pk]


def test_what_a_clock_that_ran_ahead_has_put_off_is_due_once_it_is_set_back() -> None:
    ahead = NOW + timedelta(hours=5)
    put_off = FetchState(due_at=ahead + timedelta(hours=1), fetched_at=ahead)
    feed = feed_row(Feed(url="https://ledger.example/rss", outlet="ledger"), put_off, added_at=NOW)
    feed.save()
    entry = entry_row(Entry(link="https://ledger.example/1"), feed=feed, outlet="ledger", seen_at=ahead)
    entry.save()
    assert mend_schedule(NOW)
    assert [row.key for row in claim_feeds(NOW, limit=10)] == [feed.key]
    assert [row.key for row in claim_pages(NOW, limit=10)] == [entry.key]


def test_a_clock_that_is_right_changes_no_schedule() -> None:
    asked = FetchState(due_at=NOW + timedelta(hours=1), fetched_at=NOW - timedelta(hours=1))
    feed = feed_row(Feed(url="https://ledger.example/rss", outlet="ledger"), asked, added_at=NOW)
    feed.save()
    saved_entry(feed, 1)
    assert not mend_schedule(NOW)
    assert claim_feeds(NOW, limit=10) == []
