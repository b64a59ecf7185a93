"""What was removed does not come back: by no other feed, under no other address, and not as the same text anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headwater.model.article import Article, text_of
from headwater.model.rights import TombstoneReason
from headwater.newsroom.logbook import note_action
from headwater.store.keys import address_digest, identifier_digest, outlet_tombstone_key
from headwater.store.models import BuriedAddressRow, EntryRow, TombstoneRow
from headwater.text.sketch import likeness, sketch_of

#: From this likeness on a text of the same outlet is the removed one again: two thirds of its runs of words and more
#: have stayed. Reports that fill one form (forecasts, prices) share less.
_SAME_TEXT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Burial:
    """Who removes something, why, and when."""

    reason: TombstoneReason
    editor: str
    now: datetime


def bury_article(article: Article | None, entry: EntryRow | None, *, key: str, burial: Burial) -> None:
    """Keep a report from coming back, without keeping a word of it.

    `article` is None where it was announced and never read, `entry` where no feed announced it.
    """
    outlet = entry.outlet_key if entry else article.outlet if article else ""
    tombstone, _ = TombstoneRow.objects.update_or_create(
        key=key,
        defaults={
            "outlet_key": outlet,
            "sketch": sketch_of(_words_of(article)) if article else b"",
            "reason": burial.reason.value,
            "removed_at": burial.now,
            "editor": burial.editor,
        },
    )
    _bury_addresses(tombstone, entry, article=article)


def bury_outlet(outlet: str, burial: Burial) -> None:
    """Keep everything that an outlet publishes from coming (back), whatever feed brings it."""
    TombstoneRow.objects.update_or_create(
        key=outlet_tombstone_key(outlet),
        defaults={
            "outlet_key": outlet,
            "is_outlet": True,
            "reason": burial.reason.value,
            "removed_at": burial.now,
            "editor": burial.editor,
        },
    )


def lift(keys: Sequence[str], *, reason: str, editor: str, now: datetime) -> int:
    """Let what was removed come in again when a feed brings it; give how many tombstones there were."""
    with transaction.atomic():
        lifted = TombstoneRow.objects.filter(key__in=keys).count()
        TombstoneRow.objects.filter(key__in=keys).delete()
        note_action("lift takedown", keys, reason=reason, editor=editor, now=now)
    return lifted


def is_outlet_buried(outlet: str) -> bool:
    """Whether nothing of an outlet may be taken in."""
    return TombstoneRow.objects.filter(key=outlet_tombstone_key(outlet)).exists()


def buried_among(rows: Sequence[EntryRow]) -> dict[str, str]:
    """Give the tombstone of each announced report that was removed before, by the report's key."""
    if not TombstoneRow.objects.exists():
        return {}
    known = {digest: row.key for row in rows for digest in _digests_of(row)}
    found = BuriedAddressRow.objects.filter(digest__in=known).values_list("digest", "tombstone_id")
    buried = {known[digest]: tombstone for digest, tombstone in found}
    outlets = {row.outlet_key: outlet_tombstone_key(row.outlet_key) for row in rows}
    gone = set(TombstoneRow.objects.filter(key__in=outlets.values()).values_list("key", flat=True))
    return buried | {row.key: outlets[row.outlet_key] for row in rows if outlets[row.outlet_key] in gone}


def tombstone_of(article: Article) -> TombstoneRow | None:
    """Give the tombstone of a report that was just read, or None: by its address, else by its text."""
    buried = BuriedAddressRow.objects.filter(digest=address_digest(article.url)).select_related("tombstone").first()
    if buried is not None:
        return buried.tombstone
    own = TombstoneRow.objects.filter(outlet_key=article.outlet, is_outlet=False)
    if not own.exists():
        return None
    sketch = sketch_of(_words_of(article))
    return next((row for row in own.iterator() if likeness(bytes(row.sketch), sketch) >= _SAME_TEXT), None)


def bury_again(tombstone: TombstoneRow, entry: EntryRow, *, article: Article) -> None:
    """Remember the other address under which a removed report came back."""
    _bury_addresses(tombstone, entry, article=article)


def _bury_addresses(tombstone: TombstoneRow, entry: EntryRow | None, *, article: Article | None) -> None:
    digests = {address_digest(article.url)} if article else set()
    if entry is not None:
        digests |= _digests_of(entry)
        if _is_shared(entry):
            digests.discard(identifier_digest(entry.outlet_key, entry.guid))
    BuriedAddressRow.objects.bulk_create(
        [BuriedAddressRow(digest=digest, tombstone=tombstone) for digest in sorted(digests)], ignore_conflicts=True
    )


def _is_shared(entry: EntryRow) -> bool:
    """Whether a feed gives one identifier to many reports: then it names nothing."""
    alike = EntryRow.objects.filter(outlet_key=entry.outlet_key, guid=entry.guid)
    return bool(entry.guid) and alike.exclude(pk=entry.pk).exists()


def _digests_of(row: EntryRow) -> set[str]:
    digests = {address_digest(url) for url in (row.url, row.last_url) if url}
    return digests | ({identifier_digest(row.outlet_key, row.guid)} if row.guid else set())


def _words_of(article: Article) -> str:
    return "\n".join((article.headline, article.description or "", text_of(article)))
