"""Sending what is due: one connection, one copy after the other, each state written before and after the final dot.

A copy whose answer was heard is written down together with the next one's being put in doubt, in one transaction, so
that a sender that dies leaves exactly one copy in doubt. See docs/design/newsletter.md.
"""

import os
import secrets
import socket
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from headwater.model.letter import Reader
from headwater.newsletter.connection import Answer, Connection, Fate, NotReachedError
from headwater.newsletter.copies import Copies
from headwater.newsletter.gate import raise_mark, why_held
from headwater.newsletter.mail import Mail
from headwater.store import deliveries, subscriptions
from headwater.store.models import DeliveryRow, DeliveryState

#: Copies claimed together.
BATCH = 50
#: A copy the server did not take is tried again after so long, each time twice as long, at most four hours apart ...
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=4)
#: ... and given up after so long (RFC 5321, 4.5.4.1, says four to five days).
_GIVE_UP = timedelta(days=5)
#: A server that answers nobody is left alone for so many seconds, each time twice as long.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 5.0, 300.0
#: A copy that the connection was lost with so often may be what it is lost with: it waits like one refused for now.
_CUTS_FORGIVEN = 2
#: A server that hangs up so often instead of answering is not given more copies to be in doubt about ...
_MOST_DOUBTS = 10
#: ... but so many that it took weigh one doubt up.
_TAKEN_PER_DOUBT = 20
#: Seconds between two tries to reach a database that is gone.
_DATABASE_WAIT_S = 0.5

T = TypeVar("T")


