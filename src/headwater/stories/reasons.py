"""Why a report is where it is, in words a reader understands."""

from collections.abc import Container, Mapping

from headwater.model.provenance import Reason, Reuse
from headwater.stories.open_story import OpenStory, Reading, meant_alike

_SHOWN = 5
_EVEN = 0.5
_DAY_HOURS = 48
#: Letters by which a word is compared where languages bend their words' ends (`text.words.words`).
_CUT_LETTERS = 5


def why_copied(reuse: Reuse) -> Reason:
    """Say that most of a report stands in an earlier one."""
    percent = _percent(reuse.coverage)
    return Reason(
        rule="reuse",
        words=f"{percent}% of its words stand in an earlier report of this story",
        weight=reuse.coverage,
        article=reuse.older,
        phrase="copied",
        values=(("percent", percent),),
    )


def why_begun(reading: Reading, nearest: OpenStory | None, *, chance: float) -> tuple[Reason, ...]:
    """Say that no open story is of the same event, and which came nearest."""
    if nearest is None:
        return (Reason(rule="begins", words="no open story is like it", phrase="begins"),)
    shared, percent = tuple(_shared(reading, nearest)), _percent(chance)
    nearness = f"the nearest shares {', '.join(shared) or 'little'}: {percent}% likely to be the same event"
    words = f"no open story is close enough; {nearness}"
    values = (("percent", percent), ("words", shared)) if shared else (("percent", percent),)
    phrase = "begins_near" if shared else "begins_far"
    return (Reason(rule="begins", words=words, weight=chance, phrase=phrase, values=values),)


def why_joined(reading: Reading, story: OpenStory, *, chance: float) -> tuple[Reason, ...]:
    """Say what a report has in common with the story it joins."""
    return (
        _likely(chance),
        *_said("words", "shares the words {} with the story", _shared(reading, story)),
        *_said("names", "names {}, as the story does", _first(reading.features.names, story.names)),
        *_said("numbers", "says {}, as the story does", _first(reading.features.numbers, story.numbers)),
        *_meaning(reading, story),
        *_gap(reading, story),
    )


def _likely(chance: float) -> Reason:
    if chance < _EVEN:  # headlines of unknown times in two languages: the scale is that of pairs that nobody graded
        words = "little but headlines is known; they share names or words of the news"
        return Reason(rule="likelihood", words=words, weight=chance, phrase="headlines_alike")
    percent = _percent(chance)
    words, values = f"{percent}% likely to be the same event", (("percent", percent),)
    return Reason(rule="likelihood", words=words, weight=chance, phrase="likelihood", values=values)


def why_merged(story: OpenStory, other: OpenStory, *, chance: float) -> Reason:
    """Say that two stories are taken for one."""
    first, second, percent = len(story.articles), len(other.articles), _percent(chance)
    words = f"it ties two stories of {first} and {second} reports together: {percent}% likely to be one event"
    values = (("first", first), ("second", second), ("percent", percent))
    return Reason(rule="merge", words=words, weight=chance, phrase="ties", values=values)


def _percent(share: float) -> int:
    return round(100 * share)


def _shared(reading: Reading, story: OpenStory) -> list[str]:
    sums, weights = story.sums, reading.words
    shared = {
        word.text: weights[word.number] * sums[word.number]
        for word in reading.features.words
        if word.number in weights and word.number in sums and word.text
    }
    told = (text for text in shared if shared[text] > 0 and not text.isdigit())  # numbers are told by themselves
    is_cut = reading.features.language != "en"  # outside English a word is compared by its beginning
    ordered = sorted(told, key=lambda text: (-shared[text], text))[:_SHOWN]
    return [f"{text}…" if is_cut and len(text) == _CUT_LETTERS else text for text in ordered]


def _first(words: Mapping[int, str], known: Container[int]) -> list[str]:
    return [word for term, word in words.items() if term in known][:_SHOWN]


def _said(rule: str, clause: str, words: list[str]) -> tuple[Reason, ...]:
    if not words:
        return ()
    said = clause.format(", ".join(words))
    return (Reason(rule=rule, words=said, phrase=f"shared_{rule}", values=(("words", tuple(words)),)),)


def _meaning(reading: Reading, story: OpenStory) -> tuple[Reason, ...]:
    added = meant_alike(reading, story)
    if not added:
        return ()
    words = "an embedding model finds it like a report of the story in another language"
    return (Reason(rule="meaning", words=words, weight=added, phrase="meaning"),)


def _gap(reading: Reading, story: OpenStory) -> tuple[Reason, ...]:
    published = reading.features.published
    if published is None or story.last_published is None:
        return ()
    hours = (published - story.last_published) / 3600
    side = "after" if hours >= 0 else "before"
    unit, count = ("hour", round(abs(hours))) if abs(hours) < _DAY_HOURS else ("day", round(abs(hours) / 24))
    if not count:
        return (Reason(rule="time", words="published at the time of the story's last report", phrase="same_hour"),)
    words = f"published {count} {unit}{'s' if count > 1 else ''} {side} the story's last report"
    return (Reason(rule="time", words=words, phrase=f"{unit}s_{side}", values=(("count", count),)),)
