"""Who reads the newsletter: signing up, confirming, changing, leaving, and who must get no letter.

A sign-up writes the same rows for every address, so its answer tells nobody whether an address is known; what follows
from it is decided later, by the process that sends letters. Digests of addresses are keyed with the portal's secret.
"""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from headwater.model.codec import decode, encode
from headwater.model.letter import Consent, Reader, Wishes
from headwater.store.models import (
    ConsentRow,
    DeliveryRow,
    DeliveryState,
    InvitedRow,
    NetworkSlotRow,
    ReaderRow,
    ReaderState,
    SignUpRow,
    SuppressedRow,
)

#: Sign-ups that one network may make in an hour.
SIGN_UPS_PER_HOUR = 5
#: Letters that a mailbox gets in all while nobody confirms, and the least time between two.
MOST_INVITATIONS = 3
INVITATION_EVERY = timedelta(hours=24)
#: How long somebody who was asked may take; then the row goes.
PENDING_FOR = timedelta(days=7)
#: How long the proof of a consent is kept once it has ended: claims over unwanted mail lapse after three years.
PROOF_FOR = timedelta(days=3 * 365)
_HOUR = timedelta(hours=1)
_KEY_BYTES = 10


def note_sign_up(address: str, *, network: str, wishes: Wishes, words: str, now: datetime) -> bool:
    """Write down that somebody used the form; False where their network has used up its hour.

    What is read and written does not depend on the address: the answer, and the time it takes, are the same for known
    and unknown ones.
    """
    with transaction.atomic():
        if not _take_slot(network, now=now):
            return False
        SignUpRow.objects.create(
            address=address, requested_at=now, network=network, wishes=_text(wishes), words=words[:1000]
        )
    return True


def take_sign_ups(now: datetime, *, limit: int = 100) -> int:
    """Turn what the form brought into invitations to confirm, as far as limits allow; give how many there are.

    Deleting a row is claiming it: two processes never invite twice for one use of the form.
    """
    invited = 0
    for row in SignUpRow.objects.order_by("id")[:limit]:
        with transaction.atomic():
            if SignUpRow.objects.filter(pk=row.pk).delete()[0] == 1:
                invited += _invite(row, now=now)
    return invited


def confirm(key: str, *, invitation: int, network: str, now: datetime) -> Reader | None:
    """Make an invited reader a reader; None where the invitation was used already, was replaced, or has expired.

    A reader who signed up again gets what they asked for the last time.
    """
    with transaction.atomic():
        row = ReaderRow.objects.filter(key=key, round=invitation).exclude(wanted="").first()
        if row is None or is_suppressed(row.address):
            return None
        wishes, asked = decode(row.wanted, Wishes), decode(row.asked, Consent)
        consent = Consent(
            asked_at=asked.asked_at,
            asked_from=asked.asked_from,
            words=asked.words,
            confirmed_at=now,
            confirmed_from=network,
        )
        changed = ReaderRow.objects.filter(pk=key, round=invitation).update(
            state=ReaderState.ACTIVE,
            wishes=row.wanted,
            frequency=wishes.frequency.value,
            consent=_text(consent),
            wanted="",
            asked="",
            round=invitation + 1,
            confirmed_at=now,
        )
        InvitedRow.objects.filter(digest=mailbox_digest(row.address)).delete()
    return Reader(key=key, address=row.address, wishes=wishes) if changed else None


def reader_of(key: str) -> Reader | None:
    """Give a confirmed reader, or None."""
    row = ReaderRow.objects.filter(key=key, state=ReaderState.ACTIVE).first()
    return reader_from(row) if row else None


def reader_from(row: ReaderRow) -> Reader:
    """Give the reader of a row: with what holds, else with what waits to be confirmed."""
    return Reader(key=row.key, address=row.address, wishes=decode(row.wishes or row.wanted, Wishes))


def readers_of(keys: Iterable[str]) -> dict[str, ReaderRow]:
    """Give subscriptions by key; those that have ended are not in the answer."""
    return {row.key: row for row in ReaderRow.objects.filter(key__in=list(keys))}


def change_wishes(key: str, wishes: Wishes) -> bool:
    """Give a confirmed reader other wishes; False where there is no such reader."""
    found = ReaderRow.objects.filter(key=key, state=ReaderState.ACTIVE)
    return found.update(wishes=_text(wishes), frequency=wishes.frequency.value) == 1


def leave(key: str, *, how: str, now: datetime) -> bool:
    """End a subscription at once: the address goes, the proof of the consent stays; False where there is none."""
    with transaction.atomic():
        row = ReaderRow.objects.filter(key=key).first()
        if row is None:
            return False
        if row.state == ReaderState.ACTIVE:
            ConsentRow.objects.create(digest=address_digest(row.address), ended_at=now, how=how, document=row.consent)
        row.delete()
        DeliveryRow.objects.filter(subscription_key=key, state=DeliveryState.WAITING).update(
            state=DeliveryState.SKIPPED, reason="left before it went out"
        )
    return True


