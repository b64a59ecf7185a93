"""WebSub, the subscriber's side: pure decisions over a Subscription (W3C WebSub, Recommendation of 2018).

    feed names a hub ──▶ request ──▶ hub calls us back (verify_intent) ──▶ active ──▶ signed knock ──▶ polled now
                            ▲                                                └─ renewed after four fifths of the lease
                            └── asked again where it does not call back           feed retired ──▶ ending ──▶ gone

A notice is only a knock: what it brings is not read, the feed is fetched by ourselves instead. A forged or replayed
notice then costs one conditional request, within the pace of the host, and nothing else. Polling never stops; an
active hub only makes it slower, and only for as long as it tells us what is new.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from headwater.model.feed import FeedDocument, FetchState
from headwater.model.page import Failed, Outcome, Page, Purpose, Refused, Request
from headwater.model.subscription import Subscription, SubscriptionStage
from headwater.text.urls import normalise

#: What we ask for; the hub decides (5.1).
LEASE_S = 10 * 86400
#: What we take a hub's word for: shorter would be a load, longer would hide a dead hub.
MIN_LEASE_S, MAX_LEASE_S = 3600, 30 * 86400
#: An active hub lets a feed be polled this seldom; hubs die silently, so it is never less.
POLL_WITH_HUB_S = 3 * 3600
#: A feed is not polled sooner after its last poll, however often its hub knocks.
MIN_KNOCK_S = 5
#: A knock that brought nothing new is followed up so often, for so long: caches before a feed lag behind its hub.
_FOLLOW_UP_S, _FOLLOW_UP_FOR = 60, timedelta(minutes=10)
_FIRST_BACK_OFF_S = 600
_MAX_BACK_OFF_S = 86400
#: A hub that does not let us go is left after so many requests; its notices are then answered with 410.
_MAX_GOODBYES = 5
#: Hubs send a few dozen characters; more is not given back.
_MAX_CHALLENGE = 2000

_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What we answer to a hub's call."""

    status: int
    #: Plain text.
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Where a feed says that it can be subscribed to."""

    hub: str
    topic: str


def announcement_of(page: Page, document: FeedDocument) -> Announcement | None:
    """Give hub and topic of a feed (4): of its Link header, else of the document; None where it names no hub.

    A hub named without encryption is asked at its encrypted address. Where no topic is named it is the feed's address.
    """
    links = dict(reversed(page.links))
    hub = normalise(links.get("hub") or document.hub or "")
    if hub is None:
        return None
    topic = links.get("self") or document.topic or page.url
    return Announcement(hub="https://" + hub.partition("://")[2], topic=topic)


def subscribe_request(subscription: Subscription) -> Request:
    """Give the request to a hub for a new or renewed agreement (5.1).

    The secret goes along only where the way to the hub is encrypted; without it no notice could be believed, so
    `due_at` never asks for such an agreement.
    """
    form = {
        "hub.callback": subscription.callback,
        "hub.mode": "subscribe",
        "hub.topic": subscription.topic,
        "hub.lease_seconds": str(LEASE_S),
    }
    if subscription.hub.startswith("https://"):
        form["hub.secret"] = subscription.secret
    return _form_request(subscription.hub, form)


def unsubscribe_request(subscription: Subscription) -> Request:
    """Give the request that ends an agreement (5.1)."""
    form = {"hub.callback": subscription.callback, "hub.mode": "unsubscribe", "hub.topic": subscription.topic}
    return _form_request(subscription.hub, form)


def asked(subscription: Subscription, *, now: datetime) -> Subscription:
    """Give the agreement with a request to its hub under way; it counts as failed until the hub calls."""
    return replace(subscription, requested_at=now, failures=subscription.failures + 1)


def after_request(subscription: Subscription, outcome: Outcome) -> Subscription:
    """Give the agreement after a hub's answer to our request; 2xx only promises a call (5.1.2)."""
    if isinstance(outcome, Page):
        return subscription
    detail = outcome.detail if isinstance(outcome, Failed | Refused) else "It gave no usable answer."
    return replace(subscription, problem=f"The hub does not take our subscription, so the feed is polled. {detail}")


def ended(subscription: Subscription, *, now: datetime) -> Subscription:
    """Give the agreement as one that we no longer want; its hub is to be told now."""
    if subscription.stage is SubscriptionStage.ENDING:
        return subscription
    return replace(subscription, stage=SubscriptionStage.ENDING, requested_at=now, failures=0)


def is_over(subscription: Subscription, *, now: datetime) -> bool:
    """Say whether an agreement that we no longer want may be forgotten: it never ran, ran out, or cannot be ended."""
    if subscription.stage is not SubscriptionStage.ENDING:
        return False
    runs = subscription.expires_at is not None and now < subscription.expires_at
    return not runs or subscription.failures >= _MAX_GOODBYES


