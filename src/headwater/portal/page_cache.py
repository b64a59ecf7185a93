"""Finished pages, kept until the next publication: one question to the database, then bytes from memory."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from queue import SimpleQueue

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error, close_old_connections
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from headwater.edition.answer import Answer
from headwater.edition.clock import site_now
from headwater.portal.kept import Kept
from headwater.portal.publication import Publication, Standing

#: Seconds for which readers and the caches between us may keep a page: as long as a takedown may take to reach them.
BROWSER_S = 20
#: Bytes of finished pages kept in one process.
MOST_BYTES = 64 * 1024 * 1024
_LONGEST_QUERY = 400
#: So many times longer than other pages may a search lack news, and what stands beside a story.
_BESIDE_S = 15
#: Seconds for which the page of a story stands while no publication is about it: some of what it says, as why it stands
#: where it stands, changes without one.
_STORY_S = 600.0
#: Pages that are made at one moment wait for each other in so many queues.
_TURNS = 64
#: Under this name a request carries the cache that it came by, for the door in front of Django.
CACHE = "headwater.page_cache"

_log = logging.getLogger(__name__)


class PageStore:
    """Finished answers by address; the longest kept go where room is short."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        """Start empty."""
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._most_bytes = most_bytes
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, name: str, *, now: datetime) -> Kept | None:
        """Give the answer of an address, where its rights still hold."""
        kept = self._kept.get(name)
        return None if kept is None or (kept.valid_until is not None and now >= kept.valid_until) else kept

    def put(self, name: str, kept: Kept) -> None:
        """Keep an answer."""
        with self._lock:
            self._drop(name)
            self._bytes += kept.size
            self._kept[name] = kept
            while self._bytes > self._most_bytes and self._kept:
                self._drop(next(iter(self._kept)))

    def drop(self, name: str) -> None:
        """Forget an answer."""
        with self._lock:
            self._drop(name)

    def _drop(self, name: str) -> None:
        previous = self._kept.pop(name, None)
        self._bytes -= previous.size if previous else 0


class Remaker:
    """One thread that makes pages anew while readers are shown the last ones."""

    def __init__(self, make: Callable[[str, HttpRequest], object]) -> None:
        """Take what makes a page."""
        self._make = make
        self._waiting: SimpleQueue[tuple[str, HttpRequest]] = SimpleQueue()
        self._names: set[str] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, name: str, request: HttpRequest) -> None:
        """Have a page made anew, once however often it is asked for."""
        with self._lock:
            if name in self._names:
                return
            self._names.add(name)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="pages", daemon=True)
                self._thread.start()
        # The reader's own request ends with its answer; what makes the page gets one of the same words.
        self._waiting.put((name, WSGIRequest(request.META | {"wsgi.input": BytesIO()})))

    def is_asked(self, name: str) -> bool:
        """Whether a page is being made anew, or waits for it."""
        return name in self._names

    def _work(self) -> None:
        while True:
            name, request = self._waiting.get()
            close_old_connections()
            try:
                self._make(name, request)
            except Exception:  # noqa: BLE001 - the thread serves every page, whatever became of this one
                _log.exception("a page could not be made anew: %s", name)
            finally:
                with self._lock:
                    self._names.discard(name)


class PageCache:
    """Middleware: answers from memory where it may, keeps what views made, and answers 304.

    A kept page carries until when it is right, so an embargo that ends or a right that expires is asked about
    before a 304 is given. A page that is merely late is shown while it is made anew; two readers of a page that has
    to be made wait for one making.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Start with an empty store."""
        self._get_response = get_response
        self._pages = PageStore()
        self._publication = Publication()
        self._turns = tuple(threading.Lock() for _ in range(_TURNS))
        self._remaker = Remaker(self._made)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the page."""
        request.META[CACHE] = self
        query = request.META.get("QUERY_STRING", "")
        if request.method not in {"GET", "HEAD"} or len(query) > _LONGEST_QUERY:
            return _uncached(self._get_response(request))
        self._publication.look()
        name = _name("" if settings.PORTAL.portal.address else request.get_host(), request.path, query)
        kept = self._pages.get(name, now=site_now())
        standing = self._standing(kept) if kept else Standing.PAST
        if kept is not None and standing is Standing.LATE_BESIDE:
            kept = self._with_new_sides(name, kept)
        if kept is None or standing is Standing.PAST:
            made = self._made(name, request)
            return _answer(request, made) if isinstance(made, Kept) else _uncached(made)
        if standing is Standing.LATE:
            self._remaker.ask(name, request)
        return _answer(request, kept)

    def at_hand(self, path: str, *, query: str, host: str) -> Kept | None:
        """Give the page of an address where it is the newest, or late and made anew at this moment; else None."""
        if not self._publication.is_fresh:
            return None
        name = _name("" if settings.PORTAL.portal.address else host, path, query)
        kept = self._pages.get(name, now=site_now())
        if kept is None or not kept.is_open:
            return None
        standing = self._standing(kept)
        is_good = standing is Standing.NEWEST or (standing is Standing.LATE and self._remaker.is_asked(name))
        return kept if is_good else None

    def _standing(self, kept: Kept) -> Standing:
        """Say what a page is worth: one whose own story is the same lacks nothing but the headlines beside it."""
        number, late_s = self._publication.number, getattr(settings, "PORTAL_LATE_S", 0.0)
        if kept.number == number:
            return Standing.NEWEST
        if kept.stands_alone and self._stands(kept):
            return Standing.NEWEST
        if kept.slotted is not None and self._stands(kept):
            is_late = self._publication.standing(kept.beside, late_s=_BESIDE_S * late_s) is Standing.PAST
            return Standing.LATE_BESIDE if is_late else Standing.NEWEST
        if kept.may_wait or (kept.story and self._stands(kept)):
            if self._publication.standing(kept.number, late_s=_BESIDE_S / 2 * late_s) is Standing.LATE:
                return Standing.NEWEST
            late_s *= _BESIDE_S
        return self._publication.standing(kept.number, late_s=late_s)

    def _stands(self, kept: Kept) -> bool:
        is_young = time.monotonic() - kept.made_at < _STORY_S
        return is_young and kept.story is not None and self._publication.is_untouched(kept.story, since=kept.number)

    def _with_new_sides(self, name: str, kept: Kept) -> Kept | None:
        """Put what stands beside a page in its place again; None where it may not be shown any more.

        The page as it was where the database is away.
        """
        with self._turns[hash(name) % _TURNS]:
            now, number = site_now(), self._publication.number
            newest = self._pages.get(name, now=now)
            if newest is None or self._standing(newest) is Standing.PAST:
                return None  # taken away, or expired, while this reader waited for the turn
            if newest is not kept:
                return newest
            try:
                with self._publication.at_work():
                    filled = kept.with_new_sides(now=now, number=number)
            except Error:
                return kept
            self._pages.put(name, filled)
            return filled

    def _made(self, name: str, request: HttpRequest) -> Kept | HttpResponseBase:
        """Make a page, or take the one that somebody else has made meanwhile."""
        with self._turns[hash(name) % _TURNS]:
            number = self._publication.number
            kept = self._pages.get(name, now=site_now())
            if kept is not None and kept.number == number:
                return kept
            with self._publication.at_work():
                response = self._get_response(request)
            if not isinstance(response, Answer) or response.status_code != 200:  # noqa: PLR2004 - HTTP's own word
                self._pages.drop(name)
                return response
            kept = Kept(response, number=number)
            self._pages.put(name, kept)
            return kept


def _name(host: str, path: str, query: str) -> str:
    return f"{host}{path}?{query}"


def etag_of(kept: Kept, encoding: str) -> str:
    """Give the entity tag of a page in an encoding."""
    return kept.etag if not encoding else f'{kept.etag[:-1]}-{encoding}"'


def _answer(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    encoding = kept.encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    etag = etag_of(kept, encoding)
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    is_known = bool(asked) and etag in parse_etags(asked)
    response = HttpResponseNotModified() if is_known else kept.response(encoding)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={BROWSER_S}"
    response["Vary"] = "Accept-Encoding"
    if encoding and not is_known:
        response["Content-Encoding"] = encoding
    return response


def _uncached(response: HttpResponseBase) -> HttpResponseBase:
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-cache"
    if isinstance(response, HttpResponse) and not response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    return response
