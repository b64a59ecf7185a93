"""Feeds whose hub tells us what is new: agreements made, renewed and ended; knocks answered (W3C WebSub).

    a feed names its hub ──> agreement ──> hub asked ──> hub calls the site ──> active ──> knock ──> feed polled now

The site writes what hubs say into their rows and touches no feed; the newsroom turns knocks into due feeds. So neither
overwrites what the other one holds. Each change of an agreement reads its row anew, under the lock that writes it.
"""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from headwater.fetch import websub
from headwater.model.feed import FeedDocument, FetchState
from headwater.model.page import Outcome, Page, Request
from headwater.model.subscription import Subscription, SubscriptionStage
from headwater.store.models import FeedRow, SubscriptionRow
from headwater.store.rows import set_state, set_subscription, state_from, subscription_from, subscription_row

#: A feed that names another hub at each poll gets one agreement in so long, and no more.
_SETTLED_FOR = timedelta(days=1)
_SWEEP_EVERY = timedelta(seconds=10)
#: Hubs asked at once.
_AT_ONCE = 8
_SECRET_BYTES = 32


@dataclass(slots=True)
class Hubs:
    """The newsroom's side. Without a public address there is nothing a hub could call, and all feeds are polled."""

    #: Public address of the portal without a slash at the end; empty: off.
    address: str = ""
    #: Requests under way, and whose they are.
    _asked: dict[Request, str] = field(default_factory=dict)
    _swept_at: datetime | None = None

    @property
    def at_work(self) -> int:
        """The number of requests under way."""
        return len(self._asked)

    def ask(self, submit: Callable[[Request], None], *, now: datetime) -> int:
        """Ask the hubs that are due; give how many."""
        if not self.address:
            return 0
        if self._swept_at is None:
            self._move(now)
        if self._swept_at is None or not timedelta() <= now - self._swept_at < _SWEEP_EVERY:
            unwanted = SubscriptionRow.objects.filter(Q(feed=None) | Q(feed__retired=True))
            _end(unwanted.values_list("token", flat=True), now=now)
            self._swept_at = now
        due = SubscriptionRow.objects.filter(due_at__lte=now).exclude(token__in=list(self._asked.values()))
        tokens = list(due.order_by("due_at", "token").values_list("token", flat=True)[: _AT_ONCE - self.at_work])
        return sum(self._ask_one(token, submit, now=now) for token in tokens)

    def take(self, request: Request, outcome: Outcome) -> None:
        """Keep what a hub answered to a request."""
        token = self._asked.pop(request, None)
        with _held(token) as row:
            if row is not None:
                _put(row, websub.after_request(subscription_from(row), outcome))

    def answer_knocks(self, *, busy: Collection[str], now: datetime) -> int:
        """Make the feeds due whose hub knocked, but for those (by key) that are asked just now; give how many."""
        if not self.address:
            return 0
        knocked = SubscriptionRow.objects.filter(knocked_at__isnull=False).exclude(feed_id__in=list(busy))
        answered = 0
        for row in knocked.select_related("feed"):
            with transaction.atomic():
                if row.feed is not None:
                    set_state(row.feed, websub.after_notice(state_from(row.feed), now=now))
                    row.feed.save(update_fields=["state", "due_at"])
                # A knock that came meanwhile stays.
                SubscriptionRow.objects.filter(pk=row.pk, knocked_at=row.knocked_at).update(knocked_at=None)
            answered += 1
        return answered

    def after_poll(  # noqa: PLR0913 - what was known, what came, and what reading it said: each is one fact
        self,
        row: FeedRow,
        state: FetchState,
        *,
        outcome: Outcome,
        document: FeedDocument | None,
        found_new: bool,
        now: datetime,
    ) -> FetchState:
        """Give the feed's state with its hub taken into account; agreements are made and replaced here."""
        if not self.address:
            return state
        if document is not None and isinstance(outcome, Page):
            self._note(row, websub.announcement_of(outcome, document), now=now)
        before = state_from(row).fetched_at
        for token in _tokens_of(row):
            with _held(token) as agreed:
                if agreed is not None:
                    subscription, state = websub.after_poll(
                        subscription_from(agreed), state, polled_before=before, found_new=found_new, now=now
                    )
                    _put(agreed, subscription)
        return state

    def _ask_one(self, token: str, submit: Callable[[Request], None], *, now: datetime) -> int:
        with _held(token) as row:
            if row is None:
                return 0
            subscription = subscription_from(row)
            if websub.is_over(subscription, now=now):
                row.delete()
                return 0
            asked = replace(websub.asked(subscription, now=now), callback=self._callback(token))
            _put(row, asked)
        request = websub.next_request(asked)
        if request in self._asked:
            return 0
        self._asked[request] = token
        submit(request)
        return 1

    def _note(self, row: FeedRow, announced: websub.Announcement | None, *, now: datetime) -> None:
        current = SubscriptionRow.objects.filter(feed=row).order_by("-made_at").first()
        if current is not None:
            known = subscription_from(current)
            if announced == websub.Announcement(hub=known.hub, topic=known.topic):
                return
            if announced is not None and timedelta() <= now - current.made_at < _SETTLED_FOR:
                return
            _end(SubscriptionRow.objects.filter(feed=row).values_list("token", flat=True), now=now)
        if announced is None:
            return
        token = secrets.token_urlsafe(_SECRET_BYTES)
        subscription = Subscription(
            topic=announced.topic,
            hub=announced.hub,
            callback=self._callback(token),
            secret=secrets.token_urlsafe(_SECRET_BYTES),
            requested_at=now,
        )
        made = subscription_row(subscription, token=token, feed=row, made_at=now)
        made.due_at = websub.due_at(subscription)
        made.save(force_insert=True)

    def _move(self, now: datetime) -> None:
        """Make every agreement anew where the portal has another address than the hubs were told."""
        for token, document in SubscriptionRow.objects.exclude(feed=None).values_list("token", "document"):
            if self._callback(token) in document:
                continue
            with _held(token) as row:
                if row is not None:
                    moved = replace(subscription_from(row), callback=self._callback(token), requested_at=now)
                    _put(row, replace(moved, stage=SubscriptionStage.REQUESTED, expires_at=None, failures=0))

    def _callback(self, token: str) -> str:
        return f"{self.address}/hub/{token}"


