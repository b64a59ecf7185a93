"""For everything that can go wrong with a feed there is something to be told, and something to be done."""

from datetime import UTC, datetime, timedelta

import pytest

from headwater.fetch.mends import mend_of, reason_name
from headwater.fetch.schedule import next_state
from headwater.model.feed import FetchState
from headwater.model.page import Failed, Failure, Gone, NotModified, Outcome, Page, Refusal, Refused

URL = "https://ledger.example/rss"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = Page(url=URL, final_url=URL, status=200, content_type=None, charset=None, body=b"x", fetched_at=NOW)
TROUBLES: list[Outcome] = [
    Gone(url=URL, fetched_at=NOW),
    *(Refused(url=URL, reason=reason, detail="No.", fetched_at=NOW) for reason in Refusal),
    *(Failed(url=URL, reason=reason, detail="No.", fetched_at=NOW) for reason in Failure),
    *(
        Failed(url=URL, reason=Failure.STATUS, detail="No.", fetched_at=NOW, status=status)
        for status in (401, 402, 403, 404, 418, 429, 451, 500, 503)
    ),
]


@pytest.mark.parametrize("outcome", TROUBLES)
def test_each_trouble_stands_on_the_feed_with_reason_and_mend_and_goes_when_it_answers(outcome: Outcome) -> None:
    state = next_state(FetchState(due_at=NOW), outcome, now=NOW)
    assert state.problem
    assert state.mend
    assert state.reason == reason_name(outcome)
    well = next_state(state, PAGE, now=NOW + timedelta(days=1))
    assert (well.problem, well.reason, well.mend) == (None, None, None)


def test_what_is_no_feed_is_told_as_such() -> None:
    state = next_state(FetchState(due_at=NOW), PAGE, now=NOW, problem="it is a page")
    assert (state.problem, state.reason) == ("it is a page", "unreadable")
    assert state.mend


def test_where_nothing_is_wrong_there_is_nothing_to_mend() -> None:
    for outcome in (PAGE, NotModified(url=URL, fetched_at=NOW)):
        assert (reason_name(outcome), mend_of(outcome)) == (None, None)
