"""How often each story was read, found anew now and then from the requests of today and yesterday."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from headwater.rank.popular import honest_reads
from headwater.store.models import StoryRow
from headwater.store.reads import forget_hits, hits_since

#: Days that count, today included.
_DAYS = 2


def count_reads(*, now: datetime) -> int:
    """Write down how often each story was read, today and yesterday (UTC); give for how many stories that changed."""
    today = now.astimezone(UTC).date()
    first = today - timedelta(days=_DAYS - 1)
    reads = honest_reads(hits_since(first))
    before = dict(StoryRow.objects.filter(reads__gt=0).values_list("key", "reads"))
    changed = [key for key in reads.keys() | before.keys() if reads.get(key, 0) != before.get(key, 0)]
    with transaction.atomic():
        rows = StoryRow.objects.filter(key__in=changed).only("key", "reads")
        for row in rows:
            row.reads = reads.get(row.key, 0)
        StoryRow.objects.bulk_update(rows, ["reads"], batch_size=200)
    forget_hits(before=first)
    return len(changed)
