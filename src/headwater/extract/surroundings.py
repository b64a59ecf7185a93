"""Where on a page bylines and dates are printed, and by which names its site goes."""

from dataclasses import dataclass
from datetime import datetime

from headwater.extract.names import Say
from headwater.extract.passages import Passage, Walked
from headwater.extract.structured import Structured, words_of
from headwater.model.feed import Entry
from headwater.model.outlet import Outlet
from headwater.text.urls import host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What bylines and dates are read with."""

    #: Positions of the passages around the headline, and right after the body.
    lines: range
    after: range
    #: Names the site goes by.
    names: tuple[str, ...]
    url: str
    language: str | None
    #: The same with the region that decides whether 03/04 is in March or in April.
    date_language: str | None
    now: datetime
    entry: Entry | None


#: Where English puts the day first: 03/04/2026 is the third of April.
_DAY_FIRST = "uk ie au nz in za ng ke gh ug tz zm zw pk bd lk np sg my mt cy jm tt eu gr de fr it es nl be dk se no fi"
_DAY_FIRST_DOMAINS = frozenset(_DAY_FIRST.split())


def language_of_dates(language: str | None, url: str) -> str | None:
    """Give the language with the region of the address, where it says nothing of the region itself.

    >>> language_of_dates("en", "https://ledger.example.co.uk/dam"), language_of_dates("en", "https://ledger.example/")
    ('en-GB', 'en')
    """
    domain = host_of(url).rsplit(".", 1)[-1]
    return "en-GB" if language in {"en", None} and domain in _DAY_FIRST_DOMAINS else language


_BEFORE_PASSAGES, _AFTER_PASSAGES, _FAR_PASSAGES = 10, 8, 60
_SHORT_LABEL = 2


def lines_around_headline(walked: Walked, kept: list[Passage]) -> range:
    """Give the positions of the passages from above the headline to the body's first paragraphs."""
    first = kept[0].position if kept else 0
    headline = walked.headline
    if headline is None or walked.passages[headline].box.is_out:
        headline = first
    if abs(headline - first) > _FAR_PASSAGES:
        headline = first
    low, high = min(headline, first), max(headline, first)
    return range(max(0, low - _BEFORE_PASSAGES), min(len(walked.passages), high + _AFTER_PASSAGES))


def lines_after(walked: Walked, kept: list[Passage]) -> range:
    """Give the positions of the passages right after the body."""
    last = kept[-1].position if kept else 0
    return range(min(len(walked.passages), last + 1), min(len(walked.passages), last + 1 + _AFTER_PASSAGES))


def lines_that_close(walked: Walked, after: range) -> list[str]:
    """Give the short lines right after the body in which a credit may stand: no links, lists and comments."""
    passages = (walked.passages[position] for position in after)
    return [
        passage.text
        for passage in passages
        if passage.text and passage.linked * 2 <= len(passage.text) and not passage.box.said & Say.OUTSIDE
    ][:_CLOSING_LINES]


_CLOSING_LINES = 4


def site_names(structured: Structured, url: str, *, outlet: Outlet | None) -> tuple[str, ...]:
    """Give the names a site goes by: as stated, its outlet's, its host's, and those of its sections."""
    article = structured.article or {}
    host = host_of(url)
    labels = host.split(".")
    names = [
        structured.meta("og:site_name"),
        structured.meta("application-name", "apple-mobile-web-app-title"),
        words_of(article.get("publisher")),
        structured.meta("article:section"),
        words_of(article.get("articleSection")),
        *((outlet.name, *outlet.credit_names) if outlet else ()),
        host,
        *(label for label in labels[:-1] if len(label) > _SHORT_LABEL),
    ]
    return tuple(name for name in names if name)
