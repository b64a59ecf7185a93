"""What becomes of a report between its feed and its article: re-reading, missing bytes, tombstones, the feed's own words."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from headwater.model.article import Article
from headwater.model.feed import Entry, Feed, FeedDocument, FeedFormat, FetchState
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletDirectory
from headwater.model.page import Failed, Failure, Page, Refusal, Refused
from headwater.model.provenance import Traced
from headwater.model.rights import TombstoneReason
from headwater.newsroom.intake import take_document
from headwater.newsroom.reading import Saving, page_of_entry, save_answers, take_outcome, tasks_for
from headwater.newsroom.steps import EXTRACT, TRACE_VERSION
from headwater.newsroom.tasks import ReadArticle
from headwater.newsroom.tombstones import Burial, bury_article
from headwater.store.bytes import Bytes
from headwater.store.claims import claim_pages, claim_steps
from headwater.store.models import ArticleRow, DroppedRow, EntryRow, EntryState, FeedRow
from headwater.store.rows import feed_row

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
WORDS = "The harbour of Sorra opened on Tuesday after nine years of work, and the first ship to enter was a dredger."

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def feed() -> FeedRow:
    row = feed_row(Feed(url="https://ledger.example/rss", outlet="ledger"), FetchState(due_at=NOW), added_at=NOW)
    row.save()
    return row


def announce(feed: FeedRow, *, summary: str | None = None) -> int:
    entry = Entry(id="1", link="https://ledger.example/a", title="Harbour opens after nine years", summary=summary)
    document = FeedDocument(url=feed.url, format=FeedFormat.RSS, entries=(entry,))
    return take_document(feed, document, now=NOW, outlets=OutletDirectory()).new


def fetched() -> Page:
    url = "https://ledger.example/a"
    return Page(
        url=url, final_url=url, status=200, content_type="text/html", charset=None, body=b"<p>x", fetched_at=NOW
    )


def saving(kept: Bytes) -> Saving:
    return Saving(now=NOW, kept=kept, knowledge=Knowledge())


def read(row: EntryRow, *, kept: Bytes) -> None:
    article = Article(url=row.url, outlet="ledger", headline="Harbour opens")
    save_answers([(row, ReadArticle(article=article, traced=Traced()))], saving(kept))


def test_an_entry_is_taken_once(feed: FeedRow) -> None:
    assert announce(feed) == 1
    assert announce(feed) == 0
    assert EntryRow.objects.count() == 1


def test_what_was_removed_does_not_come_back(feed: FeedRow) -> None:
    announce(feed)
    row = EntryRow.objects.get()
    burial = Burial(reason=TombstoneReason.TAKEDOWN, editor="mara", now=NOW)
    bury_article(None, row, key=row.key, burial=burial)
    row.delete()
    assert announce(feed) == 0
    assert not EntryRow.objects.exists()


def test_a_raised_version_reads_the_kept_bytes_again(feed: FeedRow, tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    announce(feed)
    take_outcome(claim_pages(NOW, limit=1)[0], fetched(), now=NOW, kept=kept)
    read(claim_steps(NOW, limit=1, extract=EXTRACT.version, trace=TRACE_VERSION)[0], kept=kept)
    assert claim_steps(NOW, limit=1, extract=EXTRACT.version, trace=TRACE_VERSION) == []
    (again,) = claim_steps(NOW, limit=1, extract=EXTRACT.version + 1, trace=TRACE_VERSION)
    (task,) = tasks_for([again], kept=kept)
    assert task is not None
    assert task.page.body == b"<p>x"


def test_an_article_whose_bytes_are_gone_stays_as_it_was_read(feed: FeedRow, tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    announce(feed)
    take_outcome(claim_pages(NOW, limit=1)[0], fetched(), now=NOW, kept=kept)
    read(claim_steps(NOW, limit=1, extract=EXTRACT.version, trace=TRACE_VERSION)[0], kept=kept)
    kept.remove(next(kept.digests()))
    EntryRow.objects.update(extract_version=0)
    (again,) = claim_steps(NOW, limit=1, extract=EXTRACT.version, trace=TRACE_VERSION)
    assert tasks_for([again], kept=kept) == [None]
    save_answers([(again, None)], saving(kept))
    assert EntryRow.objects.get().state == EntryState.READ
    assert ArticleRow.objects.get().headline == "Harbour opens"
    assert claim_steps(NOW, limit=1, extract=EXTRACT.version, trace=TRACE_VERSION) == []


def test_a_page_that_is_damaged_before_it_was_read_is_fetched_again(feed: FeedRow, tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    announce(feed)
    take_outcome(claim_pages(NOW, limit=1)[0], fetched(), now=NOW, kept=kept)
    kept.remove(next(kept.digests()))
    (row,) = claim_steps(NOW, limit=1, extract=EXTRACT.version, trace=TRACE_VERSION)
    save_answers([(row, None)], saving(kept))
    assert len(claim_pages(NOW, limit=1)) == 1


def test_a_page_that_does_not_answer_is_asked_for_again_and_then_dropped_with_the_reason(
    feed: FeedRow, tmp_path: Path
) -> None:
    announce(feed)
    now = NOW
    asked = 0
    while rows := claim_pages(now, limit=1):
        outcome = Failed(url=rows[0].url, reason=Failure.TIMEOUT, detail="it took too long", fetched_at=now)
        take_outcome(rows[0], outcome, now=now, kept=Bytes(tmp_path))
        assert claim_pages(now, limit=1) == []
        now += timedelta(hours=1)
        asked += 1
    assert asked == 6
    assert EntryRow.objects.get().state == EntryState.DROPPED
    assert DroppedRow.objects.get().reason == "no-answer-timeout"


def test_where_robots_refuse_the_page_the_feeds_own_words_stand_in(feed: FeedRow, tmp_path: Path) -> None:
    announce(feed, summary=f"<p>{WORDS}</p>")
    (row,) = claim_pages(NOW, limit=1)
    refused = Refused(url=row.url, reason=Refusal.ROBOTS, detail="robots.txt asks to stay out", fetched_at=NOW)
    take_outcome(row, refused, now=NOW, kept=Bytes(tmp_path))
    (task,) = tasks_for(claim_steps(NOW, limit=1, extract=EXTRACT.version, trace=TRACE_VERSION), kept=Bytes(tmp_path))
    assert task is not None
    assert WORDS.encode() in task.page.body


def test_a_title_alone_is_too_little_to_stand_in() -> None:
    assert page_of_entry(Entry(title="Harbour opens", summary="Soon."), url="https://ledger.example/a", now=NOW) is None
