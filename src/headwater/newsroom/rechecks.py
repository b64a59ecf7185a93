"""Pages of published reports are looked at again: soon after they came, then ever more rarely, within a budget."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from headwater.model.page import Failed, Gone, NotModified, Outcome, Page, Purpose, Request
from headwater.model.provenance import Revision, RevisionKind
from headwater.model.rights import HiddenBecause
from headwater.newsroom.captures import keep_capture
from headwater.newsroom.publish import raise_publication
from headwater.store.bytes import Bytes
from headwater.store.claims import claim_rechecks
from headwater.store.models import ArticleRow, EntryRow, PageRow, RevisionRow, StoryRow
from headwater.store.rows import revision_row

#: Waits between two looks that find no change. Most edits come in the first hours; the last look is two months later.
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (30, 60, 120, 240, 720, 1440, 2880, 5760, 10080, 20160, 43200))
#: A change makes another one likelier: the waits go back by so many.
_BACK = 2
#: A page that is not there is looked at again soon; so often in a row, it was taken back.
_MISSING_WAIT, _MISSING_TWICE = timedelta(hours=1), 2
_NOT_FOUND = 404
#: What was first seen so long ago came out of an archive.
_OLD = timedelta(days=14)


def first_recheck(first_seen: datetime, *, now: datetime) -> datetime | None:
    """Give when the page of a report that was just read is looked at again; None for one out of an archive."""
    return now + _WAITS[0] if now - first_seen < _OLD else None


def ask_again(now: datetime, *, limit: int, busy: Iterable[str], per_day: int) -> list[tuple[EntryRow, Request]]:
    """Give the reports whose page is to be looked at again, with what to ask; at most `per_day` of one host and day."""
    rows = claim_rechecks(now, limit=limit, busy=busy, per_day=per_day) if per_day else []
    latest = {page.entry_id: page for page in PageRow.objects.filter(entry__in=rows).order_by("fetched_at", "id")}
    return [(row, _request(row, latest.get(row.key))) for row in rows]


def take_recheck(row: EntryRow, outcome: Outcome, *, now: datetime, kept: Bytes) -> None:
    """Keep a page that differs, so that it is read again; note one that is gone; else plan the next look."""
    if isinstance(outcome, Page) and keep_capture(row, outcome, kept=kept):
        row.missing = 0
    elif isinstance(outcome, Gone) or (isinstance(outcome, Failed) and outcome.status == _NOT_FOUND):
        note_missing(row, now=now, for_good=isinstance(outcome, Gone))
    elif isinstance(outcome, Page | NotModified):
        found_again(row, now=now)
        plan_next(row, now=now)
    else:
        plan_next(row, now=now)
    row.lease_until = None
    row.save()


def plan_next(row: EntryRow, *, now: datetime, changed: bool = False) -> None:
    """Set when the page is looked at again: sooner after a change, later each time there was none, never at the end."""
    row.rechecks = max(0, row.rechecks - _BACK) if changed else row.rechecks + 1
    row.recheck_at = now + _WAITS[row.rechecks] if row.rechecks < len(_WAITS) else None


def note_missing(row: EntryRow, *, now: datetime, for_good: bool) -> None:
    """Note that a published report's page was not there; for good, or the second time in a row, it was taken back."""
    row.missing += 1
    if for_good or row.missing >= _MISSING_TWICE:
        withdraw(row.key, now=now)
        plan_next(row, now=now)
    else:
        row.recheck_at = now + _MISSING_WAIT


def withdraw(key: str, *, now: datetime) -> None:
    """Show a report to nobody any more, because its outlet took it back; the desk still sees it."""
    shown = ArticleRow.objects.filter(key=key, hidden=False)
    story = shown.values_list("story_id", flat=True).first()
    if not shown.update(hidden=True, hidden_because=HiddenBecause.RETRACTED.value):
        return
    revision = Revision(article=key, captured_at=now, before="", after="", kind=RevisionKind.RETRACTION)
    if not RevisionRow.objects.filter(article=key, captured_at=now).exists():
        revision_row(revision).save()
    StoryRow.objects.filter(key=story).update(dirty=True)
    raise_publication(now)


def found_again(row: EntryRow, *, now: datetime) -> bool:
    """Show a report again whose page was only away, and give whether it was; what an editor hid stays hidden."""
    row.missing = 0
    away = ArticleRow.objects.filter(key=row.key, hidden_because=HiddenBecause.RETRACTED.value)
    story = away.values_list("story_id", flat=True).first()
    if not away.update(hidden=False, hidden_because=""):
        return False
    StoryRow.objects.filter(key=story).update(dirty=True)
    raise_publication(now)
    return True


def _request(row: EntryRow, page: PageRow | None) -> Request:
    etag = page.etag if page is not None and page.digest == row.digest else ""
    modified = page.last_modified if page is not None and page.digest == row.digest else ""
    return Request(url=row.url, purpose=Purpose.PAGE, etag=etag or None, last_modified=modified or None)
