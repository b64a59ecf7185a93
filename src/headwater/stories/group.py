"""Where a report belongs: it joins the story of its event, or begins one.

    report → reading → near stories (index) → evidence → likelihood → joins or begins → merges, with the reasons

`place` decides and changes nothing; `OpenStories.apply` and `OpenStories.merge` act.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Reason, Reuse
from headwater.model.story import Placement, Report
from headwater.stories.evidence import closeness, likelihood, nearness, sketch_of_report
from headwater.stories.forms import fills_a_form, has_headline_of_form
from headwater.stories.full_report import closest_to_full, is_full, sketch_of_full
from headwater.stories.headline_across import closest_by_headline, of_headlines, share_enough
from headwater.stories.open_stories import OpenStories
from headwater.stories.open_story import OpenStory, Reading, meant_alike
from headwater.stories.reasons import why_begun, why_copied, why_joined, why_merged
from headwater.stories.ties import merged_by
from headwater.stories.weights import FITTED, Decisions

__all__ = ["OpenStories", "place"]

#: A report most of whose words stand in an earlier one tells of the same event (bench dups: precision 1.0).
_MOST_WORDS = 0.5
#: Stories weighed by their words. More weigh longer and find no more.
_WEIGHED = 4
#: Stories compared with the one that a report joins because the report may be of them too, and the likelihood of that
#: for a full report.
_TIED_BY_REPORT, _TIED_FROM = 2, 0.3
#: Stories found by sounds besides those found by words; by what languages share.
_BY_SOUNDS, _BY_TERMS, _ACROSS = 12, 24, 8
#: What is left to last, because it costs most (`evidence.nearness`).
_NEARNESS = ("nearest", "three_nearest")
#: Share of a report's words that stand in one of another event, from which on both fill one form.
_FORM_WORDS = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An open story that a report may belong to."""

    story: OpenStory
    #: By name, as `evidence.of_report` or `full_report.of_full` gives it.
    evidence: dict[str, float]
    #: 0..1.
    likelihood: float
    #: Whether that is enough to join.
    enough: bool
    #: Whether that is enough to look whether the story and the likeliest one are one.
    tied: bool


def place(
    report: Report, open_stories: OpenStories, *, knowledge: Knowledge, decisions: Decisions = FITTED
) -> Placement:
    """Give where a report belongs, and why, in words a reader understands.

    `story` is None where the report begins one; the caller names the new story after it. `merges` names open stories
    that this report ties to the one it joins, beyond a margin; the caller may apply them by `OpenStories.merge`.

    >>> from datetime import UTC, datetime
    >>> from headwater.model.article import Article
    >>> article = Article(url="https://ledger.example/1", outlet="ledger", headline="Bridge closed in Port Selby")
    >>> report = Report(key="a1", article=article, first_seen=datetime(2026, 11, 3, tzinfo=UTC))
    >>> place(report, OpenStories(), knowledge=Knowledge()).story is None
    True
    """
    del knowledge
    reading = open_stories.read(report)
    copied = _copied(report, reading, open_stories=open_stories)
    if copied is not None:
        reuse, story = copied
        joins = _Joins(story, reuse.coverage, (why_copied(reuse),))
        return _joined(reading, joins, open_stories=open_stories, decisions=decisions)
    forms = _forms(report, reading, open_stories=open_stories)
    sketches = [sketch for sketch in _sketches(reading, open_stories, decisions) if sketch.story.key not in forms]
    ranked = _likeliest(reading, sketches)
    if not ranked or not ranked[0].enough:
        return _begun(reading, ranked)
    best, *others = ranked
    joins = _Joins(
        best.story,
        best.likelihood,
        why_joined(reading, best.story, chance=best.likelihood),
        others=[one.story for one in others[:_TIED_BY_REPORT] if one.tied or (one.enough and one is others[0])],
    )
    return _joined(reading, joins, open_stories=open_stories, decisions=decisions)


class _Joins(NamedTuple):
    """The story that a report joins, and why; stories that it may be of too."""

    story: OpenStory
    confidence: float
    reasons: tuple[Reason, ...]
    others: Sequence[OpenStory] = ()


