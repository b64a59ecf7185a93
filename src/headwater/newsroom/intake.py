"""What a feed announced becomes entries, each once; what is not taken keeps its reason."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from headwater.model.feed import Entry, FeedDocument
from headwater.model.outlet import OutletDirectory, OutletKind
from headwater.model.rights import TombstoneReason
from headwater.store.keys import entry_key
from headwater.store.models import DroppedRow, EntryRow, FeedRow, TombstoneRow
from headwater.store.rows import entry_row
from headwater.text.urls import host_of, join


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came of one answer of a feed."""

    new: int
    known: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Something that is not taken, and why."""

    step: str
    url: str
    reason: str
    detail: str
    feed_key: str = ""


def take_document(row: FeedRow, document: FeedDocument, *, now: datetime, outlets: OutletDirectory) -> Intake:
    """Keep what a feed announces: new entries wait for their pages, known ones stay, others keep their reason."""
    drops = [
        Drop(step="read", url=row.url, reason="left-out", detail=sentence, feed_key=row.key)
        for sentence in document.left_out
    ]
    wanted: dict[str, EntryRow] = {}
    for entry in document.entries:
        url = join(document.link or row.url, entry.link) if entry.link else None
        if url is None:
            drops.append(_without_link(row, entry))
            continue
        announced = entry_row(entry, feed=row, url=url, seen_at=now)
        announced.outlet_key = publisher_of(url, row.outlet_key, outlets=outlets)
        announced.key = entry_key(announced.outlet_key, url)
        wanted.setdefault(announced.key, announced)
    removed = _removed(wanted.values())
    drops += [
        Drop(step="intake", url="removed", reason="tombstone", detail="it was removed and stays removed")
        for _ in removed
    ]
    with transaction.atomic():
        known = set(EntryRow.objects.filter(key__in=wanted).values_list("key", flat=True))
        new = [announced for key, announced in wanted.items() if key not in known and key not in removed]
        EntryRow.objects.bulk_create(new, ignore_conflicts=True)
        note_drops(drops, now=now)
    return Intake(new=len(new), known=len(known), dropped=len(drops))


def publisher_of(url: str, outlet: str, *, outlets: OutletDirectory) -> str:
    """Give the key of the outlet that publishes a page which a feed of `outlet` announces.

    It is the feed's own outlet, unless the page lies at a known outlet that is another one, or the feed is an
    aggregator's: then a page belongs to its host.
    """
    host = host_of(url)
    found = outlets.by_host(host)
    if found is not None:
        return found.key
    known = outlets.get(outlet)
    return host if known is not None and known.kind is OutletKind.AGGREGATOR else outlet


def note_drops(drops: Iterable[Drop], *, now: datetime) -> None:
    """Write down what was dropped; the same thing dropped again for the same reason is counted."""
    for drop in drops:
        seen = DroppedRow.objects.filter(step=drop.step, url=drop.url, reason=drop.reason)
        if not seen.update(times=F("times") + 1, last_seen=now, detail=drop.detail):
            DroppedRow.objects.create(
                step=drop.step,
                url=drop.url,
                reason=drop.reason,
                detail=drop.detail,
                feed_key=drop.feed_key,
                first_seen=now,
                last_seen=now,
            )


def bury(row: EntryRow, *, reason: TombstoneReason, editor: str, now: datetime) -> None:
    """Keep a removed report from coming back, without keeping a word of it."""
    TombstoneRow.objects.update_or_create(
        key=row.key,
        defaults={
            "url_digest": _url_digest(row.url),
            "reason": reason.value,
            "removed_at": now,
            "editor": editor,
        },
    )


def _without_link(row: FeedRow, entry: Entry) -> Drop:
    named = (entry.title or entry.id or "an entry without a title")[:200]
    return Drop(
        step="intake",
        url=f"{row.url}#{hashlib.sha256(named.encode(errors='replace')).hexdigest()[:12]}",
        reason="no-link",
        detail=f"the feed gives no address for “{named}”",
        feed_key=row.key,
    )


def _removed(rows: Iterable[EntryRow]) -> set[str]:
    by_digest = {_url_digest(row.url): row.key for row in rows}
    buried = TombstoneRow.objects.filter(url_digest__in=by_digest).values_list("url_digest", flat=True)
    return {by_digest[digest] for digest in buried}


def _url_digest(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()
