"""Keys of the read API: made, found by what a client sends, revoked. The key itself is nowhere."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from headwater.errors import StoreError
from headwater.store.models import ApiKeyRow

#: Tells a key from other secrets, so that scanners of leaked secrets can.
PREFIX = "hw_"
_RANDOM_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """What is known of one key."""

    name: str
    #: Requests in a minute.
    per_minute: int
    created_at: datetime
    revoked_at: datetime | None = None


def add_key(name: str, *, per_minute: int, now: datetime) -> str:
    """Make a key and give it, this one time; only its digest is kept.

    Raises:
        StoreError: there is a key of that name.

    """
    if ApiKeyRow.objects.filter(name=name).exists():
        raise StoreError(f'there is a key named "{name}"; choose another name (a revoked key keeps its own)')
    key = PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
    ApiKeyRow.objects.create(digest=_digest(key), name=name, per_minute=per_minute, created_at=now)
    return key


def find_key(key: str) -> ApiKey | None:
    """Give what is known of a key as a client sent it, or None where it is unknown or revoked; one question."""
    row = ApiKeyRow.objects.filter(digest=_digest(key), revoked_at=None).first()
    return None if row is None else _value(row)


def all_keys() -> tuple[ApiKey, ...]:
    """Give every key, by name, the revoked ones too."""
    return tuple(map(_value, ApiKeyRow.objects.all()))


def revoke_key(name: str, *, now: datetime) -> None:
    """Refuse a key from now on.

    Raises:
        StoreError: no key that is in force has that name.

    """
    if not ApiKeyRow.objects.filter(name=name, revoked_at=None).update(revoked_at=now):
        raise StoreError(f'no key in force is named "{name}"; `headwater key list` names them')


def _value(row: ApiKeyRow) -> ApiKey:
    return ApiKey(name=row.name, per_minute=row.per_minute, created_at=row.created_at, revoked_at=row.revoked_at)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
