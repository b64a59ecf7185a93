"""Sitemap indexes: the parts they name are asked for and read with them (sitemaps.org, "Using Sitemap index files")."""

from dataclasses import replace
from datetime import datetime, timedelta

from headwater.model.feed import Entry, FeedDocument, FeedFormat, FeedPart, FetchState
from headwater.model.page import NotModified, Outcome, Page, Purpose, Request

#: Parts read with an index: its newest. News stands in one of them, the others list a whole site.
_AT_MOST = 4
#: A sitemap lists all that a site ever published; what was last touched earlier is no news.
_NEWS_FOR = timedelta(days=7)


def parts_of(state: FetchState, document: FeedDocument | None) -> tuple[FeedPart, ...]:
    """Give the parts to read with a feed, newest first, with what is remembered of each; none where it is no index.

    `document` is what the feed holds now, None where it has not changed: a part may have changed all the same.
    """
    if document is None:
        return state.parts
    if document.format is not FeedFormat.SITEMAP or document.entries:
        return ()
    known = {part.url: part for part in state.parts}
    # A news sitemap is what we came for, wherever the index puts it.
    ordered = sorted(document.more, key=lambda url: "news" not in url.casefold())
    return tuple(known.get(url, FeedPart(url=url)) for url in ordered[:_AT_MOST])


def request_for_part(part: FeedPart) -> Request:
    """Give the next request for a part: its validators verbatim (RFC 9110 13.1)."""
    return Request(url=part.url, purpose=Purpose.FEED, etag=part.etag, last_modified=part.last_modified)


def after_part(state: FetchState, outcome: Outcome) -> FetchState:
    """Give the state of an index after one of its parts answered; a part that failed is asked again in full."""
    return replace(
        state, parts=tuple(_seen(part, outcome) if part.url == outcome.url else part for part in state.parts)
    )


def news_of(document: FeedDocument, *, now: datetime) -> FeedDocument:
    """Give a part with its news alone: what is dated, and not long ago; how much was left out is said."""
    news = tuple(entry for entry in document.entries if _is_news(entry, now=now))
    older = len(document.entries) - len(news)
    said = (f"{older} addresses without a date or last changed more than a week ago",) if older else ()
    return replace(document, entries=news, left_out=document.left_out + said)


def _is_news(entry: Entry, *, now: datetime) -> bool:
    touched = entry.published or entry.updated
    return touched is not None and touched >= now - _NEWS_FOR


def _seen(part: FeedPart, outcome: Outcome) -> FeedPart:
    if isinstance(outcome, Page):
        return replace(part, etag=outcome.etag, last_modified=outcome.last_modified)
    if isinstance(outcome, NotModified):
        return part
    return FeedPart(url=part.url)
