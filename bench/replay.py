"""The recorded web on loopback: feeds and pages as their publishers served them, under host names.

Recorded feeds carry hashed names, so each gets a host of its own, and the clock it was read by: the newest time it
states. Recorded pages keep their own addresses (http instead of https) and are announced by feeds made for them, a
hundred pages each, without titles: what a page says of itself is to be read off the page. No byte of a recording is
changed.

    recorded(folder) ── Recording ... ──▶ Replay(recordings, now=clock) ── feeds, due times ──▶ portal
"""

import gzip
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain
from pathlib import Path
from statistics import median_high
from urllib.parse import urlsplit, urlunsplit
from xml.sax.saxutils import escape

from headwater.demo.answer import Answer
from headwater.demo.loopback import Loopback
from headwater.model.feed import Feed
from headwater.model.outlet import Outlet, OutletKind
from headwater.text.urls import normalise

VARIABLE = "HEADWATER_BENCH_DATA"
_FEED_HOST = "recorded.example"
_PAGE_HOST = "pages.example"
_PAGES_PER_FEED = 100
_STATED = re.compile(rb"<(?:pubDate|lastBuildDate|updated|published|dc:date)[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One address as it was answered."""

    #: http, with the recording's own host, or with the one that it was given.
    url: str
    body: bytes
    content_type: str
    #: For feeds: the newest time it states; None for pages.
    read_at: datetime | None = None


def data_folder() -> Path | None:
    """Give the folder of the corpora, or None where there is none."""
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


def recorded(folder: Path, *, every: int = 1) -> tuple[Recording, ...]:
    """Give every n-th recorded feed and page of the corpora that are there; an address recorded twice counts once."""
    found = chain(
        _feeds(folder / "feeds" / "recorded", every=every),
        _wcxb(folder / "Murrough-Foley+web-content-extraction-benchmark" / "dev", every=every),
        _trafilatura(folder / "adbar+trafilatura" / "tests", every=every),
    )
    return tuple({recording.url: recording for recording in found}.values())


def stated_time(feed: bytes, *, before: datetime) -> datetime | None:
    """Give the newest time that a feed states, out of those before a time that was surely later; None without any.

    >>> stated_time(b"<pubDate>Wed, 18 Feb 2026 02:17:35 GMT</pubDate>", before=datetime(2026, 3, 1, tzinfo=UTC))
    datetime.datetime(2026, 2, 18, 2, 17, 35, tzinfo=datetime.timezone.utc)
    """
    times = (_time(found.decode("ascii", "replace").strip()) for found in _STATED.findall(feed))
    return max((time for time in times if time is not None and time <= before), default=None)


class Replay(Loopback):
    """The recordings under their host names."""

    def __init__(self, recordings: Sequence[Recording], *, now: Callable[[], datetime]) -> None:
        """Serve the recordings, and feeds over those that are pages."""
        self._feeds = tuple(recording for recording in recordings if recording.read_at is not None)
        pages = [recording for recording in recordings if recording.read_at is None]
        self._made = tuple(_page_feeds(pages))
        self._by_address = {_spelled(recording.url): recording for recording in (*recordings, *self._made)}
        hosts = frozenset(_host(recording.url) for recording in self._by_address.values())
        super().__init__(self._recorded, hosts=hosts, now=now)

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """What to subscribe to: the recorded feeds, then those made over the recorded pages."""
        own = (Feed(url=feed.url, outlet=_host(feed.url)) for feed in self._feeds)
        return (*own, *(Feed(url=feed.url, outlet=_PAGE_HOST) for feed in self._made))

    @property
    def moments(self) -> tuple[tuple[datetime, Feed], ...]:
        """When each feed is to be read, earliest first; those made over pages come last."""
        times = {feed.url: feed.read_at for feed in self._feeds if feed.read_at is not None}
        last = max(times.values(), default=datetime.now(UTC))
        return tuple(sorted(((times.get(feed.url, last), feed) for feed in self.feeds), key=lambda pair: pair[0]))

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """The feeds over pages belong to an aggregator, so that each page belongs to its own host."""
        return (Outlet(key=_PAGE_HOST, name="Recorded pages", kind=OutletKind.AGGREGATOR, domains=(_PAGE_HOST,)),)

    def _recorded(self, host: str, path: str, *, now: datetime) -> Answer:  # noqa: ARG002 - a recording knows one time
        recording = self._by_address.get(_spelled(f"http://{host}{path}"))
        if recording is None:
            return Answer(status=404, content_type="text/html", body=b"<!doctype html><title>404</title>not recorded")
        return Answer(status=200, content_type=recording.content_type, body=recording.body)


def _feeds(folder: Path, *, every: int) -> Iterator[Recording]:
    now = datetime.now(UTC)
    bodies = {path.stem: gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.gz"))[::every]}
    times = {name: stated_time(body, before=now) for name, body in bodies.items()}
    # All were read on about one day, and half of them had something new on it.
    usual = median_high([time for time in times.values() if time is not None] or [now])
    for name, body in bodies.items():
        kind = "application/json" if body.lstrip().startswith(b"{") else "application/xml"
        read_at = times[name] or usual
        yield Recording(url=f"http://{name}.{_FEED_HOST}/feed", body=body, content_type=kind, read_at=read_at)


def _wcxb(folder: Path, *, every: int) -> Iterator[Recording]:
    for path in sorted((folder / "ground-truth").glob("*.json"))[::every]:
        address = json.loads(path.read_text(encoding="utf-8")).get("url") or ""
        page = _page(address, folder / "html" / f"{path.stem}.html.gz")
        if page is not None:
            yield page


def _trafilatura(folder: Path, *, every: int) -> Iterator[Recording]:
    listing = folder / "evaldata.json"
    if not listing.is_file():
        return
    named = json.loads(listing.read_text(encoding="utf-8"))
    for address, entry in sorted(named.items())[::every]:
        places = (folder / part / f"{entry['file']}{end}" for part in ("eval", "cache") for end in (".gz", ""))
        path = next((place for place in places if place.is_file()), None)
        page = path and _page(address, path)
        if page:
            yield page


def _page(address: str, path: Path) -> Recording | None:
    """A page under its own address; the charset stays for the reader to find, as nobody recorded it."""
    url = normalise(address)
    if url is None or not path.is_file():
        return None
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return Recording(url=urlunsplit(("http", *urlsplit(url)[1:])), body=body, content_type="text/html")


def _page_feeds(pages: Sequence[Recording]) -> Iterator[Recording]:
    for number, start in enumerate(range(0, len(pages), _PAGES_PER_FEED), start=1):
        body = _rss(pages[start : start + _PAGES_PER_FEED])
        url = f"http://{_PAGE_HOST}/{number}.xml"
        yield Recording(url=url, body=body, content_type="application/rss+xml")


def _rss(pages: Iterable[Recording]) -> bytes:
    items = "".join(f"<item><link>{escape(page.url)}</link><guid>{escape(page.url)}</guid></item>\n" for page in pages)
    head = "<title>Recorded pages</title><link>http://pages.example/</link><description/>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}\n{items}</channel></rss>'.encode()
    )


def _time(printed: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            time = read(printed)
        except ValueError:
            continue
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _spelled(url: str) -> str:
    """The address under which a recording is found: without `www.`, which the server's hosts have not either."""
    parts = urlsplit(normalise(url) or url)
    return urlunsplit(("http", parts.netloc.removeprefix("www."), parts.path, parts.query, ""))
