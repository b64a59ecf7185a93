"""The stories that may still grow: the live state of the process of record.

The state is what `apply`, `merge` and `forget_before` made of it, in their order, and of nothing else: a replay of
the recorded placements, or a snapshot and the placements after it, gives the same state. Many small objects slow the
garbage collector down, so vectors are dicts of plain numbers and arrays, which it does not follow; the process that
holds this state should call `gc.freeze()` after loading it and `gc.set_threshold(200_000, 50, 1_000)` at its start.
"""

import math
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec

from headwater.errors import CodecError
from headwater.model.background import Background
from headwater.model.gazetteer import Gazetteer
from headwater.model.story import Report
from headwater.stories.across import Facts, counted_across
from headwater.stories.features import WORD_COUNT, features_of
from headwater.stories.index import TermIndex
from headwater.stories.meaning import Meaning
from headwater.stories.open_story import ACROSS_TERMS, SOUND_TERMS, OpenStory, Reading, absorb, grow, shrink
from headwater.stories.vectors import Commonness, Samples, Vector, dot, unit

#: Raise it when a change makes older snapshots unreadable: the newsroom then replays its log.
_VERSION = 8
#: Most stories that share terms with a report share its language too.
_LOOKED_THROUGH = 300
#: Stories in other languages whose likeness is looked at: what they share in sum favours large ones.
_COMPARED = 40

#: The terms of a story's words, of its sounds, and of what languages share.
Views = tuple[frozenset[int], frozenset[int], frozenset[int]]
_NO_VIEWS: Views = (frozenset(), frozenset(), frozenset())


