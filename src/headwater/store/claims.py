"""Taking work: rows that are due are claimed by a conditional UPDATE with a lease, alike on SQLite and PostgreSQL.

The queue is a query. A row is mine when exactly one row changed. A lease that its holder did not live to return runs
out by itself; whoever holds the portal's run lock may return all of them at once.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from headwater.store.models import EntryRow, EntryState, FeedRow, PictureRow, PictureState

#: A fetch may wait for its host's pace and then take its whole time limit.
LEASE = timedelta(minutes=15)
#: Rows looked at for each one wanted: one host with a long list must not hide the others.
_LOOK_AHEAD = 4

Row = TypeVar("Row", FeedRow, EntryRow, PictureRow)


def claim_feeds(now: datetime, *, limit: int, busy: Iterable[str] = ()) -> list[FeedRow]:
    """Give feeds that are due, at most `limit` and one per host, none of a busy host; each is leased to the caller."""
    due = FeedRow.objects.filter(due_at__lte=now, retired=False).exclude(host__in=list(busy)).order_by("due_at", "key")
    return _claim(due, now=now, limit=limit, per_host=1)


def claim_pages(now: datetime, *, limit: int, busy: Iterable[str] = (), per_host: int = 2) -> list[EntryRow]:
    """Give entries whose page is to be fetched, at most `limit`, none of a busy host; each is leased to the caller."""
    due = EntryRow.objects.filter(state=EntryState.WAITING, due_at__lte=now).exclude(host__in=list(busy))
    return _claim(due.order_by("due_at", "first_seen", "key"), now=now, limit=limit, per_host=per_host)


def claim_pictures(now: datetime, *, limit: int, busy: Iterable[str] = ()) -> list[PictureRow]:
    """Give pictures to fetch, at most `limit` and one per host, none of a busy host; each is leased to the caller."""
    due = PictureRow.objects.filter(state=PictureState.WAITING, due_at__lte=now).exclude(host__in=list(busy))
    return _claim(due.order_by("due_at", "key"), now=now, limit=limit, per_host=1)


def claim_steps(now: datetime, *, limit: int, extract: int, trace: int) -> list[EntryRow]:
    """Give entries whose page is here and whose stamp is older than a step's version; each is leased to the caller."""
    stale = Q(extract_version__lt=extract) | Q(trace_version__lt=trace)
    due = EntryRow.objects.filter(stale, state__in=[EntryState.FETCHED, EntryState.READ], due_at__lte=now)
    return _claim(due.order_by("first_seen", "key"), now=now, limit=limit, per_host=limit)


def release_leases() -> None:
    """Return every lease: only for the holder of the portal's run lock, at its start."""
    FeedRow.objects.filter(lease_until__isnull=False).update(lease_until=None)
    EntryRow.objects.filter(lease_until__isnull=False).update(lease_until=None)
    PictureRow.objects.filter(lease_until__isnull=False).update(lease_until=None)


def _claim(due: "QuerySet[Row]", *, now: datetime, limit: int, per_host: int) -> list[Row]:
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    claimed: list[Row] = []
    hosts: Counter[str] = Counter()
    with transaction.atomic():
        for row in due.filter(free)[: limit * _LOOK_AHEAD]:
            if len(claimed) >= limit:
                break
            if hosts[row.host] >= per_host:
                continue
            until = now + LEASE
            if due.order_by().filter(free, pk=row.pk).update(lease_until=until) == 1:
                row.lease_until = until
                claimed.append(row)
                hosts[row.host] += 1
    return claimed
