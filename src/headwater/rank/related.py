"""What a reader of one story may also like: other stories, near in names, words and section, fresh and varied."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from headwater.model.provenance import Reason
from headwater.model.story import Ranked, Story
from headwater.text.names import names
from headwater.text.words import words

#: Headlines that share this much tell of the same event: it is not shown again.
_SAME_EVENT = 0.6
_NAME, _WORDS, _SECTION = 2.0, 2.0, 0.5
#: Two days of age cost as much as a shared section is worth.
_AGE_PER_HOUR = 0.5 / 48
#: What a story gives up for every chosen story that it is like.
_VARIETY = 1.0
_READ_WORDS = 80


def rank_related(story: Story, others: Sequence[Story], *, now: datetime, limit: int = 6) -> tuple[Ranked, ...]:
    """Give up to `limit` other stories, best first, with reasons; empty only where there is no other story.

    The same event is left out (shared articles, or headlines that say the same), unless nothing else is there.
    """
    apart = [other for other in others if other.key != story.key and not set(other.articles) & set(story.articles)]
    views = _views([story, *apart])
    fresh = [other for other in apart if _likeness(views[story.key], views[other.key]) < _SAME_EVENT]
    scored = {
        other.key: _scored(story, other, views=views, now=now)
        for other in sorted(fresh or apart, key=lambda other: other.key)
    }
    return tuple(_varied(scored, views=views, limit=limit))


_View = Mapping[str, float]


def _views(stories: Sequence[Story]) -> dict[str, _View]:
    counts = {story.key: Counter(word for word in words(_text(story), limit=_READ_WORDS) if word) for story in stories}
    seen = Counter(word for count in counts.values() for word in count)
    return {
        key: _unit({word: math.log(1 + len(counts) / seen[word]) for word in count}) for key, count in counts.items()
    }


def _text(story: Story) -> str:
    return f"{story.headline}\n{story.summary or ''}"


def _unit(view: dict[str, float]) -> _View:
    length = math.sqrt(math.fsum(weight * weight for weight in view.values())) or 1.0
    return {word: weight / length for word, weight in view.items()}


def _likeness(view: _View, other: _View) -> float:
    return math.fsum(weight * other.get(word, 0.0) for word, weight in view.items())


def _scored(story: Story, other: Story, *, views: Mapping[str, _View], now: datetime) -> Ranked:
    reasons = [
        *_by_names(story, other),
        *_by_words(views[story.key], views[other.key]),
        *_by_section(story, other),
        *_by_age(other, now=now),
    ]
    return Ranked(story=other.key, score=math.fsum(reason.weight for reason in reasons), reasons=tuple(reasons))


def _by_names(story: Story, other: Story) -> list[Reason]:
    shared = sorted(set(names(_text(story))) & set(names(_text(other))))
    if not shared:
        return []
    weight = _NAME * math.log2(1 + len(shared))
    return [Reason(rule="names", words=f"also about {', '.join(shared[:3])}", weight=weight)]


def _by_words(view: _View, other: _View) -> list[Reason]:
    likeness = _likeness(view, other)
    if likeness <= 0:
        return []
    shared = sorted(view.keys() & other.keys(), key=lambda word: (-view[word] * other[word], word))
    return [Reason(rule="words", words=f"shares {', '.join(shared[:3])}", weight=_WORDS * likeness)]


def _by_section(story: Story, other: Story) -> list[Reason]:
    if story.section is None or story.section != other.section:
        return []
    return [Reason(rule="section", words=f"also in {story.section}", weight=_SECTION)]


def _by_age(other: Story, *, now: datetime) -> list[Reason]:
    latest = other.last_updated or other.first_seen
    if latest is None:
        return []
    hours = max(0.0, (now - latest).total_seconds() / 3600)
    return [Reason(rule="age", words=f"last report {hours:.0f} hours ago", weight=-_AGE_PER_HOUR * hours)]


def _varied(scored: dict[str, Ranked], *, views: Mapping[str, _View], limit: int) -> list[Ranked]:
    chosen: list[Ranked] = []
    waiting = sorted(scored.values(), key=lambda ranked: (-ranked.score, ranked.story))[: 8 * limit]
    while waiting and len(chosen) < limit:
        candidates = [_held_back(ranked, chosen, views=views) for ranked in waiting]
        best = min(candidates, key=lambda ranked: (-ranked.score, ranked.story))
        chosen.append(best)
        waiting = [ranked for ranked in waiting if ranked.story != best.story]
    return chosen


def _held_back(ranked: Ranked, chosen: list[Ranked], *, views: Mapping[str, _View]) -> Ranked:
    likeness = max((_likeness(views[ranked.story], views[other.story]) for other in chosen), default=0.0)
    if likeness <= 0:
        return ranked
    reason = Reason(rule="variety", words="like one already shown", weight=-_VARIETY * likeness)
    return Ranked(story=ranked.story, score=ranked.score + reason.weight, reasons=(*ranked.reasons, reason))
