"""Which other stories stand beside each story: found when it changes, and anew now and then for those on the front."""

from collections.abc import Iterable
from datetime import datetime

from headwater.model.story import Related
from headwater.rank.related import Neighbours
from headwater.store.models import StoryRow
from headwater.store.rows import set_related, story_from

#: Stories that may stand beside others: those that stand highest.
_CANDIDATES = 150
#: Stories whose neighbours are looked for anew from time to time: those that readers come upon.
_STANDING = 80
_KEPT = 8


def relate(keys: Iterable[str], *, now: datetime) -> int:
    """Find what stands beside stories, among those that stand highest; give how many have found something new."""
    asked = {row.key: row for row in StoryRow.objects.filter(key__in=list(keys), hidden=False, merged_into=None)}
    candidates = {row.key: row for row in _standing(_CANDIDATES)} | asked
    stories = {key: story_from(row) for key, row in candidates.items() if row.document}
    neighbours = Neighbours(list(stories.values()))
    changed = []
    for key, row in asked.items():
        if key not in stories:
            continue
        found = Related(stories=neighbours.of(stories[key], now=now, limit=_KEPT))
        before = row.related
        set_related(row, found)
        if row.related != before:
            changed.append(row)
    StoryRow.objects.bulk_update(changed, ["related"], batch_size=100)
    return len(changed)


def relate_standing(*, now: datetime) -> int:
    """Find anew what stands beside the stories that readers come upon: there may be fresher neighbours by now."""
    return relate([row.key for row in _standing(_STANDING)], now=now)


def _standing(limit: int) -> list[StoryRow]:
    shown = StoryRow.objects.filter(hidden=False, merged_into=None, report_count__gt=0)
    return list(shown.order_by("-pinned", "-score", "-last_updated", "key")[:limit])
