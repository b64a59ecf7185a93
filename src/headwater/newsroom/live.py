"""The live state of the process of record, and how it is rebuilt: a snapshot plus the ordered log behind it."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from headwater.errors import CodecError
from headwater.model.knowledge import Knowledge
from headwater.model.story import Report
from headwater.newsroom.steps import PLACE, REUSE
from headwater.provenance.reuse import ReuseIndex
from headwater.store.models import MergeRow, PlacementRow, PublicationRow, RegroupingRow, SnapshotRow
from headwater.store.reports import reports_of_keys
from headwater.stories.group import OpenStories

#: Stories take reports for so long after their last one.
_STORY_WINDOW = timedelta(days=7)
#: Words are compared with those of so many days back.
_REUSE_WINDOW = timedelta(days=30)
_REPLAY_BATCH = 500
_STORIES, _SHINGLES = "open-stories", "reuse-index"


@dataclass(slots=True)
class LiveState:
    """What grouping and reuse hold in memory; changed only by `apply`, `regroup` and `forget_before`."""

    open_stories: OpenStories
    reuse_index: ReuseIndex
    #: The last line of the log that is in it.
    sequence: int = 0
    #: The last line that the stored snapshot holds.
    snapshot_sequence: int = 0

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
            report = reports_of_keys([line.article_key]).get(line.article_key)
            if report is not None:
                self.open_stories.apply(report, story=line.into_key)
        if line.apart:
            self.open_stories.keep_apart(line.from_key, line.into_key)
        self.sequence = line.sequence

    def catch_up(self) -> None:
        """Follow what editors wrote into the log since; the caller holds the log (`hold_log`)."""
        for line in RegroupingRow.objects.filter(sequence__gt=self.sequence):
            self.regroup(line)

    def forget_before(self, now: datetime) -> None:
        """Let go of what is too old to matter."""
        self.open_stories.forget_before(now - _STORY_WINDOW)
        self.reuse_index.forget_before(now - _REUSE_WINDOW)


def load_live_state(*, knowledge: Knowledge, now: datetime) -> LiveState:
    """Give the state as the log left it: the last snapshot of today's versions, then every line behind it."""
    begun = LiveState(open_stories=OpenStories(background=knowledge.background), reuse_index=ReuseIndex())
    live = _from_snapshots() or begun
    edits = deque(RegroupingRow.objects.filter(sequence__gt=live.sequence, decided_at__gte=now - _REUSE_WINDOW))
    for sequence, story, report, merges in _lines_after(live.sequence, since=now - _REUSE_WINDOW):
        while edits and edits[0].sequence < sequence:
            live.regroup(edits.popleft())
        live.sequence = sequence - 1
        with suppress(Exception):  # set aside when it was recorded, so it is not in the state either
            live.apply(report, story=story)
        live.sequence = sequence
        for merged, into in merges:
            live.open_stories.merge(merged, into=into)
    for edit in edits:
        live.regroup(edit)
    live.sequence = max(live.sequence, last_sequence())
    live.forget_before(now)
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


def _from_snapshots() -> LiveState | None:
    rows = {row.name: row for row in SnapshotRow.objects.all()}
    stories, shingles = rows.get(_STORIES), rows.get(_SHINGLES)
    if stories is None or shingles is None or stories.sequence != shingles.sequence:
        return None
    if (stories.version, shingles.version) != (PLACE.version, REUSE.version):
        return None
    try:
        return LiveState(
            open_stories=OpenStories.decode(bytes(stories.state)),
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
        reports = reports_of_keys(line.article_key for line in lines)
        for line in lines:
            sequence = line.sequence
            report = reports.get(line.article_key)
            if report is not None:
                yield sequence, line.story_key, report, merges.get(sequence, [])
