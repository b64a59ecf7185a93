"""Web archives: their pages become reports without a request."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from tests.read.archives import warc_of

from headwater.model.feed import Feed, FetchState
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.model.rights import TombstoneReason
from headwater.newsroom.archive import take_archive
from headwater.newsroom.reading import tasks_for
from headwater.newsroom.tombstones import Burial, bury_article
from headwater.read.warc import read_warc
from headwater.store.bytes import Bytes
from headwater.store.models import EntryRow, EntryState, FeedRow
from headwater.store.rows import feed_row

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
CAPTURED = "2026-09-20T08:00:00Z"
OUTLETS = OutletDirectory([Outlet(key="ledger", name="Harbour Ledger", domains=("ledger.example",))])

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def take(tmp_path: Path) -> Callable[[bytes], dict[str, int]]:
    row = feed_row(Feed(url="archive:a.warc", outlet="a.warc"), FetchState(due_at=NOW, retired=True), added_at=NOW)
    row.save()

    def taken(archive: bytes) -> dict[str, int]:
        counts: dict[str, int] = {}
        pages = read_warc(BytesIO(archive), name="a.warc")
        for so_far in take_archive(FeedRow.objects.get(), pages, now=NOW, outlets=OUTLETS, kept=Bytes(tmp_path)):
            counts = dict(so_far)
        return counts

    return taken


def test_pages_wait_to_be_read_with_their_bytes_at_hand(
    take: Callable[[bytes], dict[str, int]], tmp_path: Path
) -> None:
    pages = {f"https://ledger.example/{number}": f"<p>Report {number}".encode() for number in range(120)}
    assert take(warc_of(pages, captured=CAPTURED)) == {"new": 120}
    rows = list(EntryRow.objects.all())
    assert {(row.outlet_key, row.state, row.first_seen) for row in rows} == {
        ("ledger", EntryState.FETCHED, datetime(2026, 9, 20, 8, tzinfo=UTC))
    }
    assert all(task is not None for task in tasks_for(rows, kept=Bytes(tmp_path)))


def test_an_archive_taken_twice_adds_nothing(take: Callable[[bytes], dict[str, int]]) -> None:
    archive = warc_of({"https://ledger.example/1": b"<p>Report"}, captured=CAPTURED)
    take(archive)
    assert take(archive) == {"known": 1}


def test_an_unknown_host_is_an_outlet_of_its_own(take: Callable[[bytes], dict[str, int]]) -> None:
    take(warc_of({"https://courier.example/1": b"<p>Report"}, captured=CAPTURED))
    assert EntryRow.objects.get().outlet_key == "courier.example"


def test_what_was_taken_down_does_not_come_back_from_an_archive(take: Callable[[bytes], dict[str, int]]) -> None:
    archive = warc_of({"https://ledger.example/1": b"<p>Report"}, captured=CAPTURED)
    take(archive)
    row = EntryRow.objects.get()
    burial = Burial(reason=TombstoneReason.TAKEDOWN, editor="mara", now=NOW)
    bury_article(None, row, key=row.key, burial=burial)
    row.delete()
    assert take(archive) == {"removed": 1}
    assert not EntryRow.objects.exists()


def test_errors_and_pictures_are_no_pages(take: Callable[[bytes], dict[str, int]]) -> None:
    errors = warc_of({"https://ledger.example/1": b"<p>Not here"}, captured=CAPTURED, status="404 Not Found")
    pictures = warc_of({"https://ledger.example/2": b"\xff\xd8"}, captured=CAPTURED, content_type="image/jpeg")
    assert take(errors) == take(pictures) == {"no page": 1}


def test_a_capture_from_the_future_is_seen_now(take: Callable[[bytes], dict[str, int]]) -> None:
    take(warc_of({"https://ledger.example/1": b"<p>Report"}, captured="2099-01-01T00:00:00Z"))
    assert EntryRow.objects.get().first_seen == NOW
