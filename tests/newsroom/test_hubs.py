"""Agreements with hubs in the database: made once, replaced seldom, ended with their feed, told apart from strangers."""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs

import pytest
from django.test import Client
from tests.newsroom.small_web import START

from headwater.model.feed import Feed, FeedDocument, FeedFormat, FetchState
from headwater.model.page import Page, Request
from headwater.newsroom.hubs import Hubs, answer_hub, hear_knock
from headwater.store.models import FeedRow, SubscriptionRow
from headwater.store.rows import feed_row, set_state, state_from, subscription_from

pytestmark = pytest.mark.django_db(transaction=True)
URL = "https://ledger.example/rss"
PAGE = Page(url=URL, final_url=URL, status=200, content_type=None, charset=None, body=b"", fetched_at=START)


def subscribed() -> FeedRow:
    row = feed_row(Feed(url=URL, outlet="ledger"), FetchState(due_at=START), added_at=START)
    row.save()
    return row


def polled(hubs: Hubs, row: FeedRow, *, hub: str | None = "https://hub.example/", now: datetime = START) -> FetchState:
    document = FeedDocument(url=URL, format=FeedFormat.RSS, hub=hub)
    state = replace(state_from(row), due_at=now + timedelta(minutes=15), fetched_at=now)
    state = hubs.after_poll(row, state, outcome=PAGE, document=document, found_new=True, now=now)
    set_state(row, state)
    row.save()
    return state


def asked(hubs: Hubs, *, now: datetime = START) -> list[dict[str, list[str]]]:
    sent: list[Request] = []
    hubs.ask(sent.append, now=now)
    for request in sent:
        hubs.take(request, replace(PAGE, url=request.url, status=202))
    return [parse_qs((request.body or b"").decode(), strict_parsing=True) for request in sent]


def agreed(hubs: Hubs) -> str:
    (form,) = asked(hubs)
    token = form["hub.callback"][0].rpartition("/")[2]
    query = {"hub.mode": "subscribe", "hub.topic": URL, "hub.challenge": "c", "hub.lease_seconds": "864000"}
    assert answer_hub(token, query, now=START).body == "c"
    return token


def test_without_a_public_address_no_hub_is_asked() -> None:
    row = subscribed()
    off = Hubs()
    assert polled(off, row).due_at == START + timedelta(minutes=15)
    assert asked(off) == []
    assert not SubscriptionRow.objects.exists()


def test_a_feed_that_names_a_hub_is_agreed_on_once_and_asked_for_again_only_when_the_lease_runs_out() -> None:
    hubs, row = Hubs(address="https://desk.example"), subscribed()
    polled(hubs, row)
    agreed(hubs)
    polled(hubs, row)
    assert asked(hubs) == []
    assert asked(hubs, now=START + timedelta(days=7, hours=23)) == []
    (renewal,) = asked(hubs, now=START + timedelta(days=8, minutes=1))
    assert renewal["hub.mode"] == ["subscribe"]


def test_a_hub_that_calls_before_its_answer_was_read_stays_agreed() -> None:
    hubs, row = Hubs(address="https://desk.example"), subscribed()
    polled(hubs, row)
    sent: list[Request] = []
    hubs.ask(sent.append, now=START)
    token = SubscriptionRow.objects.get().token
    query = {"hub.mode": "subscribe", "hub.topic": URL, "hub.challenge": "c"}
    assert answer_hub(token, query, now=START).status == 200
    hubs.take(sent[0], PAGE)
    assert subscription_from(SubscriptionRow.objects.get()).failures == 0


def test_a_signed_knock_makes_the_feed_due_and_waits_while_it_is_asked() -> None:
    hubs, row = Hubs(address="https://desk.example"), subscribed()
    polled(hubs, row)
    token = agreed(hubs)
    later = START + timedelta(minutes=5)
    subscription = subscription_from(SubscriptionRow.objects.get())
    assert not hear_knock(token, [b"<rss/>"], signature="sha256=00", now=later)
    assert hubs.answer_knocks(busy=(), now=later) == 0
    assert hear_knock(token, [b"<rss/>"], signature=signature_of(subscription.secret), now=later)
    assert hubs.answer_knocks(busy={row.key}, now=later) == 0
    assert hubs.answer_knocks(busy=(), now=later) == 1
    assert FeedRow.objects.get().due_at == later
    assert hubs.answer_knocks(busy=(), now=later) == 0


