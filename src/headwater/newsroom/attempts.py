"""What did not come: when it is asked for again, and what is written down where it is not."""

from datetime import datetime, timedelta

from headwater.model.page import Failed, Gone, NotModified, Outcome, Refused

#: Answers that did not come are asked for so often, the waits doubling from a minute: half an hour in all.
_MOST_ATTEMPTS = 6
_FIRST_WAIT = timedelta(minutes=1)


def next_attempt(outcome: Outcome, *, attempts: int, now: datetime) -> datetime | None:
    """Give when to ask again after so many attempts; None where asking again is of no use, or was tried enough.

    >>> from datetime import UTC
    >>> next_attempt(Gone(url="https://a.example/", fetched_at=datetime.now(UTC)), attempts=1, now=datetime.now(UTC))
    """
    if not isinstance(outcome, Failed) or attempts >= _MOST_ATTEMPTS:
        return None
    waits: int = 2 ** (attempts - 1)
    return now + max(_FIRST_WAIT * waits, timedelta(seconds=outcome.retry_after_s or 0))


def reason_of(outcome: Outcome) -> tuple[str, str]:
    """Give why nothing came: a short name for counting, and one sentence for the desk."""
    if isinstance(outcome, Refused):
        return outcome.reason.value, outcome.detail
    if isinstance(outcome, Failed):
        return f"no-answer-{outcome.reason.value}", outcome.detail
    if isinstance(outcome, Gone):
        return "gone", "the server says that the page is gone"
    if isinstance(outcome, NotModified):
        return "not-modified", "the server says that nothing changed, though nothing is held"
    return "no-page", ""
