"""How much of a feed is taken: what a source can make us store or compute has an end."""

from datetime import UTC, datetime

from headwater.errors import ReadError
from headwater.model.feed import Entry

#: Bytes of one document, encodings undone. The longest of the recorded feeds is 4 MB.
MAX_DOCUMENT = 10_000_000
#: Entries taken from one fetch, newest first.
MAX_ENTRIES = 1000
#: Characters of one entry's summary and content together.
MAX_ENTRY = 1_000_000
#: Entries looked at to find the newest; further ones are not read.
MAX_ITEMS = 20_000
MAX_TITLE = 2000
MAX_ID = 2048
MAX_PRINTED = 200
MAX_LIST = 100
#: Documents named by a sitemap index; the protocol allows 50,000.
MAX_MORE = 1000

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def check_size(body: bytes, *, url: str) -> None:
    """Refuse a document that is larger than any feed has to be.

    Raises:
        ReadError: with the sizes, where it is.

    """
    if len(body) > MAX_DOCUMENT:
        message = (
            f"the document has {len(body) / 1e6:.1f} MB; at most {MAX_DOCUMENT / 1e6:.0f} MB of a feed are read: "
            "ask the source for a shorter one"
        )
        raise ReadError(message, about=url)


def newest(entries: list[Entry]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Give the newest entries, at most `MAX_ENTRIES`, in the feed's order, and a sentence on what was left out.

    Entries without a date keep the place the feed gave them: they count as newer than all that have one.
    """
    if len(entries) <= MAX_ENTRIES:
        return tuple(entries), ()
    ranked = sorted(range(len(entries)), key=lambda place: _age(entries[place]), reverse=True)
    kept = sorted(ranked[:MAX_ENTRIES])
    note = f"{len(entries) - MAX_ENTRIES} older entries of {len(entries)} were left out"
    return tuple(entries[place] for place in kept), (note,)


def _age(entry: Entry) -> tuple[bool, datetime]:
    moment = entry.updated or entry.published
    return moment is None, moment or _LONG_AGO