def answer_hub(token: str, query: Mapping[str, str], *, now: datetime) -> websub.Reply:
    """Give the reply to a hub that verifies or denies an agreement, and keep what it said."""
    with _held(token) as row:
        before = subscription_from(row) if row is not None else None
        after, reply = websub.verify_intent(before, query, now=now)
        if row is not None and after is not None and after != before:
            _put(row, after)
            if websub.is_over(after, now=now):
                row.delete()
        return reply


def is_agreed(token: str) -> bool:
    """Say whether a hub's address is one that we gave out and still stand by."""
    row = SubscriptionRow.objects.filter(token=token).exclude(feed=None).first()
    return row is not None


def hear_knock(token: str, pieces: Iterable[bytes], *, signature: str | None, now: datetime) -> bool:
    """Take a hub's notice; give whether it was signed as agreed. Only then the feed is polled, soon."""
    row = SubscriptionRow.objects.filter(token=token).first()
    if row is None or not websub.is_signed(subscription_from(row), pieces, signature=signature):
        return False
    with _held(token) as held:
        if held is not None:
            _put(held, replace(subscription_from(held), heard_at=now))
            SubscriptionRow.objects.filter(pk=token).update(knocked_at=now)
    return True


def _tokens_of(row: FeedRow) -> list[str]:
    return list(SubscriptionRow.objects.filter(feed=row).values_list("token", flat=True))


def _end(tokens: Iterable[str], *, now: datetime) -> None:
    for token in list(tokens):
        with _held(token) as row:
            if row is not None:
                row.feed = None
                row.save(update_fields=["feed"])
                _put(row, websub.ended(subscription_from(row), now=now))


@contextmanager
def _held(token: str | None) -> Iterator[SubscriptionRow | None]:
    with transaction.atomic():
        yield SubscriptionRow.objects.select_for_update().filter(token=token).first() if token else None


def _put(row: SubscriptionRow, subscription: Subscription) -> None:
    set_subscription(row, subscription)
    row.due_at = websub.due_at(subscription)
    row.save(update_fields=["document", "due_at"])
