"""Tokens in the letter's links: what they stand for, signed with the portal's secret; nothing is stored for them."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

#: How long a link to confirm works; the row behind it lives a few days longer.
CONFIRM_WITHIN = timedelta(days=3)


class Invitation(NamedTuple):
    """Which confirmation a token stands for."""

    #: Key of the subscription.
    key: str
    #: Only the latest round of a subscription may be confirmed, and once.
    round: int


def confirmation_token(key: str, *, invitation: int, made_at: datetime) -> str:
    """Give the token of a link to confirm, which works for `CONFIRM_WITHIN` after a moment."""
    expires = int((made_at + CONFIRM_WITHIN).timestamp())
    return _confirmations().sign(f"{key}-{invitation}-{expires}")


def invitation_of(token: str, *, now: datetime) -> Invitation | None:
    """Give what a token to confirm stands for; None where it was not made here or has expired."""
    try:
        key, invitation, expires = _confirmations().unsign(token).split("-")
        if now > datetime.fromtimestamp(int(expires), UTC):
            return None
        return Invitation(key, int(invitation))
    except (BadSignature, ValueError, OverflowError):
        return None


def reader_token(key: str) -> str:
    """Give the token of a reader's links to change and to leave. It works as long as the subscription does."""
    return _readers().sign(key)


def reader_key_of(token: str) -> str | None:
    """Give the key of the subscription that a token stands for; None where it was not made here."""
    try:
        return _readers().unsign(token)
    except BadSignature:
        return None


def _confirmations() -> Signer:
    return Signer(salt="headwater.newsletter.confirm", sep=".")


def _readers() -> Signer:
    return Signer(salt="headwater.newsletter.reader", sep=".")
