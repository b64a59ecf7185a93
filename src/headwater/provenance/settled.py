"""What the reports of a story share, once all of them are known: late reports turn earlier answers round.

    reuses as they were found, each when its newer side came ── the story's reports ──> reuses as they are now

Three things are only seen when others have come: two copies of which the original arrives last do not come from each
other, nor from something unseen; and a text that tells what another tells in other words is only looked for in a story.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Direction, Reason, Reuse
from headwater.model.story import Report
from headwater.provenance.direction import direction_by, is_guess
from headwater.provenance.retold import find_retold

#: The original of two texts holds nearly all that they share.
_SLACK = 0.05
_SEEN_SINCE = "seen-since"


def settle_reuses(reports: Sequence[Report], *, knowledge: Knowledge) -> tuple[Reuse, ...]:
    """Give every reuse between the reports of a story, as all of them together show it.

    The answer does not depend on the order of the reports, nor on what was answered before.

    >>> settle_reuses((), knowledge=Knowledge())
    ()
    """
    by_key = {report.key: report for report in reports}
    worded = [
        _as_found(reuse)
        for report in reports
        for reuse in report.reuses
        if reuse.older in by_key and not reuse.is_retold
    ]
    settled = [_settled(reuse, worded, by_key=by_key, knowledge=knowledge) for reuse in worded]
    bare = [replace(report, reuses=tuple(each for each in settled if each.newer == report.key)) for report in reports]
    return (*settled, *find_retold(bare, knowledge=knowledge))


def _as_found(reuse: Reuse) -> Reuse:
    """Give a reuse without what was settled about it before: the report that settled it may be gone."""
    reasons = tuple(reason for reason in reuse.reasons if reason.rule != _SEEN_SINCE)
    return reuse if reasons == reuse.reasons else replace(reuse, reasons=reasons, direction=direction_by(reasons))


def _settled(reuse: Reuse, worded: Sequence[Reuse], *, by_key: Mapping[str, Report], knowledge: Knowledge) -> Reuse:
    """Leave a pair undecided that has its words from one and the same third report, where nobody says otherwise."""
    is_unseen = reuse.direction is Direction.BOTH_FROM_UNSEEN
    if reuse.direction is Direction.UNDECIDED or not (is_unseen or is_guess(reuse)):
        return reuse
    ours, theirs = _sources(reuse.newer, worded), _sources(reuse.older, worded)
    if not is_unseen:  # that it shares words with the original is enough where nothing but time speaks for the pair
        theirs = theirs | dict.fromkeys(_partners(reuse.older, worded), 1.0)
    third = sorted(
        key
        for key in ours.keys() & theirs.keys()
        if ours[key] >= reuse.coverage - _SLACK and theirs[key] >= reuse.coverage_of_older - _SLACK
    )
    if not third:
        return reuse
    outlet = knowledge.outlets.get(by_key[third[0]].article.outlet)
    name = outlet.name if outlet is not None else by_key[third[0]].article.outlet
    reason = Reason(rule=_SEEN_SINCE, words=f"both have it from {name}, which we saw as well", article=third[0])
    return replace(reuse, direction=Direction.UNDECIDED, reasons=(reason, *reuse.reasons))


def _sources(key: str, worded: Sequence[Reuse]) -> dict[str, float]:
    """Give whom a report surely has its words from, with the share of it that stands there."""
    found: dict[str, float] = {}
    for reuse in worded:
        if reuse.newer == key and reuse.direction is Direction.NEWER_FROM_OLDER and not is_guess(reuse):
            found[reuse.older] = reuse.coverage
        elif reuse.older == key and reuse.direction is Direction.OLDER_FROM_NEWER and not is_guess(reuse):
            found[reuse.newer] = reuse.coverage_of_older
    return found


def _partners(key: str, worded: Sequence[Reuse]) -> set[str]:
    pairs = ((reuse.newer, reuse.older) for reuse in worded)
    return {older if newer == key else newer for newer, older in pairs if key in {newer, older}}
