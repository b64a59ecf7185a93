"""Both sides of the truth test tied together by address, and what the script says about two reports at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from headwater.demo.truth import CopyTruth, EventTruth, ReportTruth, Truth
from headwater.demo.world import is_unpublished
from headwater.model.provenance import Direction, Reuse, RevisionKind
from headwater.model.story import Report, Story
from headwater.text.urls import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a portal holds after a run."""

    #: With their statements, credits and reuses.
    reports: tuple[Report, ...]
    #: With their origins.
    stories: tuple[Story, ...]
    #: Why a page was not taken, by its address.
    refused: Mapping[str, str] = field(default_factory=dict)
    #: What was noticed to have changed in reports after they were read, by key.
    revised: Mapping[str, frozenset[RevisionKind]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Tied:
    """Both sides, tied by address."""

    truth: Truth
    found: Found

    @cached_property
    def pairs(self) -> tuple[tuple[ReportTruth, Report], ...]:
        """Reports that both sides have."""
        by_url = {address(report.article.url): report for report in self.found.reports}
        tied = ((report, by_url.get(address(report.url))) for report in self.truth.reports)
        return tuple((report, ours) for report, ours in tied if ours is not None)

    @cached_property
    def by_key(self) -> dict[str, ReportTruth]:
        """The script's report, by our key."""
        return {ours.key: report for report, ours in self.pairs}

    @cached_property
    def ours(self) -> dict[str, Report]:
        """Our report, by the script's key."""
        return {report.key: ours for report, ours in self.pairs}

    def truth_of(self, key: str) -> ReportTruth:
        """The script's report, by its own key; for reports that both sides have."""
        return self.by_key[self.ours[key].key]

    @cached_property
    def reuses(self) -> tuple[tuple[ReportTruth, ReportTruth, Reuse], ...]:
        """What we say about who copied whom: newer, older, claim."""
        claims = (reuse for report in self.found.reports for reuse in report.reuses)
        known = (claim for claim in claims if claim.newer in self.by_key and claim.older in self.by_key)
        return tuple((self.by_key[claim.newer], self.by_key[claim.older], claim) for claim in known)

    @cached_property
    def events(self) -> dict[str, EventTruth]:
        """The script's events by key."""
        return {event.key: event for event in self.truth.events}

    @cached_property
    def apart(self) -> frozenset[frozenset[str]]:
        """Pairs of events that look alike and must not be merged."""
        return frozenset(frozenset((event.key, other)) for event in self.truth.events for other in event.siblings)

    @cached_property
    def stories(self) -> tuple[tuple[Story, frozenset[str]], ...]:
        """Our stories, each with the script's keys of its reports."""
        return tuple(
            (story, frozenset(self.by_key[key].key for key in story.articles if key in self.by_key))
            for story in self.found.stories
        )


def family(link: CopyTruth, *, tied: Tied) -> set[str]:
    """Give the reports that both sides have and whose words a copy has: the original, or what comes from it."""
    if link.newer not in tied.ours:
        return set()
    copy = tied.truth_of(link.newer)
    return {
        other.key
        for other, _ in tied.pairs
        if other.key == link.older or (other.happened < copy.happened and link.older in other.ancestors)
    }


def events_of(pair: frozenset[str], *, tied: Tied) -> frozenset[str]:
    """Give the events of two reports."""
    return frozenset(tied.truth_of(key).event for key in pair)


def are_siblings(pair: frozenset[str], *, tied: Tied) -> bool:
    """Say whether two reports are of events that look alike and are not the same."""
    # Two bulletins of one office share most of their words, and neither was copied from the other.
    return events_of(pair, tied=tied) in tied.apart


def are_related(one: ReportTruth, other: ReportTruth) -> bool:
    """Say whether one report comes from the other, both from a third, or both carry one utterance."""
    above = (one.ancestors | {one.key}) & (other.ancestors | {other.key})
    shared = {said.utterance for said in one.statements} & {said.utterance for said in other.statements}
    return bool(above or shared)


def direction(newer: ReportTruth, older: ReportTruth) -> Direction:
    """Give who had it from whom, of two reports that are related."""
    if older.key in newer.ancestors:
        return Direction.NEWER_FROM_OLDER
    if newer.key in older.ancestors:
        return Direction.OLDER_FROM_NEWER
    if any(is_unpublished(key) for key in newer.ancestors & older.ancestors):
        return Direction.BOTH_FROM_UNSEEN
    return Direction.UNDECIDED


def story_of(event: EventTruth, *, tied: Tied) -> Story | None:
    """Give the story that holds most of an event's reports, or None."""
    overlaps = [(len(reports & event.reports), story) for story, reports in tied.stories if reports & event.reports]
    return max(overlaps, key=lambda pair: pair[0])[1] if overlaps else None


def address(url: str) -> str:
    """Give the one spelling of an address."""
    return normalise(url) or url
