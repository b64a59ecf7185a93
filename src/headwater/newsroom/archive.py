"""Pages of a web archive become reports that wait to be read: their bytes are here already, so nothing is fetched."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from headwater.errors import ReadError
from headwater.model.feed import Entry
from headwater.model.outlet import OutletDirectory
from headwater.model.page import Page
from headwater.newsroom.captures import keep_page
from headwater.newsroom.tombstones import buried_among
from headwater.store.bytes import Bytes
from headwater.store.models import EntryRow, FeedRow
from headwater.store.rows import entry_row
from headwater.text.urls import host_of

#: Pages kept in one transaction.
_BATCH = 50
_OK = 200
_HTML = frozenset({"text/html", "application/xhtml+xml", None})


def take_archive(
    row: FeedRow, pages: Iterable[Page], *, now: datetime, outlets: OutletDirectory, kept: Bytes
) -> Iterator[Counter[str]]:
    """Keep the pages of an archive, a batch at a time; give after each what has become of them so far.

    The counts are "new", "known", "removed" (a tombstone keeps it away) and "no page" (an error, a redirect, a
    picture). A page belongs to the known outlet of its host, else to its host. It counts as first seen when the archive
    captured it, which is the earliest that anybody we know of saw it.

    Raises:
        ReadError: the archive is damaged; the pages before that are kept.

    """
    counts: Counter[str] = Counter()
    waiting = iter(pages)
    damage: ReadError | None = None
    while damage is None:
        batch, damage = _next(waiting)
        with transaction.atomic():
            for page in batch:
                counts[_take(row, page, now=now, outlets=outlets, kept=kept)] += 1
        yield counts
        if len(batch) < _BATCH:
            break
    if damage is not None:
        raise damage


def _next(pages: Iterator[Page]) -> tuple[list[Page], ReadError | None]:
    batch: list[Page] = []
    try:
        batch.extend(islice(pages, _BATCH))
    except ReadError as damage:
        return batch, damage
    return batch, None


def _take(row: FeedRow, page: Page, *, now: datetime, outlets: OutletDirectory, kept: Bytes) -> str:
    if page.status != _OK or page.content_type not in _HTML:
        return "no page"
    owner = outlets.by_host(host_of(page.url))
    outlet = owner.key if owner else host_of(page.url)
    announced = entry_row(Entry(link=page.url), feed=row, outlet=outlet, seen_at=min(page.fetched_at, now))
    if buried_among([announced]):
        return "removed"
    if EntryRow.objects.filter(key=announced.key).exists():
        return "known"
    announced.save(force_insert=True)
    keep_page(announced, page, kept=kept)
    announced.save()
    return "new"
