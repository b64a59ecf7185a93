"""From a row of the post to the bytes that are handed over: reader, stories as they may be shown now, message."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.edition.letter import as_may_be_shown
from headwater.model.codec import decode
from headwater.model.letter import Frequency, LetterStory, Reader, Wishes
from headwater.newsletter.mail import Mail
from headwater.newsletter.message import message_bytes, message_id_of
from headwater.newsletter.writing import Writer
from headwater.store import deliveries, queries, subscriptions
from headwater.store.models import DeliveryRow, ReaderRow, ReaderState

#: Issues whose stories are kept ready; several may be under way where a server was slow.
_ISSUES_KEPT = 4


class Copies:
    """Makes copies; what an issue may show is asked anew whenever the portal has published or a right has ended."""

    def __init__(self, mail: Mail) -> None:
        """Start with nothing in hand."""
        self._mail = mail
        self._writer = Writer(mail)
        self._issues: dict[str, _Shown] = {}

    def readers_for(self, rows: Sequence[DeliveryRow], *, now: datetime) -> dict[str, Reader]:
        """Give the readers of copies by key, without those who have left or must get no letter; and refresh rights."""
        found = subscriptions.readers_of(row.subscription_key for row in rows)
        confirming = {row.subscription_key for row in rows if row.issue_id is None}
        for key in {row.issue_id for row in rows if row.issue_id is not None}:
            self._refresh(key, now=now)
        return {
            key: _reader(row, confirming=key in confirming)
            for key, row in found.items()
            if key in confirming or row.state == ReaderState.ACTIVE
        }

    def content_for(self, row: DeliveryRow, reader: Reader, *, now: datetime) -> bytes | None:
        """Give a copy as bytes; None where nothing of it may be shown any more."""
        message_id = message_id_of(row.pk, row.subscription_key, mail=self._mail)
        if row.issue_id is None:
            letter = self._writer.confirmation(reader, invitation=row.round, made_at=row.made_at)
            return message_bytes(letter, to=reader.address, mail=self._mail, message_id=message_id, date=now)
        issue = self._issues[row.issue_id]
        stories = tuple(issue.stories[key] for key in json.loads(row.stories) if key in issue.stories)
        if not stories:
            return None
        letter = self._writer.issue_letter(reader, stories, frequency=issue.frequency, made_at=issue.made_at)
        return message_bytes(letter, to=reader.address, mail=self._mail, message_id=message_id, date=now)

    def _refresh(self, key: str, *, now: datetime) -> None:
        known = self._issues.get(key)
        number = queries.publication_number()
        if known is not None and known.number == number and (known.until is None or now < known.until):
            return
        issue = deliveries.issue_of(key)
        stories, until = as_may_be_shown(issue.stories, now=now)
        if len(self._issues) >= _ISSUES_KEPT and key not in self._issues:
            self._issues.pop(next(iter(self._issues)))
        self._issues[key] = _Shown(
            frequency=issue.frequency,
            made_at=issue.made_at,
            stories={story.key: story for story in stories},
            number=number,
            until=until,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What may be shown of an issue, as of a publication."""

    frequency: Frequency
    made_at: datetime
    stories: Mapping[str, LetterStory]
    number: int
    until: datetime | None


def _reader(row: ReaderRow, *, confirming: bool) -> Reader:
    wishes = decode(row.wanted if confirming and row.wanted else row.wishes or row.wanted, Wishes)
    return Reader(key=row.key, address=row.address, wishes=wishes)
