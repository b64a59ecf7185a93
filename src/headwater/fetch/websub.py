"""WebSub, the subscriber's side: pure decisions over a Subscription (W3C WebSub, Recommendation of 2018).

    request ──▶ hub ──▶ hub calls us back (verify_intent) ──▶ active ──▶ notices, signed (is_signed) ──▶ feed polled now
                                                                 └─ renewed after four fifths of the lease

A notice is only a knock: what it brings is not read, the feed is fetched by ourselves instead. A forged or replayed
notice then costs one conditional request, within the pace of the host, and nothing else. Polling never stops; an
active hub only makes it slower.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from headwater.model.feed import FetchState
from headwater.model.page import Failed, Outcome, Page, Purpose, Refused, Request
from headwater.model.subscription import Subscription, SubscriptionStage

#: What we ask for; the hub decides (5.1).
LEASE_S = 10 * 86400
#: What we take a hub's word for: shorter would be a load, longer would hide a dead hub.
MIN_LEASE_S, MAX_LEASE_S = 3600, 30 * 86400
#: An active hub lets a feed be polled this seldom; hubs die silently, so it is never less.
POLL_WITH_HUB_S = 3 * 3600
_FIRST_BACK_OFF_S = 600
_MAX_BACK_OFF_S = 86400

_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What we answer to a hub's call."""

    status: int
    #: Plain text.
    body: str = ""


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


def after_request(subscription: Subscription, outcome: Outcome, *, now: datetime) -> Subscription:
    """Give the agreement after a hub's answer to our request; 2xx only promises a call (5.1.2)."""
    asked = replace(subscription, requested_at=now, failures=subscription.failures + 1)
    if isinstance(outcome, Page):
        return asked
    detail = outcome.detail if isinstance(outcome, Failed | Refused) else "It gave no usable answer."
    return replace(asked, problem=f"The hub does not take our subscription, so the feed is polled. {detail}")


def verify_intent(
    subscription: Subscription | None, query: Mapping[str, str], *, now: datetime
) -> tuple[Subscription | None, Reply]:
    """Give the agreement and our reply after a hub's GET to our callback (5.3 verification, 5.2 denial).

    The challenge is given back only for a topic that we asked for in that mode; anything else gets 404, which the hub
    takes for a no.
    """
    mode, topic = query.get("hub.mode", ""), query.get("hub.topic", "")
    challenge = query.get("hub.challenge", "")
    if subscription is None or topic != subscription.topic:
        # We end what we no longer know of, but confirm nothing else.
        return subscription, Reply(status=200, body=challenge) if _ends(mode, subscription) else Reply(status=404)
    if mode == "denied":
        problem = f"The hub denies the subscription: {_shown(query.get('hub.reason', 'no reason given'))}."
        denied = replace(subscription, stage=SubscriptionStage.DENIED, expires_at=None, problem=problem)
        return denied, Reply(status=200)
    if mode != "subscribe" or not challenge:
        return subscription, Reply(status=404)
    lease_s = _lease_s(query.get("hub.lease_seconds", ""))
    active = replace(
        subscription,
        stage=SubscriptionStage.ACTIVE,
        expires_at=now + timedelta(seconds=lease_s),
        failures=0,
        problem=None,
    )
    return active, Reply(status=200, body=challenge)


def is_signed(subscription: Subscription, body: bytes, *, signature: str | None) -> bool:
    """Say whether a notice's X-Hub-Signature fits its body and our secret (7.1 Authenticated Content Distribution).

    Compared in constant time. A hub that never got the secret, because it is not reached over https, cannot sign.
    """
    method, _, given = (signature or "").partition("=")
    hashed = _HASHES.get(method.strip().casefold())
    if hashed is None:
        return False
    expected = hmac.new(subscription.secret.encode(), body, hashed).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().casefold().encode("utf-8", "replace"))


def after_notice(subscription: Subscription, state: FetchState, *, now: datetime) -> tuple[Subscription, FetchState]:
    """Give the agreement and the feed's state after a signed notice: the feed is due now, unless it is in trouble."""
    heard = replace(subscription, heard_at=now)
    if state.failures or state.retired or state.gone_count:
        return heard, state
    return heard, replace(state, due_at=min(state.due_at, now))


def slowed(state: FetchState, subscription: Subscription, *, now: datetime) -> FetchState:
    """Give a feed's state with polling slowed down while its hub is at work; as it is otherwise."""
    if not is_active(subscription, now=now) or subscription.heard_at is None or state.failures:
        return state
    return replace(state, due_at=max(state.due_at, now + timedelta(seconds=POLL_WITH_HUB_S)))


def is_active(subscription: Subscription, *, now: datetime) -> bool:
    """Say whether the hub has agreed and the lease runs."""
    runs = subscription.expires_at is not None and now < subscription.expires_at
    return subscription.stage is SubscriptionStage.ACTIVE and runs


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
    if subscription.expires_at is None:
        return subscription.requested_at
    return subscription.expires_at - (subscription.expires_at - subscription.requested_at) / 5


def _form_request(hub: str, form: Mapping[str, str]) -> Request:
    return Request(
        url=hub,
        purpose=Purpose.HOOK,
        body=urlencode(form).encode(),
        body_type="application/x-www-form-urlencoded",
    )


def _ends(mode: str, subscription: Subscription | None) -> bool:
    return mode == "unsubscribe" and subscription is None


def _lease_s(stated: str) -> int:
    seconds = int(stated[:12]) if stated.isascii() and stated.isdigit() else LEASE_S
    return max(MIN_LEASE_S, min(seconds, MAX_LEASE_S))


def _shown(reason: str) -> str:
    return "".join(character for character in reason if character.isprintable())[:200].rstrip(". ")
