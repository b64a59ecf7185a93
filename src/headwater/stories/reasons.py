"""Why a report is where it is, in words a reader understands."""

from collections.abc import Container, Mapping

from headwater.model.provenance import Reason, Reuse
from headwater.stories.open_story import OpenStory, Reading, meant_alike

_SHOWN = 5
_DAY_HOURS = 48


def why_copied(reuse: Reuse) -> Reason:
    """Say that most of a report stands in an earlier one."""
    words = f"{reuse.coverage:.0%} of its words stand in an earlier report of this story"
    return Reason(rule="reuse", words=words, weight=reuse.coverage, article=reuse.older)


def why_begun(reading: Reading, nearest: OpenStory | None, *, chance: float) -> tuple[Reason, ...]:
    """Say that no open story is of the same event, and which came nearest."""
    if nearest is None:
        return (Reason(rule="begins", words="no open story is like it"),)
    shared = ", ".join(_shared(reading, nearest)) or "little"
    words = f"no open story is like it enough; the nearest shares {shared} and is the same event by {chance:.0%}"
    return (Reason(rule="begins", words=words, weight=chance),)


def why_joined(reading: Reading, story: OpenStory, *, chance: float) -> tuple[Reason, ...]:
    """Say what a report has in common with the story it joins."""
    return (
        Reason(rule="likelihood", words=f"the same event by {chance:.0%}", weight=chance),
        *_said("words", "shares the words", _shared(reading, story)),
        *_said("names", "names", _first(reading.features.names, story.names)),
        *_said("numbers", "says", _first(reading.features.numbers, story.numbers)),
        *_meaning(reading, story),
        *_gap(reading, story),
    )


def why_merged(story: OpenStory, other: OpenStory, *, chance: float) -> Reason:
    """Say that two stories are taken for one."""
    sizes = f"{len(story.articles)} and {len(other.articles)}"
    words = f"it ties two stories of {sizes} reports together: one event by {chance:.0%}"
    return Reason(rule="merge", words=words, weight=chance)


def _shared(reading: Reading, story: OpenStory) -> list[str]:
    shared = {word.number: word.text for word in reading.features.words if word.text and word.number in story.sums}
    weights = {text: reading.words.get(term, 0.0) * story.sums[term] for term, text in shared.items()}
    return sorted((text for text in weights if weights[text] > 0), key=lambda text: (-weights[text], text))[:_SHOWN]


def _first(words: Mapping[int, str], known: Container[int]) -> list[str]:
    return [word for term, word in words.items() if term in known][:_SHOWN]


def _said(rule: str, lead: str, words: list[str]) -> tuple[Reason, ...]:
    return (Reason(rule=rule, words=f"{lead} {', '.join(words)}, as the story does"),) if words else ()


def _meaning(reading: Reading, story: OpenStory) -> tuple[Reason, ...]:
    added = meant_alike(reading, story)
    if not added:
        return ()
    words = "an embedding model finds it like a report of the story in another language"
    return (Reason(rule="meaning", words=words, weight=added),)


def _gap(reading: Reading, story: OpenStory) -> tuple[Reason, ...]:
    published = reading.features.published
    if published is None or story.last_published is None:
        return ()
    hours = (published - story.last_published) / 3600
    side = "after" if hours >= 0 else "before"
    span = f"{abs(hours):.0f} hours" if abs(hours) < _DAY_HOURS else f"{abs(hours) / 24:.0f} days"
    return (Reason(rule="time", words=f"published {span} {side} the story's last report"),)
