"""Bounces: what mail servers report later (RFC 3464), believed only where they bring back a Message-ID of ours.

Anybody can write a report about anybody. Our Message-IDs hold a keyed tag that only who got the letter can know, so a
report without one changes nothing.
"""

import mailbox
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from headwater.errors import ReadError
from headwater.model.letter import Bounce
from headwater.newsletter.message import delivery_of
from headwater.store import subscriptions
from headwater.store.models import DeliveryRow, DeliveryState, ReaderRow

#: A report is never longer; one that is brings the letter back whole.
MOST_BYTES = 1_000_000
#: Failures for other reasons, a full mailbox for one, after which an address is given up: two weeks of daily letters.
_SOFT_BOUNCES = 15
_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^<>\s]{1,300}>)")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
#: Statuses that speak of the mailbox; others (content, policy, ours) say nothing about the reader.
_MAILBOX_GONE = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1|0\.0)")


def read_bounce(content: bytes) -> Bounce | None:
    r"""Give what a report says; None where it is none.

    >>> read_bounce(b"Subject: hello\n\nIs this a bounce?") is None
    True
    """
    content = content[:MOST_BYTES]
    try:
        report = next(_delivery_status(message_from_bytes(content)), None)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError):
        return None  # the email package trips over some malformed mails
    if report is None:
        return None
    # The last one is that of the letter that is brought back; the first is the report's own.
    returned = _MESSAGE_ID.findall(content)[1:]
    ours = [one for one in (each.decode("ascii", "replace") for each in returned) if delivery_of(one) is not None]
    status = _STATUS.search(str(report.get("Status", "")))
    return Bounce(
        message_id=ours[-1] if ours else None,
        status=status.group(1) if status else "",
        words=" ".join(str(report.get("Diagnostic-Code", "")).split())[:300],
    )


def take_bounce(bounce: Bounce, *, now: datetime) -> str:
    """Act on a report; give in a sentence what was done."""
    delivery = delivery_of(bounce.message_id) if bounce.message_id else None
    row = DeliveryRow.objects.filter(pk=delivery).first() if delivery is not None else None
    if row is None:
        return "it brings back no letter of this portal, so nothing was done"
    reader = ReaderRow.objects.filter(key=row.subscription_key).first()
    if reader is None:
        return "its reader has left already"
    said = f"{bounce.status} {bounce.words}".strip()
    if _MAILBOX_GONE.fullmatch(bounce.status):
        subscriptions.suppress(reader.address, reason="bounced", now=now)
        DeliveryRow.objects.filter(pk=row.pk).update(state=DeliveryState.FAILED, reason=said[:500])
        return "the mailbox is gone: no letter goes there any more"
    if not bounce.status.startswith(("4", "5")):
        return "it reports no failure"
    ReaderRow.objects.filter(pk=reader.pk).update(soft_bounces=reader.soft_bounces + 1)
    if reader.soft_bounces + 1 >= _SOFT_BOUNCES:
        subscriptions.suppress(reader.address, reason="bounced", now=now)
        return "the mailbox has failed too often: no letter goes there any more"
    return "noted; the reader stays"


def read_mailbox(path: Path, *, now: datetime) -> Iterator[str]:
    """Act on every report in a Maildir or mbox and take it out; give a sentence for each. Other mail stays.

    Raises:
        ReadError: it cannot be read.

    """
    try:
        box: mailbox.Mailbox[mailbox.Message] = (
            mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path, create=False)
        )
        box.lock()
    except (OSError, mailbox.Error) as error:
        raise ReadError("the mailbox of bounces cannot be opened", about=str(path)) from error
    try:
        for key in list(box.keys()):
            with suppress(KeyError):  # somebody else took it meanwhile
                bounce = read_bounce(box.get_bytes(key))
                if bounce is not None:
                    yield take_bounce(bounce, now=now)
                    box.discard(key)
    finally:
        box.flush()
        box.unlock()
        box.close()


def _delivery_status(message: Message) -> Iterator[Message]:
    """Give the blocks about recipients that say that delivery has failed; a delay is no bounce yet."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message) and str(block.get("Action", "")).strip().casefold() == "failed":
                yield block
