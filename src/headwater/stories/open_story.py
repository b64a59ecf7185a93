"""One story that may still grow: the sums and samples of its reports that grouping compares with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from headwater.stories.across import Facts, FactSums
from headwater.stories.features import Features
from headwater.stories.meaning import Meaning, in_favour, latest
from headwater.stories.vectors import Samples, Vector, dot, heaviest, norm, unit

#: Terms kept of one story; it may hold twice as many for a while, so that cutting is rare.
STORY_TERMS = 80
SOUND_TERMS = 16
#: Terms kept in the view that languages share, of a report and of a story.
ACROSS_TERMS, _STORY_ACROSS = 48, 64
#: Reports kept as they are: the nearest of them says more than the sum where a story has moved on.
_SAMPLES = 10
#: Headlines kept.
_HEADLINES = 12
#: Weights move a little while a report is held; this near, a sample is the report itself.
_ITSELF, _NOTHING = 0.95, 1e-3
#: Names and numbers kept of one story.
_MOST_NAMES = 120
_NO_FACTS = FactSums()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report's features with their vectors as of now."""

    features: Features
    words: Vector
    sounds: Vector
    across: Vector
    #: What of it other reports of the event would say too.
    facts: Facts
    headline: Vector
    #: How rare the words of its names are.
    names: Vector
    #: Its embedding; none where no engine gave one.
    meanings: tuple[Meaning, ...] = ()


@dataclass(slots=True)
class OpenStory:
    """One story that may still grow."""

    key: str
    #: Sum of the vectors of its reports, and its length.
    sums: Vector = field(default_factory=dict)
    length: float = 0.0
    #: The same of their sounds.
    sounds: Vector = field(default_factory=dict)
    sounds_length: float = 0.0
    #: The same of what languages share.
    across: Vector = field(default_factory=dict)
    across_length: float = 0.0
    #: Of what languages share, that which every report of the event would say.
    facts: FactSums = _NO_FACTS
    #: Its latest reports; none while it has only one, which is the sum.
    samples: Samples = field(default_factory=Samples.of)
    #: Its latest headlines.
    headlines: Samples = field(default_factory=Samples.of)
    #: Keys of its articles, in the order they came.
    articles: list[str] = field(default_factory=list)
    #: Words of names, and numbers, by term: in how many reports.
    names: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    #: BCP 47 primary subtags: in how many reports.
    languages: dict[str, int] = field(default_factory=dict)
    #: Keys of outlets: in how many reports.
    outlets: dict[str, int] = field(default_factory=dict)
    #: Reports that have more than a headline.
    bodies: float = 0.0
    #: Seconds since 1970 of the earliest and latest publication that is known.
    first_published: float | None = None
    last_published: float | None = None
    #: Seconds since 1970 when its last report was first seen.
    last_seen: float = 0.0
    #: The embeddings of its latest reports that have one.
    meanings: list[Meaning] = field(default_factory=list)


def grow(story: OpenStory, reading: Reading) -> None:
    """Add a report to a story."""
    features = reading.features
    if story.articles:
        story.samples = (_samples_of(story).last(_SAMPLES - 1) + Samples.of(reading.words)).last(_SAMPLES)
    story.headlines = (story.headlines + Samples.of(reading.headline)).last(_HEADLINES)
    story.articles.append(features.article)
    _add_vectors(story, words=reading.words, sounds=reading.sounds, across=reading.across)
    _count(story.names, features.names)
    _count(story.numbers, features.numbers)
    story.languages[features.language] = story.languages.get(features.language, 0) + 1
    story.outlets[features.outlet] = story.outlets.get(features.outlet, 0) + 1
    story.bodies += features.body
    story.first_published = _earlier(story.first_published, features.published)
    story.last_published = _later(story.last_published, features.published)
    story.last_seen = max(story.last_seen, features.first_seen)
    story.meanings = latest(*story.meanings, *reading.meanings)


def shrink(story: OpenStory, reading: Reading) -> None:
    """Take a report out of a story that keeps others; what its names and numbers counted stays."""
    story.articles.remove(reading.features.article)
    story.meanings = [meaning for meaning in story.meanings if meaning.article != reading.features.article]
    story.sums = _without(story.sums, reading.words)
    story.length = norm(story.sums)
    story.sounds = _without(story.sounds, reading.sounds)
    story.sounds_length = norm(story.sounds)
    story.across = _without(story.across, reading.across)
    story.across_length = norm(story.across)
    story.facts = FactSums.of(story.across)
    story.samples = _apart_from(reading.words, story.samples) if len(story.articles) > 1 else Samples.of()
    story.headlines = _apart_from(reading.headline, story.headlines)


