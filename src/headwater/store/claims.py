"""Taking work: rows that are due are claimed by a conditional UPDATE with a lease, alike on SQLite and PostgreSQL.

The queue is a query. Rows are mine when exactly as many changed as were asked for. A lease that its holder did not
live to return runs out by itself; whoever holds the portal's run lock may return all of them at once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Q, QuerySet

from headwater.store.models import ArticleRow, EntryRow, EntryState, FeedRow, PictureRow, PictureState, RecheckTallyRow
from headwater.store.rows import state_from

#: A fetch may wait for its host's pace and then take its whole time limit.
LEASE = timedelta(minutes=15)
#: Rows looked at for each one wanted: one host with a long list must not hide the others.
_LOOK_AHEAD = 4

Row = TypeVar("Row", FeedRow, EntryRow, PictureRow)
Kept = TypeVar("Kept", FeedRow, EntryRow, PictureRow, ArticleRow)


def claim_feeds(now: datetime, *, limit: int, busy: Iterable[str] = ()) -> list[FeedRow]:
    """Give feeds that are due, at most `limit` and one per host, none of a busy host; each is leased to the caller."""
    due = (
        FeedRow.objects.filter(due_at__lte=now, retired=False, paused=False)
        .exclude(host__in=list(busy))
        .order_by("due_at", "key")
    )
    return _claim(due, now=now, limit=limit, per_host=1)


def claim_pages(now: datetime, *, limit: int, busy: Iterable[str] = (), per_host: int = 2) -> list[EntryRow]:
    """Give entries whose page is to be fetched, at most `limit`, none of a busy host; each is leased to the caller.

    At most `per_host` of one host: they wait for each other in the fetcher.
    """
    due = EntryRow.objects.filter(state=EntryState.WAITING, due_at__lte=now).exclude(host__in=list(busy))
    return _claim(due.order_by("due_at", "first_seen", "key"), now=now, limit=limit, per_host=per_host)


def claim_pictures(now: datetime, *, limit: int, busy: Iterable[str] = ()) -> list[PictureRow]:
    """Give pictures to fetch, at most `limit` and one per host, none of a busy host; each is leased to the caller."""
    due = PictureRow.objects.filter(state=PictureState.WAITING, due_at__lte=now).exclude(host__in=list(busy))
    return _claim(due.order_by("due_at", "key"), now=now, limit=limit, per_host=1)


def claim_rechecks(now: datetime, *, limit: int, busy: Iterable[str] = (), per_day: int) -> list[EntryRow]:
    """Give published reports whose page is to be looked at again, at most `limit` and one per host; each is leased.

    None of a busy host, and none of a host that was asked `per_day` times today (UTC): those wait for tomorrow.
    """
    spent = RecheckTallyRow.objects.filter(day=now.date(), asked__gte=per_day).values_list("host", flat=True)
    due = EntryRow.objects.filter(state=EntryState.READ, recheck_at__lte=now).exclude(host__in=[*busy, *spent])
    claimed = _claim(due.order_by("recheck_at", "key"), now=now, limit=limit, per_host=1)
    for row in claimed:
        today = RecheckTallyRow.objects.filter(host=row.host, day=now.date())
        if not today.update(asked=F("asked") + 1):
            RecheckTallyRow.objects.create(host=row.host, day=now.date(), asked=1)
    if claimed:
        RecheckTallyRow.objects.filter(day__lt=now.date()).delete()
    return claimed


def claim_steps(now: datetime, *, limit: int, extract: int, trace: int) -> list[EntryRow]:
    """Give entries whose page is here and whose stamp is older than a step's version; each is leased to the caller."""
    stale = Q(extract_version__lt=extract) | Q(trace_version__lt=trace)
    due = EntryRow.objects.filter(stale, state__in=[EntryState.FETCHED, EntryState.READ], due_at__lte=now)
    due = due.select_related("feed")  # its rights decide about pictures
    return _claim(due.order_by("first_seen", "key"), now=now, limit=limit, per_host=limit)


def still_there(rows: Sequence[Kept]) -> list[Kept]:
    """Give those of some rows that nobody deleted since they were read, held until the transaction ends.

    Saving a row that was deleted would bring it back; work that takes time asks here before it saves.
    """
    if not rows:
        return []
    held = type(rows[0])._default_manager.select_for_update().filter(pk__in=[row.pk for row in rows])
    standing = set(held.order_by().values_list("pk", flat=True))
    return [row for row in rows if row.pk in standing]


def release_leases() -> None:
    """Return every lease: only for the holder of the portal's run lock, at its start."""
    FeedRow.objects.filter(lease_until__isnull=False).update(lease_until=None)
    EntryRow.objects.filter(lease_until__isnull=False).update(lease_until=None)
    PictureRow.objects.filter(lease_until__isnull=False).update(lease_until=None)


def mend_schedule(now: datetime) -> bool:
    """Make due now what a clock that was set back would leave waiting until it has caught up; give whether it was.

    A feed that was asked and an entry that was seen at a time that is still to come show it. Only for the holder of
    the portal's run lock.
    """
    waiting = FeedRow.objects.filter(due_at__gt=now, retired=False)
    asked = [(row.key, state_from(row).fetched_at) for row in waiting]
    ahead = [key for key, moment in asked if moment is not None and moment > now]
    FeedRow.objects.filter(key__in=ahead).update(due_at=now)
    entries = EntryRow.objects.filter(first_seen__gt=now, due_at__gt=now).update(due_at=now)
    if ahead or entries:  # a picture does not say when it was first wanted
        PictureRow.objects.filter(state=PictureState.WAITING, due_at__gt=now).update(due_at=now)
    return bool(ahead or entries)


def _claim(due: "QuerySet[Row]", *, now: datetime, limit: int, per_host: int) -> list[Row]:
    keys = _choose(due.filter(_free(now)), limit=limit, per_host=per_host)
    if not keys:
        return []
    rows = due.order_by().in_bulk(keys)
    chosen = [rows[key] for key in keys if key in rows]
    until = now + LEASE
    with transaction.atomic():
        mine = _free_among(due, chosen, now=now).update(lease_until=until)
        if mine != len(chosen):  # somebody else was quicker with one of them: then one by one
            transaction.set_rollback(True)
    if mine != len(chosen):
        chosen = [row for row in chosen if _free_among(due, [row], now=now).update(lease_until=until) == 1]
    for row in chosen:
        row.lease_until = until
    return chosen


def _choose(free: "QuerySet[Row]", *, limit: int, per_host: int) -> list[str]:
    # Keys and hosts alone: most of what is looked at is not taken, and rows hold whole documents.
    chosen: list[str] = []
    hosts: Counter[str] = Counter()
    looked_at = limit if per_host >= limit else limit * _LOOK_AHEAD
    for key, host in free.values_list("pk", "host")[:looked_at]:
        if len(chosen) < limit and hosts[host] < per_host:
            chosen.append(key)
            hosts[host] += 1
    return chosen


def _free_among(due: "QuerySet[Row]", rows: Iterable[Row], *, now: datetime) -> "QuerySet[Row]":
    return due.order_by().filter(_free(now), pk__in=[row.pk for row in rows])


def _free(now: datetime) -> Q:
    return Q(lease_until__isnull=True) | Q(lease_until__lt=now)
