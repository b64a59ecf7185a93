"""Lead pictures of reports: wanted when the report is saved, fetched when there is time, kept as small copies."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from headwater.model.article import Article
from headwater.model.page import Outcome, Page
from headwater.model.rights import Rights
from headwater.newsroom.attempts import next_attempt, reason_of
from headwater.newsroom.intake import Drop, note_drops
from headwater.newsroom.shrink import NotAPicture, Picture
from headwater.newsroom.tasks import ShrinkPicture, Unreadable
from headwater.newsroom.workers import Pool
from headwater.store.bytes import Bytes
from headwater.store.claims import still_there
from headwater.store.models import ArticleRow, PictureRow, PictureState
from headwater.store.rows import picture_row
from headwater.text.urls import normalise


def wanted_picture(article: Article, *, rights: Rights, now: datetime) -> PictureRow | None:
    """Give the row of a report's lead picture, waiting where it is new; None where there is none or no right to it."""
    url = normalise(article.lead_image.url) if article.lead_image is not None and rights.images else None
    if url is None:
        return None
    row = picture_row(url, due_at=now)
    return PictureRow.objects.filter(key=row.key).first() or _saved(row)


def take_pictures(
    answered: Sequence[tuple[PictureRow, Outcome]], *, pool: Pool, kept: Bytes, now: datetime
) -> dict[PictureState, int]:
    """Keep a small copy of each picture that came, plan the next attempt, or drop it with the reason.

    Gives how many are now in each state.
    """
    came = [(row, outcome) for row, outcome in answered if isinstance(outcome, Page)]
    made = dict(pool.run([ShrinkPicture(page=page) for _, page in came], now=now))
    with transaction.atomic():
        standing = {row.pk for row in still_there([row for row, _ in answered])}
        for number, (row, _) in enumerate(came):
            answer = made[number]
            if row.pk in standing and isinstance(answer, Picture):
                _keep(row, answer, kept=kept)
            elif row.pk in standing and isinstance(answer, NotAPicture | Unreadable):
                _drop(row, reason=answer.reason, detail=answer.detail, now=now)
        for row, outcome in answered:
            if row.pk in standing and not isinstance(outcome, Page):
                _try_again(row, outcome, now=now)
    states = [PictureState(row.state) for row, _ in answered]
    return {state: states.count(state) for state in PictureState}


def stories_with(pictures: Iterable[str]) -> tuple[str, ...]:
    """Give the keys of the stories with a report that has one of these pictures, by their keys."""
    chosen = ArticleRow.objects.filter(picture__in=list(pictures)).exclude(story=None).order_by()
    return tuple(chosen.values_list("story", flat=True).distinct())


def _saved(row: PictureRow) -> PictureRow:
    row.save(force_insert=True)
    return row


def _keep(row: PictureRow, picture: Picture, *, kept: Bytes) -> None:
    row.digest = kept.put(picture.body)
    row.width, row.height = picture.width, picture.height
    row.state = PictureState.KEPT
    _put_back(row)


def _try_again(row: PictureRow, outcome: Outcome, *, now: datetime) -> None:
    row.attempts += 1
    due_at = next_attempt(outcome, attempts=row.attempts, now=now)
    if due_at is None:
        reason, detail = reason_of(outcome)
        _drop(row, reason=reason, detail=detail, now=now)
        return
    row.due_at = due_at
    _put_back(row)


def _drop(row: PictureRow, *, reason: str, detail: str, now: datetime) -> None:
    row.state = PictureState.DROPPED
    row.reason = reason
    _put_back(row)
    note_drops([Drop(step="picture", url=row.url, reason=reason, detail=detail)], now=now)


def _put_back(row: PictureRow) -> None:
    row.lease_until = None
    row.save()
