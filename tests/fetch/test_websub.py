"""The subscriber's side of WebSub."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from tests.fetch.scripted import Asked, answer, client_of, run, serving

from headwater.fetch.websub import (
    MIN_KNOCK_S,
    POLL_WITH_HUB_S,
    Announcement,
    after_notice,
    after_poll,
    after_request,
    announcement_of,
    asked,
    due_at,
    ended,
    is_active,
    is_over,
    is_signed,
    next_request,
    subscribe_request,
    unsubscribe_request,
    verify_intent,
)
from headwater.model.feed import FeedDocument, FeedFormat, FetchState
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


def test_nothing_is_given_back_for_an_agreement_that_we_do_not_know() -> None:
    reply = verify_intent(None, CALL | {"hub.mode": "unsubscribe"}, now=NOW)[1]
    assert (reply.status, reply.body) == (404, "")


def test_an_agreement_that_we_no_longer_want_ends_when_the_hub_asks_whether_we_meant_it() -> None:
    ending = ended(active(), now=NOW)
    assert due_at(ending) == NOW
    assert form_of(next_request(ending))["hub.mode"] == ["unsubscribe"]
    assert not is_over(ending, now=NOW)
    assert verify_intent(ending, CALL, now=NOW)[1].status == 404
    over, reply = verify_intent(ending, CALL | {"hub.mode": "unsubscribe"}, now=NOW)
    assert (reply.status, reply.body) == (200, "c-1")
    assert over is not None
    assert is_over(over, now=NOW)


def test_a_hub_that_does_not_let_us_go_is_left() -> None:
    ending = ended(active(), now=NOW)
    for _ in range(5):
        assert not is_over(ending, now=NOW)
        ending = asked(ending, now=NOW)
    assert is_over(ending, now=NOW)
    assert is_over(ended(ASKED, now=NOW), now=NOW)
    assert is_over(ended(active(), now=NOW), now=NOW + timedelta(days=11))


def test_a_challenge_is_given_back_up_to_a_length() -> None:
    assert len(verify_intent(ASKED, CALL | {"hub.challenge": "x" * 9999}, now=NOW)[1].body) == 2000


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
    assert is_signed(ASKED, [body[:3], body[3:]], signature=signature)
    assert is_signed(ASKED, [body[:3], body[3:]], signature=signature.upper())
    assert not is_signed(ASKED, [body, b" "], signature=signature)
    assert not is_signed(replace(ASKED, secret="other"), [body], signature=signature)


@pytest.mark.parametrize(
    "signature", [None, "", "sha256", "sha256=", "md5=0", "=", "sha1=\u00e9", "none=", "sha256=" + "0" * 64]
)
def test_a_notice_without_a_proper_signature_is_not_believed(signature: str | None) -> None:
    assert not is_signed(ASKED, [b"<rss/>"], signature=signature)


def test_a_notice_makes_the_feed_due_unless_it_is_in_trouble() -> None:
    later = NOW + timedelta(hours=3)
    assert after_notice(FetchState(due_at=later), now=NOW).due_at == NOW
    for trouble in (FetchState(due_at=later, failures=1), FetchState(due_at=later, retired=True)):
        assert after_notice(trouble, now=NOW) == trouble


def test_a_hub_that_knocks_all_the_time_does_not_make_us_poll_all_the_time() -> None:
    polled = FetchState(due_at=NOW + timedelta(hours=3), fetched_at=NOW)
    assert after_notice(polled, now=NOW).due_at == NOW + timedelta(seconds=MIN_KNOCK_S)


def poll(
    subscription: Subscription, *, found_new: bool, hours: float = 0, before: float | None = None
) -> tuple[Subscription, float]:
    """A poll so many hours from NOW, the one before it `before` hours from NOW; gives the wait in seconds."""
    at = NOW + timedelta(hours=hours)
    state = FetchState(due_at=at + timedelta(minutes=15))
    polled_before = None if before is None else NOW + timedelta(hours=before)
    after, polled = after_poll(subscription, state, polled_before=polled_before, found_new=found_new, now=at)
    return after, (polled.due_at - at).total_seconds()


def test_polling_slows_down_only_while_a_hub_is_at_work() -> None:
    heard = replace(active(), heard_at=NOW)
    assert poll(heard, found_new=True)[1] == POLL_WITH_HUB_S
    assert poll(active(), found_new=True)[1] == 900
    assert poll(ASKED, found_new=True)[1] == 900
    assert poll(heard, found_new=True, hours=11 * 24)[1] == 900


def test_a_knock_that_brought_nothing_yet_is_followed_up_for_a_while() -> None:
    heard = replace(active(), heard_at=NOW)
    after, wait_s = poll(heard, found_new=False)
    assert (after, wait_s) == (heard, 60)
    after, wait_s = poll(after, found_new=True, hours=0.02)
    assert wait_s == POLL_WITH_HUB_S
    assert poll(after, found_new=False, hours=0.04)[1] == POLL_WITH_HUB_S
    assert poll(heard, found_new=False, hours=0.2)[1] == POLL_WITH_HUB_S


def test_a_hub_that_keeps_silent_about_what_is_new_is_not_relied_on_until_it_speaks_again() -> None:
    heard, _ = poll(replace(active(), heard_at=NOW), found_new=True)
    silent, wait_s = poll(heard, found_new=True, hours=3, before=0.01)
    assert (silent.heard_at, wait_s) == (None, 900)
    assert poll(silent, found_new=True, hours=3.25, before=3)[1] == 900
    spoke = replace(silent, heard_at=NOW + timedelta(hours=4))
    assert poll(spoke, found_new=True, hours=4, before=3.5)[1] == POLL_WITH_HUB_S


FEED = Page(url=TOPIC, final_url=TOPIC, status=200, content_type=None, charset=None, body=b"", fetched_at=NOW)


@pytest.mark.parametrize(
    ("links", "hub", "topic", "expected"),
    [
        ((), None, None, None),
        ((), "javascript:alert(1)", None, None),
        ((), "https://hub.example/", None, ("https://hub.example/", TOPIC)),
        (
            (),
            "http://hub.example/",
            "https://ledger.example/self",
            ("https://hub.example/", "https://ledger.example/self"),
        ),
        (
            (("hub", "https://a.example/"), ("hub", "https://b.example/")),
            "https://c.example/",
            None,
            ("https://a.example/", TOPIC),
        ),
        (
            (("self", "https://ledger.example/x"),),
            "https://c.example/",
            "https://ledger.example/y",
            ("https://c.example/", "https://ledger.example/x"),
        ),
    ],
)
def test_a_feed_names_its_hub_in_the_header_or_in_itself(
    links: tuple[tuple[str, str], ...], hub: str | None, topic: str | None, expected: tuple[str, str] | None
) -> None:
    document = FeedDocument(url=TOPIC, format=FeedFormat.RSS, hub=hub, topic=topic)
    found = announcement_of(replace(FEED, links=links), document)
    assert found == (Announcement(hub=expected[0], topic=expected[1]) if expected else None)


ACCEPTED = Page(url="u", final_url="u", status=202, content_type=None, charset=None, body=b"", fetched_at=NOW)


def test_a_lease_is_renewed_before_it_ends_and_a_silent_hub_is_asked_again() -> None:
    assert due_at(ASKED) == NOW
    assert due_at(after_request(asked(ASKED, now=NOW), ACCEPTED)) == NOW + timedelta(minutes=10)
    assert due_at(active()) == NOW + timedelta(days=8)
    renewing = after_request(asked(active(), now=NOW + timedelta(days=8)), ACCEPTED)
    assert due_at(renewing) == NOW + timedelta(days=8, minutes=10)
    renewed, _ = verify_intent(renewing, CALL, now=NOW + timedelta(days=8))
    assert renewed is not None
    assert due_at(renewed) == NOW + timedelta(days=16)


def test_a_hub_that_could_not_sign_is_never_asked() -> None:
    assert due_at(replace(ASKED, hub="http://hub.example/")) is None


def failure(outcome: Outcome, *, times: int) -> Subscription:
    subscription = ASKED
    for _ in range(times):
        subscription = after_request(asked(subscription, now=NOW), outcome)
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

    async def hub(heard: Asked, writer: object) -> None:
        posted.append(heard.body)
        writer.write(answer(202))  # type: ignore[attr-defined]

    async def scene() -> tuple[Outcome, Asked]:
        async with serving({"/": hub}) as server, client_of(server) as client:
            agreement = replace(ASKED, hub="http://hub.example/")
            return await client.fetch(subscribe_request(agreement)), server.asked[0]

    outcome, heard = run(scene())
    assert isinstance(outcome, Page)
    assert outcome.status == 202
    assert heard.method == "POST"
    assert heard.headers["content-type"] == "application/x-www-form-urlencoded"
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
