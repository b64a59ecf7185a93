"""The pages of the newsletter: one answer for every address, nothing done by GET, nothing done for another site."""

import re
import time
from datetime import timedelta
from statistics import median

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings as DjangoSettings
from tests.newsletter.conftest import Clock, reader

from headwater.edition.tokens import confirmation_token, reader_token
from headwater.model.codec import decode
from headwater.model.letter import Consent, Frequency, Wishes
from headwater.project.config import Settings
from headwater.store import subscriptions
from headwater.store.dump import canonical_dump
from headwater.store.models import ConsentRow, DeliveryRow, DeliveryState, InvitedRow, ReaderRow, SignUpRow


def sign_up(browser: Client, address: str, *, network: int = 1, **fields: object) -> int:
    answer = browser.post(
        "/newsletter",
        {"address": address, **fields},
        REMOTE_ADDR=f"203.0.{network % 250}.7",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    return answer.status_code


def invited(address: str, clock: Clock) -> ReaderRow:
    subscriptions.take_sign_ups(clock())
    return ReaderRow.objects.get(address=address)


def confirmation(row: ReaderRow, clock: Clock) -> str:
    return f"/newsletter/confirm/{confirmation_token(row.key, invitation=row.round, made_at=clock())}"


def test_a_reader_signs_up_confirms_changes_and_leaves(browser: Client, clock: Clock) -> None:
    assert (
        sign_up(browser, "Mira@mail.example", frequency="weekly", section=["World", "Nonsense"], language="el") == 303
    )
    row = invited("Mira@mail.example", clock)
    assert row.state == "pending"
    link = confirmation(row, clock)
    assert "<form" in browser.get(link).content.decode()
    assert browser.post(link).status_code == 200
    mira = subscriptions.reader_of(row.key)
    assert mira is not None
    assert mira.wishes == Wishes(frequency=Frequency.WEEKLY, sections=("World",), language="el")

    preferences = f"/newsletter/preferences/{reader_token(row.key)}"
    assert "checked" in browser.get(preferences).content.decode()
    browser.post(preferences, {"frequency": "breaking", "language": "fr"})
    changed = subscriptions.reader_of(row.key)
    assert changed is not None
    assert changed.wishes == Wishes(frequency=Frequency.BREAKING, language="fr")

    leaving = f"/newsletter/leave/{reader_token(row.key)}"
    assert browser.get(leaving).status_code == 200
    assert subscriptions.reader_of(row.key) is not None
    assert browser.post(leaving, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert subscriptions.reader_of(row.key) is None
    assert browser.post(leaving).status_code == 200  # twice is no error: providers send it again


def test_the_proof_of_a_consent_outlives_the_address(browser: Client, clock: Clock) -> None:
    sign_up(browser, "mira@mail.example", network=9)
    row = invited("mira@mail.example", clock)
    clock.move(hours=1)
    browser.post(confirmation(row, clock), REMOTE_ADDR="198.51.100.4")
    subscriptions.leave(row.key, how="left", now=clock.move(days=2))
    proof = ConsentRow.objects.get()
    consent = decode(proof.document, Consent)
    assert (consent.asked_from, consent.confirmed_from) == ("203.0.9.0/24", "198.51.100.0/24")
    assert "I ask The Lantern Sea to send me this letter" in consent.words
    assert "mira" not in proof.digest + proof.document
    subscriptions.forget_old(clock.move(days=3 * 365 + 1))
    assert not ConsentRow.objects.exists()


def test_a_link_works_once_and_only_the_newest_and_not_for_ever(browser: Client, clock: Clock) -> None:
    sign_up(browser, "mira@mail.example")
    first = invited("mira@mail.example", clock)
    old = confirmation(first, clock)
    clock.move(hours=25)
    sign_up(browser, "mira@mail.example")
    second = invited("mira@mail.example", clock)
    assert browser.post(old).status_code == 410  # replaced
    link = confirmation(second, clock)
    assert browser.post(link).status_code == 200
    assert browser.post(link).status_code == 410  # used
    clock.move(days=4)
    sign_up(browser, "later@mail.example", network=2)
    third = invited("later@mail.example", clock)
    link = confirmation(third, clock)
    clock.move(days=3, minutes=1)
    assert browser.post(link).status_code == 410  # expired
    assert browser.post(link[:-3] + "abc").status_code == 410


def test_known_and_unknown_addresses_get_the_same_answer_from_the_same_questions(browser: Client, clock: Clock) -> None:
    reader("known")
    subscriptions.suppress("gone@mail.example", reason="bounced", now=clock())
    answers, questions = [], []
    browser.get("/newsletter")  # what the section bar asks once a minute is asked
    for number, name in enumerate(("known", "gone", "new")):
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post("/newsletter", {"address": f"{name}@mail.example"}, REMOTE_ADDR=f"203.0.{number}.1")
        answers.append((answer.status_code, answer.content, sorted(answer.items())))
        questions.append(len(asked))
    assert answers[0] == answers[1] == answers[2]
    assert questions[0] == questions[1] == questions[2]
    assert SignUpRow.objects.count() == 3


@pytest.mark.nightly
def test_known_and_unknown_addresses_are_answered_in_the_same_time(browser: Client, clock: Clock) -> None:
    for number in range(200):
        reader(f"known{number}")
    taken: dict[str, list[float]] = {"known": [], "new": []}
    for number in range(200):
        for name, times in taken.items():
            network = f"10.{number}.{len(name)}.1"
            began = time.perf_counter()
            browser.post("/newsletter", {"address": f"{name}{number}@mail.example"}, REMOTE_ADDR=network)
            times.append(time.perf_counter() - began)
    assert abs(median(taken["known"]) - median(taken["new"])) < 0.01


def test_hundreds_of_sign_ups_of_one_address_bring_one_letter_a_day_and_three_in_all(
    browser: Client, clock: Clock
) -> None:
    letters = []
    for day in range(20):
        for number in range(15):
            plus = f"+{number}" if number % 2 else ""
            assert sign_up(browser, f"Victim{plus}@mail.example", network=number + day) == 303
        letters.append(subscriptions.take_sign_ups(clock()))
        subscriptions.forget_old(clock())
        clock.move(days=1)
    assert letters == [1, 1, 1] + [0] * 17
    assert not ReaderRow.objects.exists()  # nobody confirmed within a week
    assert InvitedRow.objects.get().letters == 3


def test_a_network_signs_up_five_times_an_hour(browser: Client, clock: Clock) -> None:
    answers = [sign_up(browser, f"a{number}@mail.example", network=7) for number in range(7)]
    assert answers == [303] * 5 + [429] * 2
    assert sign_up(browser, "b@mail.example", network=8) == 303
    clock.move(minutes=59)
    assert sign_up(browser, "c@mail.example", network=7) == 429
    clock.move(minutes=1)
    assert sign_up(browser, "c@mail.example", network=7) == 303


def test_networks_are_told_apart_as_their_owners_are(browser: Client) -> None:
    def asked(address: str, **headers: str) -> str:
        browser.post("/newsletter", {"address": "a@mail.example"}, REMOTE_ADDR=address, headers=headers)
        return SignUpRow.objects.order_by("-id")[0].network

    assert asked("2001:db8:7:1::9") == "2001:db8:7::/48"
    assert asked("::ffff:203.0.113.9") == "203.0.113.0/24"
    assert asked("127.0.0.1", **{"X-Forwarded-For": "6.6.6.6, 198.51.100.9"}) == "198.51.100.0/24"
    assert asked("203.0.113.9", **{"X-Forwarded-For": "198.51.100.9"}) == "203.0.113.0/24"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_changes_nothing(browser: Client, clock: Clock, headers: dict[str, str]) -> None:
    key = reader("mira")
    sign_up(browser, "new@mail.example")
    row = invited("new@mail.example", clock)
    before = canonical_dump()
    for path in ("/newsletter", confirmation(row, clock), f"/newsletter/preferences/{reader_token(key)}"):
        answer = browser.post(path, {"address": "x@mail.example", "frequency": "weekly"}, headers=headers)
        assert answer.status_code == 403
    assert canonical_dump() == before


def test_forms_of_our_own_pages_are_taken(browser: Client) -> None:
    for origin in ("https://lantern.example", "http://testserver"):
        assert browser.post("/newsletter", {"address": "a@mail.example"}, headers={"Origin": origin}).status_code == 303


def test_get_changes_nothing(browser: Client, clock: Clock) -> None:
    key = reader("mira")
    sign_up(browser, "new@mail.example")
    row = invited("new@mail.example", clock)
    token = reader_token(key)
    before = canonical_dump()
    paths = ["/newsletter", "/newsletter/asked", confirmation(row, clock)]
    for path in [*paths, f"/newsletter/preferences/{token}", f"/newsletter/leave/{token}"]:
        assert browser.get(path).status_code == 200
        assert browser.head(path).status_code == 200
    assert canonical_dump() == before


def test_a_readers_pages_are_kept_by_nobody(browser: Client, clock: Clock) -> None:
    token = reader_token(reader("mira"))
    for path in (f"/newsletter/preferences/{token}", f"/newsletter/leave/{token}", "/newsletter/confirm/nonsense"):
        answer = browser.get(path)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert token not in answer.content.decode() or "/confirm/" not in path
    assert "public" in browser.get("/newsletter")["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mira",
        "mira@",
        "a b@mail.example",
        "mira@mail.example\r\nBcc: x@y.example",
        "mira@localhost",
        "μίρα@mail.example",
    ],
)
def test_what_is_no_address_is_refused_in_words(browser: Client, address: str) -> None:
    answer = browser.post("/newsletter", {"address": address})
    assert answer.status_code == 400
    assert "Mail cannot be sent to this address" in answer.content.decode()
    assert not SignUpRow.objects.exists()


def test_who_signs_up_again_changes_what_they_get_only_by_confirming(browser: Client, clock: Clock) -> None:
    key = reader("mira", wishes=Wishes(sections=("World",)))
    sign_up(browser, "MIRA@mail.example", frequency="weekly")
    subscriptions.take_sign_ups(clock())
    row = ReaderRow.objects.get(key=key)
    before = subscriptions.reader_of(key)
    assert before is not None
    assert before.wishes.sections == ("World",)
    browser.post(confirmation(row, clock))
    after = subscriptions.reader_of(key)
    assert after is not None
    assert after.wishes.frequency is Frequency.WEEKLY


def test_nobody_who_must_get_no_letter_is_invited(browser: Client, clock: Clock) -> None:
    key = reader("mira")
    subscriptions.suppress("Mira@mail.example", reason="operator", now=clock())
    assert subscriptions.reader_of(key) is None
    sign_up(browser, "mira@mail.example")
    assert subscriptions.take_sign_ups(clock()) == 0
    assert not DeliveryRow.objects.filter(state=DeliveryState.WAITING).exists()
    assert subscriptions.allow("mira@mail.example")
    sign_up(browser, "mira@mail.example")
    assert subscriptions.take_sign_ups(clock()) == 1


def test_no_address_of_a_suppressed_reader_is_left_anywhere(browser: Client, clock: Clock) -> None:
    reader("mira")
    subscriptions.suppress("mira@mail.example", reason="bounced", now=clock())
    assert not [line for line in canonical_dump() if "mira@mail" in line]


def test_the_box_stands_on_the_paper_where_mail_is_set_up(browser: Client, portal: DjangoSettings) -> None:
    front = browser.get("/").content.decode()
    story = re.search(r'href="(/story/[^"]+)"', front)
    assert story is not None
    for path in ("/", story.group(1)):
        assert 'action="/newsletter"' in browser.get(path).content.decode()
    portal.PORTAL = Settings()
    assert 'action="/newsletter"' not in Client().get("/about").content.decode()
    assert Client().get("/newsletter").status_code == 404


def test_unconfirmed_changes_of_a_reader_go_after_a_week(browser: Client, clock: Clock) -> None:
    key = reader("mira")
    sign_up(browser, "mira@mail.example", frequency="weekly")
    subscriptions.take_sign_ups(clock())
    subscriptions.forget_old(clock() + timedelta(days=8))
    row = ReaderRow.objects.get(key=key)
    assert (row.wanted, row.asked) == ("", "")
