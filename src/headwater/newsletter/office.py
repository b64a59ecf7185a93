"""The post office: one round invites, makes what is due, sends, and reads what came back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from headwater.errors import ReadError
from headwater.model.letter import Frequency
from headwater.newsletter.bounces import read_mailbox
from headwater.newsletter.freezing import Made, break_news, make_and_freeze
from headwater.newsletter.gate import hold_what_slept, why_held
from headwater.newsletter.mail import Mail
from headwater.newsletter.schedule import due_issues
from headwater.newsletter.sender import Sender
from headwater.store import deliveries, subscriptions

#: Bounces are looked for, and old rows removed, so often.
_TIDY_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When letters go out, and what stands in them: the operator's settings."""

    daily_at: str
    weekly_on: str
    stories: int
    breaking_sources: int
    breaking_per_day: int


@dataclass(slots=True)
class Office:
    """One process at work; more of them share the copies."""

    mail: Mail
    plan: Plan
    clock: Callable[[], datetime]
    #: Told in a sentence what happens.
    report: Callable[[str], None]
    told: Callable[[], bool] = lambda: False
    _sender: Sender = field(init=False)
    _tidied_at: datetime | None = None
    _is_started: bool = False
    _said: str = ""

    def __post_init__(self) -> None:
        """Get a sender."""
        self._sender = Sender(mail=self.mail, clock=self.clock, told=self.told)

    def round(self) -> int:
        """Do all that is due now; give how many letters were handed over."""
        now = self.clock()
        subscriptions.take_sign_ups(now)
        self._tidy(now)
        held = why_held(self.mail.mark_file)
        if not held and not self._is_started:
            held = hold_what_slept(now)
            self._is_started = True
        if held:
            self._say_once(f"no letter goes out: {held}. If they should: headwater letter resume")
            return 0
        for made in self._make(now):
            self.report(f"{made.key}: {made.copies} letters, {made.skipped} readers for whom there is nothing new")
        sent = self._sender.send_due()
        trouble = deliveries.post().trouble
        self._say_once(f"the mail server: {trouble}" if trouble else "")
        return sent

    def _make(self, now: datetime) -> Iterator[Made]:
        for due in due_issues(now, zone=self.mail.zone, daily_at=self.plan.daily_at, weekly_on=self.plan.weekly_on):
            made = make_and_freeze(
                due.frequency, key=due.key, now=now, address=self.mail.address, limit=self.plan.stories
            )
            if made is not None:
                yield made
        broken = break_news(
            now=now,
            address=self.mail.address,
            sources=self.plan.breaking_sources,
            per_day=self.plan.breaking_per_day,
        )
        if broken is not None:
            yield broken

    def _tidy(self, now: datetime) -> None:
        if self._tidied_at is not None and now < self._tidied_at + _TIDY_EVERY:
            return
        self._tidied_at = now
        subscriptions.forget_old(now)
        deliveries.forget_deliveries(now)
        if self.mail.bounces is None:
            return
        try:
            for sentence in read_mailbox(self.mail.bounces, now=now):
                self.report(f"a bounce: {sentence}")
        except ReadError as error:
            self._say_once(str(error))

    def _say_once(self, sentence: str) -> None:
        if sentence and sentence != self._said:
            self.report(sentence)
        self._said = sentence


def issue_by_hand(frequency: Frequency, *, mail: Mail, plan: Plan, now: datetime) -> Made | None:
    """Make an issue now; None where today's was made already."""
    if frequency is Frequency.BREAKING:
        return break_news(now=now, address=mail.address, sources=plan.breaking_sources, per_day=plan.breaking_per_day)
    key = f"{frequency.value} {now.astimezone(mail.zone).date()}"
    return make_and_freeze(frequency, key=key, now=now, address=mail.address, limit=plan.stories)
