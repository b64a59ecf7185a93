"""Walls end to end: labelled, never stored as articles, never got round; and nothing goes out but through the gate.

A whole newsroom reads one outlet whose pages are walls of every kind, over real HTTP.
"""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.fetch.scripted import Names, OpenGate
from tests.newsroom.drawn import drawn
from tests.newsroom.small_web import START, paragraphs
from tests.newsroom.small_web import Report as Told

from headwater.data.load import load_knowledge
from headwater.fetch.client import Client
from headwater.fetch.fetcher import Fetcher
from headwater.fetch.pace import Pace
from headwater.model.feed import Feed, FeedFormat, FetchState
from headwater.model.rights import Rights
from headwater.newsroom.checkup import check_portal
from headwater.newsroom.cycle import Desk, Newsroom
from headwater.newsroom.hubs import Hubs
from headwater.newsroom.record import Record
from headwater.newsroom.workers import Limits, Pool
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow, EntryRow, FeedRow, PictureRow
from headwater.store.rows import article_from, feed_row

pytestmark = pytest.mark.django_db(transaction=True)

CONSENT = (
    "<title>Before you continue</title><h1>We value your privacy</h1><p>We and our 812 partners store and access "
    "cookies on your device to personalise ads. You can accept all cookies or manage your choices.</p>"
    "<button>Accept all</button><button>Manage options</button><p>Read our cookie policy and privacy policy.</p>"
)
LOGIN = (
    "<title>Sign in</title><h1>Sign in to continue</h1><form><label>E-mail</label><input name=mail>"
    "<label>Password</label><input type=password></form><p>Please log in to read this article. "
    "Forgot your password? Create an account.</p>"
)
PAYWALL = (
    "<title>Harbour plan dropped</title><h1>Harbour plan dropped</h1>"
    "<p>Subscribe to continue reading. This article is for subscribers only.</p>"
    "<p>Already a subscriber? Log in. Choose your subscription: from 1 crown a week, cancel at any time.</p>"
)
MISSING = "<title>404 - Page not found</title><h1>Page not found</h1><p>The page you asked for does not exist.</p>"
TEXT = "".join(f"<p>{words}</p>" for words in paragraphs(Told("meridian", 3, START)))
ARTICLE = (
    "<title>Vael closes its reservoir</title><meta property='og:image' content='http://pictures.example/1.png'>"
    f"<article><h1>Vael closes its reservoir</h1>{TEXT}</article>"
)
METERED = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
    '"headline": "Vael opens its library", "isAccessibleForFree": false}</script>'
    f"<title>Vael opens its library</title><article><h1>Vael opens its library</h1>{TEXT}</article>"
)
#: Path of a page, what it answers, and why it is no article (None: it is one).
PAGES: dict[str, tuple[int, dict[str, str], str, str | None]] = {
    "/consent": (200, {"Set-Cookie": "asked=1"}, CONSENT, "consent-wall"),
    "/login": (200, {}, LOGIN, "login-wall"),
    "/paywall": (200, {}, PAYWALL, "paywall"),
    "/missing": (200, {}, MISSING, "soft-404"),
    "/sent-away": (
        302,
        {"Location": "http://consent.example/consent", "Set-Cookie": "from=outlet"},
        "",
        "consent-wall",
    ),
    "/wants-cookie": (302, {"Location": "/wants-cookie", "Set-Cookie": "seen=1"}, "", "redirects"),
    "/unauthorised": (401, {"WWW-Authenticate": 'Basic realm="x"'}, "", "no-answer-status"),
    "/pay": (402, {}, "", "no-answer-status"),
    "/article": (200, {"Set-Cookie": "meter=1"}, ARTICLE, None),
    "/metered": (200, {}, METERED, None),
}


def feed() -> str:
    items = "".join(f"<item><title>{path}</title><link>http://outlet.example{path}</link></item>" for path in PAGES)
    hub = '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>'
    return f"<rss version='2.0'><channel><title>Outlet</title>{hub}{items}</channel></rss>"


@contextmanager
def outlet() -> Iterator[tuple[int, list[tuple[str, dict[str, str]]]]]:
    """The port of a server that plays every host, and what it was asked."""
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.casefold(): value for name, value in self.headers.items()}
            asked.append((f"{headers['host'].partition(':')[0]}{self.path}", headers))
            status, extra, body, _ = PAGES.get(self.path, (404, {}, "", None))
            content = body.encode()
            kind = "text/html; charset=utf-8"
            if self.path == "/rss":
                status, content, kind = 200, feed().encode(), "application/rss+xml"
            if self.path == "/1.png":
                status, content, kind = 200, drawn("PNG"), "image/png"
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **extra}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's own name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Connections:
    """Every connection that this process makes while it is watched; hooks of the interpreter cannot be taken away."""

    def __init__(self) -> None:
        self.made: list[tuple[Any, ...]] = []
        self.watching = False
        sys.addaudithook(self._heard)

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if self.watching and event == "socket.connect" and given[0].family in {socket.AF_INET, socket.AF_INET6}:
            self.made.append(given[1][:2])


