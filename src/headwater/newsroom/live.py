"""The live state of the process of record, and how it is rebuilt: a snapshot plus the ordered log behind it.

What is too old to matter is told by the data: by the first sight of the report at hand, never by the time of day. So a
web archive of last year is grouped as it would have been then, and a restart a month later rebuilds the same state.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from headwater.errors import CodecError
from headwater.model.knowledge import Knowledge
from headwater.model.story import Report
from headwater.newsroom.steps import PLACE, REUSE
from headwater.provenance.reuse import ReuseIndex
from headwater.store.models import (
    ArticleRow,
    MergeRow,
    PlacementRow,
    PublicationRow,
    RegroupingRow,
    SnapshotRow,
    TombstoneRow,
)
from headwater.store.reports import reports_as_placed
from headwater.stories.group import OpenStories

#: Stories take reports that were first seen so long after their last one.
_STORY_WINDOW = timedelta(days=7)
#: Words are compared with those of so many days back.
_REUSE_WINDOW = timedelta(days=30)
_REPLAY_BATCH = 500
_STORIES, _SHINGLES = "open-stories", "reuse-index"


@dataclass(slots=True)
class LiveState:
    """What grouping and reuse hold in memory; changed only by `turn_to`, `apply` and `regroup`."""

    open_stories: OpenStories
    reuse_index: ReuseIndex
    #: The last line of the log that is in it.
    sequence: int = 0
    #: The last line that the stored snapshot holds.
    snapshot_sequence: int = 0
    #: First sight of the report that was turned to last.
    seen: datetime | None = None
    #: Takedowns that were followed.
    tombstones: int = 0

    def turn_to(self, seen: datetime) -> None:
        """Let go of what is too old to matter to a report first seen then; before it is placed, and in every replay."""
        if self.seen is None or _hour(self.seen) != _hour(seen):  # a look for each report would cost more than placing
            self.open_stories.forget_before(seen - _STORY_WINDOW)
            self.reuse_index.forget_before(seen - _REUSE_WINDOW)
        self.seen = seen

    def apply(self, report: Report, *, story: str) -> None:
        """Put a report into a story, whatever decided it; the log's next line."""
        self.open_stories.apply(report, story=story)
        self.reuse_index.add(report)
        self.sequence += 1

    def regroup(self, line: RegroupingRow) -> None:
        """Follow a line that an editor wrote into the log."""
        if not line.article_key:
            self.open_stories.merge(line.from_key, into=line.into_key)
        else:
            report = _readable([line.article_key]).get(line.article_key)
            if report is not None:
                self.open_stories.apply(report, story=line.into_key)
        if line.apart:
            self.open_stories.keep_apart(line.from_key, line.into_key)
        self.sequence = line.sequence

    def catch_up(self) -> None:
        """Follow what editors wrote into the log since; the caller holds the log (`hold_log`)."""
        for line in RegroupingRow.objects.filter(sequence__gt=self.sequence):
            self.regroup(line)

    def forget_removed(self) -> bool:
        """Let go of what was taken down since it was last asked, and give whether there was any."""
        count = TombstoneRow.objects.count()
        if count == self.tombstones:
            return False
        self.tombstones = count
        removed = set(TombstoneRow.objects.filter(is_outlet=False).values_list("key", flat=True))
        held = removed & self.reuse_index.keys
        for key in sorted(held | {key for key in removed if self.open_stories.story_of(key)}):
            story = self.open_stories.story_of(key)
            rest = [other for other in story.articles if other not in removed] if story else []
            reports = reports_as_placed(rest)
            self.open_stories.forget(key, rest=[reports[other] for other in rest if other in reports])
            self.reuse_index.forget(key)
        return True


