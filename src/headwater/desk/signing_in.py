"""Signing in: the name and password, and how often somebody may guess."""

import ipaddress
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.cache import cache
from django.http import HttpRequest

from headwater.desk.words import say

#: Failures allowed in a stretch of time: of one name from one place, of any name from one place, of one name at all.
_STRETCH_S = 15 * 60
_PER_NAME_AND_PLACE, _PER_PLACE, _PER_NAME = 5, 30, 50
_LONGEST_NAME = 150


class SignInForm(AdminAuthenticationForm):
    """Django's form behind a limit. The limit is asked before the password is, because checking one is work."""

    def clean(self) -> dict[str, Any]:
        """Check name and password.

        Raises:
            ValidationError: they do not belong together, or were guessed at too often.

        """
        doors = _doors(self.request, str(self.cleaned_data.get("username", "")))
        if any(cache.get(door, 0) >= most for door, most in doors):
            raise forms.ValidationError(say("desk.too_many_tries"), code="limited")
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            for door, _ in doors:
                _count(door)
            raise
        cache.delete(doors[0][0])
        return cleaned


def caller_of(request: HttpRequest | None) -> str:
    """Give the address a request came from: behind a proxy on this machine, the one that the proxy adds last.

    A caller can put anything into X-Forwarded-For; only the last part was written by the proxy we know of.
    """
    if request is None:
        return ""
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return _network(forwarded if forwarded and _is_loopback(peer) else peer)


def _doors(request: HttpRequest | None, name: str) -> tuple[tuple[str, int], ...]:
    place, folded = caller_of(request), name.casefold()[:_LONGEST_NAME].encode().hex()
    return (
        (f"signing-in/{place}/{folded}"[:200], _PER_NAME_AND_PLACE),
        (f"signing-in/{place}", _PER_PLACE),
        (f"signing-in/name/{folded}"[:200], _PER_NAME),
    )


def _count(door: str) -> None:
    if not cache.add(door, 1, _STRETCH_S):
        try:
            cache.incr(door)
        except ValueError:  # it ran out in between
            cache.set(door, 1, _STRETCH_S)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _network(address: str) -> str:
    """Give the place an address stands for: of IPv6 the /64, which one line usually has whole."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{parsed}/{64 if parsed.version == 6 else 32}", strict=False).network_address)  # noqa: PLR2004