def verify_intent(
    subscription: Subscription | None, query: Mapping[str, str], *, now: datetime
) -> tuple[Subscription | None, Reply]:
    """Give the agreement and our reply after a hub's GET to our callback (5.3 verification, 5.2 denial).

    The challenge is given back only for a topic that we asked for in that mode; anything else gets 404, which the hub
    takes for a no.
    """
    mode = query.get("hub.mode", "")
    challenge = query.get("hub.challenge", "")[:_MAX_CHALLENGE]
    if subscription is None or query.get("hub.topic", "") != subscription.topic:
        return subscription, Reply(status=404)
    if mode == "denied":
        problem = f"The hub denies the subscription: {_shown(query.get('hub.reason', 'no reason given'))}."
        return _denied(subscription, problem=problem), Reply(status=200)
    if not challenge or mode != _wanted_mode(subscription):
        return subscription, Reply(status=404)
    if mode == "unsubscribe":
        return replace(subscription, expires_at=None), Reply(status=200, body=challenge)
    active = replace(
        subscription,
        stage=SubscriptionStage.ACTIVE,
        expires_at=now + timedelta(seconds=_lease_s(query.get("hub.lease_seconds", ""))),
        failures=0,
        problem=None,
    )
    return active, Reply(status=200, body=challenge)


def is_signed(subscription: Subscription, pieces: Iterable[bytes], *, signature: str | None) -> bool:
    """Say whether a notice's X-Hub-Signature fits its body and our secret (7.1 Authenticated Content Distribution).

    `pieces` is the body, of which nothing is kept; it is not read where no signature could fit. Compared in constant
    time. A hub that never got the secret, because it is not reached over https, cannot sign.
    """
    method, _, given = (signature or "").partition("=")
    hashed = _HASHES.get(method.strip().casefold())
    if hashed is None:
        return False
    digest = hmac.new(subscription.secret.encode(), digestmod=hashed)
    for piece in pieces:
        digest.update(piece)
    return hmac.compare_digest(digest.hexdigest().encode(), given.strip().casefold().encode("utf-8", "replace"))


def after_notice(state: FetchState, *, now: datetime) -> FetchState:
    """Give a feed's state after a signed notice: it is due now, unless it is in trouble or was polled just before."""
    if state.failures or state.retired or state.gone_count:
        return state
    soonest = state.fetched_at + timedelta(seconds=MIN_KNOCK_S) if state.fetched_at else now
    return replace(state, due_at=min(state.due_at, max(now, soonest)))


def after_poll(
    subscription: Subscription, state: FetchState, *, polled_before: datetime | None, found_new: bool, now: datetime
) -> tuple[Subscription, FetchState]:
    """Give the agreement and the feed's state after a poll: slower while the hub tells us what is new.

    `polled_before` is when the feed was polled the time before. What is new without a knock since then shows a hub
    that keeps silent; it is not relied on until it speaks again. A knock that brought nothing yet is followed up.
    """
    heard = subscription.heard_at
    if not is_active(subscription, now=now) or heard is None or state.failures:
        return subscription, state
    is_answered = subscription.answered_at is not None and subscription.answered_at >= heard
    if found_new and is_answered and (polled_before is None or heard < polled_before):
        return replace(subscription, heard_at=None, answered_at=None), state
    if found_new:
        subscription, is_answered = replace(subscription, answered_at=now), True
    if not is_answered and now - heard < _FOLLOW_UP_FOR:
        return subscription, replace(state, due_at=min(state.due_at, now + timedelta(seconds=_FOLLOW_UP_S)))
    return subscription, replace(state, due_at=max(state.due_at, now + timedelta(seconds=POLL_WITH_HUB_S)))


def is_active(subscription: Subscription, *, now: datetime) -> bool:
    """Say whether the hub has agreed and the lease runs."""
    runs = subscription.expires_at is not None and now < subscription.expires_at
    return subscription.stage is SubscriptionStage.ACTIVE and runs


def next_request(subscription: Subscription) -> Request:
    """Give what the hub is asked next: to agree, or to let us go."""
    if subscription.stage is SubscriptionStage.ENDING:
        return unsubscribe_request(subscription)
    return subscribe_request(subscription)


def due_at(subscription: Subscription) -> datetime | None:
    """Give when the hub is to be asked (again), None where it has said no or is not reached over https.

    An active lease is renewed after four fifths; a hub that failed or has not called back yet is asked again after
    10 min, 20 min ... a day.
    """
    if subscription.stage is SubscriptionStage.DENIED or not subscription.hub.startswith("https://"):
        return None
    if subscription.failures:
        wait_s = min(_FIRST_BACK_OFF_S << min(subscription.failures - 1, 20), _MAX_BACK_OFF_S)
        return subscription.requested_at + timedelta(seconds=wait_s)
    if subscription.expires_at is None or subscription.stage is SubscriptionStage.ENDING:
        return subscription.requested_at
    return subscription.expires_at - (subscription.expires_at - subscription.requested_at) / 5


def _form_request(hub: str, form: Mapping[str, str]) -> Request:
    return Request(
        url=hub,
        purpose=Purpose.HOOK,
        body=urlencode(form).encode(),
        body_type="application/x-www-form-urlencoded",
    )


def _wanted_mode(subscription: Subscription) -> str | None:
    if subscription.stage is SubscriptionStage.DENIED:
        return None
    return "unsubscribe" if subscription.stage is SubscriptionStage.ENDING else "subscribe"


def _denied(subscription: Subscription, *, problem: str) -> Subscription:
    # One that we no longer want is over with it.
    stage = subscription.stage if subscription.stage is SubscriptionStage.ENDING else SubscriptionStage.DENIED
    return replace(subscription, stage=stage, expires_at=None, problem=problem)


def _lease_s(stated: str) -> int:
    seconds = int(stated[:12]) if stated.isascii() and stated.isdigit() else LEASE_S
    return max(MIN_LEASE_S, min(seconds, MAX_LEASE_S))


def _shown(reason: str) -> str:
    return "".join(character for character in reason if character.isprintable())[:200].rstrip(". ")
