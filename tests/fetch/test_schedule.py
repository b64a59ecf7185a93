"""When a feed is asked again: pure arithmetic over what happened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.fetch.schedule import next_state, request_for, rhythm_s, settled_move
from headwater.model.feed import FetchState
from headwater.model.page import Failed, Failure, Gone, NotModified, Outcome, Page, Refusal, Refused

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://ledger.example/rss"
NEW = "https://ledger.example/new"
START = FetchState(due_at=NOW)


def page(body: bytes = b"one", **changes: object) -> Page:
    whole = Page(
        url=URL, final_url=URL, status=200, content_type=None, charset=None, body=body, fetched_at=NOW, etag='"a"'
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def unchanged(**changes: object) -> NotModified:
    return replace(NotModified(url=URL, fetched_at=NOW), **changes)  # type: ignore[arg-type]


def failed(**changes: object) -> Failed:
    whole = Failed(url=URL, reason=Failure.TIMEOUT, detail="It did not answer.", fetched_at=NOW)
    return replace(whole, **changes)  # type: ignore[arg-type]


GONE = Gone(url=URL, fetched_at=NOW)
REFUSED = Refused(url=URL, reason=Refusal.ADDRESS, detail="Inside.", fetched_at=NOW)


def wait_s(state: FetchState, *, now: datetime = NOW) -> float:
    return (state.due_at - now).total_seconds()


def test_validators_of_an_answer_go_into_the_next_request_verbatim() -> None:
    state = next_state(START, page(etag='W/"x y', last_modified="noon"), now=NOW)
    request = request_for(state, URL)
    assert (request.etag, request.last_modified) == ('W/"x y', "noon")
    state = next_state(state, unchanged(), now=NOW)
    assert request_for(state, URL) == request
    state = next_state(state, unchanged(etag="new"), now=NOW)
    assert request_for(state, URL).etag == "new"
    assert request_for(next_state(state, page(etag=None), now=NOW), URL).etag is None


@pytest.mark.parametrize(
    ("hours", "expected_s"),
    [([0.1, 0.2, 0.3, 0.4], 300), ([1, 2, 3, 4], 1800), ([0, 6, 12, 18], 8100), ([48], 6 * 3600), ([10_000], 6 * 3600)],
)
def test_a_feed_is_asked_as_often_as_it_publishes(hours: list[float], expected_s: int) -> None:
    published = [NOW - timedelta(hours=number) for number in hours]
    state = next_state(START, page(), now=NOW, published=published)
    assert state.interval_s == expected_s
    assert expected_s <= wait_s(state) <= expected_s * 1.1


def test_dates_of_the_future_do_not_count() -> None:
    assert rhythm_s([NOW + timedelta(days=365 * 70)], now=NOW) is None
    assert rhythm_s([], now=NOW) is None


def test_without_dates_the_interval_follows_the_changes() -> None:
    state = next_state(START, page(b"one"), now=NOW)
    same = next_state(state, page(b"one"), now=NOW)
    other = next_state(state, page(b"two"), now=NOW)
    assert other.interval_s < state.interval_s < same.interval_s
    assert other.changed_at == NOW


@pytest.mark.parametrize(("fresh_s", "ttl_s"), [(7200, None), (0, 7200), (None, 7200)])
def test_what_the_server_or_the_feed_asks_for_is_kept(fresh_s: int | None, ttl_s: int | None) -> None:
    assert wait_s(next_state(START, page(fresh_s=fresh_s), now=NOW, ttl_s=ttl_s)) >= 7200


def test_a_year_of_max_age_is_not_kept() -> None:
    assert wait_s(next_state(START, page(fresh_s=365 * 86400), now=NOW)) <= 6 * 3600 * 1.1


def test_failures_double_the_wait_up_to_a_day_and_one_answer_ends_it() -> None:
    state, waits = START, []
    for _ in range(14):
        state = next_state(state, failed(), now=NOW)
        waits.append(wait_s(state))
    assert 300 <= waits[0] <= 330
    for earlier, later in pairwise(waits):
        assert later == pytest.approx(min(earlier * 2, waits[-1]), abs=2)
    assert 86400 <= waits[-1] <= 86400 * 1.1
    assert (state.failures, state.problem) == (14, "It did not answer.")
    state = next_state(state, unchanged(), now=NOW)
    assert (state.failures, state.problem) == (0, None)


def test_retry_after_is_kept_where_it_is_longer() -> None:
    assert wait_s(next_state(START, failed(retry_after_s=5000), now=NOW)) >= 5000
    assert wait_s(next_state(START, failed(retry_after_s=60), now=NOW)) >= 300


def test_what_was_refused_is_not_tried_again_soon() -> None:
    assert wait_s(next_state(START, REFUSED, now=NOW)) >= 6 * 3600


def test_an_answer_that_cannot_be_read_backs_off_and_keeps_no_validators() -> None:
    state = next_state(START, page(), now=NOW)
    state = next_state(state, page(b"<html>Log in"), now=NOW, problem="This is a login page.")
    assert (state.failures, state.problem, state.etag) == (1, "This is a login page.", None)
    assert state.moved_to is None


def test_a_move_is_believed_after_three_answers_over_a_day() -> None:
    state = START
    for hours, settled in ((0, None), (12, None), (23, None), (25, NEW)):
        now = NOW + timedelta(hours=hours)
        state = next_state(state, page(moved_to=NEW), now=now)
        assert settled_move(state, now=now) == settled


@pytest.mark.parametrize("contrary", [page(), page(moved_to="https://portal.example/login"), unchanged()])
def test_one_contrary_answer_starts_the_count_anew(contrary: Outcome) -> None:
    state = START
    for hours in (0, 12, 20):
        state = next_state(state, page(moved_to=NEW), now=NOW + timedelta(hours=hours))
    state = next_state(state, contrary, now=NOW + timedelta(hours=21))
    state = next_state(state, page(moved_to=NEW), now=NOW + timedelta(hours=30))
    assert state.moved_count == 1
    assert settled_move(state, now=NOW + timedelta(hours=30)) is None


def test_a_login_page_behind_a_redirect_is_no_move() -> None:
    state = START
    for hours in (0, 12, 25, 40):
        state = next_state(state, page(moved_to=NEW), now=NOW + timedelta(hours=hours), problem="Not a feed.")
    assert settled_move(state, now=NOW + timedelta(hours=40)) is None


def test_gone_twice_over_a_day_retires_and_says_so() -> None:
    state = next_state(START, GONE, now=NOW)
    assert not state.retired
    assert wait_s(state) >= 86400
    state = next_state(state, GONE, now=NOW + timedelta(hours=1))
    assert not state.retired
    state = next_state(state, GONE, now=NOW + timedelta(hours=24))
    assert state.retired
    assert state.problem is not None
    assert "stopped" in state.problem


def test_one_day_of_gone_is_forgiven() -> None:
    state = next_state(START, GONE, now=NOW)
    state = next_state(state, page(), now=NOW + timedelta(days=1))
    assert (state.gone_count, state.gone_since, state.problem) == (0, None, None)
    assert not next_state(state, GONE, now=NOW + timedelta(days=2)).retired


def test_a_server_that_says_unchanged_for_ever_is_asked_in_full_once_a_week() -> None:
    state = next_state(START, page(), now=NOW)
    full = []
    for day in range(1, 30):
        now = NOW + timedelta(days=day)
        if request_for(state, URL).etag is None:
            full.append(day)
            state = next_state(state, page(), now=now)
        else:
            state = next_state(state, unchanged(), now=now)
    assert full == [8, 16, 24]


OUTCOMES: list[Outcome] = [
    page(),
    page(b"two", moved_to=NEW),
    unchanged(),
    failed(),
    failed(retry_after_s=604800),
    REFUSED,
    GONE,
]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    outcomes=st.lists(st.sampled_from(OUTCOMES), max_size=20),
    hours=st.lists(st.integers(-100, 10_000), max_size=12),
    ttl_s=st.none() | st.integers(0, 10**9),
)
def test_the_next_request_is_never_sooner_than_five_minutes_nor_later_than_eight_days(
    outcomes: list[Outcome], hours: list[int], ttl_s: int | None
) -> None:
    state = START
    for outcome in outcomes:
        published = [NOW - timedelta(hours=number) for number in hours]
        state = next_state(state, outcome, now=NOW, published=published, ttl_s=ttl_s)
        assert 300 <= wait_s(state) <= 8 * 86400


def test_feeds_that_failed_together_do_not_come_back_together() -> None:
    waits = {wait_s(next_state(START, failed(url=f"https://a{number}.example/"), now=NOW)) for number in range(50)}
    assert len(waits) > 20
    assert next_state(START, failed(), now=NOW) == next_state(START, failed(), now=NOW)
