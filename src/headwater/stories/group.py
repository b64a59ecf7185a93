"""Where a report belongs: it joins the story of its event, or begins one.

    report → features → vector → candidates (index) → likeness → joins or begins, with the reasons

`place` decides and changes nothing; `OpenStories.apply` and `OpenStories.merge` act.
"""

import math
from dataclasses import dataclass

from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Reason, Reuse
from headwater.model.story import Placement, Report
from headwater.stories.features import Features
from headwater.stories.open_stories import OpenStories, OpenStory, likeness
from headwater.stories.vectors import Vector, dot, term_id

__all__ = ["OpenStories", "place"]

#: A report most of whose words stand in an earlier one tells of the same event (bench dups: precision 1.0).
_MOST_WORDS = 0.5
_JOIN, _MERGE = 0.14, 0.20
_FADES_S = 6 * 86_400.0
_SHOWN_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Candidate:
    story: OpenStory
    score: float


def place(report: Report, open_stories: OpenStories, *, knowledge: Knowledge) -> Placement:
    """Give where a report belongs, and why, in words a reader understands.

    `story` is None where the report begins one; the caller names the new story after it. `merges` names open stories
    that this report ties to the one it joins beyond a margin; the caller may apply them by `OpenStories.merge`.

    >>> from datetime import UTC, datetime
    >>> from headwater.model.article import Article
    >>> article = Article(url="https://ledger.example/1", outlet="ledger", headline="Bridge closed in Port Selby")
    >>> report = Report(key="a1", article=article, first_seen=datetime(2026, 11, 3, tzinfo=UTC))
    >>> place(report, OpenStories(), knowledge=Knowledge()).story is None
    True
    """
    del knowledge
    inherited = _inherited(report, open_stories)
    if inherited is not None:
        return inherited
    features = open_stories.features(report)
    vector = open_stories.vector(features)
    ranked = _ranked(vector, open_stories, features=features)
    if not ranked or ranked[0].score < _JOIN:
        return _begun(report, ranked, features=features)
    return _joined(report, ranked, vector=vector, features=features)


def _inherited(report: Report, open_stories: OpenStories) -> Placement | None:
    for reuse in sorted(report.reuses, key=lambda reuse: -_share(reuse)):
        story = open_stories.story_of(reuse.older)
        if story is not None and _share(reuse) >= _MOST_WORDS:
            words = f"{_share(reuse):.0%} of its words stand in an earlier report of this story"
            reason = Reason(rule="reuse", words=words, weight=_share(reuse), article=reuse.older)
            return Placement(article=report.key, story=story.key, confidence=_share(reuse), reasons=(reason,))
    return None


def _share(reuse: Reuse) -> float:
    return reuse.coverage


def _ranked(vector: Vector, open_stories: OpenStories, *, features: Features) -> list[_Candidate]:
    scored = [_Candidate(story, _score(vector, story, features=features)) for story in open_stories.near(vector)]
    return sorted(scored, key=lambda candidate: (-candidate.score, candidate.story.key))


def _score(vector: Vector, story: OpenStory, *, features: Features) -> float:
    cosine = dot(vector, story.sums) / (story.length or 1.0)
    if features.published is None or story.last_published is None:
        return cosine
    return cosine * math.exp(-abs(features.published.timestamp() - story.last_published) / _FADES_S)


def _begun(report: Report, ranked: list[_Candidate], *, features: Features) -> Placement:
    del features
    nearest = ranked[0].score if ranked else 0.0
    words = "no open story is like it" if nearest < _JOIN / 2 else "no open story is like it enough"
    reason = Reason(rule="begins", words=words, weight=nearest)
    return Placement(article=report.key, story=None, confidence=1.0 - nearest, reasons=(reason,))


def _joined(report: Report, ranked: list[_Candidate], *, vector: Vector, features: Features) -> Placement:
    best = ranked[0]
    ties = [
        other.story for other in ranked[1:2] if other.score >= _JOIN and likeness(best.story, other.story) >= _MERGE
    ]
    kept, *absorbed = sorted([best.story, *ties], key=lambda story: -len(story.articles))
    reason = Reason(rule="words", words=_shared_words(vector, kept, features=features), weight=best.score)
    return Placement(
        article=report.key,
        story=kept.key,
        confidence=min(1.0, best.score),
        reasons=(reason,),
        merges=tuple(story.key for story in absorbed),
    )


def _shared_words(vector: Vector, story: OpenStory, *, features: Features) -> str:
    weights = {
        term: vector.get(term_id(term), 0.0) * story.sums.get(term_id(term), 0.0)
        for term in features.counts
        if " " not in term
    }
    shown = sorted((term for term in weights if weights[term] > 0), key=lambda term: (-weights[term], term))
    return f"shares {', '.join(shown[:_SHOWN_WORDS])}" if shown else "shares its names"
