"""What speaks for and against one event, as numbers with names: of a report and a story, and of two stories.

The names and their weights stand in `weights.py`. Following Miranda et al. 2018 (sparse views, time, two linear
decisions), with one addition that separates sibling events from the loose wording of headlines: likeness is compared
with how alike the story's own reports are among each other.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import compress

from headwater.stories.across import View, evidence_across
from headwater.stories.open_story import OpenStory, Reading, compared_with, latest_of
from headwater.stories.vectors import Commonness, Vector, dot

#: Keeps ratios of small likenesses finite.
_FLOOR = 0.005
_LEAST_WITHIN = 0.01
#: Share of its names and numbers that a story knows, taken where a report has none.
_UNKNOWN = 0.5
#: Likeness of sounds is higher by chance than likeness of words.
_SOUNDS_COUNT = 0.7
#: Reports compared one by one when two stories are.
_COMPARED = 8
#: Below this, two reports share a word or two by chance.
_LINKED = 0.03


def closeness(reading: Reading, story: OpenStory) -> float:
    """Give a first likeness of a report and a story, 0..1: by words, across languages by sounds where that is more."""
    by_words = dot(reading.words, story.sums) / (story.length or 1.0)
    if reading.features.language in story.languages:
        return by_words
    return max(by_words, _SOUNDS_COUNT * dot(reading.sounds, story.sounds) / (story.sounds_length or 1.0))


def likeness(story: OpenStory, other: OpenStory) -> float:
    """Give a first likeness of two stories, 0..1: by words, across languages by sounds where that is more."""
    by_words = _product(story.sums, other.sums) / ((story.length * other.length) or 1.0)
    if story.languages.keys() & other.languages.keys():
        return by_words
    by_sounds = _product(story.sounds, other.sounds) / ((story.sounds_length * other.sounds_length) or 1.0)
    return max(by_words, _SOUNDS_COUNT * by_sounds)


def across(story: OpenStory | Reading, other: OpenStory, *, commonness: Commonness) -> dict[str, float]:
    """Give the evidence that a report or a story and a story in another language are of one event, by name."""
    if isinstance(story, Reading):
        one = View(terms=story.across, length=1.0, size=1)
        gap = _hours(story.features.published, other.last_published)
    else:
        one = _view(story)
        gap = _hours(story.last_published, other.last_published)
    return evidence_across(one, _view(other), gap=gap, commonness=commonness)


def of_report(reading: Reading, story: OpenStory, *, margin: float, density: float) -> dict[str, float]:
    """Give the evidence that a report belongs to a story, by name.

    `margin` is how much closer the story is than the closest other one; `density` is `OpenStories.density`.
    """
    return sketch_of_report(reading, story, margin=margin, density=density) | nearness(reading, story)


def nearness(reading: Reading, story: OpenStory) -> dict[str, float]:
    """Give the part of the evidence that compares with single reports, by name, each 0..1; it costs most."""
    likenesses = sorted(compared_with(story, [reading.words])[0], reverse=True)
    single = 1.0 if len(story.articles) == 1 else 0.0
    return {
        "nearest": likenesses[0],
        "three_nearest": _mean(likenesses[:3]),
        "nearest_if_single": likenesses[0] * single,
    }


def sketch_of_report(reading: Reading, story: OpenStory, *, margin: float, density: float) -> dict[str, float]:
    """Give the evidence of `of_report` without its `nearness`."""
    features = reading.features
    words, sums = reading.words, story.sums
    shared = [(weight, sums[term]) for term, weight in words.items() if term in sums]
    product = sum([weight * other for weight, other in shared])
    centroid = product / (story.length or 1.0)
    size = len(story.articles)
    single = 1.0 if size == 1 else 0.0
    ratio = _ratio(product / size, story)
    covered = sum([weight * weight for weight, _ in shared])
    gap = _hours(features.published, story.last_published)
    age = _hours(features.published, story.first_published)
    named, names_covered, names_shared = _names(reading.names, story.names)
    numbers = len(features.numbers.keys() & story.numbers.keys())
    numbered = bool(features.numbers and story.numbers)
    return {
        "centroid": centroid,
        "single": single,
        "cohesion": 0.0 if single else story.length / size,
        "ratio": ratio,
        "covered": covered,
        "size": math.log(size),
        "shared": math.log1p(len(shared)),
        "terms": math.log1p(len(reading.words)),
        "margin": margin,
        "timed": 0.0 if gap is None else 1.0,
        "gap": math.log1p(gap or 0.0),
        "age": math.log1p(age or 0.0),
        "close": 0.0 if gap is None else 1.0 / math.sqrt(1.0 + gap),
        "other_language": 0.0 if features.language in story.languages else 1.0,
        "sounds": dot(reading.sounds, story.sounds) / (story.sounds_length or 1.0),
        "named": named,
        "names_covered": names_covered,
        "names_shared": names_shared,
        "numbers_shared": math.log1p(numbers),
        "numbers_differ": 1.0 if numbered and not numbers else 0.0,
        "same_outlet": _same_outlet(features.outlet, story),
        "density": density,
        "body": features.body,
        "centroid_by_size": centroid * math.log(size),
        "centroid_with_body": centroid * features.body,
        "ratio_by_size": ratio * min(1.0, math.log(size) / 2),
        "covered_with_body": covered * features.body,
    }


def of_stories(story: OpenStory, other: OpenStory, *, density: float, commonness: Commonness) -> dict[str, float]:
    """Give the evidence that two stories are of one event, by name; their order does not matter."""
    large, small = sorted((story, other), key=lambda one: (-len(one.articles), one.key))
    product = _product(large.sums, small.sums)
    centroid = product / ((large.length * small.length) or 1.0)
    sizes = len(large.articles), len(small.articles)
    likenesses = compared_with(large, latest_of(small, _COMPARED), latest=_COMPARED)
    flat = sorted((likeness for row in likenesses for likeness in row), reverse=True)
    small_to_large = _mean([max(row) for row in likenesses])
    gap = _hours(large.last_published, small.last_published)
    rarity = {name: commonness.rarity(name) for name in small.names}
    named, names_covered, _ = _names(rarity, large.names)
    body = 1.0 if large.bodies and small.bodies else 0.0
    return {
        "centroid": centroid,
        "ratio_large": _ratio(product / (sizes[0] * sizes[1]), large),
        "ratio_small": _ratio(product / (sizes[0] * sizes[1]), small),
        "large_single": 1.0 if sizes[0] == 1 else 0.0,
        "small_single": 1.0 if sizes[1] == 1 else 0.0,
        "large_size": math.log(sizes[0]),
        "small_size": math.log(sizes[1]),
        "large_cohesion": 0.0 if sizes[0] == 1 else large.length / sizes[0],
        "small_cohesion": 0.0 if sizes[1] == 1 else small.length / sizes[1],
        "large_covered": _covered(large, small),
        "small_covered": _covered(small, large),
        "timed": 0.0 if gap is None else 1.0,
        "gap": math.log1p(gap or 0.0),
        "named": named,
        "names_covered": names_covered,
        "other_language": 0.0 if large.languages.keys() & small.languages.keys() else 1.0,
        "sounds": _product(large.sounds, small.sounds) / ((large.sounds_length * small.sounds_length) or 1.0),
        "small_to_large": small_to_large,
        "large_to_small": _mean([max(column) for column in zip(*likenesses, strict=True)]),
        "nearest": flat[0],
        "three_nearest": _mean(flat[:3]),
        "linked": sum(1 for likeness in flat if likeness > _LINKED) / len(flat),
        "same_outlet": _same_outlet(next(iter(small.outlets)) if len(small.outlets) == 1 else "", large),
        "density": density,
        "body": body,
        "centroid_by_size": centroid * math.log(sizes[1]),
        "centroid_with_body": centroid * body,
        "small_to_large_with_body": small_to_large * body,
    }


def _view(story: OpenStory) -> View:
    return View(terms=story.across, length=story.across_length, size=len(story.articles))


def likelihood(evidence: Mapping[str, float], weights: Mapping[str, float], *, more: float = 0.0) -> float:
    """Give the likelihood of one event, 0..1: the logistic function of the weighed sum and the weight named `bias`.

    What is not in the evidence counts nothing. `more` is added to the sum: log-odds of what no weight was fitted to
    (`open_story.meant_alike`).
    """
    total = weights["bias"] + sum([weight * evidence[name] for name, weight in weights.items() if name in evidence])
    total += more
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _same_outlet(outlet: str, story: OpenStory) -> float:
    """1.0 where one outlet alone tells of it: an outlet seldom tells of one event twice."""
    return 1.0 if outlet and len(story.outlets) == 1 and outlet in story.outlets else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _product(one: Vector, other: Vector) -> float:
    return dot(one, other) if len(one) <= len(other) else dot(other, one)


def _ratio(between: float, story: OpenStory) -> float:
    """How much more or less alike than the story's own reports are, as a logarithm; 0 where it has only one."""
    size = len(story.articles)
    if size == 1:
        return 0.0
    within = max(_LEAST_WITHIN, (story.length * story.length - size) / (size * (size - 1)))
    return math.log((between + _FLOOR) / (within + _FLOOR))


def _hours(moment: float | None, other: float | None) -> float | None:
    return None if moment is None or other is None else abs(moment - other) / 3600.0


def _names(rarity: Vector, others: Mapping[int, int]) -> tuple[float, float, float]:
    if not rarity or not others:
        return 0.0, 0.0, 0.0
    shared = [*compress(rarity.values(), map(others.__contains__, rarity))]
    return 1.0, sum(shared) / sum(rarity.values()), math.log1p(len(shared))


def _covered(story: OpenStory, other: OpenStory) -> float:
    shared = compress(story.sums.values(), map(other.sums.__contains__, story.sums))
    covered = sum([weight * weight for weight in shared])
    return covered / ((story.length * story.length) or 1.0)