def candidates(reading: Reading, open_stories: OpenStories, *, decisions: Decisions = FITTED) -> list[Candidate]:
    """Give the open stories that a report may belong to, the likeliest first."""
    weighed = (_weighed(reading, sketch) for sketch in _sketches(reading, open_stories, decisions))
    return sorted((candidate for candidate in weighed if candidate is not None), key=_likeliest_first)


class _Sketch(NamedTuple):
    """An open story that a report may belong to, weighed by all that costs little."""

    story: OpenStory
    evidence: dict[str, float]
    weights: Mapping[str, float]
    #: What embeddings add.
    more: float
    #: The likelihood, 0..1, were it as near as can be to the story's single reports.
    most: float
    #: The likelihood from which it joins.
    needed: float
    #: Whether both are full reports.
    full: bool
    #: Whether nearness to its single reports is evidence.
    compared: bool


def _sketches(reading: Reading, open_stories: OpenStories, decisions: Decisions) -> list[_Sketch]:
    near = open_stories.near(reading.words)
    sketches = [
        _sketch(reading, story, evidence, decisions.join, needed=decisions.join_at)
        for story, evidence in _by_headline(reading, near, open_stories)
    ]
    sketches += _foreign(reading, open_stories, decisions)
    if reading.features.body:
        sketches += [
            _sketch(reading, story, evidence, decisions.full, needed=decisions.full_at, full=True)
            for story, evidence in _in_full(reading, near, open_stories)
        ]
    return sketches


def _sketch(  # noqa: PLR0913 - a story with what it is weighed by
    reading: Reading,
    story: OpenStory,
    evidence: dict[str, float],
    weights: Mapping[str, float],
    *,
    needed: float,
    full: bool = False,
    compared: bool = True,
) -> _Sketch:
    more = meant_alike(reading, story)
    room = sum(max(0.0, weights.get(name, 0.0)) for name in _NEARNESS) if compared else 0.0
    if compared and not len(story.samples):  # then the one report is the story, and no dearer to compare with
        evidence |= nearness(reading, story)
        room = 0.0
    most = likelihood(evidence, weights, more=more + room)
    return _Sketch(story, evidence, weights, more, most, needed, full, compared)


def _likeliest(reading: Reading, sketches: Iterable[_Sketch]) -> list[Candidate]:
    """Give the likeliest candidate and all that are likely enough to be joined or tied, the likeliest first.

    What cannot be any of it is not weighed in full: that is most of what costs.
    """
    found: list[Candidate] = []
    best = 0.0
    for sketch in sorted(sketches, key=lambda one: -one.most):
        if found and sketch.most < min(_TIED_FROM if sketch.full else sketch.needed, best):
            continue
        candidate = _weighed(reading, sketch)
        if candidate is not None:
            found.append(candidate)
            best = max(best, 1.0 if candidate.enough else candidate.likelihood)
    return sorted(found, key=_likeliest_first)


def _likeliest_first(candidate: Candidate) -> tuple[bool, float, str]:
    return (not candidate.enough, -candidate.likelihood, candidate.story.key)


def _weighed(reading: Reading, sketch: _Sketch) -> Candidate | None:
    if sketch.full and has_headline_of_form(reading, sketch.story):
        return None
    evidence, chance = sketch.evidence, sketch.most
    if sketch.compared and len(sketch.story.samples):
        evidence = evidence | nearness(reading, sketch.story)
        chance = likelihood(evidence, sketch.weights, more=sketch.more)
    return Candidate(
        story=sketch.story,
        evidence=evidence,
        likelihood=chance,
        enough=chance >= sketch.needed,
        tied=sketch.full and chance >= _TIED_FROM,
    )


def full_candidates(
    reading: Reading,
    near: Iterable[OpenStory],
    *,
    open_stories: OpenStories,
    chosen: Callable[[Reading, OpenStory], bool] = is_full,
) -> list[tuple[float, OpenStory]]:
    """Give the stories that a full report is weighed against in full, each behind its margin.

    `near` are those that share its words.
    """
    found = {story.key: story for story in near}
    found |= {story.key: story for story in open_stories.near_across(reading, most=_ACROSS)}
    return closest_to_full(reading, [story for story in found.values() if chosen(reading, story)])