class OpenStories:
    """All stories that may still grow, found by their terms or by an article they hold."""

    __slots__ = (
        "_apart",
        "_by_across",
        "_by_sounds",
        "_by_words",
        "_gazetteer",
        "_languages",
        "_next",
        "_numbers",
        "_read",
        "_stories",
        "_story_of",
        "commonness",
    )

    def __init__(self, *, background: Background | None = None, gazetteer: Gazetteer | None = None) -> None:
        """Begin with no story, and with what is known of words: `knowledge.background`, `knowledge.gazetteer`."""
        self._gazetteer = gazetteer or Gazetteer()
        #: How common terms are; read by whoever weighs evidence, changed by `apply` alone.
        background = background or Background()
        across = counted_across(background.counts, texts=background.texts, gazetteer=self._gazetteer)
        self.commonness = Commonness.at_large(background, across=across)
        self._by_words, self._by_sounds, self._by_across = TermIndex(), TermIndex(), TermIndex()
        self._next = 0
        #: By number, the one that grew least recently first.
        self._stories: dict[int, OpenStory] = {}
        self._numbers: dict[str, int] = {}
        self._story_of: dict[str, int] = {}
        #: By key, the stories that an editor parted it from, both ways.
        self._apart: dict[str, set[str]] = {}
        #: Those ever seen: where there is only one, nobody has to look across.
        self._languages: set[str] = set()
        self._read: tuple[Report, Reading] | None = None

    def __len__(self) -> int:
        """Count the open stories."""
        return len(self._stories)

    def __iter__(self) -> Iterator[OpenStory]:
        """Give the open stories, the one that grew least recently first."""
        return iter(self._stories.values())

    @property
    def density(self) -> float:
        """How many reports a story has on average, as a logarithm: a portal of few feeds sees most events once."""
        return math.log(len(self._story_of) / len(self._stories)) if self._stories else 0.0

    def get(self, key: str) -> OpenStory | None:
        """Give the open story of a key, or None."""
        number = self._numbers.get(key)
        return None if number is None else self._stories[number]

    def story_of(self, article: str) -> OpenStory | None:
        """Give the open story that holds an article, or None."""
        number = self._story_of.get(article)
        return None if number is None else self._stories[number]

    def parted_from(self, story: str) -> frozenset[str]:
        """Give the keys of the open stories that an editor parted a story from: they are never merged by themselves."""
        return frozenset(self._apart.get(story, ()))

    def read(self, report: Report) -> Reading:
        """Give a report's features and its vectors as of now.

        The last one is kept until the state changes, because `apply` follows `place`.
        """
        if self._read is None or self._read[0] is not report:
            features = features_of(report, gazetteer=self._gazetteer)
            across = self.commonness.vector(features.across, terms=ACROSS_TERMS)
            reading = Reading(
                features=features,
                words=self.commonness.vector(features.counts, once=WORD_COUNT),
                sounds=self.commonness.vector(features.sounds, terms=SOUND_TERMS),
                across=across,
                facts=Facts.of(across),
                headline=unit({term: self.commonness.rarity(term) for term in features.headline}),
                names={name: self.commonness.rarity(name) for name in features.names},
                meanings=_meanings(report, language=features.language),
            )
            self._read = (report, reading)
        return self._read[1]

    def near(self, words: Vector) -> list[OpenStory]:
        """Give up to 20 stories that share rare words, the likeliest first."""
        return [self._stories[number] for number in self._by_words.candidates(words)]

    def near_by_sounds(self, sounds: Vector, *, languages: Collection[str], most: int) -> list[OpenStory]:
        """Give stories that share rare sounds, and none of these languages; the likeliest first."""
        return list(islice(self._foreign(self._by_sounds, sounds, languages=languages), most))

    def near_by_terms(self, across: Vector, *, languages: Collection[str], most: int) -> list[OpenStory]:
        """Give stories that share rare terms of `across`, and none of these languages; the likeliest first."""
        return list(islice(self._foreign(self._by_across, across, languages=languages), most))

    def near_foreign(self, vector: Vector, *, languages: Collection[str], most: int) -> list[OpenStory]:
        """Give stories that share rare terms with a vector of `across`, and none of these languages; likeliest first.

        Stories of which nothing but headlines is known are left out: too little of them is alike.
        """
        return _nearest(vector, self._foreign(self._by_across, vector, languages=languages), most=most)

    def near_across(self, reading: Reading, *, most: int) -> list[OpenStory]:
        """Give stories told in other languages than a report's, or in others too, like `near_foreign`."""
        own = {reading.features.language}
        if not self._languages - own:
            return []
        found = map(self._stories.__getitem__, self._by_across.candidates(reading.across, most=_LOOKED_THROUGH))
        return _nearest(reading.across, (story for story in found if story.languages.keys() != own), most=most)

    def _foreign(self, index: TermIndex, vector: Vector, *, languages: Collection[str]) -> Iterator[OpenStory]:
        if all(language in languages for language in self._languages):
            return
        for number in index.candidates(vector, most=_LOOKED_THROUGH):
            story = self._stories[number]
            if story.languages.keys().isdisjoint(languages):
                yield story

    def apply(self, report: Report, *, story: str) -> None:
        """Put a report into a story, whatever decided it; a story that is not open begins with it.

        A report that another story holds is moved: the other one gives up its words, and itself where it held no
        other report. A report that the story holds already changes nothing.
        """
        held = self.story_of(report.key)
        if held is not None and held.key == story:
            return
        reading = self.read(report)
        self._release(reading)
        number = self._numbers.get(story)
        if number is None:
            number = self._begin(OpenStory(key=story))
            self.commonness.stories += 1
        grown = self._stories[number]
        self._learn(grown, reading)
        before = _views(grown)
        grow(grown, reading)
        self._languages.add(reading.features.language)
        self._indexed(number, before)
        self._story_of[report.key] = number

    def merge(self, story: str, *, into: str) -> None:
        """Put all reports of one story into another; nothing happens where it is not open or both are one.

        Where the other one is closed by now, the story goes on under its key.
        """
        if story == into or story not in self._numbers:
            return
        absorbed = self._drop(self._numbers[story])
        number = self._numbers.get(into)
        before = _NO_VIEWS
        if number is None:
            number = self._begin(absorbed)
            self._rename(number, into)
        else:
            before = _views(self._stories[number])
            absorb(self._stories[number], absorbed)
        self._indexed(number, before)
        self._story_of.update(dict.fromkeys(absorbed.articles, number))
        for other in self._apart.pop(story, ()):
            self._apart[other].discard(story)
            if other != into:
                self.keep_apart(other, into)

    def keep_apart(self, story: str, other: str) -> None:
        """Never merge two stories by ourselves while both are open: an editor parted them."""
        if story != other and story in self._numbers and other in self._numbers:
            self._apart.setdefault(story, set()).add(other)
            self._apart.setdefault(other, set()).add(story)

    def forget(self, article: str, *, rest: Sequence[Report]) -> None:
        """Let go of an article that was taken down and of every word it gave its story.

        The story is made anew of `rest`, its other reports in their order; without any it closes. How common words are
        at large stays as it was learnt: single numbers, of which no text can be made.
        """
        held = self.story_of(article)
        if held is None:
            return
        dropped = self._drop(self._numbers[held.key])
        for key in dropped.articles:
            del self._story_of[key]
        if not rest:
            return
        number = self._begin(OpenStory(key=held.key))
        for report in rest:
            grow(self._stories[number], self.read(report))
            self._story_of[report.key] = number
        self._indexed(number, _NO_VIEWS)

    def forget_before(self, when: datetime) -> None:
        """Close every story whose last report was first seen before a moment."""
        limit = when.timestamp()
        for number in [number for number, story in self._stories.items() if story.last_seen < limit]:
            closed = self._drop(number)
            for article in closed.articles:
                del self._story_of[article]
            for other in self._apart.pop(closed.key, ()):
                self._apart[other].discard(closed.key)

    def encode(self) -> bytes:
        """Give the whole state as bytes (MessagePack)."""
        snapshot = _Snapshot(
            version=_VERSION,
            known_stories=self.commonness.stories,
            counts=self.commonness.counts,
            stories=list(self._stories.values()),
            apart=sorted((story, other) for story, others in self._apart.items() for other in others if story < other),
        )
        return msgspec.msgpack.encode(snapshot, enc_hook=_samples_as_bytes)

    @classmethod
    def decode(cls, document: bytes, *, gazetteer: Gazetteer | None = None) -> "OpenStories":
        """Give the state that `encode` stored.

        Raises:
            CodecError: where the bytes are broken or of another version; the placements on record rebuild the state.

        """
        try:
            snapshot = msgspec.msgpack.decode(document, type=_Snapshot, dec_hook=_samples_from_bytes)
        except (msgspec.MsgspecError, ValueError) as error:
            raise CodecError("the snapshot of open stories cannot be read: replay the placements") from error
        if snapshot.version != _VERSION:
            raise CodecError(f"the snapshot of open stories is of version {snapshot.version}: replay the placements")
        state = cls(gazetteer=gazetteer)
        state.commonness = Commonness(stories=snapshot.known_stories, counts=snapshot.counts)
        for story in snapshot.stories:
            number = state._begin(story)
            state._languages.update(story.languages)
            state._indexed(number, _NO_VIEWS)
            state._story_of.update(dict.fromkeys(story.articles, number))
        for one, other in snapshot.apart:
            state.keep_apart(one, other)
        return state

    def _begin(self, story: OpenStory) -> int:
        number = self._next
        self._next += 1
        self._numbers[story.key] = number
        self._stories[number] = story
        return number

    def _rename(self, number: int, key: str) -> None:
        story = self._stories[number]
        del self._numbers[story.key]
        story.key = key
        self._numbers[key] = number

    def _learn(self, story: OpenStory, reading: Reading) -> None:
        features = reading.features
        terms = {*features.counts, *features.sounds, *features.across}
        self.commonness.learn(terms.difference(story.sums, story.sounds, story.across))

    def _indexed(self, number: int, before: Views) -> None:
        story = self._stories.pop(number)
        self._stories[number] = story
        self._read = None
        for index, now, then in zip(self._indexes(), _views(story), before, strict=True):
            index.add(number, now - then)
            index.remove(number, then - now)

    def _indexes(self) -> tuple[TermIndex, TermIndex, TermIndex]:
        return self._by_words, self._by_sounds, self._by_across

    def _drop(self, number: int) -> OpenStory:
        self._read = None
        story = self._stories.pop(number)
        for index, terms in zip(self._indexes(), _views(story), strict=True):
            index.remove(number, terms)
        del self._numbers[story.key]
        return story

    def _release(self, reading: Reading) -> None:
        article = reading.features.article
        held = self.story_of(article)
        if held is None:
            return
        number = self._story_of.pop(article)
        if held.articles == [article]:
            self._drop(number)
            return
        before = _views(held)
        shrink(held, reading)
        self._indexed(number, before)


