"""Stories that changed are described and ranked anew, and the site learns that something is new."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import Error, transaction
from django.db.models import F

from headwater.model.knowledge import Knowledge
from headwater.model.publication import Told
from headwater.model.rights import Overrule
from headwater.model.story import Story
from headwater.newsroom.intake import Drop, note_drops
from headwater.newsroom.persons import find_persons_anew, note_statements
from headwater.newsroom.places import note_places
from headwater.newsroom.relate import relate
from headwater.newsroom.settling import settle
from headwater.newsroom.steps import DESCRIBE, FLAGS, ORIGINS, RANK
from headwater.store.models import ArticleRow, OverruleRow, PublicationRow, StoryRow
from headwater.store.reports import feeds_of_stories, reports_of_stories
from headwater.store.rows import (
    overrule_from,
    publications_from,
    set_publications,
    set_ranked,
    set_story,
    story_from,
)
from headwater.store.search import index_articles

#: Stories compete for the front page for so long after their last report.
_RANKED_FOR = timedelta(days=3)
#: Scores fade all the time; below this difference no order that a reader sees changes.
_TELLING_DIFFERENCE = 0.01
#: Stories described in one transaction.
_BATCH = 50
#: Reports whose stories are read, described and written down at once.
_REPORTS_AT_ONCE = 50
#: Stories that are ranked anew whenever something changes: more than any page shows.
_STANDING = 200
#: Stories of a batch whose neighbours are found at once; upkeep finds those of the others that stand high.
_RELATED_AT_ONCE = 10


def publish_changes(*, now: datetime, knowledge: Knowledge) -> int:
    """Describe every story that was touched, rank the living ones, and raise the publication number; give how many.

    Idempotent: a crash leaves what was not published marked as touched.
    """
    overrules = tuple(overrule_from(row) for row in OverruleRow.objects.all())
    described = 0
    while touched := _publish_batch(overrules, now=now, knowledge=knowledge):
        described += touched
    return described


def _publish_batch(overrules: Sequence[Overrule], *, now: datetime, knowledge: Knowledge) -> int:
    # Describing, ranking and the number stand in one transaction: a crash between them would leave stories described
    # and nobody told.
    waiting = StoryRow.objects.filter(dirty=True, merged_into=None).order_by("key")
    if not waiting.exists():
        return 0
    with transaction.atomic():
        # Held while they are described: what an editor pins, or takes down, meanwhile waits and is not overwritten.
        touched = list(waiting.select_for_update()[:_BATCH])
        names: set[str] = set()
        for rows in _in_groups(touched):
            names |= _describe_together(rows, overrules=overrules, now=now, knowledge=knowledge)
        find_persons_anew(names, overrules=overrules, knowledge=knowledge)
        rank_living(now=now, touched=[row.key for row in touched])
        relate(_highest(touched), now=now)
        announce_news(now, stories=_with_merged(touched))
    return len(touched)


def rank_living(*, now: datetime, touched: Sequence[str] | None = None) -> None:
    """Give living stories their scores, with the reasons: all, or those that stand highest and those just touched.

    All scores fade alike, so between two full rankings only what readers come upon has to be ranked anew.
    """
    shown = StoryRow.objects.filter(merged_into=None, hidden=False).exclude(document="")  # not described yet
    living = shown.filter(last_updated__gte=now - _RANKED_FOR)
    if touched is not None:
        standing = living.order_by("-pinned", "-score", "key").values_list("key", flat=True)[:_STANDING]
        living = living.filter(key__in={*standing, *touched})
    rows = {row.key: row for row in living.order_by("key")}
    pins = sorted(key for key, row in rows.items() if row.pinned)
    reads = {key: row.reads for key, row in rows.items() if row.reads}
    ranks = RANK.function([story_from(row) for row in rows.values()], now=now, pins=pins, reads=reads)
    moved = [ranked for ranked in ranks if abs(rows[ranked.story].score - ranked.score) >= _TELLING_DIFFERENCE]
    with transaction.atomic():
        for ranked in moved:
            set_ranked(rows[ranked.story], ranked)
        StoryRow.objects.bulk_update([rows[ranked.story] for ranked in moved], ["score", "ranked"], batch_size=200)
        StoryRow.objects.filter(last_updated__lt=now - _RANKED_FOR, score__gt=0).update(score=0)


def announce_news(now: datetime, *, stories: Iterable[str] | None = None) -> None:
    """Tell the site that there is more to show; what it shows already may stand for a moment.

    `stories` are the keys of those that are not what they were: what the site shows of all others stays as it is, but
    for the order they stand in. Whoever does not know for sure names none, and anything may have changed.
    """
    with transaction.atomic():
        PublicationRow.objects.get_or_create(pk=1)
        row = PublicationRow.objects.select_for_update().get(pk=1)
        row.number, row.changed_at = row.number + 1, now
        told = Told(number=row.number, stories=None if stories is None else tuple(sorted(stories)))
        set_publications(row, publications_from(row).with_one(told))
        row.save(update_fields=["number", "changed_at", "document"])


def raise_publication(now: datetime) -> None:
    """Tell the site that what it shows may be wrong: no page that was made before may be shown any more."""
    if not PublicationRow.objects.filter(pk=1).update(
        number=F("number") + 1, withdrawn=F("number") + 1, changed_at=now
    ):
        PublicationRow.objects.get_or_create(pk=1, defaults={"number": 1, "withdrawn": 1, "changed_at": now})


def _with_merged(touched: Sequence[StoryRow]) -> set[str]:
    """Give the keys of stories, and of those that became part of them."""
    keys = {row.key for row in touched}
    return keys | set(StoryRow.objects.filter(merged_into__in=keys).values_list("key", flat=True))


def _highest(touched: Sequence[StoryRow]) -> list[str]:
    keys = [row.key for row in touched]
    found = StoryRow.objects.filter(key__in=keys).order_by("-score", "key").values_list("key", flat=True)
    return list(found[:_RELATED_AT_ONCE])


def _set_aside(row: StoryRow, error: Exception, *, now: datetime) -> None:
    StoryRow.objects.filter(pk=row.pk).update(dirty=False, hidden=True)
    detail = f"the story could not be described ({type(error).__name__}: {error})"[:300]
    note_drops([Drop(step="describe", url=f"story {row.key}", reason="crashed", detail=detail)], now=now)


def _in_groups(stories: Sequence[StoryRow]) -> Iterator[list[StoryRow]]:
    """Give the stories in groups whose reports are read at once: many small ones together, a large one by itself."""
    group: list[StoryRow] = []
    count = 0
    for row in stories:
        group.append(row)
        count += max(1, row.report_count)
        if count >= _REPORTS_AT_ONCE:
            yield group
            group, count = [], 0
    if group:
        yield group


def _describe_together(
    rows: Sequence[StoryRow], *, overrules: Sequence[Overrule], now: datetime, knowledge: Knowledge
) -> frozenset[str]:
    """Describe stories; give the keys of the names under which their speakers changed.

    Where one of them fails, they are described one by one, and that one is set aside: it must not stop the others,
    and the desk shows it.
    """
    try:
        with transaction.atomic():
            return _describe(rows, overrules=overrules, now=now, knowledge=knowledge)
    except Error:
        raise
    except Exception as error:  # noqa: BLE001 - the desk shows what happened
        if len(rows) == 1:
            _set_aside(rows[0], error, now=now)
            return frozenset()
    each = (_describe_together([row], overrules=overrules, now=now, knowledge=knowledge) for row in rows)
    return frozenset().union(*each)


def _describe(
    rows: Sequence[StoryRow], *, overrules: Sequence[Overrule], now: datetime, knowledge: Knowledge
) -> frozenset[str]:
    reports_of, feeds_of = reports_of_stories(rows), feeds_of_stories(rows)
    for row in rows:
        row.dirty = False
        if reports_of[row.key]:
            reports = settle(reports_of[row.key], knowledge=knowledge)
            origins = ORIGINS.function(reports, knowledge=knowledge, overrules=overrules)
            story: Story = DESCRIBE.function(
                row.key, reports, origins=origins, now=now, knowledge=knowledge, feeds=feeds_of[row.key]
            )
            flags = FLAGS.function(reports, origins=origins, knowledge=knowledge)
            set_story(row, replace(story, flags=flags))
        else:  # all are held back or gone: no page shows a story without reports, and it is no editor's hiding
            row.report_count = 0
        row.save()
    keys = [report.key for reports in reports_of.values() for report in reports]
    index_articles(keys)
    note_places(keys, places=knowledge.places)
    return note_statements(ArticleRow.objects.filter(story__in=rows).order_by().values_list("key", flat=True))
