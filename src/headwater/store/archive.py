"""Reads for an export: everything once, in batches."""

from collections.abc import Collection, Iterator, Sequence

from headwater.model.page import Page
from headwater.model.provenance import Reuse
from headwater.model.story import Story
from headwater.store import rows
from headwater.store.bytes import Bytes
from headwater.store.models import EntryRow, PageRow, ReuseRow, StoryRow

_READ_BATCH = 500


def captures_of(articles: Sequence[str], *, kept: Bytes) -> Iterator[Page | None]:
    """Give the page that each article was read from; None where its bytes are kept no more.

    Its address is the one the article is known by. A page whose publisher reserves text and data mining is left out.
    """
    entries = {entry.key: entry for entry in EntryRow.objects.filter(key__in=list(articles))}
    digests = [entry.digest for entry in entries.values() if entry.digest]
    for row in PageRow.objects.filter(entry_id__in=entries, digest__in=digests, tdm_reserved=False).order_by(
        "entry_id"
    ):
        entry = entries[row.entry_id]
        if row.digest == entry.digest:
            body = kept.get(row.digest)
            yield rows.page_from(row, url=entry.url, body=body) if body is not None else None


def reuses_among(articles: Collection[str]) -> Iterator[Reuse]:
    """Give the shared words between these articles, by when they were noticed."""
    for row in ReuseRow.objects.order_by("pk").iterator(chunk_size=_READ_BATCH):
        if row.newer_id in articles and row.older_id in articles:
            yield rows.reuse_from(row)


def stories_after(batch: int) -> Iterator[Sequence[Story]]:
    """Give all standing stories by key, so many at a time."""
    standing = StoryRow.objects.filter(hidden=False, merged_into=None, report_count__gt=0).order_by("key")
    last = ""
    while found := list(standing.filter(key__gt=last)[:batch]):
        yield tuple(map(rows.story_from, found))
        last = found[-1].key