def load_live_state(*, knowledge: Knowledge) -> LiveState:
    """Give the state as the log left it: the last snapshot of today's versions, then every line behind it."""
    begun = LiveState(
        open_stories=OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer),
        reuse_index=ReuseIndex(),
    )
    live = _from_snapshots(knowledge) or begun
    live.seen = _last_seen(until=live.sequence)
    last = _last_seen(until=last_sequence())
    # A line is written after the first sight of its report: what was written before this cannot matter any more.
    since = last - _REUSE_WINDOW if last is not None else datetime.min.replace(tzinfo=UTC)
    edits = deque(RegroupingRow.objects.filter(sequence__gt=live.sequence, decided_at__gte=since))
    for sequence, story, report, merges in _lines_after(live.sequence, since=since):
        while edits and edits[0].sequence < sequence:
            live.regroup(edits.popleft())
        live.sequence = sequence - 1
        live.turn_to(report.first_seen)
        with suppress(Exception):  # set aside when it was recorded, so it is not in the state either
            live.apply(report, story=story)
        live.sequence = sequence
        for merged, into in merges:
            live.open_stories.merge(merged, into=into)
    for edit in edits:
        live.regroup(edit)
    live.sequence = max(live.sequence, last_sequence())
    return live


def hold_log() -> None:
    """Keep every other process from writing a line into the log until the transaction ends."""
    PublicationRow.objects.get_or_create(pk=1)
    PublicationRow.objects.select_for_update().get(pk=1)


def last_sequence() -> int:
    """Give the number of the last line of the log; 0 where there is none."""
    placed = PlacementRow.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    edited = RegroupingRow.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return max(placed or 0, edited or 0)


def save_snapshot(live: LiveState, *, now: datetime) -> None:
    """Keep the state as it is, so that a restart replays only what comes later."""
    states = (
        (_STORIES, PLACE.version, live.open_stories.encode()),
        (_SHINGLES, REUSE.version, live.reuse_index.encode()),
    )
    for name, version, state in states:
        SnapshotRow.objects.update_or_create(
            name=name, defaults={"version": version, "sequence": live.sequence, "taken_at": now, "state": state}
        )
    live.snapshot_sequence = live.sequence


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _last_seen(*, until: int) -> datetime | None:
    """Give the first sight of the last report on record, up to a line of the log; None where there is none."""
    lines = PlacementRow.objects.filter(sequence__lte=until).order_by("-sequence").values_list("article_key", flat=True)
    for key in lines[:_REPLAY_BATCH]:  # some may have been taken down since
        seen = ArticleRow.objects.filter(key=key).values_list("first_seen", flat=True).first()
        if seen is not None:
            return seen
    return None


def _from_snapshots(knowledge: Knowledge) -> LiveState | None:
    rows = {row.name: row for row in SnapshotRow.objects.all()}
    stories, shingles = rows.get(_STORIES), rows.get(_SHINGLES)
    if stories is None or shingles is None or stories.sequence != shingles.sequence:
        return None
    if (stories.version, shingles.version) != (PLACE.version, REUSE.version):
        return None
    try:
        return LiveState(
            open_stories=OpenStories.decode(bytes(stories.state), gazetteer=knowledge.gazetteer),
            reuse_index=ReuseIndex.decode(bytes(shingles.state)),
            sequence=stories.sequence,
            snapshot_sequence=stories.sequence,
        )
    except CodecError:  # of another version of Headwater: the log holds everything
        return None


def _lines_after(sequence: int, *, since: datetime) -> Iterator[tuple[int, str, Report, list[tuple[str, str]]]]:
    merges: dict[int, list[tuple[str, str]]] = {}
    for merge in MergeRow.objects.filter(sequence__gt=sequence):
        merges.setdefault(merge.sequence, []).append((merge.story_key, merge.into_key))
    while True:
        lines = list(PlacementRow.objects.filter(sequence__gt=sequence, placed_at__gte=since)[:_REPLAY_BATCH])
        if not lines:
            return
        reports = _readable([line.article_key for line in lines])
        for line in lines:
            sequence = line.sequence
            report = reports.get(line.article_key)
            if report is not None:
                yield sequence, line.story_key, report, merges.get(sequence, [])


def _readable(keys: Sequence[str]) -> dict[str, Report]:
    try:
        return reports_as_placed(keys)
    except CodecError:  # one damaged document must not keep the newsroom from starting: it stands alone
        halves = (keys[: len(keys) // 2], keys[len(keys) // 2 :]) if len(keys) > 1 else ()
        return {key: report for half in halves for key, report in _readable(half).items()}
