"""Pictures are wanted by right, kept as copies, asked for again where they did not come, and dropped with the reason."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.newsroom.drawn import drawn, png_of_size
from tests.newsroom.small_web import START

from headwater.model.article import Article, Image
from headwater.model.feed import Feed, FetchState
from headwater.model.page import Failed, Failure, Gone, Outcome, Page, Refusal, Refused
from headwater.model.provenance import Traced
from headwater.model.rights import Rights
from headwater.newsroom.pictures import stories_with, take_pictures, wanted_picture
from headwater.newsroom.workers import Limits, Pool
from headwater.store.bytes import Bytes
from headwater.store.claims import LEASE, claim_pictures, release_leases
from headwater.store.models import DroppedRow, PictureRow, PictureState, StoryRow
from headwater.store.rows import article_row, feed_row

URL = "https://ledger.example/bridge.jpg"
ARTICLE = Article(url="https://ledger.example/1", outlet="ledger", headline="Bridge", lead_image=Image(url=URL))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1, limits=Limits()) as started:
        yield started


def wanted() -> PictureRow:
    row = wanted_picture(ARTICLE, rights=Rights(images=True), now=START)
    assert row is not None
    return row


def came(body: bytes) -> Page:
    return Page(
        url=URL, final_url=URL, status=200, content_type="image/jpeg", charset=None, body=body, fetched_at=START
    )


def test_a_picture_is_wanted_once_and_only_by_right() -> None:
    assert wanted_picture(ARTICLE, rights=Rights(), now=START) is None
    assert not PictureRow.objects.exists()
    assert wanted().key == wanted().key
    assert PictureRow.objects.get().state == PictureState.WAITING


def test_a_claimed_picture_is_nobody_elses_until_its_lease_runs_out() -> None:
    wanted()
    assert claim_pictures(START, limit=8, busy=["ledger.example"]) == []
    assert len(claim_pictures(START, limit=8)) == 1
    assert claim_pictures(START, limit=8) == []
    assert len(claim_pictures(START + LEASE * 2, limit=8)) == 1
    release_leases()
    assert len(claim_pictures(START, limit=8)) == 1


def test_a_picture_that_came_is_kept_as_a_copy_under_its_digest(pool: Pool, tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    counted = take_pictures([(wanted(), came(drawn("PNG", size=(2000, 1000))))], pool=pool, kept=kept, now=START)
    row = PictureRow.objects.get()
    assert counted[PictureState.KEPT] == 1
    assert (row.state, row.width, row.height, row.lease_until) == (PictureState.KEPT, 1280, 640, None)
    assert (kept.get(row.digest) or b"").startswith(b"\xff\xd8\xff")
    assert list(kept.digests()) == [row.digest]
    assert claim_pictures(START + timedelta(days=1), limit=8) == []


def test_a_picture_is_news_of_the_stories_whose_reports_have_it() -> None:
    feed = feed_row(Feed(url="https://ledger.example/rss", outlet="ledger"), FetchState(due_at=START), added_at=START)
    feed.save()
    story = StoryRow.objects.create(key="s1", headline="Bridge", first_seen=START, last_updated=START)
    row = article_row(ARTICLE, key="a1", feed_key=feed.key, first_seen=START, traced=Traced())
    row.story, row.picture = story, wanted()
    row.save()
    assert stories_with([wanted().key]) == ("s1",)
    assert stories_with(["another"]) == ()


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (came(b"<svg/>"), "not-a-picture"),
        (came(png_of_size(40_000, 40_000)), "too-large"),
        (Gone(url=URL, fetched_at=START), "gone"),
        (Refused(url=URL, reason=Refusal.ROBOTS, detail="robots.txt", fetched_at=START), "robots"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_none_is_dropped_with_the_reason(pool: Pool, tmp_path: Path, outcome: Outcome, reason: str) -> None:
    take_pictures([(wanted(), outcome)], pool=pool, kept=Bytes(tmp_path), now=START)
    row, drop = PictureRow.objects.get(), DroppedRow.objects.get(step="picture")
    assert (row.state, row.reason, row.lease_until) == (PictureState.DROPPED, reason, None)
    assert (drop.url, drop.reason) == (URL, reason)
    assert drop.detail
    assert list(Bytes(tmp_path).digests()) == []


def test_a_picture_that_did_not_come_is_asked_for_again_and_given_up_in_the_end(pool: Pool, tmp_path: Path) -> None:
    failed = Failed(url=URL, reason=Failure.TIMEOUT, detail="no answer", fetched_at=START)
    wanted()
    now = START
    for attempt in range(6):
        (row,) = claim_pictures(now, limit=1)
        take_pictures([(row, failed)], pool=pool, kept=Bytes(tmp_path), now=now)
        row = PictureRow.objects.get()
        assert row.state == (PictureState.DROPPED if attempt == 5 else PictureState.WAITING)
        assert row.due_at > now or attempt == 5
        now = row.due_at
    assert DroppedRow.objects.get(step="picture").reason == "no-answer-timeout"


def test_a_bad_picture_does_not_take_the_good_one_with_it(pool: Pool, tmp_path: Path) -> None:
    other = Article(url="https://a.example/", outlet="a", headline="x", lead_image=Image(url="https://a.example/b.png"))
    second = wanted_picture(other, rights=Rights(images=True), now=START)
    assert second is not None
    answered = [(wanted(), came(drawn("JPEG")[:500])), (second, came(drawn("JPEG")))]
    counted = take_pictures(answered, pool=pool, kept=Bytes(tmp_path), now=START)
    assert (counted[PictureState.KEPT], counted[PictureState.DROPPED]) == (1, 1)