class _NotOurs(Exception):  # noqa: N818 - ends one hand-over, is no error
    """Somebody else has the copy by now."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """An answer that is not written down yet."""

    row: DeliveryRow
    answer: Answer


@dataclass(slots=True)
class Sender:
    """One sender with one connection; any number of them may be at work."""

    mail: Mail
    clock: Callable[[], datetime]
    #: Whether to stop now.
    told: Callable[[], bool] = lambda: False
    sleep: Callable[[float], None] = time.sleep
    lease: timedelta = deliveries.LEASE
    first_pause_s: float = _FIRST_PAUSE_S
    first_wait: timedelta = _FIRST_WAIT
    #: What has happened since the start, by fate.
    tally: Counter[str] = field(default_factory=Counter)
    _holder: str = field(default_factory=lambda: f"{socket.gethostname()[:16]}-{os.getpid()}-{secrets.token_hex(4)}")
    _copies: Copies | None = None
    _connection: Connection | None = None
    _heard: _Heard | None = None
    _pause_s: float = 0.0
    #: Copies taken on this connection.
    _taken: int = 0
    #: Copies left in doubt, less what went well since.
    _doubts: float = 0.0

    def send_due(self) -> int:
        """Send what is due until nothing is, the post is held, or the server is to be left alone; give how many."""
        settle_database()
        sent = 0
        while not self.told():
            claimed = self._persistently(self._claim)
            if not claimed:
                break
            sent += self._send_batch(claimed)
        self._persistently(self._write_heard)
        self._hang_up()
        return sent

    def _claim(self) -> list[DeliveryRow]:
        now = self.clock()
        post = deliveries.post()
        if why_held(self.mail.mark_file) or (post.paused_until is not None and now < post.paused_until):
            return []
        claimed = deliveries.claim_deliveries(now, holder=self._holder, limit=BATCH, lease=self.lease)
        if claimed:
            raise_mark(self.mail.mark_file)
        return claimed

    def _send_batch(self, claimed: Sequence[DeliveryRow]) -> int:
        copies = self._copies = self._copies or Copies(self.mail)
        readers = self._persistently(lambda: copies.readers_for(claimed, now=self.clock()))
        before = self.tally[Fate.TAKEN.value]
        for row in claimed:
            if self.told() or not self._send_one(row, readers.get(row.subscription_key)):
                break
        self._persistently(self._write_heard)
        self._persistently(lambda: deliveries.release_deliveries(self._holder))
        return self.tally[Fate.TAKEN.value] - before

    def _send_one(self, row: DeliveryRow, reader: Reader | None) -> bool:
        """Send one copy; False where the batch is to be given back."""
        assert self._copies is not None  # noqa: S101 - made by the caller
        content = self._copies.content_for(row, reader, now=self.clock()) if reader is not None else None
        if reader is None or content is None:
            reason = "left before it went out" if reader is None else "nothing of it may be shown any more"
            self._persistently(lambda: self._settle(row, DeliveryState.SKIPPED, reason))
            return True
        if not self._is_connected():
            return False
        try:
            answer = self._hand_over(row, content, to=reader.address)
        except _NotOurs:  # the lease ran out under a slow server, so the rest of the batch is somebody else's too
            self._connection = None
            return False
        except (OperationalError, InterfaceError):
            # The database went away before the dot: the copy has not gone out, whatever the database says of it.
            self._connection = None
            self._heard_later(row, Answer(fate=Fate.CUT, words="the database went away"))
            return False
        # A copy that was refused before its last line has not written down what became of the one before.
        self._persistently(self._write_heard)
        self._heard = _Heard(row, answer)
        self.tally[answer.fate.value] += 1
        if answer.fate is Fate.TAKEN:
            self._pause_s = 0.0
            self._taken += 1
            self._doubts = max(0.0, self._doubts - 1 / _TAKEN_PER_DOUBT)
            return True
        self._persistently(self._write_heard)
        return answer.fate in {Fate.LATER, Fate.REFUSED, Fate.NO_MAILBOX} or self._goes_on_after(answer)

    def _heard_later(self, row: DeliveryRow, answer: Answer) -> None:
        self._persistently(self._write_heard)
        self._heard = _Heard(row, answer)
        self._persistently(self._write_heard)

    def _goes_on_after(self, answer: Answer) -> bool:
        """Whether to go on with another connection; a server that took nothing on this one is left alone."""
        self._connection = None
        if answer.fate is Fate.IN_DOUBT:
            self._doubts += 1
            if self._doubts >= _MOST_DOUBTS:
                because = f"the mail server hung up {_MOST_DOUBTS} times without answering: {answer.words}"
                self._persistently(lambda: deliveries.hold_post(because))
                return False
        if self._taken:
            return True
        self._pause(answer.words)
        return False

    def _pause(self, trouble: str) -> None:
        self._pause_s = min(max(self._pause_s * 2, self.first_pause_s), _LONGEST_PAUSE_S)
        until = self.clock() + timedelta(seconds=self._pause_s)
        self._persistently(lambda: deliveries.pause_post(until, trouble=trouble))

    def _hand_over(self, row: DeliveryRow, content: bytes, *, to: str) -> Answer:
        assert self._connection is not None  # noqa: S101 - asked for just before

        def _before_end() -> None:
            with transaction.atomic():
                if self._heard is not None:
                    self._write(self._heard)
                if not deliveries.begin_handing_over(row, holder=self._holder, now=self.clock()):
                    raise _NotOurs
            self._heard = None

        return self._connection.hand_over(content, sender=self.mail.from_address, to=to, before_end=_before_end)

    def _write_heard(self) -> None:
        """Write the last answer down; it is kept until that has worked."""
        if self._heard is not None:
            self._write(self._heard)
            self._heard = None

    def _write(self, heard: _Heard) -> None:
        row, answer = heard.row, heard.answer
        match answer.fate:
            case Fate.TAKEN:
                self._settle(row, DeliveryState.SENT, answer.words)
            case Fate.IN_DOUBT:
                self._settle(row, DeliveryState.IN_DOUBT, answer.words)
            case Fate.REFUSED:
                self._settle(row, DeliveryState.FAILED, answer.words)
            case Fate.NO_MAILBOX:
                self._settle(row, DeliveryState.FAILED, answer.words)
                self._suppress(row)
            case Fate.LATER | Fate.CUT:
                self._put_back(row, answer)

    def _settle(self, row: DeliveryRow, state: DeliveryState, reason: str) -> None:
        deliveries.settle(row.pk, holder=self._holder, state=state, reason=reason)

    def _suppress(self, row: DeliveryRow) -> None:
        found = subscriptions.readers_of([row.subscription_key]).get(row.subscription_key)
        if found is not None:
            subscriptions.suppress(found.address, reason="bounced", now=self.clock())

    def _put_back(self, row: DeliveryRow, answer: Answer) -> None:
        now = self.clock()
        if answer.fate is Fate.LATER and now - row.made_at >= _GIVE_UP:
            self._settle(row, DeliveryState.FAILED, f"given up after five days: {answer.words}")
            return
        wait = timedelta()
        # A server that says good-bye (421) has had enough of the connection, not of this copy.
        if answer.fate is Fate.LATER or (row.attempts >= _CUTS_FORGIVEN and not answer.words.startswith("421")):
            wait = min(self.first_wait * 2 ** min(row.attempts, 10), _LONGEST_WAIT)
        deliveries.put_back(row.pk, holder=self._holder, due_at=now + wait, reason=answer.words)

    def _is_connected(self) -> bool:
        """Have a connection; False where the server cannot be reached, which is then left alone for a while."""
        if self._connection is not None:
            return True
        try:
            self._connection = Connection(self.mail.server)
        except NotReachedError as error:
            self._pause(str(error))
            return False
        self._taken = 0
        return True

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _persistently(self, ask: Callable[[], T]) -> T:
        """Give what the database answers, however long it is away: what was heard must not be forgotten."""
        while True:
            try:
                return ask()
            except (OperationalError, InterfaceError):
                connection.close()
                self.sleep(_DATABASE_WAIT_S)
                try:
                    settle_database()
                except DatabaseError:
                    connection.close()


def settle_database() -> None:
    """Have every state on the disk before the next line goes out, where the database would else leave it to later."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
