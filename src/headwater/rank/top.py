"""What stands first on the front page: stories by independent origins, growth, recency and breadth.

Every part of a score is a `Reason` with its weight, and the weights add up to the score.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from headwater.model.provenance import Reason
from headwater.model.story import Ranked, Story

#: A pin outweighs everything that can be counted.
_PIN = 1_000.0
#: One doubling of independent origins is worth this many hours of age.
_HOURS_PER_DOUBLING = 8.0
#: Reads never weigh more than half a doubling of origins: clicks alone move nothing to the top.
_MOST_FOR_READS = 0.5
#: What a story gives up for every story of its section that already stands above it, nearby.
_VARIETY, _NEARBY = 0.35, 5


def rank_top(
    stories: Sequence[Story], *, now: datetime, pins: Sequence[str] = (), reads: Mapping[str, int] | None = None
) -> tuple[Ranked, ...]:
    """Give all stories, best first, each with the reasons for its place.

    `pins` are keys of stories in the order an editor wants them; `reads` are honest reads by story. The order of
    `stories` does not matter: ties go by key.

    >>> from datetime import UTC
    >>> rank_top([Story(key="s1", headline="Bridge closed")], now=datetime(2026, 11, 3, tzinfo=UTC))[0].story
    's1'
    """
    pinned = {key: place for place, key in enumerate(reversed(dict.fromkeys(pins)), start=1)}
    ranked = [(story, _scored(story, now=now, pinned=pinned, reads=reads or {})) for story in stories]
    return tuple(_varied(sorted(ranked, key=lambda pair: (-pair[1].score, pair[0].key))))


def _scored(story: Story, *, now: datetime, pinned: Mapping[str, int], reads: Mapping[str, int]) -> Ranked:
    reasons = [
        *_pin(story, pinned),
        *_origins(story),
        *_breadth(story),
        *_growth(story),
        *_recency(story, now=now),
        *_reads(story, reads),
    ]
    return Ranked(story=story.key, score=math.fsum(reason.weight for reason in reasons), reasons=tuple(reasons))


def _pin(story: Story, pinned: Mapping[str, int]) -> list[Reason]:
    if story.key not in pinned:
        return []
    return [Reason(rule="pin", words="an editor pinned it", weight=_PIN * pinned[story.key], phrase="pinned")]


def _origins(story: Story) -> list[Reason]:
    count = story.independent_sources
    if not count:
        return []
    words = "one independent origin" if count == 1 else f"{count} independent origins"
    return [_counted("origins", words, count, weight=math.log2(1 + count))]


def _breadth(story: Story) -> list[Reason]:
    count = len(story.articles)
    if count <= 1:
        return []
    return [_counted("breadth", f"{count} reports", count, weight=0.25 * math.log2(count))]


def _counted(rule: str, words: str, count: int, *, weight: float, phrase: str = "") -> Reason:
    return Reason(rule=rule, words=words, weight=weight, phrase=phrase or rule, values=(("count", count),))


def _growth(story: Story) -> list[Reason]:
    if len(story.articles) <= 1 or story.first_seen is None or story.last_updated is None:
        return []
    hours = max(1.0, (story.last_updated - story.first_seen).total_seconds() / 3600)
    pace = (len(story.articles) - 1) / hours
    if round(pace, 1) == 0:
        return []
    words, values = f"{pace:.1f} more reports an hour", (("pace", round(pace, 1)),)
    return [Reason(rule="growth", words=words, weight=0.5 * math.log2(1 + pace), phrase="growth", values=values)]


def _recency(story: Story, *, now: datetime) -> list[Reason]:
    latest = story.last_updated or story.first_seen
    if latest is None:
        return []
    hours = max(0.0, (now - latest).total_seconds() / 3600)
    weight = -hours / _HOURS_PER_DOUBLING
    if hours < 1:
        return [Reason(rule="recency", words="last report within the hour", weight=weight, phrase="within_hour")]
    unit, count = ("hour", int(hours)) if hours < 48 else ("day", int(hours / 24))  # noqa: PLR2004 - two days
    words = f"last report {count} {unit}{'s' if count > 1 else ''} ago"
    return [_counted("recency", words, count, weight=weight, phrase=f"{unit}s_ago")]


def _reads(story: Story, reads: Mapping[str, int]) -> list[Reason]:
    count = reads.get(story.key, 0)
    if count <= 0:
        return []
    weight = min(_MOST_FOR_READS, 0.05 * math.log2(1 + count))
    return [_counted("reads", f"{count} read{'s' if count > 1 else ''}", count, weight=weight)]


def _varied(ranked: list[tuple[Story, Ranked]]) -> list[Ranked]:
    waiting: dict[str | None, list[Ranked]] = {}
    for story, score in reversed(ranked):
        waiting.setdefault(story.section, []).append(score)
    chosen: list[tuple[str | None, Ranked]] = []
    while waiting:
        above = [section for section, _ in chosen[-_NEARBY:]]
        heads = [(section, _held_back(queue[-1], section=section, above=above)) for section, queue in waiting.items()]
        section, best = min(heads, key=lambda head: (-head[1].score, head[1].story))
        chosen.append((section, best))
        waiting[section].pop()
        if not waiting[section]:
            del waiting[section]
    return [score for _, score in chosen]


def _held_back(ranked: Ranked, *, section: str | None, above: list[str | None]) -> Ranked:
    count = above.count(section) if section is not None else 0
    if not count:
        return ranked
    reason = _counted("variety", f"{count} of the same section just above", count, weight=-_VARIETY * count)
    return Ranked(story=ranked.story, score=ranked.score + reason.weight, reasons=(*ranked.reasons, reason))
