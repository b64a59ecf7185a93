"""What speaks for and against one event where two stories both hold full reports, and share a language.

The day's news and the next day's turn, or one group of languages and another, share few words and many facts: so names,
numbers, links and what stands in these two stories alone are weighed beside the words, as `full_report` does for one
report. What it was fitted on: `bench/fit_parts.py`.
"""

import math

from headwater.stories.evidence import across, likeness, of_stories
from headwater.stories.open_story import OpenStory
from headwater.stories.vectors import Commonness, Vector, dot

#: Of the evidence of words, that which speaks of two stories of full reports.
_OF_WORDS = (
    *("centroid", "ratio_large", "ratio_small", "small_single", "small_size", "large_covered"),
    *("small_covered", "timed", "gap", "named", "names_covered", "small_to_large", "nearest", "linked"),
    "same_outlet",
)
#: Of the evidence across languages.
_OF_FACTS = ("cosine", "names", "concepts_lacking", "numbers", "numbers_lacking", "links", "names_and_numbers")
#: Likeness by words and by what languages share, added up.
_LEAST_ALIKE = 0.15


def are_full(story: OpenStory, other: OpenStory) -> bool:
    """Whether `of_full_stories` can tell: both have a text and a time, and they share a language."""
    timed = story.last_published is not None and other.last_published is not None
    return bool(timed and story.bodies and other.bodies) and not story.languages.keys().isdisjoint(other.languages)


def are_alike(story: OpenStory, other: OpenStory) -> bool:
    """Whether two stories share enough for `of_full_stories` to be worth its cost: half of what any two ever needed."""
    shared = _product(story.across, other.across) / ((story.across_length * other.across_length) or 1.0)
    return shared + likeness(story, other) >= _LEAST_ALIKE


def of_full_stories(story: OpenStory, other: OpenStory, *, density: float, commonness: Commonness) -> dict[str, float]:
    """Give the evidence that two stories of full reports are of one event, by name; their order does not matter."""
    words = of_stories(story, other, density=density, commonness=commonness)
    facts = across(story, other, commonness=commonness)
    large, small = sorted((story, other), key=lambda one: (-len(one.articles), one.key))
    alone = [term for term in small.sums if term in large.sums and commonness.is_alone(term, stories=2)]
    weight = sum([small.sums[term] * large.sums[term] for term in alone])
    common = sum(reports for language, reports in small.languages.items() if language in large.languages)
    outlets = sum(outlet in large.outlets for outlet in small.outlets)
    return {
        **{name: words[name] for name in _OF_WORDS},
        **{f"{name}_across": facts[name] for name in _OF_FACTS},
        "alone": math.sqrt(weight / ((large.length * small.length) or 1.0)),
        "alone_terms": math.log1p(len(alone)),
        "share_of_language": common / len(small.articles),
        "outlets_shared": outlets / len(small.outlets),
    }


def _product(one: Vector, other: Vector) -> float:
    return dot(one, other) if len(one) <= len(other) else dot(other, one)
