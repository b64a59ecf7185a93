"""What comes back: believed where it brings one of our letters, and about the mailbox alone."""

import mailbox
import random
from contextlib import closing
from pathlib import Path

import pytest
from tests.newsletter.conftest import Clock, mail_to, reader
from tests.portal.press import NOW, Press

from headwater.errors import ReadError
from headwater.newsletter.bounces import read_bounce, read_mailbox, take_bounce
from headwater.newsletter.message import message_id_of
from headwater.store import subscriptions
from headwater.store.models import DeliveryRow, DeliveryState

REPORT = """\
From: MAILER-DAEMON@relay.example
To: letter@lantern.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report-1@relay.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; mira@mail.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: text/rfc822-headers

From: The Lantern Sea <letter@lantern.example>
Subject: Ferries sail again
Message-ID: {message_id}

--b--
"""


@pytest.fixture
def message_id(paper: Press) -> str:
    reader("mira")
    row = DeliveryRow.objects.create(subscription_key="mira", made_at=NOW, due_at=NOW, state=DeliveryState.SENT)
    return message_id_of(row.pk, "mira", mail=mail_to(25))


def report(message_id: str, *, status: str = "5.1.1", action: str = "failed") -> bytes:
    return REPORT.format(message_id=message_id, status=status, action=action).encode()


def take(content: bytes, clock: Clock) -> str:
    bounce = read_bounce(content)
    return take_bounce(bounce, now=clock()) if bounce else "none"


def test_a_mailbox_that_is_gone_gets_no_letter_any_more(message_id: str, clock: Clock) -> None:
    assert "gone" in take(report(message_id), clock)
    assert subscriptions.reader_of("mira") is None
    assert subscriptions.is_suppressed("mira@mail.example")
    assert DeliveryRow.objects.get().state == DeliveryState.FAILED
    assert "left already" in take(report(message_id), clock)


@pytest.mark.parametrize("forged", ["<1.mira.0123456789abcdef0123@lantern.example>", "<x@y.example>", "<>", ""])
def test_a_report_that_brings_back_no_letter_of_ours_changes_nothing(
    message_id: str, forged: str, clock: Clock
) -> None:
    assert "no letter of this portal" in take(report(forged), clock)
    assert subscriptions.reader_of("mira") is not None


def test_a_delay_is_no_bounce_and_a_full_mailbox_is_forgiven_for_a_while(message_id: str, clock: Clock) -> None:
    assert take(report(message_id, action="delayed", status="4.4.1"), clock) == "none"
    for _ in range(14):
        assert take(report(message_id, status="5.2.2"), clock) == "noted; the reader stays"
    assert subscriptions.reader_of("mira") is not None
    assert "too often" in take(report(message_id, status="5.2.2"), clock)
    assert subscriptions.reader_of("mira") is None


def test_reports_are_taken_out_of_a_mailbox_and_other_mail_stays(message_id: str, clock: Clock, tmp_path: Path) -> None:
    for make in (mailbox.Maildir, mailbox.mbox):
        path = tmp_path / make.__name__
        with closing(make(path)) as box:
            box.add(report(message_id))
            box.add(b"Subject: a reader writes\n\nHello")
        assert len(list(read_mailbox(path, now=clock()))) == 1
        with closing(make(path)) as box:
            assert [message["Subject"] for message in box] == ["a reader writes"]
    with pytest.raises(ReadError, match="cannot be opened"):
        list(read_mailbox(tmp_path / "nowhere", now=clock()))


def test_garbage_is_no_report() -> None:
    chance = random.Random(3)
    whole = report("<1@x.example>")
    for _ in range(500):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            place = chance.randrange(len(content))
            content[place : place + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
        read_bounce(bytes(content))
