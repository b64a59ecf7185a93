"""Whether letters may go out: a restored database, or one that slept too long, asks first.

Each claim of copies raises a mark in the database, and the portal's directory keeps the last one beside it. A database
that is behind its directory, or that has sent letters from another directory, is an older copy of itself.
"""

import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from headwater.store import deliveries
from headwater.store.models import DeliveryRow, DeliveryState

#: Copies that waited longer than this without anybody trying are not sent before somebody says so.
SLEPT = timedelta(hours=6)
_RESTORED = "this database was restored, and letters may have gone out since the backup was made"
_ELSEWHERE = "letters have gone out from another directory than this one, so this may be a copy of that portal"
_BEHIND = "the database is older than the last letters that went out from this directory"


def why_held(mark_file: Path | None) -> str:
    """Give why nothing may go out; empty where letters may."""
    post = deliveries.post()
    if post.held_because or mark_file is None:
        return post.held_because
    seen = _seen(mark_file)
    if seen is None and post.mark > 0:
        deliveries.hold_post(_ELSEWHERE)
        return _ELSEWHERE
    if seen is not None and seen > post.mark:
        deliveries.hold_post(_BEHIND)
        return _BEHIND
    return ""


def raise_mark(mark_file: Path | None) -> None:
    """Keep the database's mark in the directory: after it was raised there, before anything goes out."""
    if mark_file is not None:
        _keep(mark_file, max(deliveries.post().mark, _seen(mark_file) or 0))


def hold_after_restore() -> None:
    """Have a restored portal ask before it sends."""
    deliveries.hold_post(_RESTORED)


def hold_what_slept(now: datetime) -> str:
    """Hold the post where copies of an issue wait since long and nobody has tried them; give the reason or nothing."""
    slept = DeliveryRow.objects.filter(
        state=DeliveryState.WAITING, attempts=0, due_at__lt=now - SLEPT, lease_until__isnull=True
    ).exclude(issue=None)
    count = slept.count()
    if not count:
        return ""
    because = f"{count} letters have waited for more than six hours without being tried"
    deliveries.hold_post(because)
    return because


def let_out(mark_file: Path | None, *, now: datetime) -> None:
    """Let letters out again on the operator's word, from this directory and this database."""
    if mark_file is not None:
        mark = max(deliveries.post().mark, _seen(mark_file) or 0)
        deliveries.set_mark(mark)
        _keep(mark_file, mark)
    DeliveryRow.objects.filter(state=DeliveryState.WAITING, attempts=0, due_at__lt=now - SLEPT).update(due_at=now)
    deliveries.resume_post()


def _seen(mark_file: Path) -> int | None:
    with suppress(OSError, ValueError):
        return int(mark_file.read_text(encoding="ascii"))
    return None


def _keep(mark_file: Path, mark: int) -> None:
    unfinished = mark_file.with_name(f"{mark_file.name}.{os.getpid()}")
    unfinished.write_text(str(mark), encoding="ascii")
    unfinished.replace(mark_file)