def absorb(story: OpenStory, other: OpenStory) -> None:
    """Add all of another story to a story."""
    half = _SAMPLES // 2
    story.samples = _samples_of(story).last(half) + _samples_of(other).last(half)
    half = _HEADLINES // 2
    story.headlines = story.headlines.last(half) + other.headlines.last(half)
    story.articles = [*story.articles, *other.articles]
    _add_vectors(story, words=other.sums, sounds=other.sounds, across=other.across)
    _count(story.names, other.names)
    _count(story.numbers, other.numbers)
    for language, reports in other.languages.items():
        story.languages[language] = story.languages.get(language, 0) + reports
    for outlet, reports in other.outlets.items():
        story.outlets[outlet] = story.outlets.get(outlet, 0) + reports
    story.bodies += other.bodies
    story.first_published = _earlier(story.first_published, other.first_published)
    story.last_published = _later(story.last_published, other.last_published)
    story.last_seen = max(story.last_seen, other.last_seen)
    story.meanings = latest(*story.meanings, *other.meanings)


def copy_of(story: OpenStory) -> OpenStory:
    """Give a story that can be changed without changing this one."""
    return OpenStory(
        key=story.key,
        sums=dict(story.sums),
        length=story.length,
        sounds=dict(story.sounds),
        sounds_length=story.sounds_length,
        across=dict(story.across),
        across_length=story.across_length,
        facts=story.facts,
        samples=story.samples,
        headlines=story.headlines,
        articles=list(story.articles),
        names=dict(story.names),
        numbers=dict(story.numbers),
        languages=dict(story.languages),
        outlets=dict(story.outlets),
        bodies=story.bodies,
        first_published=story.first_published,
        last_published=story.last_published,
        last_seen=story.last_seen,
        meanings=list(story.meanings),
    )


def meant_alike(one: Reading | OpenStory, story: OpenStory) -> float:
    """Give what embeddings add to the log-odds that both are of one event, where they share something else too."""
    if not (one.meanings and story.meanings):
        return 0.0
    shared = not (one.across.keys().isdisjoint(story.across) and one.sounds.keys().isdisjoint(story.sounds))
    return in_favour(one.meanings, story.meanings) if shared else 0.0


def compared_with(story: OpenStory, vectors: Sequence[Vector], *, latest: int = _SAMPLES) -> list[list[float]]:
    """Give how like each of some reports each of the story's latest reports is, 0..1: one list a report."""
    if len(story.samples):
        return story.samples.last(latest).products(vectors)
    return [[dot(vector, story.sums) / (story.length or 1.0)] for vector in vectors]


def latest_of(story: OpenStory, most: int) -> list[Vector]:
    """Give the latest reports of a story as they are, the last one last."""
    return _samples_of(story).last(most).vectors()


def _samples_of(story: OpenStory) -> Samples:
    return story.samples if len(story.samples) else Samples.of(unit(story.sums))


def _apart_from(vector: Vector, samples: Samples) -> Samples:
    return Samples.of(*(sample for sample in samples.vectors() if dot(sample, vector) < _ITSELF))


def _add_vectors(story: OpenStory, *, words: Vector, sounds: Vector, across: Vector) -> None:
    story.sums = _added(story.sums, words, most=STORY_TERMS)
    story.length = norm(story.sums)
    story.sounds = _added(story.sounds, sounds, most=SOUND_TERMS)
    story.sounds_length = norm(story.sounds)
    story.across = _added(story.across, across, most=_STORY_ACROSS)
    story.across_length = norm(story.across)
    story.facts = FactSums.of(story.across)


def _added(sums: Vector, vector: Mapping[int, float], *, most: int) -> Vector:
    known = sums.get
    for term, weight in vector.items():
        sums[term] = known(term, 0.0) + weight
    return heaviest(sums, most) if len(sums) > 2 * most else sums


def _without(sums: Vector, vector: Mapping[int, float]) -> Vector:
    left = {term: weight - vector.get(term, 0.0) for term, weight in sums.items()}
    return {term: weight for term, weight in left.items() if weight > _NOTHING}


def _count(counts: dict[int, int], terms: Iterable[int]) -> None:
    for term in terms:
        if term in counts or len(counts) < _MOST_NAMES:
            counts[term] = counts.get(term, 0) + 1


def _earlier(one: float | None, other: float | None) -> float | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def _later(one: float | None, other: float | None) -> float | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)
