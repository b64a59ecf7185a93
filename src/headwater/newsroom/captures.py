"""Captures: the pages of one report as fetched, one row for each that differs, the bytes beside them."""

from headwater.fetch.reservations import reservation_of
from headwater.model.page import Page, digest_of
from headwater.store.bytes import Bytes
from headwater.store.models import EntryRow, EntryState, PageRow, PictureRow
from headwater.store.rows import page_row


def keep_page(row: EntryRow, page: Page, *, kept: Bytes) -> None:
    """Keep a page; its report is to be read (again). The caller saves the row."""
    kept.put(page.body)
    fetched = page_row(page, entry=row)
    said = reservation_of(page)
    fetched.tdm_reserved = said is not None and said.reserved
    columns = ("fetched_at", "final_url", "status", "content_type", "charset", "etag", "last_modified", "tdm_reserved")
    again = PageRow.objects.filter(entry=row, digest=fetched.digest)
    if not again.update(**{name: getattr(fetched, name) for name in columns}):
        fetched.save(force_insert=True)
    row.digest = fetched.digest
    row.state = EntryState.FETCHED
    row.extract_version = 0
    row.detail = ""


def keep_capture(row: EntryRow, page: Page, *, kept: Bytes) -> bool:
    """Keep a page of a report that was read before, where it differs from the last one; give whether it does."""
    if digest_of(page.body) == row.digest:
        return False
    keep_page(row, page, kept=kept)
    return True


def forget_capture(row: EntryRow, *, kept: Bytes, instead: str) -> None:
    """Let go of the last page, which told nothing new, and go back to the one with the digest `instead`.

    Pages differ with every request (a counter, an advertisement); keeping each would fill the disk with nothing. The
    caller saves the row.
    """
    worthless = row.digest
    row.digest = instead
    PageRow.objects.filter(entry=row, digest=worthless).delete()
    if not is_needed(worthless):
        kept.remove(worthless)


def is_needed(digest: str) -> bool:
    """Whether any page or picture of the portal lies under a digest."""
    return PageRow.objects.filter(digest=digest).exists() or PictureRow.objects.filter(digest=digest).exists()
