"""What a reader of one story may also like: other stories, near in names, words and section, fresh and varied."""

import heapq
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from headwater.model.provenance import Reason
from headwater.model.story import Ranked, Story
from headwater.text.names import names
from headwater.text.words import words

#: Headlines that share this much tell of the same event: it is not shown again.
_SAME_EVENT = 0.6
_NAME, _WORDS, _SECTION = 0.8, 6.0, 0.3
#: A story of two days ago gives up so much, one of six days twice that, and no story more than the most: fresh news
#: comes first among what is equally near, and what is near is not lost among what is new.
_AGE, _AGE_DAYS, _MOST_AGE = 0.25, 2.0, 0.3
#: What a story gives up for every chosen story that it is like.
_VARIETY = 0.5
_READ_WORDS = 120


def rank_related(story: Story, others: Sequence[Story], *, now: datetime, limit: int = 6) -> tuple[Ranked, ...]:
    """Give up to `limit` other stories, best first, with reasons; empty only where there is no other story.

    The same event is left out (shared articles, or headlines that say the same), unless nothing else is there.
    """
    return Neighbours([story, *others]).of(story, now=now, limit=limit)


class Neighbours:
    """Stories held side by side: what is common to many of them says little of any two."""

    def __init__(self, stories: Sequence[Story]) -> None:
        """Weigh the words and names of all stories once."""
        self._stories = {story.key: story for story in sorted(stories, key=lambda story: story.key)}
        self._views = _views(list(self._stories.values()))
        self._names = {key: frozenset(_names(story)) for key, story in self._stories.items()}
        self._rarity = _rarity(self._names.values())

    def of(self, story: Story, *, now: datetime, limit: int = 6) -> tuple[Ranked, ...]:
        """Give up to `limit` of the others for a story that is among them, as `rank_related` does."""
        view = self._views[story.key]
        apart = [
            (other, _likeness(view, self._views[key]))
            for key, other in self._stories.items()
            if key != story.key and set(other.articles).isdisjoint(story.articles)
        ]
        fresh = [(other, likeness) for other, likeness in apart if likeness < _SAME_EVENT] or apart
        scored = [self._scored(story, other, likeness=likeness, now=now) for other, likeness in fresh]
        nearest = heapq.nsmallest(8 * limit, scored, key=lambda ranked: (-ranked.score, ranked.story))
        return tuple(self._varied(nearest, limit=limit))

    def _scored(self, story: Story, other: Story, *, likeness: float, now: datetime) -> Ranked:
        reasons = [
            *self._by_names(story, other),
            *self._by_words(story, other, likeness=likeness),
            *_by_section(story, other),
            *_by_age(other, now=now),
        ]
        return Ranked(story=other.key, score=math.fsum(reason.weight for reason in reasons), reasons=tuple(reasons))

    def _by_names(self, story: Story, other: Story) -> list[Reason]:
        both = self._names[story.key] & self._names[other.key]
        if not both:
            return []
        shared = sorted(both, key=lambda name: (-self._rarity[name], name))
        weight = _NAME * math.log2(1 + math.fsum(self._rarity[name] for name in shared))
        if weight <= 0:
            return []
        return [Reason(rule="names", words=f"also about {', '.join(shared[:3])}", weight=weight)]

    def _by_words(self, story: Story, other: Story, *, likeness: float) -> list[Reason]:
        if likeness <= 0:
            return []
        view, others = self._views[story.key], self._views[other.key]
        shared = heapq.nsmallest(3, view.keys() & others.keys(), key=lambda word: (-view[word] * others[word], word))
        return [Reason(rule="words", words=f"shares {', '.join(shared)}", weight=_WORDS * likeness)]

    def _varied(self, waiting: list[Ranked], *, limit: int) -> list[Ranked]:
        chosen: list[Ranked] = []
        # How like each is to the likest of those that are chosen; only the newest of them can change it.
        likest = dict.fromkeys((ranked.story for ranked in waiting), 0.0)
        while waiting and len(chosen) < limit:
            best = min(waiting, key=lambda ranked: (_VARIETY * likest[ranked.story] - ranked.score, ranked.story))
            chosen.append(_held_back(best, likeness=likest[best.story]))
            waiting = [ranked for ranked in waiting if ranked.story != best.story]
            for ranked in waiting:
                likeness = _likeness(self._views[ranked.story], self._views[best.story])
                likest[ranked.story] = max(likest[ranked.story], likeness)
        return chosen


def _held_back(ranked: Ranked, *, likeness: float) -> Ranked:
    if likeness <= 0:
        return ranked
    reason = Reason(rule="variety", words="like one already shown", weight=-_VARIETY * likeness)
    return Ranked(story=ranked.story, score=ranked.score + reason.weight, reasons=(*ranked.reasons, reason))


_View = Mapping[str, float]


def _views(stories: Sequence[Story]) -> dict[str, _View]:
    counts = {story.key: _counted(_text(story), story.language or "en") for story in stories}
    seen = Counter(word for count in counts.values() for word in count)
    return {
        key: _unit({word: often * math.log(len(counts) / seen[word]) for word, often in count.items()})
        for key, count in counts.items()
    }


@lru_cache(maxsize=4_000)
def _counted(text: str, language: str) -> Mapping[str, int]:
    return Counter(word for word in words(text, limit=_READ_WORDS, language=language) if word)


def _names(story: Story) -> tuple[str, ...]:
    return story.names or names(_text(story))


def _text(story: Story) -> str:
    return f"{story.headline}\n{story.summary or ''}"


def _unit(view: dict[str, float]) -> _View:
    length = math.sqrt(math.fsum(weight * weight for weight in view.values())) or 1.0
    return {word: weight / length for word, weight in view.items()}


def _likeness(view: _View, other: _View) -> float:
    if len(other) < len(view):
        view, other = other, view
    return math.fsum(weight * other[word] for word, weight in view.items() if word in other)


def _rarity(printed: Collection[frozenset[str]]) -> Mapping[str, float]:
    """Give 0..1 for each name: 1 where two stories alone print it, 0 where all do."""
    counts = Counter(name for names_of_one in printed for name in names_of_one)
    most = math.log(max(len(printed), 2) / 2) or 1.0
    return {name: math.log(len(printed) / max(count, 2)) / most for name, count in counts.items()}


def _by_section(story: Story, other: Story) -> list[Reason]:
    if story.section is None or story.section != other.section:
        return []
    return [Reason(rule="section", words=f"also in {story.section}", weight=_SECTION)]


def _by_age(other: Story, *, now: datetime) -> list[Reason]:
    latest = other.last_updated or other.first_seen
    if latest is None:
        return []
    hours = max(0.0, (now - latest).total_seconds() / 3600)
    weight = -min(_MOST_AGE, _AGE * math.log2(1 + hours / 24 / _AGE_DAYS))
    return [Reason(rule="age", words=f"last report {hours:.0f} hours ago", weight=weight)]
