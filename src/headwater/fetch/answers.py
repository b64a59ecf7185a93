"""What an answer means: from status, headers and the way there to an Outcome. Decides, asks nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from yarl import URL

from headwater.fetch.addresses import wire_url
from headwater.fetch.exchange import Answer
from headwater.fetch.headers import charset, fresh_s, hub_links, media_type, notices, retry_after_s
from headwater.fetch.trouble import Trouble
from headwater.model.page import Failed, Failure, Gone, NotModified, Outcome, Page, Refusal, Refused, Request
from headwater.text.urls import normalise

#: Redirects followed for one request (RFC 9309 2.3.1.2 asks for five; so do news sites that are well).
MAX_REDIRECTS = 5

_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_NOT_MODIFIED = 304
_GONE = 410
_TAKEN = frozenset({200, 203})
_ACCEPTED = range(200, 300)


@dataclass(slots=True)
class Trail:
    """The way of one request: where it stands now, and every address it came through."""

    request: Request
    url: URL
    came_through: list[URL] = field(default_factory=list)
    #: Whether every redirect so far was a permanent one.
    is_permanent: bool = True
    #: Seconds spent in exchanges, waiting for turns apart.
    spent_s: float = 0.0

    @property
    def host(self) -> str:
        """The host that is asked now."""
        return self.url.host or str(self.url)

    @property
    def moved_to(self) -> str | None:
        """The new home of what was asked for, where every redirect was permanent and none gave up encryption."""
        downgraded = self.url.scheme == "http" and any(url.scheme == "https" for url in self.came_through)
        if not self.came_through or not self.is_permanent or downgraded:
            return None
        target = normalise(str(self.url))
        return None if target == normalise(self.request.url) else target


def step(trail: Trail, answer: Answer) -> Trouble | None:
    """Move the trail to where a redirect points (RFC 9110 15.4); give the trouble where it may not be followed."""
    if trail.request.body is not None or trail.request.headers:
        detail = f"{trail.host} wants the message sent elsewhere (status {answer.status}); give its new address."
        return Trouble(reason=Refusal.REDIRECTS, detail=detail)
    if "Location" not in answer.headers:
        detail = f"{trail.host} redirects without saying where to (status {answer.status})."
        return Trouble(reason=Failure.PROTOCOL, detail=detail)
    target = wire_url(answer.headers["Location"], base=str(trail.url))
    if target is None:
        detail = f"{trail.host} redirects to something that is no web address."
        return Trouble(reason=Refusal.SCHEME, detail=detail)
    if target == trail.url or target in trail.came_through:
        detail = f"{trail.host} redirects in a circle; it may want a cookie or a login, which we do not give."
        return Trouble(reason=Refusal.REDIRECTS, detail=detail)
    if len(trail.came_through) == MAX_REDIRECTS:
        detail = f"{trail.host} is redirect number {MAX_REDIRECTS + 1}; we follow {MAX_REDIRECTS}."
        return Trouble(reason=Refusal.REDIRECTS, detail=detail)
    trail.came_through.append(trail.url)
    trail.is_permanent = trail.is_permanent and answer.status in _PERMANENT
    trail.url = target
    return None


def is_redirect(answer: Answer) -> bool:
    """Say whether the answer sends us elsewhere."""
    return answer.status in _REDIRECTS


def outcome_of(answer: Answer, *, trail: Trail, now: datetime) -> Outcome:
    """Give the outcome that an answer means which is no redirect."""
    if answer.status in _TAKEN or (trail.request.body is not None and answer.status in _ACCEPTED):
        return _page(answer, trail=trail, now=now)
    if answer.status == _NOT_MODIFIED and (trail.request.etag or trail.request.last_modified):
        return _not_modified(answer, trail=trail, now=now)
    if answer.status == _GONE:
        return Gone(url=trail.request.url, fetched_at=now)
    if answer.status == _NOT_MODIFIED:
        trouble = Trouble(reason=Failure.PROTOCOL, detail=f"{trail.host} says 'not modified' to a first request.")
        return troubled(trouble, request=trail.request, now=now)
    return Failed(
        url=trail.request.url,
        reason=Failure.STATUS,
        detail=f"{trail.host} {_status_words(answer.status)}.",
        fetched_at=now,
        status=answer.status,
        retry_after_s=retry_after_s(answer.headers, now=now),
    )


def troubled(trouble: Trouble, *, request: Request, now: datetime) -> Outcome:
    """Give the outcome of an exchange that brought no answer."""
    if isinstance(trouble.reason, Refusal):
        return Refused(url=request.url, reason=trouble.reason, detail=trouble.detail, fetched_at=now)
    return Failed(url=request.url, reason=trouble.reason, detail=trouble.detail, fetched_at=now)


def _page(answer: Answer, *, trail: Trail, now: datetime) -> Page:
    headers = answer.headers
    return Page(
        url=trail.request.url,
        final_url=normalise(str(trail.url)) or str(trail.url),
        status=answer.status,
        content_type=media_type(headers),
        charset=charset(headers),
        body=answer.body,
        fetched_at=now,
        etag=_sent(headers, "ETag"),
        last_modified=_sent(headers, "Last-Modified"),
        fresh_s=fresh_s(headers, now=now),
        moved_to=trail.moved_to,
        language=_sent(headers, "Content-Language"),
        notices=notices(headers),
        links=hub_links(headers, base=str(trail.url)),
    )


def _not_modified(answer: Answer, *, trail: Trail, now: datetime) -> NotModified:
    return NotModified(
        url=trail.request.url,
        fetched_at=now,
        etag=_sent(answer.headers, "ETag"),
        last_modified=_sent(answer.headers, "Last-Modified"),
        fresh_s=fresh_s(answer.headers, now=now),
        moved_to=trail.moved_to,
    )


def _sent(headers: Mapping[str, str], name: str) -> str | None:
    # Verbatim, but storable: a raw byte that is no UTF-8 comes as half a surrogate pair, which no document can hold.
    value = headers.get(name, "")
    return value if value and value.isprintable() else None


def _status_words(status: int) -> str:
    if status in _STATUS_WORDS:
        return f"{_STATUS_WORDS[status]} (status {status})"
    kinds = {1: "gives no final answer", 2: "answers without a body", 3: "answers with a redirect nobody can follow"}
    kinds |= {4: "does not accept the request", 5: "has trouble of its own; it is asked again later"}
    return f"{kinds.get(status // 100, 'answers with a status that means nothing')} (status {status})"


_STATUS_WORDS = {
    401: "asks for a login, which we do not give; ask its owner for an open feed",
    402: "asks for payment, which we do not make",
    403: "does not let us read this; ask its owner whether the feed may be read",
    404: "has nothing at this address; check it, the feed may have moved",
    406: "has nothing in a form that we asked for",
    407: "stands behind a proxy that asks for a login",
    429: "says that we ask too often; it is asked less often now",
    451: "may not show this for legal reasons",
    503: "is not available for now",
}
