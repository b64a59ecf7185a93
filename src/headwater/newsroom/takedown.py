"""Takedown: a report, or everything of an outlet, leaves the portal for good.

    hidden at once ──> deleted with all that was derived from it ──> stories described anew ──> log, tombstone

Everything below happens inside one transaction for each batch of reports, so no reader meets half of it. The process of
record drops what it holds in memory with its next round (`newsroom.live`); a snapshot that might hold hashes of the
words is deleted here, and written anew by the next one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from headwater.errors import StoreError
from headwater.model.rights import TombstoneReason
from headwater.newsroom.captures import is_needed
from headwater.newsroom.derived import forget_derived, lock_stories, stories_about
from headwater.newsroom.logbook import note_action
from headwater.newsroom.publish import raise_publication
from headwater.newsroom.tombstones import Burial, bury_article, bury_outlet
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow, DroppedRow, EntryRow, FeedRow, PageRow, PictureRow, SnapshotRow
from headwater.store.rows import article_from

#: Reports deleted in one transaction.
_BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """What a takedown removed."""

    articles: int = 0
    #: Announced and never shown: waiting, or dropped with a reason.
    entries: int = 0
    #: Pages as fetched and pictures, on disk.
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Who has something taken down, and why; `reason` holds no word of it."""

    reason: str
    editor: str
    #: The bytes of the portal.
    kept: Bytes


def take_down_articles(keys: Sequence[str], demand: Demand, *, now: datetime) -> TakenDown:
    """Remove reports and everything derived from them, and keep them from coming back.

    Raises:
        StoreError: a key names nothing that was taken in; nothing is removed then.

    """
    missing = sorted(set(keys) - set(EntryRow.objects.filter(key__in=keys).values_list("key", flat=True)))
    missing = sorted(set(missing) - set(ArticleRow.objects.filter(key__in=missing).values_list("key", flat=True)))
    if missing:
        raise StoreError(f"there is no article {', '.join(missing)}; copy the key out of its address")
    with transaction.atomic():
        removed = _remove(keys, demand, now=now)
        note_action("takedown", keys, reason=demand.reason, editor=demand.editor, now=now)
        raise_publication(now)
    return removed


def take_down_outlet(outlet: str, demand: Demand, *, now: datetime) -> TakenDown:
    """Remove everything of an outlet, end its feeds, and keep it from coming back by any other feed.

    No reader sees any of it from the first transaction on; deleting it all may take several.

    Raises:
        StoreError: nothing here is of that outlet.

    """
    of_outlet = EntryRow.objects.filter(outlet_key=outlet)
    articles = ArticleRow.objects.filter(outlet_key=outlet)
    feeds = FeedRow.objects.filter(outlet_key=outlet)
    if not (of_outlet.exists() or articles.exists() or feeds.exists()):
        raise StoreError(f"nothing here is of an outlet {outlet}; its page has its key in the address")
    with transaction.atomic():
        bury_outlet(outlet, Burial(reason=TombstoneReason.TAKEDOWN, editor=demand.editor, now=now))
        articles.update(hidden=True)
        feeds.update(paused=True)
        note_action("takedown of outlet", [outlet], reason=demand.reason, editor=demand.editor, now=now)
        raise_publication(now)
    total = TakenDown()
    while keys := list(
        {*of_outlet.values_list("key", flat=True)[:_BATCH], *articles.values_list("key", flat=True)[:_BATCH]}
    ):
        with transaction.atomic():
            removed = _remove(keys, demand, now=now)
            raise_publication(now)
        total = TakenDown(
            articles=total.articles + removed.articles,
            entries=total.entries + removed.entries,
            files=total.files + removed.files,
        )
    with transaction.atomic():
        DroppedRow.objects.filter(feed_key__in=feeds.values("key")).delete()
        feeds.exclude(entries__isnull=False).exclude(articles__isnull=False).delete()
    return total


def article_keys(subjects: Iterable[str]) -> tuple[str, ...]:
    """Give the keys of reports that are named by key or by the publisher's address, in their order.

    Raises:
        StoreError: one names nothing here.

    """
    found: dict[str, None] = {}
    for subject in subjects:
        named = Q(key=subject) | Q(url=subject)
        keys = [
            *ArticleRow.objects.filter(named).values_list("key", flat=True),
            *EntryRow.objects.filter(named | Q(last_url=subject)).values_list("key", flat=True),
        ]
        if not keys:
            raise StoreError(f"there is no article {subject}; name its address here or at its publisher, or its key")
        found |= dict.fromkeys(keys)
    return tuple(found)


def _remove(keys: Sequence[str], demand: Demand, *, now: datetime) -> TakenDown:
    # Stories first: whoever describes one holds its row, so nothing is described from what is about to go.
    stories = lock_stories(stories_about(keys))
    articles = {row.key: row for row in ArticleRow.objects.filter(key__in=keys)}
    entries = {row.key: row for row in EntryRow.objects.filter(key__in=keys)}
    burial = Burial(reason=TombstoneReason.TAKEDOWN, editor=demand.editor, now=now)
    for key in keys:
        row = articles.get(key)
        bury_article(article_from(row) if row else None, entries.get(key), key=key, burial=burial)
    addresses = {url for row in articles.values() for url in [row.url]}
    addresses |= {url for entry in entries.values() for url in (entry.url, entry.last_url) if url}
    files = _files_of(keys)
    forget_derived(keys, stories=stories)
    DroppedRow.objects.filter(url__in=addresses).delete()
    pictures = [row.picture_id for row in articles.values() if row.picture_id]
    ArticleRow.objects.filter(key__in=keys).delete()
    EntryRow.objects.filter(key__in=keys).delete()
    PictureRow.objects.filter(key__in=pictures, articles=None).delete()
    SnapshotRow.objects.all().delete()
    # Before the commit: a crash in between leaves a report without its bytes, which is fetched again or taken down
    # again; the other order would leave bytes that nobody knows of.
    orphans = [digest for digest in files if not is_needed(digest)]
    for digest in orphans:
        demand.kept.remove(digest)
    return TakenDown(articles=len(articles), entries=len(entries.keys() - articles.keys()), files=len(orphans))


def _files_of(keys: Sequence[str]) -> set[str]:
    pages = set(PageRow.objects.filter(entry__in=keys).values_list("digest", flat=True))
    pages |= set(EntryRow.objects.filter(key__in=keys).exclude(digest="").values_list("digest", flat=True))
    pictures = PictureRow.objects.filter(articles__in=keys).exclude(digest="").values_list("digest", flat=True)
    return pages | set(pictures)
