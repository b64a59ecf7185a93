"""Readers of stories, counted on this side of the page cache: no script, no cookie, nothing that names anybody.

A request becomes two marks, salted anew every day: of the client (address and program) and of its network. What a
client opens a hundred times on a day is one mark. `rank.popular` says what the marks are worth.
"""

import logging
import re
import threading
from collections.abc import Callable
from datetime import UTC, date
from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from headwater.edition.clock import site_now
from headwater.edition.networks import client_address, shortened
from headwater.store.reads import salt_of, save_hits

#: The page of a story or a report; their feeds are asked for by programs.
PAGE = re.compile(r"/(?:story|article)/([a-z0-9]{1,16})(?:/(?!feed\.)[^/]*)?")
#: Programs that say what they are. Those that lie are left to what `rank.popular` makes of a client that opens all.
_PROGRAM = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|fetch|scrap|preview|monitor|check|scan|archiv|feed|rss|curl|wget|python|java/|go-http"
    r"|okhttp|libwww|httpx|axios|headless|lighthouse|facebookexternalhit|whatsapp|telegram|embed|validator",
    re.IGNORECASE,
)
_SHOWN = frozenset({200, 304})
_MARK_BYTES = 12
#: Marks that wait to be written at once; beyond it, a day's new readers go uncounted rather than memory grow.
_MOST_WAITING = 50_000

#: Under this name a request carries the counter that it came by, for the door in front of Django.
COUNTER = "headwater.read_counter"

_log = logging.getLogger(__name__)

Marks = tuple[str, str, str]


class ReadCounter:
    """Middleware: notes who opened a story, and hands the marks to the database once in a while."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Start with nothing noted."""
        self._get_response = get_response
        self._waiting: set[Marks] = set()
        self._written: set[Marks] = set()
        self._day: date | None = None
        self._salt = b""
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the answer, and note that it was read."""
        request.META[COUNTER] = self
        response = self._get_response(request)
        if response.status_code in _SHOWN:
            self.count(request)
        return response

    def count(self, request: HttpRequest) -> None:
        """Note that a page was shown, where it is that of a story or report and a person asked."""
        subject = subject_of(request)
        if subject is not None:
            self._note(subject, request)

    def flush(self) -> int:
        """Write down what waits; give how many marks that were. What cannot be written now waits on."""
        with self._lock:
            day, marks = self._day, self._waiting
            self._waiting = set()
        if day is None or not marks:
            return 0
        try:
            save_hits(day, sorted(marks))
        except DatabaseError:
            _log.warning("readers could not be counted now; it is tried again", exc_info=True)
            with self._lock:
                if self._day == day:
                    self._waiting |= marks
            return 0
        with self._lock:
            if self._day == day and len(self._written) < _MOST_WAITING:
                self._written |= marks
        return len(marks)

    def _note(self, subject: str, request: HttpRequest) -> None:
        day = site_now().astimezone(UTC).date()
        if day != self._day:
            self._begin(day)
        if self._day is None:
            return
        address = client_address(request)
        program = request.META.get("HTTP_USER_AGENT", "")
        marks = (subject, self._mark(f"{address} {program}"), self._mark(shortened(address)))
        with self._lock:
            if marks in self._written or len(self._waiting) >= _MOST_WAITING:
                return
            self._waiting.add(marks)
        every_s = settings.PORTAL_READS_EVERY_S
        if every_s and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._keep_flushing, args=(every_s,), name="reads", daemon=True)
            self._thread.start()

    def _begin(self, day: date) -> None:
        self.flush()
        try:
            salt = salt_of(day)
        except DatabaseError:  # counted from the moment that the database answers
            _log.warning("readers cannot be counted: the database does not answer", exc_info=True)
            return
        with self._lock:
            self._day, self._salt = day, salt
            self._waiting, self._written = set(), set()

    def _mark(self, words: str) -> str:
        return blake2b(words.encode("utf-8", "replace"), key=self._salt[:64], digest_size=_MARK_BYTES).hexdigest()

    def _keep_flushing(self, every_s: float) -> None:
        pause = threading.Event()
        while not pause.wait(every_s):
            self.flush()


def subject_of(request: HttpRequest) -> str | None:
    """Give the key of the story or report that a person asked to read, None where it is none or no person.

    A browser that says so asks for a document, and not ahead of a click (Fetch Metadata, Sec-Purpose).
    """
    page = PAGE.fullmatch(request.path)
    if page is None or request.method != "GET":
        return None
    headers = request.META
    program = headers.get("HTTP_USER_AGENT", "")
    if not program or _says_program(program):
        return None
    if headers.get("HTTP_SEC_FETCH_DEST", "document") != "document":
        return None
    if any("prefetch" in headers.get(name, "") for name in ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")):
        return None
    return page[1]


@lru_cache(maxsize=1024)
def _says_program(program: str) -> bool:
    return _PROGRAM.search(program) is not None
