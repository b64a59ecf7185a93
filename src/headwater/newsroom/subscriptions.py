"""Feeds as people look after them: added, paused, asked at once, and with other rights."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from headwater.errors import StoreError
from headwater.model.feed import Feed, FetchState
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.newsroom.logbook import note_action
from headwater.newsroom.publish import raise_publication
from headwater.newsroom.tombstones import is_outlet_buried
from headwater.store.models import FeedRow, OutletRow
from headwater.store.rows import feed_from, feed_row, outlet_row, set_state, state_from
from headwater.store.translations import look_again_at_feed


def subscribe(feed: Feed, *, outlet: Outlet, outlets: OutletDirectory, editor: str, now: datetime) -> bool:
    """Keep a feed, with its `outlet` where nobody knows that yet; give whether it is new.

    Raises:
        StoreError: everything of its outlet was taken down here.

    """
    if is_outlet_buried(feed.outlet):
        raise StoreError(
            f"everything of {feed.outlet} was taken down here; an administrator can let it come back at the desk"
        )
    with transaction.atomic():
        if outlets.get(feed.outlet) is None and not OutletRow.objects.filter(key=feed.outlet).exists():
            outlet_row(outlet).save()
        if FeedRow.objects.filter(url=feed.url).exists():
            return False
        row = feed_row(feed, FetchState(due_at=now), added_at=now)
        row.save(force_insert=True)
        note_action("add feed", [row.key], reason=feed.url, editor=editor, now=now)
    return True


def change_feed(key: str, feed: Feed, *, editor: str, now: datetime) -> None:
    """Give a feed other rights, another section, or have its articles wait; every page follows at once.

    Its address and outlet stay: another address is another feed.

    Raises:
        StoreError: there is no such feed.

    """
    with transaction.atomic():
        row = FeedRow.objects.select_for_update().filter(key=key).first()
        if row is None:
            raise StoreError(f"there is no feed {key} any more")
        held = feed_from(row)
        changed = replace(held, section=feed.section, rights=feed.rights, hold=feed.hold)
        if changed == held:
            return
        row.document = feed_row(changed, state_from(row), added_at=row.added_at).document
        row.save(update_fields=["document"])
        look_again_at_feed(key, now=now)
        said = f"{changed.rights.extent.value}, pictures {'yes' if changed.rights.images else 'no'}"
        note_action("change feed", [key], reason=f"now {said}", editor=editor, now=now)
        raise_publication(now)


def pause(keys: Sequence[str], *, reason: str, editor: str, now: datetime) -> int:
    """Ask feeds no more until they are resumed; what they brought stays. Give how many there were."""
    with transaction.atomic():
        paused = FeedRow.objects.filter(key__in=keys).update(paused=True)
        note_action("pause feed", keys, reason=reason, editor=editor, now=now)
    return paused


def resume(keys: Sequence[str], *, editor: str, now: datetime) -> int:
    """Ask feeds again, those that were given up too; give how many there were."""
    with transaction.atomic():
        rows = list(FeedRow.objects.select_for_update().filter(key__in=keys))
        for row in rows:
            row.paused = False
            set_state(row, replace(state_from(row), retired=False, problem=None, failures=0, due_at=now))
            row.save(update_fields=["paused", "state", "due_at", "retired", "problem"])
        note_action("resume feed", keys, reason="", editor=editor, now=now)
        raise_publication(now)
    return len(rows)


def ask_now(keys: Sequence[str], *, now: datetime) -> int:
    """Have feeds asked with the newsroom's next round; give how many there were."""
    with transaction.atomic():
        rows = list(FeedRow.objects.select_for_update().filter(key__in=keys, retired=False))
        for row in rows:
            set_state(row, replace(state_from(row), due_at=now))
            row.save(update_fields=["state", "due_at", "retired", "problem"])
    return len(rows)
