"""When a feed is asked again, and what is remembered of how it answered. Pure: values in, values out.

answered     the pace at which the feed publishes, never sooner than it asks (max-age, Expires, ttl)
failed       5 min, 10 min, 20 min ... 24 h, never sooner than Retry-After
refused      like failed, at least 6 h
gone (410)   after 24 h once more; then polling stops, and the desk is told
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from headwater.fetch.mends import UNREADABLE, mend_of, reason_name
from headwater.model.feed import FetchState
from headwater.model.page import Failed, Gone, NotModified, Outcome, Page, Purpose, Refused, Request, digest_of

MIN_INTERVAL_S = 300
MAX_INTERVAL_S = 6 * 3600
#: What a server or feed asks for (max-age, ttl) is kept up to here; a year of max-age is a default nobody chose.
MAX_ASKED_S = 6 * 3600
FIRST_BACK_OFF_S = 300
MAX_BACK_OFF_S = 86400
MIN_REFUSED_S = 6 * 3600
#: A new home is believed after this many answers that agree, over this long (captive portals redirect everything).
MOVE_ANSWERS = 3
MOVE_AGE = timedelta(hours=24)
#: 410 has to be said twice over this long; a day's mistake must not end a feed.
GONE_ANSWERS = 2
GONE_AGE = timedelta(hours=24)
#: After so long without a full answer, validators are dropped: some servers say 304 for ever.
FULL_EVERY = timedelta(days=7)

#: Publishing is judged by the latest so many entries.
_RECENT = 10
_SLOWER, _FASTER = 1.25, 0.6


def request_for(state: FetchState, url: str) -> Request:
    """Give the next request for a feed: its validators verbatim (RFC 9110 13.1), none when a full answer is owed."""
    return Request(url=url, purpose=Purpose.FEED, etag=state.etag, last_modified=state.last_modified)


def next_state(  # noqa: PLR0913 - what was known, what came, and what reading it said: each is one fact
    state: FetchState,
    outcome: Outcome,
    *,
    now: datetime,
    published: Sequence[datetime] = (),
    ttl_s: int | None = None,
    problem: str | None = None,
) -> FetchState:
    """Give the state after an outcome, with the time of the next request.

    Args:
        state: what was known before.
        outcome: what came of the request.
        now: aware UTC.
        published: publication times of the feed's entries, in any order; the future is left out.
        ttl_s: seconds for which the feed itself asks not to be polled.
        problem: what reading the answer complained of, where it could not be read (a login page in place of a feed).

    >>> from datetime import UTC
    >>> now = datetime(2026, 3, 1, tzinfo=UTC)
    >>> state = next_state(FetchState(due_at=now), Gone(url="https://ledger.example/rss", fetched_at=now), now=now)
    >>> state.gone_count, state.retired
    (1, False)

    """
    if isinstance(outcome, Gone):
        return _after_gone(state, outcome, now=now)
    if isinstance(outcome, Failed | Refused):
        return _after_failure(state, outcome, now=now)
    if problem is not None:
        return _after_unreadable(state, outcome, now=now, problem=problem)
    well = replace(state, failures=0, problem=None, reason=None, mend=None)
    answered = replace(well, gone_count=0, gone_since=None, fetched_at=now)
    answered = _remembered_move(answered, outcome.moved_to, now=now)
    answered = _after_page(answered, outcome, now=now) if isinstance(outcome, Page) else _after_304(answered, outcome)
    answered = _owing_full(answered, now=now)
    answered = replace(answered, interval_s=_interval_s(state, answered, now=now, published=published))
    wait_s = max(answered.interval_s, min(max(outcome.fresh_s or 0, ttl_s or 0), MAX_ASKED_S))
    return replace(answered, due_at=_later(now, wait_s, url=outcome.url))


def settled_move(state: FetchState, *, now: datetime) -> str | None:
    """Give the feed's new address once permanent redirects have agreed on it often and long enough, else None."""
    if state.moved_to is None or state.moved_since is None:
        return None
    is_settled = state.moved_count >= MOVE_ANSWERS and now - state.moved_since >= MOVE_AGE
    return state.moved_to if is_settled else None


