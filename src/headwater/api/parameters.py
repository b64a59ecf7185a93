"""What a request may ask for: each parameter with its schema, and the function that reads it strictly."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from headwater.api.problems import unknown, wrong
from headwater.store.listings import Place

#: Rows of one page.
DEFAULT_LIMIT, MOST_LIMIT = 50, 200
_LONGEST = 200
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_NUMBER = re.compile(r"0|[1-9]\d{0,2}")
_SHARE = re.compile(r"0(\.\d{1,6})?|1(\.0{1,6})?")
_LANGUAGE = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$"
_KEY = "^[A-Za-z0-9._~-]{1,120}$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of an operation."""

    name: str
    #: "path" or "query".
    place: str
    description: str
    schema: Mapping[str, Any]
    #: Text to value; a Refusal where the text says nothing.
    read: Callable[[str], object]


def key(what: str) -> Parameter:
    """Give the parameter of a key in the path."""

    def read(text: str) -> str:
        if not re.fullmatch(_KEY, text):
            raise unknown(what)
        return text

    return Parameter(
        name="key",
        place="path",
        description=f"Key of the {what}.",
        schema={"type": "string", "pattern": _KEY},
        read=read,
    )


def outlet(name: str, description: str) -> Parameter:
    """Give the parameter that names an outlet by its key."""
    return _matching(name, description, _KEY, "is no key: take one from /api/v1/outlets")


def _matching(name: str, description: str, pattern: str, otherwise: str) -> Parameter:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise wrong(name, otherwise)
        return text

    return Parameter(
        name=name, place="query", description=description, schema={"type": "string", "pattern": pattern}, read=read
    )


def _words(name: str, description: str) -> Parameter:
    def read(text: str) -> str:
        if not 0 < len(text) <= _LONGEST or "\0" in text:
            raise wrong(name, f"must have 1 to {_LONGEST} characters")
        return text

    schema = {"type": "string", "minLength": 1, "maxLength": _LONGEST, "pattern": "^[^\\u0000]+$"}
    return Parameter(name=name, place="query", description=description, schema=schema, read=read)


def _moment(name: str, description: str) -> Parameter:
    def read(text: str) -> datetime:
        with suppress(ValueError, OverflowError):
            if _MOMENT.fullmatch(text):
                return datetime.fromisoformat(text.upper()).astimezone(UTC)
        raise wrong(name, 'is no time: write it as "2026-11-23T08:00:00Z" (RFC 3339)')

    schema = {"type": "string", "format": "date-time"}
    return Parameter(name=name, place="query", description=description, schema=schema, read=read)


def _limit(text: str) -> int:
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= MOST_LIMIT:
        raise wrong("limit", f"must be a whole number from 1 to {MOST_LIMIT}")
    return int(text)


def _coverage(text: str) -> float:
    if not _SHARE.fullmatch(text):
        raise wrong("coverage", 'must be a share from 0 to 1 with at most six decimals, such as "0.5"')
    return float(text)


def _cursor(fits: Callable[[Place], object]) -> Parameter:
    """Give the parameter of a cursor; `fits` fails on the place of a list that is sorted by something else."""

    def read(text: str) -> Place:
        try:
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            plain = base64.b64decode(padded, b"-_", validate=True)
            place: tuple[str, str] = msgspec.json.decode(plain, type=tuple[str, str])
            fits(place)
        except (ValueError, OverflowError, binascii.Error, msgspec.MsgspecError):
            raise wrong("cursor", 'is none of this list: give what the page before named as "next"') from None
        return place

    return Parameter(
        name="cursor",
        place="query",
        description='Where the page begins: what the page before named as "next". Opaque; it does not expire.',
        schema={"type": "string", "minLength": 1},
        read=read,
    )


def _by_time(place: Place) -> None:
    if datetime.fromisoformat(place[0]).utcoffset() is None or not re.fullmatch(_KEY, place[1]):
        raise ValueError(place)


def _by_count(place: Place) -> None:
    if not re.fullmatch(r"[0-9]{1,15}", place[0]) or not re.fullmatch(_KEY, place[1]):
        raise ValueError(place)


def _by_key(place: Place) -> None:
    if place[0] or not re.fullmatch(_KEY, place[1]):
        raise ValueError(place)


def _by_number(place: Place) -> None:
    if place[0] or not re.fullmatch(r"[0-9]{1,15}", place[1]):
        raise ValueError(place)


def cursor_of(place: Place | None) -> str | None:
    """Give where a page ends, as clients hand it back."""
    if place is None:
        return None
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).rstrip(b"=").decode()


LIMIT = Parameter(
    name="limit",
    place="query",
    description=f"Rows of one page; {DEFAULT_LIMIT} where it is not given.",
    schema={"type": "integer", "minimum": 1, "maximum": MOST_LIMIT, "default": DEFAULT_LIMIT},
    read=_limit,
)
#: Cursors of lists by time, by number of statements, by key, and by when something was noticed.
BY_TIME, BY_COUNT, BY_KEY, BY_NUMBER = _cursor(_by_time), _cursor(_by_count), _cursor(_by_key), _cursor(_by_number)
SINCE = _moment("since", "Only what is of this time or later (RFC 3339).")
UNTIL = _moment("until", "Only what is earlier than this time (RFC 3339).")
LANGUAGE = _matching("language", "Only in this language (BCP 47; en finds en-GB).", _LANGUAGE, "is no language tag")
SECTION = _words("section", "Only of this section, by its name.")
NAME = _words("name", "Only names that have these letters in them.")
COVERAGE = Parameter(
    name="coverage",
    place="query",
    description="Only where at least this share of the newer report's words stands in the older one.",
    schema={"type": "number", "minimum": 0, "maximum": 1, "multipleOf": 0.000001},
    read=_coverage,
)
