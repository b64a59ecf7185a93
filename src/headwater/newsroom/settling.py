"""What the reports of a story share is found anew when the story changes: the stored answers follow."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Q

from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Reuse
from headwater.model.story import Report
from headwater.newsroom.steps import SETTLE
from headwater.store.models import ReuseRow
from headwater.store.rows import reuse_row


def settle(reports: Sequence[Report], *, knowledge: Knowledge) -> list[Report]:
    """Give the reports of a story with what they share as it is now, and store what differs from before.

    What a report retells in other words is told within its story only: where it has left one, that answer goes.
    """
    settled: tuple[Reuse, ...] = SETTLE.function(reports, knowledge=knowledge)
    wanted = {(reuse.newer, reuse.older): reuse for reuse in settled}
    stored = {(reuse.newer, reuse.older): reuse for report in reports for reuse in report.reuses}
    here = {report.key for report in reports}
    gone = [pair for pair, reuse in stored.items() if reuse.is_retold and pair not in wanted]
    changed = [reuse for pair, reuse in wanted.items() if stored.get(pair) != reuse]
    _delete([*gone, *((reuse.newer, reuse.older) for reuse in changed)])
    ReuseRow.objects.bulk_create([reuse_row(reuse) for reuse in changed])
    return [
        replace(
            report,
            reuses=(
                *(reuse for reuse in settled if reuse.newer == report.key),
                *(reuse for reuse in report.reuses if reuse.older not in here and not reuse.is_retold),
            ),
        )
        for report in reports
    ]


def _delete(pairs: Sequence[tuple[str, str]]) -> None:
    chosen = Q()
    for newer, older in pairs:
        chosen |= Q(newer=newer, older=older)
    if pairs:
        ReuseRow.objects.filter(chosen).delete()
