"""The stories that may still grow: the live state of the process of record.

The state is what `apply`, `merge` and `forget_before` made of it, in their order, and of nothing else: a replay of
the recorded placements, or a snapshot and the placements after it, gives the same state. Many small objects slow the
garbage collector down, so vectors are dicts of plain numbers, which it does not follow; the process that holds this
state should call `gc.freeze()` after loading it and `gc.set_threshold(200_000, 50, 1_000)` at its start.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from headwater.errors import CodecError
from headwater.model.background import Background
from headwater.model.story import Report
from headwater.stories.features import Features, features_of
from headwater.stories.index import TermIndex
from headwater.stories.vectors import Commonness, Vector, dot, heaviest, norm

#: Terms kept of one story; it may hold twice as many for a while, so that cutting is rare.
STORY_TERMS = 80
#: Raise it when a change makes older snapshots unreadable: the newsroom then replays its log.
_VERSION = 1


@dataclass(slots=True)
class OpenStory:
    """One story that may still grow."""

    key: str
    #: Sum of the vectors of its reports, and its length.
    sums: Vector
    length: float
    #: Keys of its articles, in the order they came.
    articles: list[str] = field(default_factory=list)
    #: Seconds since 1970 of the earliest and latest publication that is known.
    first_published: float | None = None
    last_published: float | None = None
    #: Seconds since 1970 when its last report was first seen.
    last_seen: float = 0.0


class OpenStories:
    """All stories that may still grow, found by their terms or by an article they hold."""

    __slots__ = ("_commonness", "_index", "_next", "_numbers", "_read", "_stories", "_story_of")

    def __init__(self, *, background: Background | None = None) -> None:
        """Begin with no story, and with what is known of words at large (`knowledge.background`)."""
        self._commonness = Commonness.at_large(background or Background())
        self._index = TermIndex()
        self._next = 0
        #: By number, the one that grew least recently first.
        self._stories: dict[int, OpenStory] = {}
        self._numbers: dict[str, int] = {}
        self._story_of: dict[str, int] = {}
        self._read: tuple[Report, Features] | None = None

    def __len__(self) -> int:
        """Count the open stories."""
        return len(self._stories)

    def __iter__(self) -> Iterator[OpenStory]:
        """Give the open stories, the one that grew least recently first."""
        return iter(self._stories.values())

    def get(self, key: str) -> OpenStory | None:
        """Give the open story of a key, or None."""
        number = self._numbers.get(key)
        return None if number is None else self._stories[number]

    def story_of(self, article: str) -> OpenStory | None:
        """Give the open story that holds an article, or None."""
        number = self._story_of.get(article)
        return None if number is None else self._stories[number]

    def features(self, report: Report) -> Features:
        """Give what grouping looks at in a report; the last one read is kept, because `apply` follows `place`."""
        if self._read is None or self._read[0] is not report:
            self._read = (report, features_of(report))
        return self._read[1]

    def vector(self, features: Features) -> Vector:
        """Give a report's vector as of now."""
        return self._commonness.vector(features.counts)

    def near(self, vector: Vector) -> list[OpenStory]:
        """Give up to 20 stories that share rare terms with a vector, the likeliest first."""
        return [self._stories[number] for number in self._index.candidates(vector)]

    def apply(self, report: Report, *, story: str) -> None:
        """Put a report into a story, whatever decided it; a story that is not open begins with it.

        A report that another story holds is moved: the other one gives up its key, and itself where it held no other.
        """
        features = self.features(report)
        vector = self.vector(features)
        self._release(report.key, story)
        number = self._numbers.get(story)
        if number is None:
            number = self._begin(story)
        target = self._stories.pop(number)
        self._stories[number] = target
        if report.key not in target.articles:
            target.articles.append(report.key)
        self._story_of[report.key] = number
        self._add(number, vector)
        _date(target, features)
        self._commonness.learn(features.counts)

    def merge(self, story: str, *, into: str) -> None:
        """Put all reports of one story into another; nothing happens where either is not open or both are one."""
        if story == into or story not in self._numbers or into not in self._numbers:
            return
        absorbed = self._drop(self._numbers[story])
        number = self._numbers[into]
        target = self._stories.pop(number)
        self._stories[number] = target
        target.articles.extend(absorbed.articles)
        for article in absorbed.articles:
            self._story_of[article] = number
        self._add(number, absorbed.sums)
        target.first_published = _least(target.first_published, absorbed.first_published)
        target.last_published = _most(target.last_published, absorbed.last_published)
        target.last_seen = max(target.last_seen, absorbed.last_seen)

    def forget_before(self, when: datetime) -> None:
        """Close every story whose last report was first seen before a moment."""
        limit = when.timestamp()
        for number in [number for number, story in self._stories.items() if story.last_seen < limit]:
            for article in self._drop(number).articles:
                del self._story_of[article]

    def encode(self) -> bytes:
        """Give the whole state as bytes (MessagePack)."""
        snapshot = _Snapshot(
            version=_VERSION,
            texts=self._commonness.texts,
            counts=self._commonness.counts,
            stories=list(self._stories.values()),
        )
        return msgspec.msgpack.encode(snapshot)

    @classmethod
    def decode(cls, document: bytes) -> "OpenStories":
        """Give the state that `encode` stored.

        Raises:
            CodecError: where the bytes are broken or of another version; the placements on record rebuild the state.

        """
        try:
            snapshot = msgspec.msgpack.decode(document, type=_Snapshot)
        except msgspec.MsgspecError as error:
            raise CodecError("the snapshot of open stories cannot be read: replay the placements") from error
        if snapshot.version != _VERSION:
            raise CodecError(f"the snapshot of open stories is of version {snapshot.version}: replay the placements")
        state = cls()
        state._commonness = Commonness(texts=snapshot.texts, counts=snapshot.counts)
        for story in snapshot.stories:
            state._restore(story)
        return state

    def _restore(self, story: OpenStory) -> None:
        number = self._begin(story.key)
        self._stories[number] = story
        self._index.add(number, story.sums)
        for article in story.articles:
            self._story_of[article] = number

    def _begin(self, key: str) -> int:
        number = self._next
        self._next += 1
        self._numbers[key] = number
        self._stories[number] = OpenStory(key=key, sums={}, length=0.0)
        return number

    def _drop(self, number: int) -> OpenStory:
        story = self._stories.pop(number)
        self._index.remove(number, story.sums)
        del self._numbers[story.key]
        return story

    def _release(self, article: str, story: str) -> None:
        number = self._story_of.get(article)
        if number is None or self._stories[number].key == story:
            return
        held = self._stories[number]
        held.articles.remove(article)
        del self._story_of[article]
        if not held.articles:
            self._drop(number)

    def _add(self, number: int, vector: Mapping[int, float]) -> None:
        story = self._stories[number]
        sums = story.sums
        self._index.add(number, [term for term in vector if term not in sums])
        for term, weight in vector.items():
            sums[term] = sums.get(term, 0.0) + weight
        if len(sums) > 2 * STORY_TERMS:
            story.sums = heaviest(sums, STORY_TERMS)
            self._index.remove(number, [term for term in sums if term not in story.sums])
        story.length = norm(story.sums)


class _Snapshot(msgspec.Struct, frozen=True):
    version: int
    texts: float
    counts: dict[int, float]
    stories: list[OpenStory]


def likeness(story: OpenStory, other: OpenStory) -> float:
    """Give the cosine between the sums of two stories, 0..1."""
    small, large = (story.sums, other.sums) if len(story.sums) <= len(other.sums) else (other.sums, story.sums)
    lengths = story.length * other.length
    return dot(small, large) / lengths if lengths else 0.0


def _date(story: OpenStory, features: Features) -> None:
    published = None if features.published is None else features.published.astimezone(UTC).timestamp()
    story.first_published = _least(story.first_published, published)
    story.last_published = _most(story.last_published, published)
    story.last_seen = max(story.last_seen, features.first_seen.timestamp())


def _least(one: float | None, other: float | None) -> float | None:
    known = [moment for moment in (one, other) if moment is not None]
    return min(known, default=None)


def _most(one: float | None, other: float | None) -> float | None:
    known = [moment for moment in (one, other) if moment is not None]
    return max(known, default=None)
