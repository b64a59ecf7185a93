"""A look back over the open stories: what would grouping do today that it did not do when the reports came?

It changes nothing, because published stories keep their address: it proposes, an editor decides.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from headwater.model.provenance import Reason
from headwater.model.story import Proposal, ProposalKind, Report
from headwater.stories.forms import contradict
from headwater.stories.open_stories import OpenStories
from headwater.stories.open_story import OpenStory, Reading, grow
from headwater.stories.ties import chance_of_one, neighbours
from headwater.stories.vectors import dot
from headwater.stories.weights import FITTED, Decisions

#: Stories looked at, those that grew last: about two seconds of work.
_LOOKED_AT = 500
#: Proposals made at once: an editor reads no more.
_MOST = 50
#: Reports a story has at least where it may be two, and at most that are compared with each other.
_LEAST_REPORTS, _MOST_REPORTS = 4, 60
_LEAST_PART = 2
#: Reports of one event share this much of their words, or of what languages share.
_LINKED = 0.12
#: Two parts are of one event by less than this: as far from even as the threshold of merging is.
_APART = 0.3


def propose(
    open_stories: OpenStories,
    *,
    reports: Callable[[Sequence[str]], Mapping[str, Report]],
    decisions: Decisions = FITTED,
) -> tuple[Proposal, ...]:
    """Give merges and splits of the stories that grew last, the likeliest first, at most 50.

    `reports` gives the reports of articles by their keys. What an editor parted is not proposed for merging.
    """
    latest = list(islice(reversed(list(open_stories)), _LOOKED_AT))
    found = [
        *_merges(latest, open_stories, decisions=decisions),
        *_splits(latest, open_stories, reports=reports, decisions=decisions),
    ]
    return tuple(sorted(found, key=lambda proposal: (-proposal.chance, proposal.stories))[:_MOST])


def _merges(stories: Iterable[OpenStory], open_stories: OpenStories, *, decisions: Decisions) -> Iterable[Proposal]:
    known: set[frozenset[str]] = set()
    for story in stories:
        for other in neighbours(story, open_stories):
            pair = frozenset((story.key, other.key))
            if pair in known or other.key in open_stories.parted_from(story.key) or contradict(story, other):
                continue
            known.add(pair)
            chance, needed = chance_of_one(story, other, open_stories=open_stories, decisions=decisions)
            if chance >= needed:
                yield _merge(story, other, chance=chance)


def _merge(story: OpenStory, other: OpenStory, *, chance: float) -> Proposal:
    large, small = sorted((story, other), key=lambda one: (-len(one.articles), one.key))
    first, second, percent = len(large.articles), len(small.articles), _percent(chance)
    words = f"two stories, of {first} and {second} reports: {percent}% likely to be one event"
    values = (("first", first), ("second", second), ("percent", percent))
    return Proposal(
        kind=ProposalKind.MERGE,
        stories=(large.key, small.key),
        chance=chance,
        reasons=(Reason(rule="merge", words=words, weight=chance, phrase="look_alike", values=values),),
    )


def _percent(chance: float) -> int:
    # What is certain is not proposed.
    return min(99, round(100 * chance))


def _splits(
    stories: Iterable[OpenStory],
    open_stories: OpenStories,
    *,
    reports: Callable[[Sequence[str]], Mapping[str, Report]],
    decisions: Decisions,
) -> Iterable[Proposal]:
    for story in stories:
        if not _LEAST_REPORTS <= len(story.articles) <= _MOST_REPORTS:
            continue
        told = reports(story.articles)
        readings = [open_stories.read(told[key]) for key in story.articles if key in told]
        main, *others = _parts(readings, told)
        for part in others:
            if len(part) < _LEAST_PART:
                continue
            chance, _ = chance_of_one(_story_of(main), _story_of(part), open_stories=open_stories, decisions=decisions)
            if chance <= _APART:
                yield _split(story, part, chance=1.0 - chance)


def _split(story: OpenStory, part: Sequence[Reading], *, chance: float) -> Proposal:
    count, total, percent = len(part), len(story.articles), _percent(chance)
    words = f"{count} of {total} reports share little with the others: {percent}% likely to be another event"
    values = (("count", count), ("total", total), ("percent", percent))
    return Proposal(
        kind=ProposalKind.SPLIT,
        stories=(story.key,),
        articles=tuple(reading.features.article for reading in part),
        chance=chance,
        reasons=(Reason(rule="split", words=words, weight=chance, phrase="look_apart", values=values),),
    )


def _parts(readings: Sequence[Reading], told: Mapping[str, Report]) -> list[list[Reading]]:
    """Give the groups of reports that hang together by what they share, the largest first."""
    parts: list[list[Reading]] = [[]]
    for reading in readings:
        tied = [part for part in parts if any(_is_tied(reading, other, told) for other in part)]
        joined = [*(other for part in tied for other in part), reading]
        parts = [joined, *(part for part in parts if part and part not in tied)]
    return sorted(parts, key=lambda part: (-len(part), [reading.features.article for reading in part]))


def _is_tied(reading: Reading, other: Reading, told: Mapping[str, Report]) -> bool:
    article, older = reading.features.article, other.features.article
    if any(reuse.older == older for reuse in told[article].reuses) or any(
        reuse.older == article for reuse in told[older].reuses
    ):
        return True
    return max(dot(reading.words, other.words), dot(reading.across, other.across)) >= _LINKED


def _story_of(readings: Iterable[Reading]) -> OpenStory:
    story = OpenStory(key="")
    for reading in readings:
        grow(story, reading)
    return story
