"""From an address that somebody typed in to the feeds behind it.

the address itself ── a feed? ── yes ─▶ that one; a list of feeds? ─▶ what it lists
│ a page
├─ of a platform (YouTube, Mastodon)
├─ announced (link rel=alternate)   each way is tried only
├─ linked (a href=".../rss")        where the one before
├─ at the usual places (/feed ...)  found nothing
├─ news sitemaps named in robots.txt
└─ the page itself, as a list of reports
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from headwater.errors import ReadError
from headwater.fetch.client import Client
from headwater.fetch.reservations import reservation_of
from headwater.model.discovery import Candidate, Discovery, FoundBy
from headwater.model.feed import FeedDocument, FeedFormat, Outline
from headwater.model.page import Failed, Failure, Gone, Outcome, Page, Purpose, Refused, Request
from headwater.read.alternates import (
    address_of_handle,
    feeds_announced,
    feeds_linked,
    feeds_of_platform,
    usual_places,
)
from headwater.read.feed import read_feed
from headwater.read.opml import read_opml
from headwater.read.preview import preview
from headwater.read.sniff import Shape, shape_of
from headwater.text.urls import join, normalise

_MAX_TRIED = 8
_MAX_SITEMAPS = 4
_MIN_LISTED = 3
#: Bytes in which the root element of a list of feeds is looked for.
_HEAD_BYTES = 20_000
#: Reports whose pages are looked at before a feed is added.
_SAMPLED = 2


async def discover(url: str, *, client: Client, now: datetime) -> Discovery:
    """Give the feeds behind an address, or the sentence that says what to do; nothing is raised.

    An address without a scheme is tried with https first, then with http. At most about twenty requests go out, at the
    client's pace.
    """
    address, outcome = await _first_answer(url.strip(), client)
    if address is None:
        return Discovery(url=url, advice=f"{url[:200]!r} is not a web address. Type one like https://ledger.example.")
    if not isinstance(outcome, Page):
        return Discovery(url=address, advice=_advice_without_answer(outcome))
    listed = await asyncio.to_thread(_subscriptions, outcome)
    if listed:
        return Discovery(url=address, subscriptions=listed)
    found = [candidate async for candidate in _Search(client, now=now).run(outcome)]
    return Discovery(url=address, candidates=tuple(found), advice=None if found else _advice_without_feed(outcome))


async def sample_pages(candidate: Candidate, *, client: Client) -> tuple[Outcome, ...]:
    """Give what comes of asking for the pages of a feed's first reports, at most two: they tell what readers meet."""
    links = [entry.link for entry in candidate.entries if entry.link][:_SAMPLED]
    return tuple([await client.fetch(Request(url=link, purpose=Purpose.PAGE)) for link in links])


