"""What the page of one outlet shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.edition.cards import may_show
from headwater.edition.outlets import outlets_for
from headwater.model.listing import HeldArticle, OutletTally, SourceLine
from headwater.model.outlet import Outlet
from headwater.portal.answers import earliest
from headwater.portal.story import ReportLine, report_line

#: Days over which an outlet's own share is counted.
TALLY_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """An outlet as its page shows it."""

    outlet: Outlet
    #: Who owns it, where it is known.
    owner: Outlet | None
    feeds: tuple[SourceLine, ...]
    reports: tuple[ReportLine, ...]
    tally: OutletTally
    #: Share of its reports without an earlier one in the same words; None where it has none to count.
    own_percent: int | None
    days: int
    #: Outlets and numbers of reports.
    copies: tuple[tuple[Outlet, int], ...]
    copied_by: tuple[tuple[Outlet, int], ...]
    valid_until: datetime | None


def outlet_view(
    key: str, *, held: Sequence[HeldArticle], feeds: Sequence[SourceLine], tally: OutletTally, now: datetime
) -> OutletView:
    """Give what the page shows."""
    others = {other for other, _ in (*tally.copies, *tally.copied_by)}
    outlets = outlets_for({key} | others)
    answers = [(copy, may_show(copy, now=now)) for copy in held]
    part_of = outlets[key].part_of
    return OutletView(
        outlet=outlets[key],
        owner=outlets_for([part_of])[part_of] if part_of else None,
        feeds=tuple(feeds),
        reports=tuple(report_line(copy, may=may, outlets=outlets) for copy, may in answers if may.extent is not None),
        tally=tally,
        own_percent=round(100 * tally.own / tally.reports) if tally.reports else None,
        days=TALLY_DAYS,
        copies=_named(tally.copies, outlets),
        copied_by=_named(tally.copied_by, outlets),
        valid_until=earliest(*(may.valid_until for _, may in answers)),
    )


def _named(counts: Sequence[tuple[str, int]], outlets: Mapping[str, Outlet]) -> tuple[tuple[Outlet, int], ...]:
    return tuple((outlets[key], count) for key, count in counts)
