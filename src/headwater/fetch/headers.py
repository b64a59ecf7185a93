"""Answer headers read, and request headers written."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from multidict import CIMultiDictProxy

from headwater import __version__
from headwater.fetch.decoding import ACCEPT_ENCODING
from headwater.fetch.limits import LIMITS
from headwater.model.page import Request
from headwater.text.urls import join

#: Retry-After is obeyed within these bounds: less would hammer, more would lose a feed to a typing error.
MIN_RETRY_AFTER_S = 60
MAX_RETRY_AFTER_S = 7 * 86400

_MAX_FRESH_S = 366 * 86400
_NOTICES = ("x-robots-tag", "tdm-reservation", "tdm-policy")
_MAX_NOTICE_CHARACTERS = 500
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_REL = re.compile(r"""(?:^|[;\s])rel\s*=\s*(?:"([^"]{0,200})"|([^\s;,"]{1,200}))""", re.IGNORECASE)
_MAX_LINKS = 10
_MAX_LINK_CHARACTERS = 4000
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([A-Za-z0-9_.:+-]{1,40})""", re.IGNORECASE)


def user_agent(contact: str | None) -> str:
    r"""Give our honest name, with the operator's address where there is one (RFC 9110 10.1.5).

    >>> user_agent("mailto:desk@ledger.example\r\nX: y").partition(" ")[2]
    '(+mailto:desk@ledger.exampleX:y)'
    """
    shown = "".join(character for character in contact or "" if "!" <= character <= "~" and character not in "()\\")
    return f"Headwater/{__version__} (+{shown})" if shown else f"Headwater/{__version__}"


def request_headers(request: Request, *, contact: str | None) -> dict[str, str]:
    """Give all headers of a request; validators go back exactly as they came (RFC 9110 13.1)."""
    headers = {
        "User-Agent": user_agent(contact),
        "Accept": LIMITS[request.purpose].accept,
        "Accept-Encoding": ACCEPT_ENCODING,
    }
    if request.body_type is not None:
        headers["Content-Type"] = request.body_type
    if request.etag is not None:
        headers["If-None-Match"] = request.etag
    if request.last_modified is not None:
        headers["If-Modified-Since"] = request.last_modified
    return headers | dict(request.headers)


def media_type(headers: Mapping[str, str]) -> str | None:
    """Give the media type in lower case without parameters, None where none is named.

    >>> media_type({"Content-Type": "Text/HTML; charset=utf-8"})
    'text/html'
    """
    found = _MEDIA_TYPE.match(headers.get("Content-Type", "").strip().casefold())
    return found and found.group()


def charset(headers: Mapping[str, str]) -> str | None:
    """Give the charset that the Content-Type names, in lower case, unchecked."""
    found = _CHARSET.search(headers.get("Content-Type", ""))
    return found and found.group(1).casefold()


def fresh_s(headers: Mapping[str, str], *, now: datetime) -> int | None:
    """Give the seconds for which an answer is fresh (RFC 9111 4.2.1), None where nothing is said.

    >>> fresh_s({"Cache-Control": "public, max-age=600", "Age": "100"}, now=datetime.now(UTC))
    500
    """
    directives = _cache_directives(headers.get("Cache-Control", ""))
    if "no-store" in directives or "no-cache" in directives:
        return 0
    max_age = _seconds(directives.get("max-age", ""))
    if max_age is not None:
        return max(0, min(max_age, _MAX_FRESH_S) - min(_seconds(headers.get("Age", "")) or 0, _MAX_FRESH_S))
    if "Expires" not in headers:
        return None
    # "Expires: 0" and other nonsense mean: already stale (RFC 9111 5.3).
    expires = instant(headers["Expires"])
    sent = instant(headers.get("Date", "")) or now
    return max(0, min(int((expires - sent).total_seconds()), _MAX_FRESH_S)) if expires else 0


def retry_after_s(headers: Mapping[str, str], *, now: datetime) -> int | None:
    """Give Retry-After in seconds, from seconds or a date (RFC 9110 10.2.3), clamped to 60 s..7 d; None for nonsense.

    >>> retry_after_s({"Retry-After": "999999999999999999999"}, now=datetime.now(UTC))
    604800
    """
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", value):
        whole = value.lstrip("+").split(".")[0]
        wait = MAX_RETRY_AFTER_S if len(whole) > len(str(MAX_RETRY_AFTER_S)) and whole[0] != "-" else _small(whole)
    else:
        until = instant(value)
        if until is None:
            return None
        wait = int((until - now).total_seconds())
    return max(MIN_RETRY_AFTER_S, min(wait, MAX_RETRY_AFTER_S))


def notices(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give X-Robots-Tag and TDM headers as sent, name in lower case, every repetition."""
    return tuple(
        (name.casefold(), value[:_MAX_NOTICE_CHARACTERS])
        for name, value in headers.items()
        if name.casefold() in _NOTICES
    )


def hub_links(headers: CIMultiDictProxy[str], *, base: str) -> tuple[tuple[str, str], ...]:
    """Give the Link header's targets with rel "hub" or "self" (RFC 8288, W3C WebSub 4), absolute, in order.

    >>> from multidict import CIMultiDict
    >>> headers = CIMultiDictProxy(CIMultiDict({"Link": '</hub>; rel="hub preload", <a>; rel=next'}))
    >>> hub_links(headers, base="https://ledger.example/rss")
    (('hub', 'https://ledger.example/hub'),)
    """
    found: list[tuple[str, str]] = []
    for value in headers.getall("Link", [])[:_MAX_LINKS]:
        for target, parameters in _LINK.findall(value[:_MAX_LINK_CHARACTERS]):
            rel = _REL.search(parameters)
            address = join(base, target)
            named = (rel.group(1) or rel.group(2)).casefold().split() if rel else []
            found += [(name, address) for name in ("hub", "self") if name in named and address]
    return tuple(found[:_MAX_LINKS])


def instant(value: str) -> datetime | None:
    """Give an HTTP-date (RFC 9110 5.6.7) as aware UTC, None where it is none."""
    try:
        found = parsedate_to_datetime(value[:64])
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _cache_directives(value: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in value[:2000].split(","))
    return {name.strip().casefold(): argument.strip().strip('"') for name, _, argument in pairs}


def _seconds(value: str) -> int | None:
    value = value.strip()
    return int(value[:12]) if value.isascii() and value.isdigit() else None


def _small(whole: str) -> int:
    return -1 if whole.startswith("-") else int(whole)