class _Search:
    def __init__(self, client: Client, *, now: datetime) -> None:
        self._client = client
        self._now = now

    async def run(self, page: Page) -> AsyncIterator[Candidate]:
        document = await self._read(page)
        if document is not None and document.format is not FeedFormat.LISTING:
            yield await self._candidate(page, document, found_by=FoundBy.ITSELF)
            return
        for found_by, addresses in self._ways(page):
            found = [one async for one in self._tried(addresses, found_by=found_by)]
            for one in found:
                yield one
            if found:
                return
        found = [one async for one in self._sitemaps(page)]
        for one in found:
            yield one
        if not found and document is not None and len(document.entries) >= _MIN_LISTED:
            listed = await self._candidate(page, document, found_by=FoundBy.LISTING)
            # A feed is offered to readers, a page is not: where robots are asked to stay away, it is no candidate.
            if listed.robots.allowed:
                yield listed

    def _ways(self, page: Page) -> Iterable[tuple[FoundBy, Sequence[str]]]:
        yield FoundBy.PLATFORM, [feed.url for feed in feeds_of_platform(page.final_url, page=page)]
        yield FoundBy.ANNOUNCED, [feed.url for feed in feeds_announced(page)]
        yield FoundBy.LINKED, [feed.url for feed in feeds_linked(page)]
        yield FoundBy.USUAL_PLACE, [place.url for place in usual_places(page.final_url)]

    async def _tried(self, addresses: Sequence[str], *, found_by: FoundBy) -> AsyncIterator[Candidate]:
        seen: set[str] = set()
        for address in addresses[:_MAX_TRIED]:
            page = await self._client.fetch(Request(url=address, purpose=Purpose.FEED))
            if not isinstance(page, Page) or page.final_url in seen:
                continue
            seen.add(page.final_url)
            document = await self._read(page)
            if document is not None and document.format is not FeedFormat.LISTING:
                yield await self._candidate(page, document, found_by=found_by)
                if found_by is FoundBy.USUAL_PLACE:
                    # The others are as a rule the same feed under another name.
                    return

    async def _sitemaps(self, page: Page) -> AsyncIterator[Candidate]:
        verdict = await self._client.robots(page.final_url)
        named = [address for sitemap in verdict.sitemaps if (address := join(page.final_url, sitemap))]
        waiting = sorted(named, key=lambda address: "news" not in address.casefold())[:_MAX_SITEMAPS]
        tried = 0
        while waiting and tried < _MAX_TRIED:
            tried += 1
            answer = await self._client.fetch(Request(url=waiting.pop(0), purpose=Purpose.FEED))
            document = await self._read(answer) if isinstance(answer, Page) else None
            if not isinstance(answer, Page) or document is None:
                continue
            waiting += [child for child in document.more if "news" in child.casefold()][:_MAX_SITEMAPS]
            # A sitemap without titles and dates lists a whole site; only a news sitemap lists what is new.
            if any(entry.title and entry.published for entry in document.entries):
                yield await self._candidate(answer, document, found_by=FoundBy.ROBOTS)
                return

    async def _candidate(self, page: Page, document: FeedDocument, *, found_by: FoundBy) -> Candidate:
        shown = preview(document)
        return Candidate(
            url=page.final_url,
            format=document.format,
            found_by=found_by,
            title=document.title,
            language=shown.language or page.language,
            entries=shown.examples,
            entry_count=len(document.entries),
            every_s=shown.every_s,
            robots=await self._client.robots(page.final_url),
            reservation=reservation_of(page) or await self._client.reservation(page.final_url),
        )

    async def _read(self, page: Page) -> FeedDocument | None:
        # Aside, because a hostile feed may take a parser seconds.
        try:
            return await asyncio.to_thread(read_feed, page, now=self._now)
        except ReadError:
            return None


def _subscriptions(page: Page) -> tuple[Outline, ...]:
    if shape_of(page.body[:_HEAD_BYTES].decode("utf-8", "replace")) is not Shape.OPML:
        return ()
    try:
        return read_opml(page)
    except ReadError:
        return ()


async def _first_answer(typed: str, client: Client) -> tuple[str | None, Outcome | None]:
    typed = address_of_handle(typed) or typed
    spellings = [typed] if "://" in typed else [f"https://{typed}", f"http://{typed}"]
    answer: tuple[str | None, Outcome | None] = (None, None)
    for spelling in spellings:
        address = normalise(spelling)
        if address is None or "." not in (urlsplit(address).hostname or ""):
            continue
        outcome = await client.fetch(Request(url=address, purpose=Purpose.FEED))
        if isinstance(outcome, Page):
            return address, outcome
        # The first answer tells most: without encryption the same fault only looks different.
        answer = (address, outcome) if answer[0] is None else answer
        if not isinstance(outcome, Failed) or outcome.reason not in {Failure.CONNECT, Failure.TLS, Failure.TIMEOUT}:
            break
    return answer


def _advice_without_answer(outcome: Outcome | None) -> str:
    if isinstance(outcome, Failed | Refused):
        return f"{outcome.detail} Check the address in a browser; if it opens there, the site may keep robots out."
    if isinstance(outcome, Gone):
        return "The server says that this address is gone for good. Look for the site's new address."
    return "The server gave no usable answer. Try again later."


def _advice_without_feed(page: Page) -> str:
    host = urlsplit(page.final_url).hostname
    return (
        f"No feed was found at this address, on its page, at the usual places of {host}, or in its robots.txt. "
        "Look on the site for a link named RSS or Feed and type its address, or ask its owner for one."
    )
