"""What a feed announced becomes entries, each once; what is not taken keeps its reason."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from headwater.model.feed import Entry, FeedDocument, FeedFormat, KnownEntry, SightingKind
from headwater.model.outlet import OutletDirectory, OutletKind
from headwater.newsroom.tasks import Answer, Unreadable
from headwater.newsroom.tombstones import buried_among
from headwater.read.identity import decide
from headwater.store.models import DroppedRow, EntryRow, FeedRow
from headwater.store.rows import entry_row, feed_from
from headwater.text.urls import host_of, join

#: Entries of an outlet by which its next ones are known again: the newest so many, of all its feeds.
_REMEMBERED = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came of one answer of a feed."""

    new: int
    known: int
    dropped: int
    #: Keys of known reports that the feed says are canceled.
    canceled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Something that is not taken, and why."""

    step: str
    url: str
    reason: str
    detail: str
    feed_key: str = ""


def as_subscribed(row: FeedRow, answer: Answer) -> Answer:
    """Give what a feed's answer was read as; a page in place of a feed is none, however many links stand on it.

    Login pages, consent notices and "not found" with status 200 have links enough to be read as a list page.
    """
    was = feed_from(row).format
    is_page = isinstance(answer, FeedDocument) and answer.format is FeedFormat.LISTING
    if not is_page or was in {FeedFormat.LISTING, FeedFormat.UNKNOWN}:
        return answer
    return Unreadable(reason="unreadable", detail="a page came in place of the feed; it may be a login or a notice")


def take_document(row: FeedRow, document: FeedDocument, *, now: datetime, outlets: OutletDirectory) -> Intake:
    """Keep what a feed announces: new entries wait for their pages, known ones stay, others keep their reason."""
    drops = [
        Drop(step="read", url=row.url, reason="left-out", detail=sentence, feed_key=row.key)
        for sentence in document.left_out
    ]
    located: dict[str, list[Entry]] = {}
    for entry in document.entries:
        url = join(document.link or row.url, entry.link) if entry.link else None
        if url is None:
            drops.append(_without_link(row, entry))
        else:
            located.setdefault(publisher_of(url, row.outlet_key, outlets=outlets), []).append(replace(entry, link=url))
    new = known = 0
    canceled: list[str] = []
    with transaction.atomic():
        for outlet, entries in located.items():
            fresh, taken_back = _take_entries(row, entries, outlet=outlet, now=now)
            new += fresh
            known += len(entries) - fresh
            canceled += taken_back
        note_drops(drops, now=now)
    return Intake(new=new, known=known, dropped=len(drops), canceled=tuple(canceled))


def _take_entries(row: FeedRow, entries: Sequence[Entry], *, outlet: str, now: datetime) -> tuple[int, list[str]]:
    """Give how many are new, and the keys of those that are known and canceled."""
    sightings = decide(entries, known=_known_of(outlet), feed=row.url, now=now)
    wanted: dict[str, EntryRow] = {}
    canceled: list[str] = []
    for sighting in sightings:
        if sighting.entry.is_canceled:
            canceled += [sighting.key] if sighting.key else []
        elif sighting.kind is SightingKind.NEW:
            announced = entry_row(sighting.entry, feed=row, outlet=outlet, seen_at=now)
            wanted.setdefault(announced.key, announced)
        elif sighting.kind is SightingKind.MOVED and sighting.key:
            _remember_face(sighting.key, sighting.entry)
    removed = buried_among(list(wanted.values()))
    note_drops([removed_drop(tombstone, feed_key=row.key) for tombstone in removed.values()], now=now)
    created = [announced for key, announced in wanted.items() if key not in removed]
    before = set(EntryRow.objects.filter(key__in=[each.key for each in created]).values_list("key", flat=True))
    EntryRow.objects.bulk_create([each for each in created if each.key not in before])
    return len(created) - len(before), canceled


def _known_of(outlet: str) -> list[KnownEntry]:
    rows = EntryRow.objects.filter(outlet_key=outlet).order_by("-first_seen", "key").select_related("feed")
    columns = ("key", "guid", "last_url", "title", "published", "feed__url")
    return [
        KnownEntry(key=key, id=guid or None, link=link, title=title or None, published=published, feed=feed)
        for key, guid, link, title, published, feed in rows.values_list(*columns)[:_REMEMBERED]
    ]


def _remember_face(key: str, entry: Entry) -> None:
    EntryRow.objects.filter(key=key).update(
        guid=entry.id or "", last_url=entry.link or "", title=entry.title or "", published=entry.published
    )


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


def removed_drop(tombstone: str, *, feed_key: str) -> Drop:
    """Give what the desk is told where something that was taken down came again: not even its address."""
    return Drop(
        step="intake",
        url=f"tombstone {tombstone}",
        reason="taken-down",
        detail="it was taken down here and came again; it is not taken in",
        feed_key=feed_key,
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
