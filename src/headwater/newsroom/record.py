"""The one serial process of record: articles in an order defined by the data become placements, stories and ranks.

    unrecorded articles, by (first seen, key) ──> reuse ──> place ──> ordered log ──> stories touched
    stories touched ──> origins ──> describe ──> rank ──> publication number

The live state (shingles, open stories) is a snapshot plus the log behind it: replaying the log puts every article into
the story that the log names, whatever today's rules would say, so a restart rebuilds the same state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import Error, transaction

from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Reuse
from headwater.model.story import Embedding, Placement, Report
from headwater.newsroom.embeddings import EmbeddingChannel
from headwater.newsroom.intake import Drop, note_drops
from headwater.newsroom.live import hold_log, load_live_state, save_snapshot
from headwater.newsroom.proposing import keep_proposals
from headwater.newsroom.regrouping import absorb_story
from headwater.newsroom.steps import PLACE, REUSE
from headwater.store.claims import still_there
from headwater.store.models import ArticleRow, EmbeddingRow, MergeRow, ReuseRow, StoryRow
from headwater.store.reports import reports_as_placed, reports_of_keys
from headwater.store.rows import placement_row, report_from, reuse_row
from headwater.stories.propose import propose

#: Articles recorded in one transaction.
_BATCH = 50
#: Lines of the log between two snapshots: what a restart has to replay at most.
_SNAPSHOT_EVERY = 500


class Record:
    """The process of record. Only the holder of the portal's run lock may have one."""

    def __init__(self, *, knowledge: Knowledge, channel: EmbeddingChannel | None = None) -> None:
        """Rebuild the live state as the log left it; `channel` leads to an engine for embeddings, if there is one."""
        self._channel = channel
        #: Of the articles under way, by their keys.
        self._embeddings: Mapping[str, Embedding] = {}
        self._knowledge = knowledge
        self._live = load_live_state(knowledge=self._knowledge)

    def use(self, knowledge: Knowledge) -> None:
        """Go on with other knowledge: an outlet was added."""
        self._knowledge = knowledge

    def forget_removed(self, *, now: datetime) -> None:
        """Let go of what was taken down, in memory and in the snapshot that a restart reads."""
        with transaction.atomic():
            if self._live.forget_removed():
                save_snapshot(self._live, now=now)

    def take(self, *, now: datetime) -> int:
        """Record the next articles, at most a batch, all or nothing; give how many there were."""
        rows = list(ArticleRow.objects.filter(recorded=False).order_by("first_seen", "shown_at", "key")[:_BATCH])
        if not rows:
            return 0
        # Asked before anything is locked, and once: who gets none is placed without.
        self._embeddings = self._channel.embeddings(rows, now=now) if self._channel else {}
        try:
            self._take_together(rows, now=now)
        except Error:
            raise
        except Exception:  # noqa: BLE001 - one report must not stop the others: find it, set it aside
            self._take_one_by_one(rows, now=now)
        if self._live.sequence - self._live.snapshot_sequence >= _SNAPSHOT_EVERY:
            save_snapshot(self._live, now=now)
        return len(rows)

    def look_back(self, now: datetime) -> int:
        """Propose what should be merged and split by what is known today; give how many proposals are new."""
        return keep_proposals(propose(self._live.open_stories, reports=reports_as_placed), now=now)

    def _take_together(self, rows: Sequence[ArticleRow], *, now: datetime) -> None:
        try:
            with transaction.atomic():
                self._catch_up()
                for row in still_there(rows):
                    self._record(row, now=now)
        except BaseException:
            self._live = load_live_state(knowledge=self._knowledge)
            raise

    def _take_one_by_one(self, rows: Sequence[ArticleRow], *, now: datetime) -> None:
        for row in rows:
            try:
                self._take_together([row], now=now)
            except Error:
                raise
            except Exception as error:  # noqa: BLE001 - the desk shows what happened
                self._set_aside(row, error, now=now)

    def _set_aside(self, row: ArticleRow, error: Exception, *, now: datetime) -> None:
        detail = f"it could not be grouped ({type(error).__name__}: {error}); it stands alone"[:300]
        placement = Placement(article=row.key, story=None, confidence=0.0)
        with transaction.atomic():
            self._catch_up()
            self._live.turn_to(row.first_seen)
            self._live.sequence += 1
            placement_row(placement, sequence=self._live.sequence, story=row.key, placed_at=now).save(force_insert=True)
            row.story = _touched_story(row.key, row)
            row.recorded = True
            row.save(update_fields=["story", "recorded"])
            note_drops(
                [Drop(step="record", url=row.url, reason="crashed", detail=detail, feed_key=row.feed_id)], now=now
            )

    def _catch_up(self) -> None:
        hold_log()
        self._live.catch_up()

    def _record(self, row: ArticleRow, *, now: datetime) -> None:
        self._live.turn_to(row.first_seen)
        report = report_from(row)
        reuses = self._reuses(report)
        report = replace(report, reuses=reuses, embedding=self._embeddings.get(row.key))
        placement: Placement = PLACE.function(report, self._live.open_stories, knowledge=self._knowledge)
        story_key = placement.story or row.key
        story = _touched_story(story_key, row)
        self._live.apply(report, story=story_key)
        placement_row(placement, sequence=self._live.sequence, story=story_key, placed_at=now).save(force_insert=True)
        ReuseRow.objects.bulk_create([reuse_row(reuse) for reuse in reuses])
        if report.embedding is not None:
            found = report.embedding
            EmbeddingRow(article=row, model=found.model, vector=found.vector).save(force_insert=True)
        row.story = story
        row.recorded = True
        row.save(update_fields=["story", "recorded"])
        for merged in placement.merges:
            self._merge(merged, into=story, now=now)

    def _reuses(self, report: Report) -> tuple[Reuse, ...]:
        keys = self._live.reuse_index.candidates(report)
        older = reports_of_keys(keys)
        candidates = [older[key] for key in keys if key in older]
        reuses: tuple[Reuse, ...] = REUSE.function(report, candidates, knowledge=self._knowledge)
        return reuses

    def _merge(self, key: str, *, into: StoryRow, now: datetime) -> None:
        merged = StoryRow.objects.filter(key=key, merged_into=None).exclude(key=into.key).first()
        if merged is None or merged.hidden or into.hidden:  # what an editor hid comes back under no other address
            return
        absorb_story(merged, into=into)
        MergeRow.objects.create(sequence=self._live.sequence, story_key=key, into_key=into.key, merged_at=now)
        self._live.open_stories.merge(key, into=into.key)


def _touched_story(key: str, row: ArticleRow) -> StoryRow:
    story = StoryRow.objects.filter(key=key).first()
    if story is None:
        story = StoryRow(key=key, headline=row.headline, first_seen=row.first_seen, last_updated=row.first_seen)
        story.report_count = 0  # pages show it once it is described
        story.save(force_insert=True)
    else:
        story.dirty = True
        story.last_updated = max(story.last_updated, row.first_seen)
        story.save(update_fields=["dirty", "last_updated"])
    return story
