"""Each copy of a letter and how far it has come: waiting → in doubt → sent, or failed, or skipped.

A copy is claimed by a conditional UPDATE with a lease that names its holder. It is in doubt from just before its last
line goes out until the answer is written down: whoever dies in between leaves one copy in doubt, which nobody sends
again by itself. Every further step asks for the holder, so a lease that ran out costs time, never a second copy.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet

from headwater.model.codec import decode, encode
from headwater.model.letter import Issue
from headwater.store.models import (
    DeliveryRow,
    DeliveryState,
    IssueRow,
    PostRow,
    ReaderRow,
    ReaderState,
    StoryRow,
)

#: How long a claim holds. It may run out under a slow mail server: then somebody else sends the rest.
LEASE = timedelta(minutes=2)
#: How long a copy may be under way once its last line is out: ten minutes for the server's answer (RFC 5321,
#: 4.5.3.2.6), and some to write it down. Until then it is not listed as in doubt.
ANSWER_WITHIN = timedelta(minutes=12)
#: How long copies are remembered after they are done; longer than any story may stand in a letter.
REMEMBERED = timedelta(days=60)
_INSERTED_AT_ONCE = 1000
_READ_AT_ONCE = 1000


def freeze(key: str, issue: Issue, *, stories_of: Mapping[str, Sequence[str]], due_at: datetime) -> bool:
    """Write an issue and its set of readers in one transaction; False where an issue of this key is there already.

    `stories_of` has the keys of the stories of each reader's copy; a reader with none is written down as skipped.
    """
    rows = (
        DeliveryRow(
            issue_id=key,
            subscription_key=reader,
            stories=json.dumps(list(stories)),
            state=DeliveryState.WAITING if stories else DeliveryState.SKIPPED,
            reason="" if stories else "nothing new for this reader",
            made_at=issue.made_at,
            due_at=due_at,
        )
        for reader, stories in stories_of.items()
    )
    try:
        with transaction.atomic():
            document = encode(issue).decode()
            IssueRow(key=key, frequency=issue.frequency.value, made_at=issue.made_at, document=document).save(
                force_insert=True
            )
            DeliveryRow.objects.bulk_create(rows, batch_size=_INSERTED_AT_ONCE)
    except IntegrityError:
        return False
    return True


def issue_exists(key: str) -> bool:
    """Whether an issue was made already."""
    return IssueRow.objects.filter(key=key).exists()


def issue_of(key: str) -> Issue:
    """Give the frozen contents of an issue."""
    return decode(IssueRow.objects.values_list("document", flat=True).get(key=key), Issue)


def issues_since(since: datetime, *, frequency: str) -> int:
    """Count the issues of a kind that were made since a time."""
    return IssueRow.objects.filter(frequency=frequency, made_at__gte=since).count()


def active_readers(frequency: str) -> Iterable[list[ReaderRow]]:
    """Give the confirmed readers of a kind of letter, some at a time, in the order of their keys."""
    last = ""
    while True:
        chosen = ReaderRow.objects.filter(state=ReaderState.ACTIVE, frequency=frequency, key__gt=last)
        rows = list(chosen.order_by("key")[:_READ_AT_ONCE])
        if not rows:
            return
        last = rows[-1].key
        yield rows


def stories_had(readers: Iterable[str], *, since: datetime) -> dict[str, set[str]]:
    """Give the keys of the stories that readers were sent since a time, and of what those have become by merging."""
    had: dict[str, set[str]] = defaultdict(set)
    chosen = DeliveryRow.objects.filter(subscription_key__in=list(readers), made_at__gte=since).exclude(
        Q(issue=None) | Q(stories="[]")
    )
    for reader, stories in chosen.values_list("subscription_key", "stories"):
        had[reader].update(json.loads(stories))
    return had


def merged_keys(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give by story the keys of the stories that were merged into it."""
    merged: dict[str, tuple[str, ...]] = defaultdict(tuple)
    found = StoryRow.objects.filter(merged_into_id__in=list(keys)).values_list("key", "merged_into_id")
    for key, into in found:
        merged[into] += (key,)
    return merged


