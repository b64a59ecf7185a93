"""Two stories that turn out to be one: which are compared, when, and by which decision."""

from collections.abc import Collection, Sequence

from headwater.stories.evidence import across, likelihood, likeness, of_stories
from headwater.stories.forms import contradict
from headwater.stories.full_stories import are_alike, are_full, of_full_stories
from headwater.stories.headline_across import of_headlines, share_enough
from headwater.stories.open_stories import OpenStories
from headwater.stories.open_story import OpenStory, Reading, absorb, copy_of, grow, meant_alike
from headwater.stories.weights import FITTED, Decisions

#: Stories compared with a story that has doubled, and those in other languages besides.
_TIED, _TIED_FOREIGN = 3, 6
#: Of stories in other languages, those found by sounds, and by what languages share.
_BY_SOUNDS, _ACROSS = 12, 8
#: Merges that one report may bring about.
_MOST_MERGES = 4


def merged_by(
    reading: Reading,
    joined: OpenStory,
    *,
    others: Sequence[OpenStory],
    open_stories: OpenStories,
    decisions: Decisions,
) -> list[tuple[OpenStory, float]]:
    """Give the stories that turn out to be one with a story that a report joins, as it would be with the report in it.

    `others` are stories that the report may be of too; more are looked for when the story's size is due. With each
    comes its likelihood, 0..1.
    """
    others = [*others]
    if not others and not _is_due(joined, len(joined.articles) + 1):
        return []
    grown = copy_of(joined)
    grow(grown, reading)
    merged: list[tuple[OpenStory, float]] = []
    while len(merged) < _MOST_MERGES:
        others += neighbours(grown, open_stories) if _is_due(grown, len(grown.articles)) else []
        taken = {story.key for story, _ in merged}
        parted = open_stories.parted_from(grown.key).union(*map(open_stories.parted_from, taken))
        best = _best_tie(
            grown,
            [other for other in others if other.key not in taken and other.key not in parted],
            open_stories=open_stories,
            decisions=decisions,
        )
        if best is None:
            break
        absorb(grown, best[0])
        merged.append(best)
        others = []
    return merged


def neighbours(story: OpenStory, open_stories: OpenStories) -> list[OpenStory]:
    """Give the open stories that are most like a story: three by words and sounds, more in other languages."""
    found = open_stories.near(story.sums)
    found += open_stories.near_by_sounds(story.sounds, languages=story.languages, most=_BY_SOUNDS)
    others = {other.key: other for other in found if other.key != story.key}
    near = [
        other
        for _, other in _closest(
            [(likeness(story, other), other) for other in others.values()],
            languages=story.languages,
            most=_TIED,
            most_foreign=_TIED_FOREIGN,
        )
    ]
    if not story.bodies:
        return near
    foreign = open_stories.near_foreign(story.across, languages=story.languages, most=_ACROSS)
    return list({other.key: other for other in (*near, *foreign)}.values())


def _closest(
    found: list[tuple[float, OpenStory]], *, languages: Collection[str], most: int, most_foreign: int
) -> list[tuple[float, OpenStory]]:
    ordered = sorted(found, key=_closest_first)
    if len(ordered) <= most:
        return ordered
    foreign = [near for near in ordered if near[1].languages.keys().isdisjoint(languages)]
    home = [near for near in ordered if near not in foreign] if foreign else ordered
    return sorted((*home[:most], *foreign[:most_foreign]), key=_closest_first)


def _closest_first(found: tuple[float, OpenStory]) -> tuple[float, str]:
    return (-found[0], found[1].key)


def tie(story: OpenStory, other: OpenStory, *, open_stories: OpenStories) -> dict[str, float]:
    """Give the evidence of words and sounds that two stories are of one event, by name."""
    return of_stories(story, other, density=open_stories.density, commonness=open_stories.commonness)


def _best_tie(
    grown: OpenStory, others: list[OpenStory], *, open_stories: OpenStories, decisions: Decisions
) -> tuple[OpenStory, float] | None:
    others = [other for other in others if not contradict(grown, other)]
    chances = [(chance_of_one(grown, other, open_stories=open_stories, decisions=decisions), other) for other in others]
    ties = [(chance, other) for (chance, needed), other in chances if chance >= needed]
    chance, best = min(ties, key=lambda tied: (-tied[0], tied[1].key), default=(0.0, None))
    return None if best is None else (best, chance)


def chance_of_one(
    story: OpenStory, other: OpenStory, *, open_stories: OpenStories, decisions: Decisions = FITTED
) -> tuple[float, float]:
    """Give the likelihood that two stories are of one event, and the likelihood from which they become one."""
    more = meant_alike(story, other)
    if story.languages.keys().isdisjoint(other.languages):
        if story.bodies and other.bodies:
            evidence = across(story, other, commonness=open_stories.commonness)
            return likelihood(evidence, decisions.across, more=more), decisions.across_at
        return _chance_by_headlines(story, other, open_stories=open_stories, decisions=decisions, more=more)
    if are_full(story, other):
        if not are_alike(story, other):
            return 0.0, decisions.parts_at
        evidence = of_full_stories(story, other, density=open_stories.density, commonness=open_stories.commonness)
        return likelihood(evidence, decisions.parts, more=more), decisions.parts_at
    return likelihood(tie(story, other, open_stories=open_stories), decisions.merge, more=more), decisions.merge_at


def _chance_by_headlines(
    story: OpenStory, other: OpenStory, *, open_stories: OpenStories, decisions: Decisions, more: float
) -> tuple[float, float]:
    timed = story.last_published is not None and other.last_published is not None
    needed = decisions.headlines_at if timed else decisions.headlines_tied_at
    if not share_enough(story, other):
        return 0.0, needed
    evidence = of_headlines(story, other, commonness=open_stories.commonness)
    return likelihood(evidence, decisions.headlines, more=more), needed


def _is_due(story: OpenStory, size: int) -> bool:
    """Whether a story of a size is compared with others: at 2, 4, 8, ..., and between where its reports are full.

    That costs no more per report however large a story grows.
    """
    thirds = size // 3 if size % 3 == 0 and story.bodies and story.last_published is not None else 0
    return size & (size - 1) == 0 or (thirds > 0 and thirds & (thirds - 1) == 0)
