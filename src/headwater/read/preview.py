"""What a person is shown before a feed is added."""

from datetime import datetime
from itertools import pairwise
from statistics import median

from headwater.model.feed import Entry, FeedDocument, FeedPreview

_EXAMPLES = 5
_MIN_DATES = 3


def preview(document: FeedDocument) -> FeedPreview:
    """Give five entries of a feed, newest first where they are dated, its language, and how often it publishes.

    >>> from headwater.model.feed import FeedFormat
    >>> preview(FeedDocument(url="https://l.example/f", format=FeedFormat.RSS)).every_s is None
    True
    """
    dated = sorted(
        ((moment, place) for place, entry in enumerate(document.entries) if (moment := _moment(entry))), reverse=True
    )
    undated = [entry for entry in document.entries if _moment(entry) is None]
    ordered = [document.entries[place] for _, place in dated] + undated
    gaps = [(newer - older).total_seconds() for (newer, _), (older, _) in pairwise(dated)]
    languages = [entry.language for entry in document.entries if entry.language]
    return FeedPreview(
        document=document,
        examples=tuple(ordered[:_EXAMPLES]),
        language=document.language or (max(set(languages), key=languages.count) if languages else None),
        every_s=int(median(gaps)) if len(dated) >= _MIN_DATES else None,
    )


def _moment(entry: Entry) -> datetime | None:
    return entry.published or entry.updated