def claim_deliveries(now: datetime, *, holder: str, limit: int, lease: timedelta = LEASE) -> list[DeliveryRow]:
    """Give copies that are due, confirmations first, leased to a holder; the post's mark goes up with each claim."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    due = DeliveryRow.objects.filter(free, state=DeliveryState.WAITING, due_at__lte=now)
    chosen = list(due.order_by(F("issue").asc(nulls_first=True), "due_at", "id").values_list("pk", flat=True)[:limit])
    if not chosen:
        return []
    with transaction.atomic():
        due.filter(pk__in=chosen).update(lease_until=now + lease, holder=holder)
        mine = list(DeliveryRow.objects.filter(pk__in=chosen, holder=holder, state=DeliveryState.WAITING))
        if mine:
            PostRow.objects.filter(pk=1).update(mark=F("mark") + 1)
    return mine


def release_deliveries(holder: str) -> None:
    """Return what a holder claimed and did not begin."""
    DeliveryRow.objects.filter(holder=holder, state=DeliveryState.WAITING).update(lease_until=None, holder="")


def begin_handing_over(row: DeliveryRow, *, holder: str, now: datetime) -> bool:
    """Put a copy in doubt, just before its last line goes out; False where it is no longer the holder's."""
    mine = DeliveryRow.objects.filter(pk=row.pk, holder=holder, state=DeliveryState.WAITING)
    began = mine.update(
        state=DeliveryState.IN_DOUBT, handed_at=now, lease_until=now + ANSWER_WITHIN, reason="no answer heard"
    )
    return began == 1


def settle(pk: int, *, holder: str, state: DeliveryState, reason: str) -> None:
    """Write down what became of a copy that the holder had."""
    mine = DeliveryRow.objects.filter(pk=pk, holder=holder, state__in=[DeliveryState.WAITING, DeliveryState.IN_DOUBT])
    mine.update(state=state, reason=reason[:500], lease_until=None, attempts=F("attempts") + 1)


def put_back(pk: int, *, holder: str, due_at: datetime, reason: str) -> None:
    """Have a copy sent later that the server answered for certain that it has not taken."""
    mine = DeliveryRow.objects.filter(pk=pk, holder=holder, state__in=[DeliveryState.WAITING, DeliveryState.IN_DOUBT])
    mine.update(
        state=DeliveryState.WAITING,
        due_at=due_at,
        reason=reason[:500],
        lease_until=None,
        holder="",
        attempts=F("attempts") + 1,
    )


def in_doubt(now: datetime) -> tuple[DeliveryRow, ...]:
    """Give the copies of which nobody knows whether they arrived; those under way at this moment are left out."""
    return tuple(_doubtful(now).order_by("handed_at", "id"))


def decide_doubt(pk: int, *, arrived: bool, now: datetime) -> bool:
    """Take an operator's word for a copy in doubt: it arrived, or it is to be sent again; False where it is none."""
    doubtful = _doubtful(now).filter(pk=pk)
    if arrived:
        return doubtful.update(state=DeliveryState.SENT, reason="the operator says that it arrived") == 1
    return doubtful.update(state=DeliveryState.WAITING, due_at=now, lease_until=None, holder="", reason="") == 1


def tally(issue: str | None = None) -> dict[str, int]:
    """Count copies by state, of one issue or of all there are."""
    chosen = DeliveryRow.objects.exclude(issue=None) if issue is None else DeliveryRow.objects.filter(issue=issue)
    return dict(chosen.order_by().values_list("state").annotate(copies=Count("pk")))


def forget_deliveries(now: datetime) -> None:
    """Remove what was done with long ago, and issues that nothing hangs on any more."""
    old = DeliveryRow.objects.filter(made_at__lt=now - REMEMBERED).exclude(state=DeliveryState.WAITING)
    old.delete()
    IssueRow.objects.filter(deliveries=None, made_at__lt=now - REMEMBERED).delete()


def post() -> PostRow:
    """Give the one row that says whether letters may go out."""
    return PostRow.objects.get_or_create(pk=1)[0]


def hold_post(because: str) -> None:
    """Let nothing out until the operator says so."""
    post()
    PostRow.objects.filter(pk=1).update(held_because=because)


def resume_post() -> None:
    """Let letters out again."""
    post()
    PostRow.objects.filter(pk=1).update(held_because="", paused_until=None, trouble="")


def set_mark(mark: int) -> None:
    """Have the post's mark be at least so high."""
    PostRow.objects.filter(pk=1, mark__lt=mark).update(mark=mark)


def pause_post(until: datetime | None, *, trouble: str) -> None:
    """Leave the mail server alone for a while; None ends the pause."""
    PostRow.objects.filter(pk=1).update(paused_until=until, trouble=trouble[:500])


def _doubtful(now: datetime) -> "QuerySet[DeliveryRow]":
    not_under_way = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    return DeliveryRow.objects.filter(not_under_way, state=DeliveryState.IN_DOUBT)