def test_walls_are_labelled_and_never_stored_and_nothing_goes_out_but_through_the_gate(tmp_path: Path) -> None:
    gate, connections = OpenGate(), Connections()
    row = feed_row(
        Feed(url="http://outlet.example/rss", outlet="outlet", format=FeedFormat.RSS, rights=Rights(images=True)),
        FetchState(due_at=START),
        added_at=START,
    )
    row.save()
    knowledge = load_knowledge()
    with outlet() as (port, asked), Pool(1, limits=Limits()) as pool:
        client = Client(
            gate=gate,
            resolver=Names({}, default=("127.0.0.1", port)),
            pace=Pace(host_interval_s=0),
            clock=lambda: START,
        )
        connections.watching = True
        with Fetcher(client) as fetcher:
            desk = Desk(
                fetcher=fetcher,
                pool=pool,
                record=Record(knowledge=knowledge),
                kept=Bytes(tmp_path),
                knowledge=knowledge,
                clock=lambda: START,
                hubs=Hubs(address="https://desk.example"),
            )
            newsroom = Newsroom(desk=desk)
            newsroom.cycle()
            newsroom.cycle()
        connections.watching = False

    found = {entry.url.removeprefix("http://outlet.example"): entry for entry in EntryRow.objects.all()}
    # Answers that may come later are not given up yet; their reason stands already.
    waiting = {path for path, entry in found.items() if entry.state == "waiting"}
    assert waiting == {"/unauthorised", "/pay"}
    assert {path: entry.reason or None for path, entry in found.items() if path not in waiting} == {
        path: reason for path, (*_, reason) in PAGES.items() if path not in waiting
    }
    assert all(found[path].detail for path, (*_, reason) in PAGES.items() if reason)
    articles = {article_from(article) for article in ArticleRow.objects.all()}
    free = {article.url.rpartition("/")[2]: article.is_accessible_for_free for article in articles}
    assert free == {"article": None, "metered": False}
    assert PictureRow.objects.get().state == "kept"

    # Each address was asked for once: no second try with a cookie, another name or another door.
    pages = sorted(path for path, _ in asked if path.startswith("outlet.example/") and path[14:] in PAGES)
    assert pages == sorted(f"outlet.example{path}" for path in PAGES)
    assert [path for path, headers in asked if headers.keys() & {"cookie", "authorization", "referer"}] == []
    agents = {headers["user-agent"] for _, headers in asked}
    assert len(agents) == 1
    assert agents.pop().startswith("Headwater/")

    # The hub, pictures, robots.txt and tdmrep.json went the same way as the pages.
    assert {host.partition("/")[0] for host, _ in asked} >= {"outlet.example", "pictures.example", "consent.example"}
    assert len(connections.made) > len(PAGES)
    assert set(connections.made) <= set(gate.checked)
    assert len(connections.made) <= len(gate.checked)


def test_a_page_in_place_of_a_feed_is_no_feed_however_many_links_stand_on_it() -> None:
    from headwater.model.feed import Entry, FeedDocument
    from headwater.newsroom.intake import as_subscribed
    from headwater.newsroom.tasks import Unreadable

    listing = FeedDocument(
        url="http://outlet.example/rss", format=FeedFormat.LISTING, entries=(Entry(link="http://outlet.example/a"),)
    )
    for was, is_taken in ((FeedFormat.RSS, False), (FeedFormat.LISTING, True), (FeedFormat.UNKNOWN, True)):
        row = feed_row(
            Feed(url="http://outlet.example/rss", outlet="outlet", format=was), FetchState(due_at=START), added_at=START
        )
        answer = as_subscribed(row, listing)
        assert (answer is listing) == is_taken
        assert isinstance(answer, Unreadable) != is_taken


def test_a_feed_none_of_whose_pages_can_be_read_is_told_with_the_reason() -> None:
    row = feed_row(Feed(url="http://outlet.example/rss", outlet="outlet"), FetchState(due_at=START), added_at=START)
    row.save()
    assert FeedRow.objects.count() == 1
    for number, state in enumerate(("dropped", "dropped", "waiting")):
        EntryRow.objects.create(
            key=f"k{number}",
            feed=row,
            outlet_key="outlet",
            url=f"http://outlet.example/{number}",
            first_seen=START,
            due_at=START,
            state=state,
            attempts=1,
            detail="robots.txt of outlet.example keeps us out",
            document="",
        )
    (finding,) = [one for one in check_portal(START + timedelta(hours=1)) if "outlet.example" in one.what]
    assert "none of the 3 pages" in finding.what
    assert "robots.txt of outlet.example keeps us out" in finding.what
    EntryRow.objects.filter(key="k2").update(state="read")
    assert not [one for one in check_portal(START + timedelta(hours=1)) if "none of" in one.what]
