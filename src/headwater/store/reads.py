"""Readers of stories, counted without keeping who they are."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from django.db import transaction

from headwater.model.story import Hit
from headwater.store.models import ArticleRow, HitRow, SaltRow

_SALT_BYTES = 32
_BATCH = 500


def salt_of(day: date) -> bytes:
    """Give what the marks of a day are salted with, the same for every process of the portal."""
    row, _ = SaltRow.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(_SALT_BYTES)})
    return bytes(row.salt)


def save_hits(day: date, hits: Iterable[tuple[str, str, str]]) -> None:
    """Keep the requests of a day as (subject, reader, network); those that are known already change nothing."""
    rows = [HitRow(day=day, subject=subject, reader=reader, network=network) for subject, reader, network in hits]
    with transaction.atomic():
        HitRow.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)


def hits_since(day: date) -> Iterator[Hit]:
    """Give the requests since a day, those for a report as requests for its story; without one they count nowhere."""
    rows = list(HitRow.objects.filter(day__gte=day).values_list("day", "subject", "reader", "network"))
    asked = {subject for _, subject, _, _ in rows}
    stories: dict[str, str | None] = {}
    for batch in _batches(sorted(asked)):
        stories |= dict(ArticleRow.objects.filter(key__in=batch).values_list("key", "story_id"))
    for on, subject, reader, network in rows:
        # A story has the key of the report that began it.
        story = stories.get(subject, subject)
        if story is not None:
            yield Hit(story=story, reader=reader, network=network, at=datetime.combine(on, time(), tzinfo=UTC))


def forget_hits(*, before: date) -> None:
    """Let go of the requests of earlier days, and of what their marks were made with."""
    with transaction.atomic():
        HitRow.objects.filter(day__lt=before).delete()
        SaltRow.objects.filter(day__lt=before).delete()


def _batches(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
