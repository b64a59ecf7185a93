"""What speaks for and against one event where no language is shared, and all that one of both has is headlines.

A headline is ten words, of which two or three have a counterpart in another language: a name, a word of the news, a
number. How rare those are decides, and how much sounds alike. What it was fitted on are addresses in ten languages and
the headlines of the demo press (`bench/fit_across.py`).
"""

from collections.abc import Iterable

from headwater.stories.across import is_link, is_name
from headwater.stories.evidence import across
from headwater.stories.open_story import OpenStory, Reading
from headwater.stories.vectors import Commonness, dot

#: Stories weighed.
_WEIGHED = 6


def closest_by_headline(reading: Reading, found: Iterable[OpenStory]) -> list[OpenStory]:
    """Give the stories closest to a report by what languages share and by sounds, closest first."""
    near = [(-_across(reading, story) - _sounds(reading, story), story.key, story) for story in found]
    return [story for _, _, story in sorted(near)[:_WEIGHED]]


def of_headlines(one: Reading | OpenStory, other: OpenStory, *, commonness: Commonness) -> dict[str, float]:
    """Give the evidence that a report or a story and a story in other languages are of one event, by name."""
    return {**across(one, other, commonness=commonness), "sounds": _sounds(one, other)}


def share_enough(one: Reading | OpenStory, other: OpenStory) -> bool:
    """Whether a name or an address is shared, or two of anything: one word of the news or number says nothing."""
    shared = [term for term in one.across if term in other.across]
    return len(shared) > 1 or any(is_name(term) or is_link(term) for term in shared)


def _across(reading: Reading, story: OpenStory) -> float:
    return dot(reading.across, story.across) / (story.across_length or 1.0)


def _sounds(one: Reading | OpenStory, other: OpenStory) -> float:
    length = 1.0 if isinstance(one, Reading) else one.sounds_length
    few, many = (one.sounds, other.sounds) if len(one.sounds) <= len(other.sounds) else (other.sounds, one.sounds)
    return dot(few, many) / ((length * other.sounds_length) or 1.0)
