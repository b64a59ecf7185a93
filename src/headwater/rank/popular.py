"""How many people read a story, counted so that one client or one network cannot lift it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date

from headwater.model.story import Hit

#: No person opens more stories of one portal in a day: whoever does is a program.
_MOST_STORIES = 200
#: Readers of one story that one network may count for in a day: a household or a small office.
_MOST_OF_A_NETWORK = 3


def honest_reads(hits: Iterable[Hit]) -> Mapping[str, int]:
    """Give the reads of each story: a client counts once a day, a network for three clients, a program for none.

    The order of `hits` does not matter. Days are UTC.

    >>> from datetime import datetime
    >>> hit = Hit(story="s1", reader="r1", network="n1", at=datetime(2026, 11, 3, tzinfo=UTC))
    >>> honest_reads([hit] * 100_000)
    {'s1': 1}
    """
    stories: dict[tuple[date, str], set[str]] = defaultdict(set)
    readers: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    for hit in hits:
        day = hit.at.astimezone(UTC).date()
        stories[day, hit.reader].add(hit.story)
        readers[day, hit.story, hit.network].add(hit.reader)
    reads: dict[str, int] = defaultdict(int)
    for (day, story, _), found in sorted(readers.items()):
        people = sum(1 for reader in found if len(stories[day, reader]) <= _MOST_STORIES)
        reads[story] += min(people, _MOST_OF_A_NETWORK)
    return {story: count for story, count in reads.items() if count}
