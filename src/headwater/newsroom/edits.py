"""Edits: an article that was read again is held against what was read before, and what changed is kept."""

from datetime import datetime

from headwater.model.article import Article
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Reuse, Revision, RevisionKind, Traced
from headwater.model.story import Report
from headwater.newsroom.publish import raise_publication
from headwater.newsroom.steps import EXTRACT, REUSE
from headwater.provenance.revisions import compare
from headwater.store.models import ArticleRow, ReuseRow, RevisionRow, StoryRow
from headwater.store.reports import reports_of_keys
from headwater.store.rows import article_from, reuse_row, revision_row, traced_from


def note_edit(before: ArticleRow, after: Article, *, traced: Traced, digest: str, now: datetime) -> Revision | None:
    """Keep what an outlet changed in a report since it was last read; None where nothing did, or nobody can tell.

    `digest` is the new page's. Two readings are compared only where the same version of the extractor made both: what a
    better extractor sees is no edit of the outlet's.
    """
    if not before.page_digest or before.page_digest == digest or before.read_version != EXTRACT.version:
        return None
    revision = compare(
        article_from(before),
        after,
        article=before.key,
        captured_at=now,
        traced_before=traced_from(before),
        traced_after=traced,
    )
    if revision is not None and not RevisionRow.objects.filter(article=before, captured_at=now).exists():
        revision_row(revision).save()
    return revision


def follow_edit(row: ArticleRow, revision: Revision, *, knowledge: Knowledge) -> None:
    """Have everything that rests on a report's words follow its edit: shared passages, and its story.

    Grouping does not: a report stays in the story it was put into when it was first read.
    """
    if revision.kind is RevisionKind.RETRACTION:
        ArticleRow.objects.filter(pk=row.pk).update(retracted=True)
        raise_publication(revision.captured_at)
    StoryRow.objects.filter(pk=row.story_id).update(dirty=True)
    if not (revision.added or revision.removed):
        return
    pairs = [
        *ReuseRow.objects.filter(newer=row).values_list("newer", "older"),
        *ReuseRow.objects.filter(older=row).values_list("newer", "older"),
    ]
    reports = reports_of_keys({key for pair in pairs for key in pair})
    ReuseRow.objects.filter(newer=row).delete()
    ReuseRow.objects.filter(older=row).delete()
    for newer, older in pairs:
        ReuseRow.objects.bulk_create([reuse_row(reuse) for reuse in _reuses(reports, newer, older, knowledge)])


def _reuses(reports: dict[str, Report], newer: str, older: str, knowledge: Knowledge) -> tuple[Reuse, ...]:
    if newer not in reports or older not in reports:
        return ()
    found: tuple[Reuse, ...] = REUSE.function(reports[newer], [reports[older]], knowledge=knowledge)
    return found
