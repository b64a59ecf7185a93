"""What is broken in a portal, a sentence each, with the way to mend it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q

from headwater.model.feed import ARCHIVE_SCHEME
from headwater.newsroom.findings import Finding
from headwater.store.models import ArticleRow, DroppedRow, EntryRow, EntryState, FeedRow, SubscriptionRow
from headwater.store.rows import state_from, subscription_from

#: A feed that has not answered for so long is worth a word even where the last failure was a small one.
_SILENT_FOR = timedelta(days=2)
_WAITING_FOR = timedelta(hours=2)


def check_portal(now: datetime) -> tuple[Finding, ...]:
    """Give everything in the portal's database that is not as it should be, what is broken first.

    Raises:
        django.db.DatabaseError: the database does not answer at all.

    """
    findings = [*_database(), *check_feeds(now), *_hubs(), *_waiting(now), *_crashes(now)]
    return tuple(sorted(findings, key=lambda finding: finding.grade))


def check_feeds(now: datetime) -> tuple[Finding, ...]:
    """Give what is wrong with the feeds and the pages they announce."""
    return (*_feeds(now), *_pages(now))


def _database() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        verdict = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        orphans = len(cursor.fetchall())
    if verdict != "ok":
        yield Finding(
            grade="broken",
            what=f"the database file is damaged ({verdict})",
            mend="stop Headwater, keep a copy of the directory, and restore the last backup: headwater restore",
        )
    if orphans:
        yield Finding(
            grade="broken",
            what=f"{orphans} rows point to rows that are not there",
            mend="stop Headwater and restore the last backup: headwater restore",
        )


def _feeds(now: datetime) -> Iterator[Finding]:
    if not FeedRow.objects.exists():
        yield Finding(
            grade="notice",
            what="the portal has no feeds, so it shows the demo press",
            mend="add one: headwater add https://…",
        )
    for row in FeedRow.objects.filter(retired=True).exclude(url__startswith=ARCHIVE_SCHEME):
        yield Finding(
            grade="broken",
            what=f"{row.url} is no longer polled: {row.problem or 'the server says that it is gone'}",
            mend="find its new address and add that, or remove the feed",
        )
    for row in FeedRow.objects.filter(retired=False).exclude(problem=""):
        mend = state_from(row).mend or "nothing to do"
        next_try = f"next try {row.due_at:%d %b %H:%M} UTC"
        yield Finding(grade="broken", what=f"{row.url}: {row.problem}", mend=f"{mend}; {next_try}")
    silent = FeedRow.objects.filter(retired=False, problem="", added_at__lt=now - _SILENT_FOR)
    for row in silent.exclude(pk__in=EntryRow.objects.values("feed")):
        yield Finding(
            grade="notice",
            what=f"{row.url} has never announced anything",
            mend="open it in a browser: is it still where the outlet publishes?",
        )


def _pages(now: datetime) -> Iterator[Finding]:
    """Name the feeds that answer well while none of the pages they announced of late could be read."""
    late = EntryRow.objects.filter(first_seen__gte=now - _SILENT_FOR)
    tried = late.filter(Q(state=EntryState.DROPPED) | Q(attempts__gt=0))
    well = late.filter(state__in=[EntryState.READ, EntryState.FETCHED]).values("feed")
    for url, count in (
        tried.exclude(feed__in=well).values_list("feed__url").annotate(reports=Count("key")).order_by("feed__url")
    ):
        last = tried.filter(feed__url=url).exclude(detail="").order_by("-first_seen", "key").first()
        yield Finding(
            grade="broken",
            what=f"{url} answers, but none of the {count} pages it announced could be read: {last and last.detail}",
            mend="open one in a browser; where its owner keeps robots or readers out, ask, or keep to other sources",
        )


def _hubs() -> Iterator[Finding]:
    for row in SubscriptionRow.objects.exclude(feed=None).select_related("feed"):
        subscription = subscription_from(row)
        if row.feed is not None and subscription.problem is not None:
            yield Finding(
                grade="notice",
                what=f"{row.feed.url}: {subscription.problem}",
                mend=f"nothing is lost; can {subscription.hub} reach {subscription.callback.partition('/hub/')[0]}?",
            )


def _waiting(now: datetime) -> Iterator[Finding]:
    late = EntryRow.objects.filter(state=EntryState.WAITING, due_at__lt=now - _WAITING_FOR).count()
    if late:
        yield Finding(
            grade="broken",
            what=f"{late} reports have waited for their page for more than two hours",
            mend="is the newsroom running? Start it with: headwater run",
        )
    unrecorded = ArticleRow.objects.filter(recorded=False, first_seen__lt=now - _WAITING_FOR).count()
    if unrecorded:
        yield Finding(
            grade="broken",
            what=f"{unrecorded} articles have waited to be grouped for more than two hours",
            mend="is the newsroom running? Start it with: headwater run",
        )


def _crashes(now: datetime) -> Iterator[Finding]:
    crashed = DroppedRow.objects.filter(reason="crashed", last_seen__gte=now - _SILENT_FOR)
    for row in crashed[:5]:
        yield Finding(
            grade="notice",
            what=f"a fault of Headwater's own at {row.url}: {row.detail}",
            mend="please report it with the address; everything else goes on",
        )
