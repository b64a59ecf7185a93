"""Finished pages, kept until the next publication: one question to the database, then bytes from memory."""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import brotli  # type: ignore[import-untyped]  # it ships no types
from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from headwater.edition.clock import site_now
from headwater.portal.answers import Answer
from headwater.store import queries

#: Seconds for which readers and the caches between us may keep a page: as long as a takedown may take to reach them.
BROWSER_S = 20
#: Seconds between two questions for the publication number, where `PORTAL_CHECK_S` does not say otherwise.
CHECK_S = 1.0
#: Bytes of finished pages kept in one process.
MOST_BYTES = 64 * 1024 * 1024
#: Below it compressing costs more than it saves (one network packet).
_LEAST_COMPRESSED = 1200
_LONGEST_QUERY = 400


@dataclass(frozen=True, slots=True)
class _Kept:
    """One finished answer, plain and compressed."""

    content: dict[str, bytes]
    headers: tuple[tuple[str, str], ...]
    etag: str
    valid_until: datetime | None

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.content.values())


class PageStore:
    """Finished answers of one publication; another number empties it."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        """Start empty."""
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._most_bytes = most_bytes
        self._bytes = 0
        self._number = -1
        self._lock = threading.Lock()

    def get(self, name: str, *, number: int, now: datetime) -> _Kept | None:
        """Give the answer of an address, where it is of this publication and still right."""
        kept = self._kept.get(name) if number == self._number else None
        return None if kept is None or (kept.valid_until is not None and now >= kept.valid_until) else kept

    def put(self, name: str, kept: _Kept, *, number: int) -> None:
        """Keep an answer; the longest kept go where room is short."""
        with self._lock:
            if number != self._number:
                self._kept.clear()
                self._bytes, self._number = 0, number
            previous = self._kept.pop(name, None)
            self._bytes += kept.size - (previous.size if previous else 0)
            self._kept[name] = kept
            while self._bytes > self._most_bytes and self._kept:
                self._bytes -= self._kept.popitem(last=False)[1].size


class Publication:
    """The publication number, asked for at most once in a while."""

    def __init__(self) -> None:
        """Ask at the first use."""
        self._number = -1
        self._asked = float("-inf")

    def number(self) -> int:
        """Give the number as it was less than `PORTAL_CHECK_S` ago; the last one known while the database is away."""
        moment = time.monotonic()
        if moment - self._asked >= getattr(settings, "PORTAL_CHECK_S", CHECK_S):
            self._asked = moment
            with suppress(Error):  # finished pages are shown on; a view that needs the database answers 503
                self._number = queries.publication_number()
        return self._number


class PageCache:
    """Middleware: answers from memory where it may, keeps what views made, and answers 304.

    A kept page carries until when it is right, so an embargo that ends or a right that expires is asked about
    before a 304 is given.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Start with an empty store."""
        self._get_response = get_response
        self._pages = PageStore()
        self._publication = Publication()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the page."""
        query = request.META.get("QUERY_STRING", "")
        if request.method not in {"GET", "HEAD"} or len(query) > _LONGEST_QUERY:
            return _uncached(self._get_response(request))
        number, now = self._publication.number(), site_now()
        name = f"{'' if settings.PORTAL.portal.address else request.get_host()}{request.path}?{query}"
        kept = self._pages.get(name, number=number, now=now)
        if kept is None:
            response = self._get_response(request)
            if not isinstance(response, Answer) or response.status_code != 200:  # noqa: PLR2004 - HTTP's own word
                return _uncached(response)
            kept = _keep(response)
            self._pages.put(name, kept, number=number)
        return _answer(request, kept)


def _keep(response: Answer) -> _Kept:
    body = response.content
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    content = {"": body}
    if len(body) >= _LEAST_COMPRESSED and not response["Content-Type"].startswith("image/"):
        content |= {"br": brotli.compress(body, quality=4), "gzip": gzip.compress(body, 5, mtime=0)}
    return _Kept(content, tuple(response.items()), etag, response.valid_until)


def _answer(request: HttpRequest, kept: _Kept) -> HttpResponseBase:
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    encoding = next((name for name in ("br", "gzip") if name in accepted and name in kept.content), "")
    etag = kept.etag if not encoding else f'{kept.etag[:-1]}-{encoding}"'
    if etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        unchanged: HttpResponse = HttpResponseNotModified()
        return _dressed(unchanged, etag=etag, encoding="")
    response = HttpResponse(kept.content[encoding])
    for name, value in kept.headers:
        response[name] = value
    return _dressed(response, etag=etag, encoding=encoding)


def _dressed(response: HttpResponse, *, etag: str, encoding: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={BROWSER_S}"
    if encoding:
        response["Content-Encoding"] = encoding
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _uncached(response: HttpResponseBase) -> HttpResponseBase:
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-cache"
    return response
