"""A small invented web on loopback: outlets with feeds that grow with the clock, pages, copies, and faults.

What is served depends on nothing but the address and the time that the test has set.
"""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from PIL import Image

START = datetime(2026, 9, 22, 6, 0, tzinfo=UTC)
OUTLETS = ("meridian", "aegean-ledger", "valley-radio", "porto-nuevo", "courier")
PLACES = ("Karsova", "Vael", "Tresna", "Porto Alto", "Ilmen", "Sorra", "Lindholm", "Ostrava Bay")
THINGS = ("bridge", "ferry", "library", "reservoir", "night train", "museum", "harbour", "observatory")
PEOPLE = ("Reza Talin", "Mara Voss", "Ilya Denk", "Anna Kell", "Petros Amiras", "Lena Orr", "Tomas Rey", "Dora Finch")
SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vo", "shu", "del", "pir", "an", "gor", "le")
EVERY = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Report:
    outlet: str
    number: int
    at: datetime

    @property
    def path(self) -> str:
        return f"/{self.at:%Y/%m/%d}/{self.number}"


def all_reports(*, ticks: int) -> list[Report]:
    """The first outlet reports every event; the others copy it or tell it in their own way, a little later."""
    reports = []
    for number in range(ticks * 3):
        at = START + EVERY * (number // 3) - timedelta(minutes=5)
        for position, outlet in enumerate(OUTLETS):
            if position == 0 or (number + position) % 3 == 0:
                reports.append(Report(outlet, number, at + timedelta(minutes=position)))
    return reports


def headline(report: Report) -> str:
    place, thing, person = scene(report)
    words = ("opens its", "closes its", "sells its", "repairs its")[report.number % 4]
    return f"{place} {words} {thing} for {person}"


def scene(report: Report) -> tuple[str, str, str]:
    return PLACES[report.number % 8], THINGS[(report.number * 3 + report.number // 8) % 8], PEOPLE[report.number % 7]


def paragraphs(report: Report) -> list[str]:
    place, thing, person = scene(report)
    chance = random.Random(report.number)
    told = [
        f"{place} — {sentence(chance)} That is how the {thing} came up.",
        f"“{sentence(chance)}” said {person}, who looks after the {thing} of {place}.",
        f"{sentence(chance)} {sentence(chance)}",
        f"{sentence(chance)} It costs {report.number * 3 + 11} million crowns.",
        sentence(chance),
    ]
    if report.outlet == "valley-radio":
        return [f"Valley Radio was in {place} for the {thing}: {sentence(chance)}", told[1], sentence(chance)]
    if report.outlet != OUTLETS[0]:
        return [*told[:4], "Source: Meridian"]
    return told


def sentence(chance: random.Random) -> str:
    """A sentence of invented words, so that two events share none but the small ones."""
    invented = ["".join(chance.choice(SYLLABLES) for _ in range(3)) for _ in range(9)]
    small = ["the", "of", "and", "in", "to", "with"]
    words = [word for pair in zip(invented, chance.choices(small, k=9), strict=True) for word in pair][:-1]
    return " ".join(words).capitalize() + "."


@dataclass
class SmallWeb:
    """Serves every host of the invented web; `now` is what the test says."""

    ticks: int
    now: datetime = START
    port: int = 0
    #: Address of the hub that every feed names; empty: none.
    hub: str = ""
    asked: list[str] = field(default_factory=list)

    def answer(self, host: str, path: str) -> tuple[int, str, bytes]:
        outlet = host.removesuffix(".example")
        if path == "/robots.txt":
            return 404, "text/plain", b"none"
        if path == "/rss":
            return 200, "application/rss+xml", self._feed(outlet).encode()
        if path.startswith("/pictures/"):
            return self._picture(path.removeprefix("/pictures/"))
        for report in all_reports(ticks=self.ticks):
            if report.outlet == outlet and report.path == path:
                return self._page(report)
        return 404, "text/html", b"<title>Not found</title><p>Nothing here.</p>"

    def _feed(self, outlet: str) -> str:
        items = []
        for report in reversed(all_reports(ticks=self.ticks)):
            if report.outlet == outlet and report.at <= self.now:
                items.append(
                    f"<item><title>{headline(report)}</title><link>http://{outlet}.example{report.path}</link>"
                    f"<guid>{outlet}-{report.number}</guid><pubDate>{format_datetime(report.at)}</pubDate></item>"
                )
        items.append("<item><title>An entry that leads nowhere</title></item>")
        atom = "http://www.w3.org/2005/Atom"
        links = f'<a:link rel="hub" href="{self.hub}"/><a:link rel="self" href="http://{outlet}.example/rss"/>'
        return (
            f'<?xml version="1.0"?><rss version="2.0" xmlns:a="{atom}"><channel><title>{outlet}</title>'
            f"{links if self.hub else ''}"
            f"<link>http://{outlet}.example/</link>{''.join(items[:40])}{items[-1]}</channel></rss>"
        )

    def _page(self, report: Report) -> tuple[int, str, bytes]:
        if report.number % 7 == 5 and report.outlet == "courier":
            return 200, "text/html", b"<html><body><div></div></body></html>"
        text = "".join(f"<p>{words}</p>" for words in paragraphs(report))
        shown = f"http://{report.outlet}.example/pictures/{report.number % 5}"
        html = (
            f"<!doctype html><html lang=en><head><title>{headline(report)} | {report.outlet}</title>"
            f'<meta property="article:published_time" content="{report.at.isoformat()}">'
            f'<meta property="og:image" content="{shown}"></head>'
            f"<body><nav><a href=/>Home</a></nav><article><h1>{headline(report)}</h1>{text}</article></body></html>"
        )
        return 200, "text/html; charset=utf-8", html.encode()

    def _picture(self, name: str) -> tuple[int, str, bytes]:
        """One is no picture at all; the others are photographs of nothing, wider than we keep."""
        if name == "4":
            return 200, "image/png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
        written = BytesIO()
        Image.new("RGB", (1600, 900), (40 * int(name), 90, 120)).save(written, "PNG")
        return 200, "image/png", written.getvalue()


@contextmanager
def served(web: SmallWeb) -> Iterator[SmallWeb]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").split(":")[0]
            status, kind, body = web.answer(host, self.path)
            web.asked.append(f"{host}{self.path}")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's own name
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that was killed is no news here."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class LoopbackResolver(AbstractResolver):
    """Every name ends in .example lies on loopback, at one port; no other name exists."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        if not host.endswith(".example"):
            raise OSError(f"no such name: {host}")
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=2, proto=0, flags=0)  # AF_INET
        ]

    async def close(self) -> None:
        pass


class LoopbackGate:
    """Only the one port on loopback."""

    def __init__(self, port: int) -> None:
        self._port = port

    def check(self, address: str, *, port: int) -> str | None:
        return None if (address, port) == ("127.0.0.1", self._port) else f"{address}:{port} is not the small web"