def suppress(address: str, *, reason: str, now: datetime) -> None:
    """See to it that an address gets no letter any more, whoever signs it up."""
    SuppressedRow.objects.get_or_create(digest=address_digest(address), defaults={"reason": reason, "since": now})
    row = ReaderRow.objects.filter(folded=folded(address)).first()
    if row is not None:
        leave(row.key, how=reason, now=now)


def allow(address: str) -> bool:
    """Let an address sign up again; False where nothing kept it out."""
    return SuppressedRow.objects.filter(digest=address_digest(address)).delete()[0] > 0


def is_suppressed(address: str) -> bool:
    """Whether an address must get no letter."""
    return SuppressedRow.objects.filter(digest=address_digest(address)).exists()


def forget_old(now: datetime) -> None:
    """Remove what has served its time: invitations nobody took up, slots, proofs of consents that ended long ago."""
    ReaderRow.objects.filter(state=ReaderState.PENDING, created_at__lt=now - PENDING_FOR).delete()
    for row in ReaderRow.objects.filter(state=ReaderState.ACTIVE).exclude(wanted=""):
        if decode(row.asked, Consent).asked_at < now - PENDING_FOR:
            ReaderRow.objects.filter(pk=row.pk, round=row.round).update(wanted="", asked="")
    NetworkSlotRow.objects.filter(used_at__lt=now - _HOUR).delete()
    ConsentRow.objects.filter(ended_at__lt=now - PROOF_FOR).delete()
    SignUpRow.objects.filter(requested_at__lt=now - PENDING_FOR).delete()


def folded(address: str) -> str:
    """Give an address without regard to case.

    >>> folded("Mira.Holt@News.Example")
    'mira.holt@news.example'
    """
    return address.casefold()


def address_digest(address: str) -> str:
    """Give the keyed digest of an address: it can be compared, never read out."""
    return salted_hmac("headwater.newsletter.address", folded(address), algorithm="sha256").hexdigest()


def mailbox_digest(address: str) -> str:
    """Give the keyed digest of the mailbox behind an address: what follows a "+" names no other mailbox."""
    local, _, domain = folded(address).rpartition("@")
    mailbox = f"{local.partition('+')[0] or local}@{domain}"
    return salted_hmac("headwater.newsletter.mailbox", mailbox, algorithm="sha256").hexdigest()


def _take_slot(network: str, *, now: datetime) -> bool:
    """Use one of the network's slots: a conditional UPDATE, so that two at once cannot use the same."""
    free_before = now - _HOUR
    known = dict(NetworkSlotRow.objects.filter(network=network).values_list("slot", "used_at"))
    for slot in range(SIGN_UPS_PER_HOUR):
        used_at = known.get(slot)
        if used_at is None:
            try:
                with transaction.atomic():
                    NetworkSlotRow.objects.create(network=network, slot=slot, used_at=now)
            except IntegrityError:
                continue
            return True
        if used_at <= free_before:
            free = NetworkSlotRow.objects.filter(network=network, slot=slot, used_at=used_at)
            if free.update(used_at=now) == 1:
                return True
    return False


def _invite(row: SignUpRow, *, now: datetime) -> bool:
    if is_suppressed(row.address) or not _may_invite(row.address, now=now):
        return False
    asked = Consent(asked_at=row.requested_at, asked_from=row.network, words=row.words)
    subscription, is_new = ReaderRow.objects.get_or_create(
        folded=folded(row.address),
        defaults={"key": _new_key(), "address": row.address, "created_at": now, "consent": _text(asked)},
    )
    if not is_new and subscription.state == ReaderState.PENDING:
        subscription.created_at = now
    subscription.wanted, subscription.asked = row.wishes, _text(asked)
    subscription.round += 1
    subscription.save()
    older = DeliveryRow.objects.filter(issue=None, subscription_key=subscription.key, state=DeliveryState.WAITING)
    older.update(state=DeliveryState.SKIPPED, reason="a later one took its place")
    DeliveryRow.objects.create(subscription_key=subscription.key, round=subscription.round, made_at=now, due_at=now)
    return True


def _may_invite(address: str, *, now: datetime) -> bool:
    digest = mailbox_digest(address)
    InvitedRow.objects.get_or_create(digest=digest)
    long_ago = Q(last_at=None) | Q(last_at__lte=now - INVITATION_EVERY)
    free = InvitedRow.objects.filter(long_ago, digest=digest, letters__lt=MOST_INVITATIONS).first()
    if free is None:
        return False
    mine = InvitedRow.objects.filter(digest=digest, letters=free.letters)
    return mine.update(letters=free.letters + 1, last_at=now) == 1


def _new_key() -> str:
    return base64.b32encode(secrets.token_bytes(_KEY_BYTES)).decode().casefold()


def _text(value: object) -> str:
    return encode(value).decode()