def rhythm_s(published: Sequence[datetime], *, now: datetime) -> int | None:
    """Give the seconds between polls that suit how a feed publishes, None where its entries say nothing.

    Half the mean gap between the latest entries, the silence since the last one counted as a gap, so that a feed
    which falls asleep is asked less and less.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> rhythm_s([noon - timedelta(hours=hours) for hours in (1, 2, 3)], now=noon)
    1800
    """
    recent = sorted(time for time in published if time <= now)[-_RECENT:]
    if not recent:
        return None
    mean_gap_s = (now - recent[0]).total_seconds() / len(recent)
    return _bounded(mean_gap_s / 2)


def _after_page(state: FetchState, page: Page, *, now: datetime) -> FetchState:
    digest = digest_of(page.body)
    changed_at = state.changed_at if digest == state.digest else now
    return replace(
        state, etag=page.etag, last_modified=page.last_modified, digest=digest, changed_at=changed_at, full_at=now
    )


def _after_304(state: FetchState, outcome: NotModified) -> FetchState:
    # A 304 may bring newer validators (RFC 9110 15.4.5); silence means that the old ones hold.
    etag, last_modified = outcome.etag or state.etag, outcome.last_modified or state.last_modified
    return replace(state, etag=etag, last_modified=last_modified)


def _owing_full(state: FetchState, *, now: datetime) -> FetchState:
    since = state.full_at or state.changed_at
    if since is not None and now - since < FULL_EVERY:
        return state
    return replace(state, etag=None, last_modified=None)


def _remembered_move(state: FetchState, moved_to: str | None, *, now: datetime) -> FetchState:
    if moved_to is None:
        return replace(state, moved_to=None, moved_count=0, moved_since=None)
    if moved_to != state.moved_to:
        return replace(state, moved_to=moved_to, moved_count=1, moved_since=now)
    return replace(state, moved_count=state.moved_count + 1)


def _interval_s(before: FetchState, after: FetchState, *, now: datetime, published: Sequence[datetime]) -> int:
    rhythm = rhythm_s(published, now=now)
    if rhythm is not None:
        return rhythm
    if before.digest is None:
        return _bounded(before.interval_s)
    return _bounded(before.interval_s * (_SLOWER if after.digest == before.digest else _FASTER))


def _after_failure(state: FetchState, outcome: Failed | Refused, *, now: datetime) -> FetchState:
    failures = state.failures + 1
    floor_s = MIN_REFUSED_S if isinstance(outcome, Refused) else (outcome.retry_after_s or 0)
    due_at = _later(now, max(_back_off_s(failures), floor_s), url=outcome.url)
    told = replace(state, problem=outcome.detail, reason=reason_name(outcome), mend=mend_of(outcome))
    return replace(told, failures=failures, fetched_at=now, due_at=due_at)


def _after_unreadable(state: FetchState, outcome: Page | NotModified, *, now: datetime, problem: str) -> FetchState:
    # Without validators, so that the mended answer comes in full; a redirect to a login page is no move either.
    failures = state.failures + 1
    due_at = _later(now, _back_off_s(failures), url=outcome.url)
    forgotten = replace(state, etag=None, last_modified=None, digest=None, fetched_at=now)
    told = replace(forgotten, problem=problem, reason="unreadable", mend=UNREADABLE)
    return replace(told, failures=failures, due_at=due_at)


def _after_gone(state: FetchState, outcome: Gone, *, now: datetime) -> FetchState:
    since = state.gone_since or now
    count = state.gone_count + 1
    retired = count >= GONE_ANSWERS and now - since >= GONE_AGE
    problem = (
        "The server says for the second day that this feed is gone for good (410). Polling has stopped; look for its "
        "new address, or remove it."
        if retired
        else "The server says that this feed is gone for good (410). It is asked once more after a day."
    )
    due_at = _later(now, MAX_BACK_OFF_S, url=outcome.url)
    told = replace(state, problem=problem, reason=reason_name(outcome), mend=mend_of(outcome))
    return replace(told, gone_count=count, gone_since=since, retired=retired, fetched_at=now, due_at=due_at)


def _back_off_s(failures: int) -> int:
    return min(FIRST_BACK_OFF_S << min(failures - 1, 20), MAX_BACK_OFF_S)


def _later(now: datetime, wait_s: int, *, url: str) -> datetime:
    # Up to a tenth later, by the address: feeds that failed together do not come back together, and no run differs.
    share = int.from_bytes(hashlib.sha256(url.encode("utf-8", "replace")).digest()[:4], "big") / 2**32
    return now + timedelta(seconds=wait_s + int(wait_s * share / 10))


def _bounded(interval_s: float) -> int:
    return int(max(MIN_INTERVAL_S, min(interval_s, MAX_INTERVAL_S)))
