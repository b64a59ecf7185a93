"""Making an issue: its contents and its readers are written down once, in one transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from headwater.edition.letter import chosen_stories, make_issue
from headwater.model.codec import decode
from headwater.model.letter import Frequency, Issue, Wishes
from headwater.store import deliveries

#: So far back a reader's copies are looked through for stories they had; longer than any story may stand in a letter.
_LOOK_BACK = timedelta(days=30)


class Made(NamedTuple):
    """An issue that was made."""

    key: str
    #: Copies that will go out.
    copies: int
    #: Readers for whom it has nothing.
    skipped: int


def make_and_freeze(frequency: Frequency, *, key: str, now: datetime, address: str, limit: int) -> Made | None:
    """Make the issue of a key for everyone who reads this kind of letter; None where it was made already."""
    if deliveries.issue_exists(key):
        return None
    return freeze_issue(make_issue(frequency, now=now, address=address), key=key, now=now, limit=limit)


def break_news(*, now: datetime, address: str, sources: int, per_day: int) -> Made | None:
    """Make a breaking issue of the first story that enough independent sources report and that had none yet."""
    if deliveries.issues_since(now - timedelta(days=1), frequency=Frequency.BREAKING.value) >= per_day:
        return None
    issue = make_issue(Frequency.BREAKING, now=now, address=address, sources=sources)
    merged = deliveries.merged_keys(story.key for story in issue.stories)
    for story in issue.stories:
        if any(deliveries.issue_exists(_breaking_key(key)) for key in (story.key, *merged.get(story.key, ()))):
            continue
        alone = Issue(frequency=issue.frequency, made_at=issue.made_at, stories=(story,))
        return freeze_issue(alone, key=_breaking_key(story.key), now=now, limit=1)
    return None


def freeze_issue(issue: Issue, *, key: str, now: datetime, limit: int) -> Made | None:
    """Write an issue down with each reader's stories: by their wishes, in rank order, none that they had before."""
    merged = deliveries.merged_keys(story.key for story in issue.stories)
    stories_of: dict[str, tuple[str, ...]] = {}
    for readers in deliveries.active_readers(issue.frequency.value):
        had = deliveries.stories_had((row.key for row in readers), since=now - _LOOK_BACK)
        for row in readers:
            known: Collection[str] = had.get(row.key, ())
            wishes = decode(row.wishes, Wishes)
            stories_of[row.key] = chosen_stories(issue, wishes, had=known, merged=merged, limit=limit)
    if not deliveries.freeze(key, issue, stories_of=stories_of, due_at=now):
        return None
    copies = sum(1 for stories in stories_of.values() if stories)
    return Made(key, copies, len(stories_of) - copies)


def _breaking_key(story: str) -> str:
    return f"breaking {story}"
