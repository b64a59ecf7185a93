"""Keeping the database fit: checkpoints of the write-ahead log, and letting go of old bytes."""

from datetime import datetime

from django.db import connection, connections

from headwater.store.bytes import Bytes
from headwater.store.models import PageRow, PictureRow
from headwater.store.sqlite.base import DatabaseWrapper


def checkpoint() -> None:
    """Move the write-ahead log into the database file; only the newsroom does this, under the write lock.

    On PostgreSQL nothing is to be done.
    """
    if connection.vendor != "sqlite":
        return
    connection.ensure_connection()
    wrapper = connections[connection.alias]
    assert isinstance(wrapper, DatabaseWrapper)  # noqa: S101 - the one SQLite backend there is
    with wrapper.write_lock:
        wrapper.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def forget_bytes(kept: Bytes, *, before: datetime) -> int:
    """Remove pages as fetched before a time, and every file that nothing needs any more; give how many files.

    Articles made of them stay, and so do their pictures. What an entry still waits to be read from is kept.
    """
    PageRow.objects.filter(fetched_at__lt=before).exclude(entry__state="fetched").delete()
    PictureRow.objects.filter(articles=None).delete()
    needed = set(PageRow.objects.values_list("digest", flat=True))
    needed |= set(PictureRow.objects.exclude(digest="").values_list("digest", flat=True))
    old = [digest for digest in kept.digests() if digest not in needed]
    for digest in old:
        kept.remove(digest)
    return len(old)
