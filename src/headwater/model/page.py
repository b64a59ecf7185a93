"""What goes out to a server and what comes back: bytes as fetched, or the reason there are none."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Purpose(Enum):
    """What a request is for; it decides the limits and the Accept header."""

    FEED = "feed"
    PAGE = "page"
    ROBOTS = "robots"
    IMAGE = "image"
    HOOK = "hook"
    #: Something that the operator named and has an account with: a translation engine.
    ENGINE = "engine"
    #: What a host says of itself at a fixed place (RFC 8615).
    WELL_KNOWN = "well-known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing to fetch."""

    url: str
    purpose: Purpose
    #: Validators of the copy we hold, returned verbatim (RFC 9110 13.1).
    etag: str | None = None
    last_modified: str | None = None
    #: What is posted, and its media type; None asks with GET. A post is never sent on to another address.
    body: bytes | None = None
    body_type: str | None = None
    #: Further headers, a key among them; what carries any is never sent on to another address.
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What a publisher says about text and data mining (TDM Reservation Protocol, W3C Community Group, 10 May 2024)."""

    #: True where rights are reserved, False where they are expressly not.
    reserved: bool
    #: Address of the policy that says how to get a licence.
    policy: str | None = None
    #: Where it was said: "meta", "header" or "well-known"; what is said closer to the text wins.
    stated_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as fetched (WARC response record)."""

    #: What was asked for.
    url: str
    #: What answered, after redirects.
    final_url: str
    status: int
    #: Media type in lower case, without parameters; None where the server does not say.
    content_type: str | None
    #: As the server says, not yet checked.
    charset: str | None
    #: Content encodings undone, nothing else changed.
    body: bytes
    fetched_at: datetime
    #: As sent (RFC 9110 8.8).
    etag: str | None = None
    last_modified: str | None = None
    #: Seconds for which the answer is fresh (RFC 9111 4.2.1); None where the server does not say.
    fresh_s: int | None = None
    #: Target of a permanent redirect (301, 308) met on the way, where all hops were permanent.
    moved_to: str | None = None
    #: The answer's own language (Content-Language), unchecked.
    language: str | None = None
    #: X-Robots-Tag and TDM headers as sent, name and value.
    notices: tuple[tuple[str, str], ...] = ()
    #: Absolute addresses of the Link header with rel "hub" or "self" (RFC 8288), as pairs of rel and address.
    links: tuple[tuple[str, str], ...] = ()
    #: What the host's tdmrep.json says about this address; asked for pages only.
    reservation: Reservation | None = None


def digest_of(body: bytes) -> str:
    """Give the name under which bytes are kept: sha256, hexadecimal.

    >>> digest_of(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The copy we hold is still the one (304)."""

    url: str
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    fresh_s: int | None = None
    #: As in `Page`: an unchanged feed still says that it has moved.
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The server says that it is gone for good (410)."""

    url: str
    fetched_at: datetime


class Refusal(Enum):
    """Why we did not ask, or would not take the answer."""

    ROBOTS = "robots"
    ADDRESS = "address"
    SCHEME = "scheme"
    PORT = "port"
    REDIRECTS = "redirects"
    TOO_LARGE = "too-large"
    ENCODING = "encoding"
    CONTENT_TYPE = "content-type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """We did not ask, or would not take the answer; asking again changes nothing."""

    url: str
    reason: Refusal
    #: One sentence for the desk.
    detail: str
    fetched_at: datetime


class Failure(Enum):
    """Why an answer did not come."""

    RESOLVE = "resolve"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    CUT = "cut"
    PROTOCOL = "protocol"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The answer did not come; asking later may help."""

    url: str
    reason: Failure
    #: One sentence for the desk.
    detail: str
    fetched_at: datetime
    #: HTTP status where there was one.
    status: int | None = None
    #: Seconds the server asks us to wait (Retry-After), clamped.
    retry_after_s: int | None = None


Outcome = Page | NotModified | Gone | Refused | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsVerdict:
    """What a host's robots.txt says about one address (RFC 9309)."""

    url: str
    allowed: bool
    #: One sentence for the desk.
    reason: str
    #: Why robots.txt could not be had, where it could not: then nothing is allowed for now (RFC 9309 2.3.1.4).
    unreachable: Failed | Refused | None = None
    #: Seconds between two requests that the file asks for; no part of the standard, kept as a courtesy.
    crawl_delay_s: float | None = None
    #: Addresses of sitemaps, as named.
    sitemaps: tuple[str, ...] = ()
