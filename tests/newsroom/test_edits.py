"""What an outlet changes after it published is noticed, told and followed; what it takes back is shown no more."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.newsroom.test_record import NOW
from tests.newsroom.test_takedown import WORDS, ledger_feed, report, taken_in

from headwater.model.article import Article, NotAnArticle, NotArticleReason
from headwater.model.feed import Entry, FeedDocument, FeedFormat
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletDirectory
from headwater.model.page import Failed, Failure, Gone, NotModified, Outcome, Page
from headwater.model.provenance import Traced
from headwater.newsroom.intake import take_document
from headwater.newsroom.reading import Saving, save_answers, tasks_for
from headwater.newsroom.rechecks import ask_again, take_recheck, withdraw
from headwater.newsroom.steps import EXTRACT, TRACE_VERSION
from headwater.newsroom.tasks import Answer, ReadArticle, SameAsBefore, perform
from headwater.store.bytes import Bytes
from headwater.store.claims import claim_steps
from headwater.store.models import ArticleRow, EntryRow, PageRow, RecheckTallyRow, RevisionRow
from headwater.store.rows import article_from, revision_from

pytestmark = pytest.mark.django_db(transaction=True)

URL = "https://ledger.example/a"
SOON = NOW + timedelta(hours=1)


@pytest.fixture
def kept(tmp_path: Path) -> Bytes:
    held = Bytes(tmp_path / "bytes")
    taken_in(ledger_feed(), report(URL), kept=held)
    return held


def look_again(outcome: Outcome, *, kept: Bytes, at: timedelta = timedelta(hours=1)) -> EntryRow | None:
    """Have the page looked at again with this outcome; give the row where it is to be read again."""
    now = NOW + at
    ((row, _),) = ask_again(now, limit=5, busy=(), per_day=100)
    take_recheck(row, outcome, now=now, kept=kept)
    claimed = claim_steps(now, limit=5, extract=EXTRACT.version, trace=TRACE_VERSION)
    return claimed[0] if claimed else None


def page(body: bytes) -> Page:
    return Page(
        url=URL, final_url=URL, status=200, content_type="text/html", charset="utf-8", body=body, fetched_at=SOON
    )


def read_again(row: EntryRow | None, answer: Answer, *, kept: Bytes) -> None:
    assert row is not None
    save_answers([(row, answer)], Saving(now=SOON, kept=kept, knowledge=Knowledge()))


def now_says(article: Article, *, kept: Bytes) -> None:
    read_again(look_again(page(b"another"), kept=kept), ReadArticle(article=article, traced=Traced()), kept=kept)


def missing() -> Failed:
    return Failed(url=URL, reason=Failure.STATUS, detail="it is not there", fetched_at=SOON, status=404)


def test_an_edit_is_kept_and_the_article_follows_it(kept: Bytes) -> None:
    edited = report(
        URL, headline="Harbour opens at last", words=(WORDS[0], WORDS[1], WORDS[2].replace("forty", "fifty"))
    )
    now_says(edited, kept=kept)
    revision = revision_from(RevisionRow.objects.get())
    assert (revision.headline_before, revision.headline_after) == (
        "Harbour opens after nine years",
        "Harbour opens at last",
    )
    assert len(revision.added) == len(revision.removed) == 1
    assert article_from(ArticleRow.objects.get()).headline == "Harbour opens at last"
    assert PageRow.objects.count() == 2


def test_a_page_that_differs_in_nothing_a_reader_reads_leaves_no_trace(kept: Bytes) -> None:
    now_says(report(URL), kept=kept)
    assert not RevisionRow.objects.exists()
    assert PageRow.objects.count() == 1
    assert len(list(kept.digests())) == 1
    assert EntryRow.objects.get().digest == PageRow.objects.get().digest


def test_what_a_better_extractor_sees_is_no_edit(kept: Bytes) -> None:
    ArticleRow.objects.update(read_version=EXTRACT.version - 1)
    now_says(report(URL, headline="Another reading"), kept=kept)
    assert not RevisionRow.objects.exists()
    assert article_from(ArticleRow.objects.get()).headline == "Another reading"


def test_a_page_with_the_same_gist_is_not_read_again(kept: Bytes) -> None:
    body = b"<h1>Harbour opens</h1><p>The harbour of Sorra opened on Tuesday.</p><a href=/x>Most read today</a>"
    ((row, _),) = ask_again(SOON, limit=1, busy=(), per_day=9)
    take_recheck(row, page(body), now=SOON, kept=kept)
    (claimed,) = claim_steps(SOON, limit=5, extract=EXTRACT.version, trace=TRACE_VERSION)
    (task,) = tasks_for([claimed], kept=kept)
    assert task is not None
    assert task.gist == "g"
    read = perform(replace(task, gist=""), knowledge=Knowledge(), now=SOON)
    gist = read.gist if isinstance(read, ReadArticle) else ""
    other = replace(task, page=page(body.replace(b"Most read today", b"Other links")), gist=gist)
    assert gist
    assert isinstance(perform(other, knowledge=Knowledge(), now=SOON), SameAsBefore)


def test_waits_grow_and_a_change_shortens_them(kept: Bytes) -> None:
    unchanged = NotModified(url=URL, fetched_at=SOON)
    waits = []
    now = NOW
    while EntryRow.objects.get().recheck_at is not None:
        due = EntryRow.objects.get().recheck_at
        assert due is not None
        waits.append(due - now)
        now = due
        ((row, request),) = ask_again(now, limit=1, busy=(), per_day=10**6)
        assert request.url == URL
        take_recheck(row, unchanged, now=now, kept=kept)
    assert waits == sorted(waits)
    assert len(waits) == 11
    EntryRow.objects.update(rechecks=6, recheck_at=SOON)
    now_says(report(URL, headline="Changed"), kept=kept)
    assert EntryRow.objects.get().rechecks == 4


def test_a_host_is_asked_no_more_often_a_day_than_the_budget_says(kept: Bytes) -> None:
    assert len(ask_again(SOON, limit=9, busy=(), per_day=1)) == 1
    EntryRow.objects.update(lease_until=None)
    assert ask_again(SOON, limit=9, busy=(), per_day=1) == []
    assert RecheckTallyRow.objects.get().asked == 1
    assert len(ask_again(SOON + timedelta(days=1), limit=9, busy=(), per_day=1)) == 1
    assert ask_again(SOON + timedelta(days=2), limit=9, busy=(), per_day=0) == []


def test_a_page_that_is_gone_for_good_takes_the_report_back(kept: Bytes) -> None:
    assert look_again(Gone(url=URL, fetched_at=SOON), kept=kept) is None
    row = ArticleRow.objects.get()
    assert (row.hidden, row.hidden_because) == (True, "retracted")
    assert RevisionRow.objects.get().kind == "retraction"


def test_one_missing_page_is_no_retraction_and_two_in_a_row_are(kept: Bytes) -> None:
    look_again(missing(), kept=kept)
    assert not ArticleRow.objects.get().hidden
    look_again(missing(), kept=kept, at=timedelta(hours=3))
    assert ArticleRow.objects.get().hidden_because == "retracted"


def test_a_page_that_comes_back_is_shown_again_but_not_what_an_editor_hid(kept: Bytes) -> None:
    withdraw(ArticleRow.objects.get().key, now=NOW)
    look_again(NotModified(url=URL, fetched_at=SOON), kept=kept)
    assert not ArticleRow.objects.get().hidden
    ArticleRow.objects.update(hidden=True, hidden_because="editor")
    look_again(NotModified(url=URL, fetched_at=SOON), kept=kept, at=timedelta(days=1))
    assert ArticleRow.objects.get().hidden


def test_a_wall_on_a_later_look_is_no_news(kept: Bytes) -> None:
    wall = NotAnArticle(url=URL, reason=NotArticleReason.CONSENT_WALL)
    read_again(look_again(page(b"We value your privacy"), kept=kept), wall, kept=kept)
    assert article_from(ArticleRow.objects.get()).headline == "Harbour opens after nine years"
    assert PageRow.objects.count() == 1
    assert EntryRow.objects.get().state == "read"


def test_a_notice_in_place_of_the_text_takes_it_back(kept: Bytes) -> None:
    notice = report(
        URL, headline="Retraction", words=("The Ledger takes this report back and asks its readers' pardon.",)
    )
    now_says(notice, kept=kept)
    row = ArticleRow.objects.get()
    assert (row.retracted, row.hidden) == (True, False)
    assert RevisionRow.objects.get().kind == "retraction"


def test_what_an_agency_cancels_is_shown_no_more_and_never_taken_in(kept: Bytes) -> None:
    feed = EntryRow.objects.get().feed
    entries = (
        Entry(id="1", link=URL, title="Harbour opens", is_canceled=True),
        Entry(id="2", link="https://ledger.example/never", title="Never sent", is_canceled=True),
    )
    document = FeedDocument(url=feed.url, format=FeedFormat.NINJS, entries=entries)
    intake = take_document(feed, document, now=SOON, outlets=OutletDirectory())
    assert intake.canceled == (ArticleRow.objects.get().key,)
    assert EntryRow.objects.count() == 1
