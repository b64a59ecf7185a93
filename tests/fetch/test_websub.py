"""The subscriber's side of WebSub."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from tests.fetch.scripted import Asked, answer, client_of, run, serving

from headwater.fetch.websub import (
    POLL_WITH_HUB_S,
    after_notice,
    after_request,
    due_at,
    is_active,
    is_signed,
    slowed,
    subscribe_request,
    unsubscribe_request,
    verify_intent,
)
from headwater.model.feed import FetchState
from headwater.model.page import Failed, Failure, Outcome, Page, Refusal, Refused, Request
from headwater.model.subscription import Subscription, SubscriptionStage

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOPIC = "https://ledger.example/rss?a=1&b=2"
ASKED = Subscription(
    topic=TOPIC,
    hub="https://hub.example/",
    callback="https://desk.example/hub/k3y",
    secret="salt & pepper",
    requested_at=NOW,
)
CALL = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "c-1", "hub.lease_seconds": "864000"}


def active(**changes: str) -> Subscription:
    found, reply = verify_intent(ASKED, CALL | changes, now=NOW)
    assert reply.status == 200
    assert found is not None
    return found


def form_of(request: Request) -> dict[str, list[str]]:
    assert request.body is not None
    return parse_qs(request.body.decode(), strict_parsing=True)


def test_the_request_says_what_the_standard_wants() -> None:
    assert form_of(subscribe_request(ASKED)) == {
        "hub.callback": ["https://desk.example/hub/k3y"],
        "hub.mode": ["subscribe"],
        "hub.topic": [TOPIC],
        "hub.lease_seconds": ["864000"],
        "hub.secret": ["salt & pepper"],
    }
    assert form_of(unsubscribe_request(ASKED))["hub.mode"] == ["unsubscribe"]


def test_the_secret_never_goes_over_an_open_wire() -> None:
    assert "hub.secret" not in form_of(subscribe_request(replace(ASKED, hub="http://hub.example/")))


def test_a_hub_that_confirms_makes_the_agreement_active_and_gets_its_challenge_back() -> None:
    found, reply = verify_intent(ASKED, CALL, now=NOW)
    assert (reply.status, reply.body) == (200, "c-1")
    assert found is not None
    assert found.expires_at == NOW + timedelta(days=10)
    assert is_active(found, now=NOW)
    assert not is_active(found, now=NOW + timedelta(days=10))


@pytest.mark.parametrize(
    ("changes", "subscription"),
    [
        ({}, None),
        ({"hub.topic": "https://other.example/"}, ASKED),
        ({"hub.mode": "unsubscribe"}, ASKED),
        ({"hub.mode": ""}, ASKED),
        ({"hub.challenge": ""}, ASKED),
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed(changes: dict[str, str], subscription: Subscription | None) -> None:
    found, reply = verify_intent(subscription, CALL | changes, now=NOW)
    assert reply.status == 404
    assert found == subscription
    assert reply.body == ""


def test_an_agreement_that_we_no_longer_know_may_be_ended() -> None:
    assert verify_intent(None, CALL | {"hub.mode": "unsubscribe"}, now=NOW)[1].status == 200


def test_a_denial_is_kept_with_its_reason_and_not_asked_again() -> None:
    denial = {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "no such\x00 topic."}
    found, reply = verify_intent(active(), denial, now=NOW)
    assert reply.status == 200
    assert found is not None
    assert found.stage is SubscriptionStage.DENIED
    assert found.problem == "The hub denies the subscription: no such topic."
    assert due_at(found) is None


@pytest.mark.parametrize(
    ("stated", "seconds"), [("60", 3600), ("99999999999999999", 30 * 86400), ("soon", 864000), ("-1", 864000)]
)
def test_absurd_leases_are_bounded(stated: str, seconds: int) -> None:
    assert active(**{"hub.lease_seconds": stated}).expires_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_notice_signed_with_our_secret_is_believed(method: str) -> None:
    body = b"<rss/>"
    signature = f"{method}={hmac.new(b'salt & pepper', body, getattr(hashlib, method)).hexdigest()}"
    assert is_signed(ASKED, body, signature=signature)
    assert is_signed(ASKED, body, signature=signature.upper())
    assert not is_signed(ASKED, body + b" ", signature=signature)
    assert not is_signed(replace(ASKED, secret="other"), body, signature=signature)


@pytest.mark.parametrize(
    "signature", [None, "", "sha256", "sha256=", "md5=0", "=", "sha1=\u00e9", "none=", "sha256=" + "0" * 64]
)
def test_a_notice_without_a_proper_signature_is_not_believed(signature: str | None) -> None:
    assert not is_signed(ASKED, b"<rss/>", signature=signature)


def test_a_notice_makes_the_feed_due_unless_it_is_in_trouble() -> None:
    later = NOW + timedelta(hours=3)
    heard, state = after_notice(active(), FetchState(due_at=later), now=NOW)
    assert (heard.heard_at, state.due_at) == (NOW, NOW)
    for trouble in (FetchState(due_at=later, failures=1), FetchState(due_at=later, retired=True)):
        assert after_notice(active(), trouble, now=NOW)[1] == trouble


def test_polling_slows_down_only_while_a_hub_is_at_work() -> None:
    state = FetchState(due_at=NOW + timedelta(minutes=15))
    heard = replace(active(), heard_at=NOW)
    assert slowed(state, heard, now=NOW).due_at == NOW + timedelta(seconds=POLL_WITH_HUB_S)
    assert slowed(state, active(), now=NOW) == state
    assert slowed(state, ASKED, now=NOW) == state
    assert slowed(state, heard, now=NOW + timedelta(days=11)) == state


ACCEPTED = Page(url="u", final_url="u", status=202, content_type=None, charset=None, body=b"", fetched_at=NOW)


def test_a_lease_is_renewed_before_it_ends_and_a_silent_hub_is_asked_again() -> None:
    assert due_at(ASKED) == NOW
    assert due_at(after_request(ASKED, ACCEPTED, now=NOW)) == NOW + timedelta(minutes=10)
    assert due_at(active()) == NOW + timedelta(days=8)
    renewing = after_request(active(), ACCEPTED, now=NOW + timedelta(days=8))
    assert due_at(renewing) == NOW + timedelta(days=8, minutes=10)
    renewed, _ = verify_intent(renewing, CALL, now=NOW + timedelta(days=8))
    assert renewed is not None
    assert due_at(renewed) == NOW + timedelta(days=16)


def test_a_hub_that_could_not_sign_is_never_asked() -> None:
    assert due_at(replace(ASKED, hub="http://hub.example/")) is None


def failure(outcome: Outcome, *, times: int) -> Subscription:
    subscription = ASKED
    for _ in range(times):
        subscription = after_request(subscription, outcome, now=NOW)
    return subscription


@pytest.mark.parametrize(
    "outcome",
    [
        Failed(url="u", reason=Failure.STATUS, detail="It has trouble.", fetched_at=NOW, status=500),
        Refused(url="u", reason=Refusal.ADDRESS, detail="It is inside.", fetched_at=NOW),
    ],
)
def test_a_hub_that_fails_is_asked_less_and_less(outcome: Outcome) -> None:
    assert due_at(failure(outcome, times=1)) == NOW + timedelta(minutes=10)
    assert due_at(failure(outcome, times=2)) == NOW + timedelta(minutes=20)
    assert due_at(failure(outcome, times=40)) == NOW + timedelta(days=1)
    assert "polled" in (failure(outcome, times=1).problem or "")


def test_against_a_hub_on_the_wire() -> None:
    posted: list[bytes] = []

    async def hub(asked: Asked, writer: object) -> None:
        posted.append(asked.body)
        writer.write(answer(202))  # type: ignore[attr-defined]

    async def scene() -> tuple[Outcome, Asked]:
        async with serving({"/": hub}) as server, client_of(server) as client:
            asked = replace(ASKED, hub="http://hub.example/")
            return await client.fetch(subscribe_request(asked)), server.asked[0]

    outcome, asked = run(scene())
    assert isinstance(outcome, Page)
    assert outcome.status == 202
    assert asked.method == "POST"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(posted[0].decode())["hub.topic"] == [TOPIC]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_post_is_never_sent_on_to_another_address(status: int) -> None:
    async def scene() -> tuple[Outcome, list[str]]:
        async with serving({"/": answer(status, Location="/other")}) as server, client_of(server) as client:
            outcome = await client.fetch(subscribe_request(replace(ASKED, hub="http://hub.example/")))
            return outcome, server.paths()

    outcome, paths = run(scene())
    assert isinstance(outcome, Refused)
    assert paths == ["/"]