def signature_of(secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), b"<rss/>", hashlib.sha256).hexdigest()


def test_a_feed_that_names_another_hub_each_time_gets_one_agreement_a_day() -> None:
    hubs, row = Hubs(address="https://desk.example"), subscribed()
    polled(hubs, row)
    agreed(hubs)
    for number in range(20):
        polled(hubs, row, hub=f"https://hub{number}.example/", now=START + timedelta(hours=1, minutes=number))
    assert SubscriptionRow.objects.count() == 1
    next_day = START + timedelta(days=1, hours=1)
    polled(hubs, row, hub="https://other.example/", now=next_day)
    modes = sorted(form["hub.mode"][0] for form in asked(hubs, now=next_day))
    assert modes == ["subscribe", "unsubscribe"]


@pytest.mark.parametrize("way", ["retired", "deleted", "without a hub"])
def test_what_is_not_wanted_any_more_is_ended_at_its_hub(way: str) -> None:
    hubs, row = Hubs(address="https://desk.example"), subscribed()
    polled(hubs, row)
    token = agreed(hubs)
    later = START + timedelta(minutes=5)
    if way == "retired":
        FeedRow.objects.update(retired=True)
    elif way == "deleted":
        row.delete()
    else:
        polled(hubs, row, hub=None, now=later)
    (form,) = asked(hubs, now=later)
    assert form["hub.mode"] == ["unsubscribe"]
    query = {"hub.mode": "unsubscribe", "hub.topic": URL, "hub.challenge": "bye"}
    assert answer_hub(token, query, now=later).body == "bye"
    assert not SubscriptionRow.objects.exists()


def test_a_portal_that_moved_agrees_anew_with_every_hub() -> None:
    row = subscribed()
    polled(Hubs(address="https://desk.example"), row)
    agreed(Hubs(address="https://desk.example"))
    (form,) = asked(Hubs(address="https://new.example"), now=START + timedelta(hours=1))
    assert form["hub.callback"][0].startswith("https://new.example/hub/")
    assert form["hub.mode"] == ["subscribe"]


def test_strangers_change_nothing_and_the_challenge_is_never_a_page(client: Client) -> None:
    hubs, row = Hubs(address="https://desk.example"), subscribed()
    polled(hubs, row)
    token = agreed(hubs)
    before = list(SubscriptionRow.objects.values())
    wrong = f"?hub.mode=subscribe&hub.topic={URL}x&hub.challenge=<script>alert(1)</script>"
    for path in ("/hub/x", f"/hub/{token}", f"/hub/{token}{wrong}", f"/hub/x{wrong}"):
        assert client.get(path).status_code == 404
    assert client.post("/hub/x", b"<rss/>", content_type="text/xml").status_code == 410
    assert client.post(f"/hub/{token}", b"<rss/>", content_type="text/xml").status_code == 202
    assert client.put(f"/hub/{token}").status_code == 405
    assert list(SubscriptionRow.objects.values()) == before
    good = client.get(f"/hub/{token}{wrong.replace(URL + 'x', URL)}")
    assert good.content == b"<script>alert(1)</script>"
    assert good["Content-Type"].startswith("text/plain")
    assert good["X-Content-Type-Options"] == "nosniff"
    assert good["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_notice_larger_than_a_feed_may_be_is_not_read(client: Client) -> None:
    hubs, row = Hubs(address="https://desk.example"), subscribed()
    polled(hubs, row)
    token = agreed(hubs)
    sent = client.post(
        f"/hub/{token}", bytes(10_000_001), content_type="text/xml", headers={"x-hub-signature": "sha256=" + "0" * 64}
    )
    assert sent.status_code == 413
