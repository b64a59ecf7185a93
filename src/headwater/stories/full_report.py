"""What speaks for and against one event where a report and a story both have more than headlines, in any languages.

A full report is long enough for what its language shares with others to speak beside its words, so one decision weighs
both. What it was fitted on holds siblings, pages that stand alone and a press in six languages (`bench/fit_full.py`).
"""

import math
from collections.abc import Container, Iterable

from headwater.stories.across import facts_shared
from headwater.stories.evidence import closeness, nearness
from headwater.stories.open_story import OpenStory, Reading
from headwater.stories.vectors import Commonness, dot

#: Stories weighed.
_WEIGHED = 6
#: Share of the closeness of the closest one, below which no story was ever the likeliest that a report joined.
_LEAST_CLOSE = 0.25
#: Share of its names and numbers that a story knows, taken where a report has none.
_UNKNOWN = 0.5


def is_full(reading: Reading, story: OpenStory) -> bool:
    """Whether `of_full` can tell: both have a text, and either times or more languages than the report's own."""
    if not (reading.features.body and story.bodies):
        return False
    timed = reading.features.published is not None and story.last_published is not None
    return timed or story.languages.keys() != {reading.features.language}


def closest_to_full(reading: Reading, found: Iterable[OpenStory]) -> list[tuple[float, OpenStory]]:
    """Give the stories closest to a full report by words and by what languages share together, closest first.

    With each comes its margin: how much more it shares with the report across languages than the best other one.
    """
    near: list[tuple[float, str, float, OpenStory]] = []
    for story in found:
        shared = _across(reading, story)
        near.append((-closeness(reading, story) - shared, story.key, shared, story))
    chosen = sorted(near)[:_WEIGHED]
    if not chosen:
        return []
    best, second = (*sorted((shared for _, _, shared, _ in chosen), reverse=True), 0.0)[:2]
    least = chosen[0][0] * _LEAST_CLOSE
    return [
        (shared - (second if shared == best else best) if len(chosen) > 1 else shared, story)
        for score, _, shared, story in chosen
        if score <= least
    ]


def of_full(
    reading: Reading, story: OpenStory, *, margin: float, density: float, commonness: Commonness
) -> dict[str, float]:
    """Give the evidence that a full report belongs to a story that has one too, by name.

    `margin` comes with the story from `closest_to_full`; `density` is `OpenStories.density`.
    """
    sketch = sketch_of_full(reading, story, margin=margin, density=density, commonness=commonness)
    return sketch | {"three_nearest": nearness(reading, story)["three_nearest"]}


def sketch_of_full(
    reading: Reading, story: OpenStory, *, margin: float, density: float, commonness: Commonness
) -> dict[str, float]:
    """Give the evidence of `of_full` without what `nearness` gives."""
    features = reading.features
    size = len(story.articles)
    words, sums = reading.words, story.sums
    shared = [term for term in words if term in sums]
    published = features.published, story.last_published
    timed = published[0] is not None and published[1] is not None
    gap = abs(published[0] - published[1]) / 3600.0 if published[0] is not None and published[1] is not None else 0.0
    differ = features.numbers and story.numbers and features.numbers.keys().isdisjoint(story.numbers)
    across = facts_shared(reading.facts, story.across, sums=story.facts, commonness=commonness)
    return {
        "centroid": sum([words[term] * sums[term] for term in shared]) / (story.length or 1.0),
        "covered": _squared(reading, shared),
        "size": math.log(size),
        "single": 1.0 if size == 1 else 0.0,
        "shared": math.log1p(len(shared)),
        "terms": math.log1p(len(reading.words)),
        "gap": math.log1p(gap),
        "timed": 1.0 if timed else 0.0,
        "named": 1.0 if reading.names and story.names else 0.0,
        "names_shared": math.log1p(sum(map(story.names.__contains__, reading.names))),
        "numbers_differ": 1.0 if differ else 0.0,
        "density": density,
        "cosine_across": _across(reading, story),
        "numbers_across": across["numbers"],
        "numbers_lacking": across["numbers_lacking"],
        "concepts_lacking": across["concepts_lacking"],
        "links": across["links"],
        "margin_across": margin,
        "alone": math.sqrt(_squared(reading, filter(commonness.is_alone, shared))),
        "share_of_language": story.languages.get(features.language, 0) / size,
        "same_outlet": 1.0 if story.outlets.keys() == {features.outlet} else 0.0,
        "known": _known(reading, story),
    }


def _across(reading: Reading, story: OpenStory) -> float:
    return dot(reading.across, story.across) / (story.across_length or 1.0)


def _squared(reading: Reading, terms: Iterable[int]) -> float:
    weights = reading.words
    return sum([weights[term] * weights[term] for term in terms])


def _known(reading: Reading, story: OpenStory) -> float:
    """Share of a report's names and numbers that the story has too: forms filled again bring their own."""
    pairs: tuple[tuple[Iterable[int], Container[int]], ...] = (
        (reading.features.names, story.names),
        (reading.features.numbers, story.numbers),
    )
    brought = [term in known for terms, known in pairs for term in terms]
    return sum(brought) / len(brought) if brought else _UNKNOWN