def _meanings(report: Report, *, language: str) -> tuple[Meaning, ...]:
    found = report.embedding
    if found is None:
        return ()
    return (Meaning(article=report.key, language=language, model=found.model, vector=found.vector),)


def _nearest(vector: Vector, found: Iterable[OpenStory], *, most: int) -> list[OpenStory]:
    compared = islice((story for story in found if story.bodies), _COMPARED)
    near = [(-dot(vector, story.across) / (story.across_length or 1.0), story.key, story) for story in compared]
    return [story for _, _, story in sorted(near)[:most]]


def _views(story: OpenStory) -> Views:
    return frozenset(story.sums), frozenset(story.sounds), frozenset(story.across)


class _Snapshot(msgspec.Struct, frozen=True):
    version: int
    known_stories: int
    counts: dict[int, int]
    stories: list[OpenStory]
    apart: list[tuple[str, str]]


def _samples_as_bytes(samples: Any) -> tuple[bytes, bytes, bytes]:  # noqa: ANN401 - the shape of msgspec's hook
    if not isinstance(samples, Samples):
        raise NotImplementedError
    return samples.ends.tobytes(), samples.terms.tobytes(), samples.weights.tobytes()


def _samples_from_bytes(kind: type, stored: Any) -> Samples:  # noqa: ANN401 - the shape of msgspec's hook
    if kind is not Samples:
        raise NotImplementedError
    ends, terms, weights = msgspec.convert(stored, tuple[bytes, bytes, bytes])
    return Samples(array("I", ends), array("I", terms), array("f", weights))
