"""All rows as text: for backups, for moving between databases, and for comparing two runs line by line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Deserializer, Serializer
from django.db import connection, models, transaction

#: What two honest runs may differ in: counters of attempts, numbers given by the database, caches.
_VOLATILE: dict[str, tuple[str, ...]] = {
    "store.DroppedRow": ("id", "times", "last_seen"),
    "store.PageRow": ("id",),
    "store.ReuseRow": ("id",),
    "store.RevisionRow": ("id",),
    "store.LogRow": ("id",),
    "store.RecheckTallyRow": ("id", "asked"),
    "store.MergeRow": ("id",),
    "store.CorrectionRow": ("id",),
    "store.EntryRow": ("lease_until", "attempts"),
    "store.FeedRow": ("lease_until",),
    "store.StatementRow": ("id",),
    "store.TranslatedPieceRow": ("id",),
    "store.TranslationRow": ("id", "attempts"),
    "store.PictureRow": ("lease_until", "attempts"),
    "store.StoryRow": ("reads", "related"),
}
#: What is left out of comparisons as a whole: snapshots are caches, the publication number counts batches, agreements
#: with hubs carry names made by chance,
#: and whether letters wait is what a restore decides anew.
_NOT_COMPARED = frozenset({"store.SnapshotRow", "store.PublicationRow", "store.SubscriptionRow", "store.PostRow"})
_READ_BATCH = 500
_WRITE_BATCH = 500


def tables() -> list[type[models.Model]]:
    """Give the tables that hold the portal, those that others point to first."""
    stored = [apps.get_model("store", name) for name in _ORDER]
    return [apps.get_model("auth", "Group"), apps.get_model("auth", "User"), *stored]


def table_name(table: type[models.Model]) -> str:
    """Give a table's name as it stands in dumps: "store.FeedRow"."""
    return f"{table._meta.app_label}.{table.__name__}"


def dump_table(table: type[models.Model]) -> Iterator[str]:
    """Give each row of a table as a line of JSON, in the order of the primary key."""
    serializer = Serializer()
    rows = table._default_manager.order_by("pk").iterator(chunk_size=_READ_BATCH)
    for row in rows:
        plain = serializer.serialize([row])[0]
        # What a role may do is kept up by the desk; its numbers are another database's.
        for name in ("permissions", "user_permissions"):
            plain["fields"].pop(name, None)
        yield json.dumps(plain, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)


def load_lines(lines: Iterator[str]) -> int:
    """Store the rows of dumped lines in one transaction; give how many there were."""
    count = 0
    with transaction.atomic():
        for deserialized in Deserializer(json.loads(line) for line in lines):
            deserialized.save()
            count += 1
    return count


def canonical_dump() -> list[str]:
    """Give what the portal holds, sorted, without what two honest runs may differ in."""
    lines: list[str] = []
    for table in tables():
        name = table_name(table)
        if name in _NOT_COMPARED:
            continue
        volatile = _VOLATILE.get(name, ())
        lines.extend(f"{name} {_without(line, volatile)}" for line in dump_table(table))
    return sorted(lines)


@contextmanager
def consistent_reads() -> Iterator[None]:
    """Give one unmoving view of the database to everything that is read inside; writers go on meanwhile."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


#: In no backup: who asked for what is nobody's business a day later, and its salt makes it so.
LEFT_OUT = frozenset({"HitRow", "SaltRow"})
_ORDER = (
    "OutletRow",
    "FeedRow",
    "SubscriptionRow",
    "EntryRow",
    "PageRow",
    "StoryRow",
    "PictureRow",
    "ArticleRow",
    "ReuseRow",
    "EmbeddingRow",
    "PersonRow",
    "StatementRow",
    "NamedPlaceRow",
    "RevisionRow",
    "PlacementRow",
    "MergeRow",
    "RegroupingRow",
    "ProposalRow",
    "SnapshotRow",
    "PublicationRow",
    "DroppedRow",
    "TombstoneRow",
    "BuriedAddressRow",
    "RecheckTallyRow",
    "LogRow",
    "OverruleRow",
    "CorrectionRow",
    "TranslationRow",
    "TranslatedPieceRow",
    "TranslationTallyRow",
    "SignUpRow",
    "NetworkSlotRow",
    "InvitedRow",
    "ReaderRow",
    "ConsentRow",
    "SuppressedRow",
    "IssueRow",
    "DeliveryRow",
    "PostRow",
    "ApiKeyRow",
)


def _without(line: str, volatile: tuple[str, ...]) -> str:
    plain: dict[str, Any] = json.loads(line)
    if "id" in volatile:
        plain.pop("pk", None)
    plain["fields"] = {name: value for name, value in plain["fields"].items() if name not in volatile}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
