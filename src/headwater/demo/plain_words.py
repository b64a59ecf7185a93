"""Invented reports for hosts of which there are hundreds: a feed and its pages, each by the name of its host alone."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

_PLACES = ("Karsova", "Vael", "Tresna", "Porto Alto", "Ilmen", "Sorra", "Lindholm", "Ostrava Bay", "Mirin", "Calder")
_THINGS = ("bridge", "ferry", "library", "reservoir", "night train", "museum", "harbour", "observatory", "market")
_PEOPLE = ("Reza Talin", "Mara Voss", "Ilya Denk", "Anna Kell", "Petros Amiras", "Lena Orr", "Tomas Rey", "Dora Finch")
_SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vo", "shu", "del", "pir", "an", "gor", "le", "quin", "bar", "eth", "su")
_SMALL = ("the", "of", "and", "in", "to", "with")
_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainReport:
    """One report of one host."""

    host: str
    number: int
    published: datetime
    scheme: str = "http"

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"{self.scheme}://{self.host}/report/{self.number}"

    @property
    def headline(self) -> str:
        """A headline that no other report has."""
        drawn = self._drawn("headline")
        return f"{_of(_PLACES, drawn)} opens its {_of(_THINGS, drawn)} to {_word(drawn)} {_word(drawn)}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Four paragraphs, of words that hardly any other report uses."""
        drawn = self._drawn("text")
        speaker = _of(_PEOPLE, drawn)
        told = [" ".join(_sentence(drawn) for _ in range(3)) for _ in range(4)]
        return (told[0], f"“{_sentence(drawn)}” said {speaker}, who was there.", *told[1:])

    def _drawn(self, what: str) -> Iterator[int]:
        counter = 0
        while True:
            yield from hashlib.sha256(f"{self.host} {self.number} {what} {counter}".encode()).digest()
            counter += 1


def page_of(report: PlainReport) -> bytes:
    """Give the page of a report."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in report.paragraphs)
    headline = escape(report.headline)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{headline}</title>"
        f'<meta property="article:published_time" content="{report.published.isoformat()}"></head>'
        f"<body><article><h1>{headline}</h1>{text}</article></body></html>"
    ).encode()


def rss_of(reports: Sequence[PlainReport], *, guids: Sequence[str | None] | None = None) -> bytes:
    """Give an RSS feed of reports, with their addresses or other words as guids (None: without)."""
    chosen = guids if guids is not None else [report.url for report in reports]
    items = "".join(item_of(report, guid=guid) for report, guid in zip(reports, chosen, strict=True))
    return rss_around(items.encode(), host=reports[0].host)


def item_of(report: PlainReport, *, guid: str | None = None, date: str | None = None) -> str:
    """Give one item; `date` replaces the one of the report, the empty string leaves it out."""
    dated = format_datetime(report.published) if date is None else date
    return (
        f"<item><title>{escape(report.headline)}</title><link>{escape(report.url)}</link>"
        + (f'<guid isPermaLink="false">{escape(guid)}</guid>' if guid else "")
        + (f"<pubDate>{escape(dated)}</pubDate>" if dated else "")
        + "</item>\n"
    )


def rss_around(items: bytes, *, host: str, head: bytes = b"") -> bytes:
    """Give a feed of items that are written already."""
    channel = f"<title>{host}</title><link>http://{host}/</link><description>Invented.</description>\n".encode()
    declared = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    return declared + head + b'<rss version="2.0"><channel>' + channel + items + b"</channel></rss>"


def _of(choices: Sequence[str], drawn: Iterator[int]) -> str:
    return choices[next(drawn) % len(choices)]


def _word(drawn: Iterator[int]) -> str:
    return "".join(_of(_SYLLABLES, drawn) for _ in range(3))


def _sentence(drawn: Iterator[int]) -> str:
    words = [_word(drawn) if number % 2 == 0 else _of(_SMALL, drawn) for number in range(_WORDS)]
    return " ".join([*words, _word(drawn)]).capitalize() + "."