def _in_full(
    reading: Reading, near: Iterable[OpenStory], open_stories: OpenStories
) -> Iterator[tuple[OpenStory, dict[str, float]]]:
    for margin, story in full_candidates(reading, near, open_stories=open_stories):
        yield (
            story,
            sketch_of_full(
                reading, story, margin=margin, density=open_stories.density, commonness=open_stories.commonness
            ),
        )


def _by_headline(
    reading: Reading, near: Iterable[OpenStory], open_stories: OpenStories
) -> Iterator[tuple[OpenStory, dict[str, float]]]:
    language = reading.features.language
    able = [story for story in near if language in story.languages and not is_full(reading, story)]
    closest = sorted(((closeness(reading, story), story) for story in able), key=_closest_first)[:_WEIGHED]
    for place_of, (likest, story) in enumerate(closest):
        other = max((value for rank, (value, _) in enumerate(closest) if rank != place_of), default=0.0)
        yield story, sketch_of_report(reading, story, margin=likest - other, density=open_stories.density)


def foreign_candidates(reading: Reading, *, open_stories: OpenStories) -> list[OpenStory]:
    """Give the stories in other languages that a report is weighed against by headlines."""
    languages = (reading.features.language,)
    by_sounds = open_stories.near_by_sounds(reading.sounds, languages=languages, most=_BY_SOUNDS)
    by_terms = open_stories.near_by_terms(reading.across, languages=languages, most=_BY_TERMS)
    found = {story.key: story for story in (*by_sounds, *by_terms)}
    able = [story for story in found.values() if not is_full(reading, story) and share_enough(reading, story)]
    return closest_by_headline(reading, able)


def _foreign(reading: Reading, open_stories: OpenStories, decisions: Decisions) -> Iterator[_Sketch]:
    for story in foreign_candidates(reading, open_stories=open_stories):
        evidence = of_headlines(reading, story, commonness=open_stories.commonness)
        timed = reading.features.published is not None and story.last_published is not None
        needed = decisions.headlines_at if timed else decisions.headlines_untimed_at
        yield _sketch(reading, story, evidence, decisions.headlines, needed=needed, compared=False)


def _closest_first(found: tuple[float, OpenStory]) -> tuple[float, str]:
    return (-found[0], found[1].key)


def _copied(report: Report, reading: Reading, *, open_stories: OpenStories) -> tuple[Reuse, OpenStory] | None:
    for reuse in sorted(report.reuses, key=lambda reuse: (-reuse.coverage, reuse.older)):
        story = open_stories.story_of(reuse.older)
        if story is not None and reuse.coverage >= _MOST_WORDS and not fills_a_form(reading, story):
            return reuse, story
    return None


def _forms(report: Report, reading: Reading, *, open_stories: OpenStories) -> frozenset[str]:
    stories = (open_stories.story_of(reuse.older) for reuse in report.reuses if reuse.coverage >= _FORM_WORDS)
    return frozenset(story.key for story in stories if story is not None and fills_a_form(reading, story))


def _begun(reading: Reading, ranked: list[Candidate]) -> Placement:
    nearest = ranked[0] if ranked else None
    return Placement(
        article=reading.features.article,
        story=None,
        confidence=1.0 - nearest.likelihood if nearest else 1.0,
        reasons=why_begun(reading, nearest.story if nearest else None, chance=nearest.likelihood if nearest else 0.0),
    )


def _joined(reading: Reading, joins: _Joins, *, open_stories: OpenStories, decisions: Decisions) -> Placement:
    merged = merged_by(reading, joins.story, others=joins.others, open_stories=open_stories, decisions=decisions)
    kept = max((joins.story, *(story for story, _ in merged)), key=lambda story: len(story.articles))
    absorbed = [story for story in (joins.story, *(story for story, _ in merged)) if story.key != kept.key]
    return Placement(
        article=reading.features.article,
        story=kept.key,
        confidence=joins.confidence,
        reasons=(*joins.reasons, *(why_merged(joins.story, story, chance=chance) for story, chance in merged)),
        merges=tuple(story.key for story in absorbed),
    )
