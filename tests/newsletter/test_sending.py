"""Copies on their way: taken once, refused, put off, in doubt; and a database that asks before it sends."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.newsletter.conftest import ADDRESS, Clock, arrived, mail_to, reader
from tests.portal.press import NOW, Press, set_rights

from headwater.model.letter import Frequency, Wishes
from headwater.model.rights import Extent, Rights
from headwater.newsletter.freezing import break_news, make_and_freeze
from headwater.newsletter.gate import hold_after_restore, let_out, why_held
from headwater.newsletter.mail import Mail
from headwater.newsletter.message import delivery_of
from headwater.newsletter.office import Office, Plan
from headwater.newsletter.schedule import due_issues
from headwater.newsletter.sender import Sender
from headwater.store import deliveries, subscriptions
from headwater.store.models import DeliveryRow, DeliveryState, IssueRow, ReaderRow, StoryRow
from mail_sink import Sink

PLAN = Plan(daily_at="07:00", weekly_on="saturday", stories=12, breaking_sources=2, breaking_per_day=1)


@pytest.fixture(autouse=True)
def several(paper: Press) -> None:
    for name in ("anna", "boris", "chloe"):
        reader(name)


def freeze(clock: Clock, *, key: str = "daily 1", limit: int = 12) -> None:
    assert make_and_freeze(Frequency.DAILY, key=key, now=clock(), address=ADDRESS, limit=limit) is not None


def state_of(name: str) -> DeliveryRow:
    return DeliveryRow.objects.filter(subscription_key=name).order_by("-id")[0]


def scripted(sink: Sink, *faults: str) -> None:
    """Have the next messages meet with these faults; what comes after them with none."""
    waiting = list(faults)
    sink.next_fault = lambda: waiting.pop(0) if waiting else ""  # type: ignore[method-assign]


def test_each_reader_gets_an_issue_once(sink: Sink, mail: Mail, clock: Clock) -> None:
    freeze(clock)
    assert make_and_freeze(Frequency.DAILY, key="daily 1", now=clock(), address=ADDRESS, limit=12) is None
    assert Sender(mail=mail, clock=clock).send_due() == 3
    assert Sender(mail=mail, clock=clock).send_due() == 0
    assert sorted(to for _, to in arrived(sink)) == [f"{name}@mail.example" for name in ("anna", "boris", "chloe")]
    assert {delivery_of(message) for message, _ in arrived(sink)} == set(
        DeliveryRow.objects.values_list("pk", flat=True)
    )
    assert deliveries.tally("daily 1") == {"sent": 3}


def test_a_copy_whose_answer_was_not_heard_is_listed_and_never_sent_again_by_itself(
    sink: Sink, mail: Mail, clock: Clock
) -> None:
    freeze(clock)
    scripted(sink, "", "lost after dot")
    Sender(mail=mail, clock=clock).send_due()
    clock.move(minutes=30)
    Sender(mail=mail, clock=clock).send_due()
    assert deliveries.tally("daily 1") == {"sent": 2, "in doubt": 1}
    assert len(arrived(sink)) == 3
    doubtful = deliveries.in_doubt(clock())
    assert [row.subscription_key for row in doubtful] == ["boris"]
    assert "no answer to the last line" in doubtful[0].reason
    assert deliveries.decide_doubt(doubtful[0].pk, arrived=True, now=clock())
    assert not deliveries.decide_doubt(doubtful[0].pk, arrived=False, now=clock())
    assert deliveries.tally("daily 1") == {"sent": 3}


def test_a_copy_in_doubt_goes_again_on_the_operators_word_with_its_old_message_id(
    sink: Sink, mail: Mail, clock: Clock
) -> None:
    freeze(clock)
    scripted(sink, "lost after dot")
    Sender(mail=mail, clock=clock).send_due()
    [row] = deliveries.in_doubt(clock())
    deliveries.decide_doubt(row.pk, arrived=False, now=clock())
    clock.move(minutes=10)
    Sender(mail=mail, clock=clock).send_due()
    ids = [message for message, to in arrived(sink) if to == "anna@mail.example"]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_what_is_cut_before_the_last_line_is_sent_again(sink: Sink, mail: Mail, clock: Clock) -> None:
    freeze(clock)
    scripted(sink, "", "close")
    Sender(mail=mail, clock=clock).send_due()
    clock.move(minutes=6)
    Sender(mail=mail, clock=clock).send_due()
    assert deliveries.tally("daily 1") == {"sent": 3}
    assert len(arrived(sink)) == 3


def test_a_refusal_for_now_waits_longer_each_time_and_holds_up_nobody(sink: Sink, mail: Mail, clock: Clock) -> None:
    freeze(clock)
    waits = []
    for _ in range(9):
        scripted(sink, "later")
        Sender(mail=mail, clock=clock).send_due()
        waits.append(state_of("anna").due_at - clock())
        clock.now = state_of("anna").due_at
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]
    assert max(waits) == timedelta(hours=4)
    assert state_of("boris").state == DeliveryState.SENT
    assert "451" in state_of("anna").reason
    clock.now = NOW + timedelta(days=6)
    scripted(sink, "later")
    Sender(mail=mail, clock=clock).send_due()
    assert state_of("anna").state == DeliveryState.FAILED


def test_a_mailbox_that_is_gone_is_never_written_to_again(sink: Sink, mail: Mail, clock: Clock) -> None:
    reader("dead7777")
    reader("proud8888")
    freeze(clock)
    Sender(mail=mail, clock=clock).send_due()
    assert state_of("dead7777").state == state_of("proud8888").state == DeliveryState.FAILED
    assert not ReaderRow.objects.filter(key="dead7777").exists()
    assert subscriptions.is_suppressed("dead7777@mail.example")
    # A server that dislikes one letter says nothing about the reader.
    assert ReaderRow.objects.filter(key="proud8888").exists()
    assert deliveries.tally("daily 1") == {"sent": 3, "failed": 2}


def test_a_server_that_says_enough_gets_another_connection(sink: Sink, mail: Mail, clock: Clock) -> None:
    sink.per_connection = 1
    freeze(clock)
    Sender(mail=mail, clock=clock).send_due()
    assert deliveries.tally("daily 1") == {"sent": 3}


def test_a_server_that_cannot_be_reached_is_left_alone_longer_each_time(clock: Clock) -> None:
    freeze(clock)
    sender = Sender(mail=mail_to(1), clock=clock)
    pauses = []
    for _ in range(8):
        assert sender.send_due() == 0
        until = deliveries.post().paused_until
        assert until is not None
        pauses.append((until - clock()).total_seconds())
        clock.now = until
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300]
    assert "refused" in deliveries.post().trouble
    assert deliveries.tally("daily 1") == {"waiting": 3}


def test_a_server_that_answers_nobody_is_not_given_copy_after_copy_to_doubt(
    sink: Sink, mail: Mail, clock: Clock
) -> None:
    for number in range(40):
        reader(f"r{number:02}")
    freeze(clock)
    sink.next_fault = lambda: "lost after dot"  # type: ignore[method-assign]
    sender = Sender(mail=mail, clock=clock)
    for _ in range(40):
        sender.send_due()
        clock.move(hours=1)
    assert deliveries.tally("daily 1")["in doubt"] == 10
    assert "hung up" in why_held(None)


def test_who_leaves_before_their_copy_goes_out_gets_none(sink: Sink, mail: Mail, clock: Clock) -> None:
    freeze(clock)
    subscriptions.leave("boris", how="left", now=clock())
    Sender(mail=mail, clock=clock).send_due()
    assert [to for _, to in arrived(sink)] == ["anna@mail.example", "chloe@mail.example"]
    assert deliveries.tally("daily 1") == {"sent": 2, "skipped": 1}


def test_two_senders_share_and_never_hold_the_same(clock: Clock) -> None:
    freeze(clock)
    first = deliveries.claim_deliveries(clock(), holder="one", limit=2)
    second = deliveries.claim_deliveries(clock(), holder="two", limit=10)
    assert len(first) == 2
    assert len(second) == 1
    clock.move(minutes=3)  # the leases of the first have run out, and it wakes up too late
    again = deliveries.claim_deliveries(clock(), holder="two", limit=10)
    assert {row.pk for row in again} >= {row.pk for row in first}
    assert not deliveries.begin_handing_over(first[0], holder="one", now=clock())
    assert deliveries.begin_handing_over(first[0], holder="two", now=clock())


def test_a_story_is_never_sent_to_a_reader_twice_not_even_under_another_key(clock: Clock) -> None:
    freeze(clock, key="daily 1", limit=3)
    freeze(clock, key="daily 2", limit=3)
    first, second = (
        set(json.loads(DeliveryRow.objects.get(issue_id=key, subscription_key="anna").stories))
        for key in ("daily 1", "daily 2")
    )
    assert len(first) == len(second) == 3
    assert not first & second
    # A story that anna had became part of one that she has not had.
    rest = StoryRow.objects.exclude(key__in=first | second)[0]
    StoryRow.objects.filter(key=min(first)).update(merged_into=rest)
    freeze(clock, key="daily 3", limit=30)
    third = set(json.loads(DeliveryRow.objects.get(issue_id="daily 3", subscription_key="anna").stories))
    assert rest.key not in third
    assert not third & (first | second)


def test_a_reader_gets_the_sections_and_languages_they_asked_for(clock: Clock) -> None:
    reader("dora", wishes=Wishes(sections=("Climate",)))
    reader("emil", wishes=Wishes(news_languages=("el",)))
    reader("fay", wishes=Wishes(sections=("Nothing of the kind",)))
    freeze(clock, limit=30)

    def sections(name: str) -> set[str]:
        keys = json.loads(state_of(name).stories)
        return set(StoryRow.objects.filter(key__in=keys).values_list("section", flat=True))

    assert sections("dora") == {"Climate"}
    keys = json.loads(state_of("emil").stories)
    assert set(StoryRow.objects.filter(key__in=keys).values_list("language", flat=True)) == {"el"}
    assert state_of("fay").state == DeliveryState.SKIPPED


def test_what_was_taken_down_after_the_issue_was_made_is_in_no_copy(
    sink: Sink, mail: Mail, clock: Clock, press_taken: dict[str, bytes]
) -> None:
    freeze(clock)
    set_rights("ledger", Rights(extent=Extent.LINK))
    StoryRow.objects.all()
    Sender(mail=mail, clock=clock).send_due()
    body = decoded(press_taken["anna@mail.example"])
    assert "Rail unions" not in body  # its outlet allows a link alone by now
    assert "A report by Aegean Ledger" in body
    assert "Two rivers in the Vael valley" in body


@pytest.fixture
def press_taken(sink: Sink) -> dict[str, bytes]:
    taken: dict[str, bytes] = {}
    original = sink.take

    def take(content: bytes, to: str) -> None:
        taken[to] = content
        original(content, to)

    sink.take = take  # type: ignore[method-assign]
    return taken


def decoded(content: bytes) -> str:
    from email import message_from_bytes, policy

    part = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_breaking_news_need_several_sources_and_come_once(sink: Sink, mail: Mail, clock: Clock) -> None:
    reader("gus", wishes=Wishes(frequency=Frequency.BREAKING))
    assert break_news(now=clock(), address=ADDRESS, sources=3, per_day=3) is None
    made = break_news(now=clock(), address=ADDRESS, sources=2, per_day=3)
    assert made is not None
    assert made.copies == 1
    assert break_news(now=clock(), address=ADDRESS, sources=2, per_day=3) is None
    assert break_news(now=clock(), address=ADDRESS, sources=1, per_day=1) is None  # enough for a day
    Sender(mail=mail, clock=clock).send_due()
    assert [to for _, to in arrived(sink)] == ["gus@mail.example"]


@pytest.mark.parametrize(
    ("hour", "keys"),
    [
        ("06:59", []),
        ("07:00", ["daily 2026-11-28", "weekly 2026-11-28"]),
        ("12:59", ["daily 2026-11-28", "weekly 2026-11-28"]),
        ("13:01", []),
    ],
)
def test_an_issue_is_due_for_six_hours(hour: str, keys: list[str]) -> None:
    zone = ZoneInfo("Europe/Athens")
    now = datetime.fromisoformat(f"2026-11-28T{hour}").replace(tzinfo=zone)
    assert [due.key for due in due_issues(now, zone=zone, daily_at="07:00", weekly_on="saturday")] == keys


def test_a_day_whose_hour_the_clock_skips_or_repeats_has_one_issue() -> None:
    zone = ZoneInfo("Europe/Athens")
    for day in ("2026-03-29", "2026-10-25"):
        start = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=zone).astimezone(ZoneInfo("UTC"))
        due = [
            each.key
            for quarter in range(4 * 26)
            for each in due_issues(
                start + timedelta(minutes=15 * quarter), zone=zone, daily_at="03:30", weekly_on="monday"
            )
        ]
        assert set(due) == {f"daily {day}"}


def test_the_office_invites_makes_and_sends_by_itself(sink: Sink, mail: Mail, clock: Clock) -> None:
    said: list[str] = []
    office = Office(mail=mail, plan=replace(PLAN, daily_at="13:00", stories=30), clock=clock, report=said.append)
    subscriptions.note_sign_up("new@mail.example", network="n", wishes=Wishes(), words="yes", now=clock())
    assert office.round() == 4
    assert office.round() == 0
    assert "new@mail.example" in {to for _, to in arrived(sink)}
    assert "daily 2026-11-23: 3 letters, 0 readers for whom there is nothing new" in said
    clock.move(days=1)
    assert office.round() == 0  # everybody had every story


def test_letters_that_waited_too_long_ask_first(sink: Sink, mail: Mail, clock: Clock) -> None:
    freeze(clock)
    clock.move(hours=7)
    said: list[str] = []
    office = Office(mail=mail, plan=PLAN, clock=clock, report=said.append)
    assert office.round() == office.round() == 0
    assert arrived(sink) == []
    because = "3 letters have waited for more than six hours without being tried"
    assert said == [f"no letter goes out: {because}. If they should: headwater letter resume"]
    let_out(mail.mark_file, now=clock())
    assert office.round() == 3


def test_a_restored_database_asks_first(sink: Sink, mail: Mail, clock: Clock, tmp_path: Path) -> None:
    here = replace(mail, mark_file=tmp_path / "letters.mark")
    freeze(clock)
    backup = list(DeliveryRow.objects.values()), deliveries.post().mark
    assert Sender(mail=here, clock=clock).send_due() == 3
    assert why_held(here.mark_file) == ""
    # The database as it was before: every copy waits again.
    DeliveryRow.objects.all().delete()
    DeliveryRow.objects.bulk_create(DeliveryRow(**values) for values in backup[0])
    post = deliveries.post()
    post.mark = backup[1]
    post.save()
    assert Sender(mail=here, clock=clock).send_due() == 0
    assert "older than the last letters" in why_held(here.mark_file)
    assert len(arrived(sink)) == 3
    let_out(here.mark_file, now=clock())
    assert why_held(here.mark_file) == ""


def test_a_copy_of_the_portal_in_another_directory_asks_first(
    sink: Sink, mail: Mail, clock: Clock, tmp_path: Path
) -> None:
    freeze(clock)
    Sender(mail=replace(mail, mark_file=tmp_path / "letters.mark"), clock=clock).send_due()
    elsewhere = tmp_path / "elsewhere"
    assert "another directory" in why_held(elsewhere)
    hold_after_restore()
    assert "restored" in why_held(tmp_path / "letters.mark")


def test_what_is_long_over_is_forgotten(sink: Sink, mail: Mail, clock: Clock) -> None:
    freeze(clock)
    Sender(mail=mail, clock=clock).send_due()
    deliveries.forget_deliveries(clock.move(days=61))
    assert not IssueRow.objects.exists()
    assert not DeliveryRow.objects.exists()
