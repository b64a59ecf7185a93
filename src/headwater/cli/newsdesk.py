"""Putting a newsroom together: the network, the workers and the record of one portal."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from headwater.cli.embedding import embedding_channel
from headwater.data.load import load_knowledge, load_rules
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.project.config import Settings
from headwater.project.home import Home
from headwater.text.words import fold

if TYPE_CHECKING:
    from headwater.fetch.client import Client
    from headwater.newsroom.cycle import Newsroom  # its tables can be imported once Django knows the portal

#: Collections of a large live heap cost more than the little they find; see docs/design/stories.md.
_GC_THRESHOLDS = (200_000, 50, 1_000)


def utc_now() -> datetime:
    """Give the time: aware, UTC."""
    return datetime.now(UTC)


def open_internet(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> "Client":
    """Give the client for the open internet, with the public gate and the operator's pace."""
    from headwater.fetch.client import Client
    from headwater.fetch.pace import Pace

    return Client(
        pace=Pace(host_interval_s=settings.fetch.host_interval_s),
        contact=settings.portal.contact or settings.portal.address or None,
        timeout_s=settings.fetch.timeout_s,
        clock=clock,
    )


def knowledge_of_portal() -> Knowledge:
    """Give the shipped knowledge with the portal's own outlets in front, and topics under the portal's own names."""
    from django.conf import settings

    shipped = load_knowledge()
    portal = settings.PORTAL.portal
    topics = shipped.topics.called(
        language=portal.language, own_sections={fold(name): name for name in portal.sections}
    )
    return replace(shipped, outlets=OutletDirectory([*shipped.outlets, *own_outlets()]), topics=topics)


def own_outlets() -> tuple[Outlet, ...]:
    """Give the outlets that the portal itself has added."""
    from headwater.store.models import OutletRow
    from headwater.store.rows import outlet_from

    return tuple(outlet_from(row) for row in OutletRow.objects.all())


@contextmanager
def newsroom_of(home: Home, *, client: "Client", clock: Callable[[], datetime] = utc_now) -> "Iterator[Newsroom]":
    """Give a newsroom at work on an opened portal, and end its workers and its thread afterwards.

    The caller holds the portal's run lock.
    """
    from headwater.fetch.fetcher import Fetcher
    from headwater.newsroom.cycle import Desk, Newsroom
    from headwater.newsroom.hubs import Hubs
    from headwater.newsroom.record import Record
    from headwater.newsroom.workers import Limits, Pool
    from headwater.store.bytes import Bytes
    from headwater.store.claims import mend_schedule, release_leases

    settings, kept = home.settings(), Bytes(home.bytes_directory)
    kept.sweep()
    release_leases()
    mend_schedule(clock())
    knowledge = knowledge_of_portal()
    limits = Limits(
        memory_bytes=settings.newsroom.worker_memory_mb * 1024 * 1024, task_s=settings.newsroom.page_timeout_s
    )
    workers = settings.newsroom.workers or max(1, (os.cpu_count() or 2) - 1)
    pool_of_portal = Pool(workers, limits=limits, outlets=own_outlets(), sites=load_rules(home.rules_directory))
    with ExitStack() as opened:
        record = Record(knowledge=knowledge, channel=opened.enter_context(embedding_channel(settings)))
        gc.freeze()
        gc.set_threshold(*_GC_THRESHOLDS)
        fetcher, pool = opened.enter_context(Fetcher(client)), opened.enter_context(pool_of_portal)
        yield Newsroom(
            desk=Desk(
                fetcher=fetcher,
                pool=pool,
                record=record,
                kept=kept,
                knowledge=knowledge,
                clock=clock,
                at_once=settings.fetch.at_once,
                hubs=Hubs(address=settings.portal.address.rstrip("/")),
                rechecks_per_day=settings.fetch.rechecks_per_day,
            )
        )
