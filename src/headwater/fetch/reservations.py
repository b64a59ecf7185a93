"""Reservations of text and data mining: in tdmrep.json, in headers, in the page (TDM Reservation Protocol, 2024)."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yarl import URL

from headwater.fetch.kept import KeptPerHost
from headwater.model.page import Failed, Gone, Outcome, Page, Purpose, Request, Reservation
from headwater.read.page_head import meta_content
from headwater.text.urls import join

_KEEP = timedelta(hours=24)
_KEEP_FAILED = timedelta(hours=1)
_NOT_THERE = frozenset({401, 403, 404})
_MAX_RULES = 1_000
_MAX_LOCATION_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationRules:
    """A host's tdmrep.json as understood: pairs of location pattern and what holds there."""

    rules: tuple[tuple[str, Reservation], ...] = ()
    #: When it has to be asked for again.
    valid_until: datetime

    def about(self, path: str) -> Reservation | None:
        """Give what the most specific location says that the path fits; None where none does.

        Specific is long, as in RFC 9309 2.2.2; of two equally long ones the reservation holds.
        """
        fitting = [(len(pattern), said.reserved, said) for pattern, said in self.rules if _fits(path, pattern)]
        return max(fitting, key=lambda found: found[:2])[2] if fitting else None


def read_reservations(outcome: Outcome, *, now: datetime) -> ReservationRules:
    """Give the rules in the answer to a request for tdmrep.json; none where there is none or it makes no sense."""
    if not isinstance(outcome, Page):
        says_none = isinstance(outcome, Failed) and outcome.status in _NOT_THERE
        return ReservationRules(valid_until=now + (_KEEP if says_none or isinstance(outcome, Gone) else _KEEP_FAILED))
    try:
        stated = json.loads(outcome.body)
    except (ValueError, RecursionError):
        stated = []
    listed = stated if isinstance(stated, list) else [stated]
    rules = tuple(rule for one in listed[:_MAX_RULES] if (rule := _rule(one, base=outcome.final_url)) is not None)
    return ReservationRules(rules=rules, valid_until=now + _KEEP)


def reservation_of(page: Page) -> Reservation | None:
    """Give what holds for a page: its own meta elements, else its headers, else the host's file; None for silence.

    >>> from datetime import UTC
    >>> page = Page(url="u", final_url="u", status=200, content_type=None, charset=None, body=b"",
    ...             fetched_at=datetime.now(UTC), notices=(("tdm-reservation", "1"),))
    >>> reservation_of(page).reserved
    True
    """
    reserved, policy = meta_content(page, name="tdm-reservation"), meta_content(page, name="tdm-policy")
    in_page = _stated(reserved, policy=policy, base=page.final_url, stated_in="meta")
    headers = dict(reversed(page.notices))
    in_headers = _stated(
        headers.get("tdm-reservation"), policy=headers.get("tdm-policy"), base=page.final_url, stated_in="header"
    )
    return in_page or in_headers or page.reservation


class Reservations:
    """The tdmrep.json of every host that was asked, each fetched once and kept for a day."""

    def __init__(self, *, clock: Callable[[], datetime]) -> None:
        """Take the clock that says how old a copy is."""
        self._clock = clock
        self._kept: KeptPerHost[ReservationRules] = KeptPerHost(clock=clock)

    async def about(self, url: URL, *, fetch: Callable[[Request], Awaitable[Outcome]]) -> Reservation | None:
        """Give what the host says about one address, asking for its file where we hold no fresh copy."""
        authority = str(url.origin())

        async def ask(_: ReservationRules | None) -> ReservationRules:
            outcome = await fetch(Request(url=f"{authority}/.well-known/tdmrep.json", purpose=Purpose.WELL_KNOWN))
            return read_reservations(outcome, now=self._clock())

        return (await self._kept.of(authority, ask=ask)).about(url.raw_path_qs)


def _rule(stated: object, *, base: str) -> tuple[str, Reservation] | None:
    location = stated.get("location") if isinstance(stated, dict) else None
    if not isinstance(stated, dict) or not isinstance(location, str):
        return None
    said = _stated(
        str(stated.get("tdm-reservation")), policy=stated.get("tdm-policy"), base=base, stated_in="well-known"
    )
    return None if said is None else (location[:_MAX_LOCATION_CHARACTERS], said)


def _stated(value: str | None, *, policy: object, base: str, stated_in: str) -> Reservation | None:
    if value is None or value.strip() not in {"0", "1"}:
        return None
    address = join(base, policy) if isinstance(policy, str) and policy.strip() else None
    return Reservation(reserved=value.strip() == "1", policy=address, stated_in=stated_in)


def _fits(path: str, pattern: str) -> bool:
    # Never a regular expression: each part is found once, from left to right, so no pattern is slow.
    pattern, must_end = (pattern[:-1], True) if pattern.endswith("$") else (pattern, False)
    first, *parts = re.split(r"\*+", pattern)
    if not path.startswith(first):
        return False
    place = len(first)
    for number, part in enumerate(parts, start=1):
        is_last = must_end and number == len(parts)
        found = path.rfind(part, place) if is_last else path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return place == len(path) or not must_end
