"""A takedown reaches every table, every file and the memory of the newsroom, and what is gone does not come back."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from tests.newsroom.small_web import all_reports
from tests.newsroom.test_record import NOW, record_all, save_articles

from headwater.errors import StoreError
from headwater.model.article import Article, Block, BlockKind, text_of
from headwater.model.feed import Entry, Feed, FeedDocument, FeedFormat, FetchState
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.model.page import Page
from headwater.model.provenance import Traced
from headwater.newsroom.intake import take_document
from headwater.newsroom.live import load_live_state
from headwater.newsroom.publish import publish_changes
from headwater.newsroom.reading import Saving, save_answers, take_outcome
from headwater.newsroom.record import Record
from headwater.newsroom.subscriptions import subscribe
from headwater.newsroom.takedown import Demand, article_keys, take_down_articles, take_down_outlet
from headwater.newsroom.tasks import ReadArticle
from headwater.store.bytes import Bytes
from headwater.store.claims import claim_pages, claim_steps
from headwater.store.dump import canonical_dump
from headwater.store.models import (
    ArticleRow,
    DroppedRow,
    EntryRow,
    FeedRow,
    LogRow,
    PageRow,
    SnapshotRow,
    StoryRow,
    TombstoneRow,
)
from headwater.store.rows import article_from, article_row, feed_row, story_from
from headwater.stories.group import OpenStories

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = (
    "The harbour of Sorra opened on Tuesday after nine years of work, and the first ship to enter was a dredger.",
    "Nobody on the quay had expected the mayor to arrive by rowing boat, least of all the mayor.",
    "The works cost forty million crowns, eleven more than planned, because the sea had to be moved twice.",
)


@pytest.fixture
def kept(tmp_path: Path) -> Bytes:
    return Bytes(tmp_path / "bytes")


def demand(kept: Bytes) -> Demand:
    return Demand(reason="The court of Sorra asks for it.", editor="mara", kept=kept)


def report(url: str, *, headline: str = "Harbour opens after nine years", words: tuple[str, ...] = WORDS) -> Article:
    body = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in words)
    return Article(url=url, outlet="ledger", headline=headline, language="en", body=body)


def ledger_feed(url: str = "https://ledger.example/rss") -> FeedRow:
    row = feed_row(Feed(url=url, outlet="ledger"), FetchState(due_at=NOW), added_at=NOW)
    row.save()
    return row


def announce(feed: FeedRow, url: str, *, guid: str) -> int:
    entry = Entry(id=guid, link=url, title=f"Harbour opens after nine years ({guid})", summary=f"<p>{WORDS[0]}</p>")
    document = FeedDocument(url=feed.url, format=FeedFormat.RSS, entries=(entry,))
    return take_document(feed, document, now=NOW, outlets=OutletDirectory()).new


def taken_in(feed: FeedRow, article: Article, *, kept: Bytes, guid: str = "1") -> int:
    """Have a report announced, fetched and read; give how many articles there are then."""
    announce(feed, article.url, guid=guid)
    body = f"<h1>{article.headline}</h1>{text_of(article)}".encode()
    page = Page(
        url=article.url,
        final_url=article.url,
        status=200,
        content_type="text/html",
        charset=None,
        body=body,
        fetched_at=NOW,
    )
    for row in claim_pages(NOW, limit=9, per_host=9):
        take_outcome(row, page, now=NOW, kept=kept)
    rows = claim_steps(NOW, limit=9, extract=10**6, trace=0)
    answer = ReadArticle(article=article, traced=Traced(), gist="g")
    save_answers([(row, answer) for row in rows], Saving(now=NOW, kept=kept, knowledge=Knowledge()))
    return ArticleRow.objects.count()


def everything_held() -> Iterator[str]:
    """Every cell of every table, whatever it is called."""
    for table in apps.get_app_config("store").get_models():
        for row in table._default_manager.values_list():
            for cell in row:
                yield bytes(cell).decode("utf-8", "replace") if isinstance(cell, bytes | memoryview) else str(cell)


def test_no_table_and_no_file_holds_a_word_of_it_afterwards(kept: Bytes) -> None:
    taken_in(ledger_feed(), report("https://ledger.example/a/harbour-opens"), kept=kept)
    record_all(Record(knowledge=Knowledge()))
    publish_changes(now=NOW, knowledge=Knowledge())
    assert any("rowing boat" in cell for cell in everything_held())
    assert len(list(kept.digests())) == 1
    keys = article_keys(["https://ledger.example/a/harbour-opens"])
    done = take_down_articles(keys, demand(kept), now=NOW)
    assert (done.articles, done.files) == (1, 1)
    publish_changes(now=NOW, knowledge=Knowledge())
    for words in ("rowing boat", "Harbour opens", "harbour-opens", "dredger", "forty million"):
        assert [cell[:80] for cell in everything_held() if words.casefold() in cell.casefold()] == [], words
    assert list(kept.digests()) == []
    log = LogRow.objects.get()
    assert (log.action, log.editor, log.reason, log.about) == (
        "takedown",
        "mara",
        "The court of Sorra asks for it.",
        keys[0],
    )


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_sqlite_writes_zeros_over_what_is_deleted(kept: Bytes, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite3"
    long = tuple(f"{number}. {text}" for number in range(200) for text in WORDS)
    taken_in(ledger_feed(), report("https://ledger.example/a", words=long), kept=kept)
    shorter = article_row(report("https://ledger.example/a"), key="k", feed_key="f", first_seen=NOW, traced=Traced())
    ArticleRow.objects.update(document=shorter.document)  # frees the pages of the long wording
    take_down_articles(article_keys(["https://ledger.example/a"]), demand(kept), now=NOW)
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)  # page by page, free ones too
    assert b"rowing boat" not in file.read_bytes()


def test_the_memory_of_the_newsroom_lets_go_and_a_restart_finds_the_same(kept: Bytes) -> None:
    rows = save_articles(all_reports(ticks=3))
    record = Record(knowledge=Knowledge())
    record_all(record)
    publish_changes(now=NOW, knowledge=Knowledge())
    story = StoryRow.objects.order_by("-report_count", "key")[0]
    first, *others = ArticleRow.objects.filter(story=story).order_by("first_seen", "key")
    assert story_from(story).face
    take_down_articles([first.key], demand(kept), now=NOW)
    record.forget_removed(now=NOW)
    live = record._live
    assert live.open_stories.story_of(first.key) is None
    assert {live.open_stories.story_of(other.key).key for other in others} == {story.key}  # type: ignore[union-attr]
    assert first.key not in live.reuse_index.keys
    stored = {row.name: bytes(row.state) for row in SnapshotRow.objects.all()}
    assert OpenStories.decode(stored["open-stories"]).story_of(first.key) is None
    assert first.key.encode() not in stored["reuse-index"]
    again = load_live_state(knowledge=Knowledge())
    assert again.open_stories.encode() == live.open_stories.encode()
    publish_changes(now=NOW, knowledge=Knowledge())
    described = story_from(StoryRow.objects.get(pk=story.pk))
    assert first.key not in (described.face, *described.articles)
    assert first.headline not in "".join(canonical_dump()) or first.headline in {other.headline for other in others}
    assert ArticleRow.objects.count() == len(rows) - 1


@pytest.mark.parametrize(
    ("url", "guid", "words"),
    [
        (
            "https://ledger.example/a",
            "2",
            ("Quite another text stands here now, so that only the address is the same.",),
        ),
        (
            "http://www.ledger.example/a?utm_source=rss",
            "3",
            ("The same address in another spelling, and another text.",),
        ),
        (
            "https://ledger.example/b",
            "1",
            ("Another address and another text, and the feed's identifier is the same.",),
        ),
        ("https://ledger.example/c", "4", (WORDS[0], WORDS[1].replace("rowing boat", "tram"), WORDS[2])),
    ],
)
def test_what_was_taken_down_does_not_come_back(kept: Bytes, url: str, guid: str, words: tuple[str, ...]) -> None:
    feed = ledger_feed()
    taken_in(feed, report("https://ledger.example/a"), kept=kept)
    take_down_articles(article_keys(["https://ledger.example/a"]), demand(kept), now=NOW)
    other = ledger_feed("https://ledger.example/other")
    for row in (feed, other):
        assert taken_in(row, report(url.split("?", maxsplit=1)[0], words=words), kept=kept, guid=guid) == 0
        assert not EntryRow.objects.exists()
        assert list(kept.digests()) == []
    dropped = DroppedRow.objects.get(reason="taken-down")
    assert "ledger.example/" not in dropped.url


def test_another_report_of_the_outlet_still_comes_in(kept: Bytes) -> None:
    feed = ledger_feed()
    taken_in(feed, report("https://ledger.example/a"), kept=kept)
    take_down_articles(article_keys(["https://ledger.example/a"]), demand(kept), now=NOW)
    other = ("The ferry to Vael sails again from Monday, the harbour master said.", "It had been painted for a month.")
    assert (
        taken_in(feed, report("https://ledger.example/d", headline="Ferry is back", words=other), kept=kept, guid="9")
        == 1
    )


def test_an_identifier_that_a_feed_gives_to_everything_buries_nothing_else(kept: Bytes) -> None:
    feed = ledger_feed()
    taken_in(feed, report("https://ledger.example/a"), kept=kept, guid="0")
    EntryRow.objects.create(
        key="other",
        feed=feed,
        outlet_key="ledger",
        url="https://ledger.example/x",
        guid="0",
        first_seen=NOW,
        due_at=NOW,
        document="{}",
    )
    take_down_articles(article_keys(["https://ledger.example/a"]), demand(kept), now=NOW)
    EntryRow.objects.all().delete()
    assert announce(feed, "https://ledger.example/new", guid="0") == 1


def test_an_answer_that_was_under_way_brings_nothing_back(kept: Bytes) -> None:
    feed = ledger_feed()
    announce(feed, "https://ledger.example/a", guid="1")
    (row,) = claim_pages(NOW, limit=1)
    take_down_articles([row.key], demand(kept), now=NOW)
    answer = ReadArticle(article=report("https://ledger.example/a"), traced=Traced())
    save_answers([(row, answer)], Saving(now=NOW, kept=kept, knowledge=Knowledge()))
    assert not EntryRow.objects.exists()
    assert not ArticleRow.objects.exists()


def test_an_outlet_goes_with_its_feeds_and_stays_away(kept: Bytes) -> None:
    feed = ledger_feed()
    taken_in(feed, report("https://ledger.example/a"), kept=kept)
    announce(feed, "https://ledger.example/waiting", guid="7")
    done = take_down_outlet("ledger", demand(kept), now=NOW)
    assert (done.articles, done.entries) == (1, 1)
    assert not FeedRow.objects.exists()
    assert not PageRow.objects.exists()
    assert TombstoneRow.objects.filter(is_outlet=True, outlet_key="ledger").exists()
    aggregator = feed_row(Feed(url="https://other.example/rss", outlet="ledger"), FetchState(due_at=NOW), added_at=NOW)
    aggregator.save()
    assert announce(aggregator, "https://ledger.example/new", guid="8") == 0
    with pytest.raises(StoreError, match="taken down"):
        subscribe(
            Feed(url="https://ledger.example/rss", outlet="ledger"),
            outlet=Outlet(key="ledger", name="Ledger"),
            outlets=OutletDirectory(),
            editor="mara",
            now=NOW,
        )


def test_what_names_nothing_is_said_and_nothing_is_removed(kept: Bytes) -> None:
    taken_in(ledger_feed(), report("https://ledger.example/a"), kept=kept)
    with pytest.raises(StoreError, match="no article"):
        article_keys(["https://ledger.example/a", "nowhere"])
    with pytest.raises(StoreError, match="no article"):
        take_down_articles(["nowhere"], demand(kept), now=NOW)
    with pytest.raises(StoreError, match="outlet"):
        take_down_outlet("nobody", demand(kept), now=NOW + timedelta(hours=1))
    assert ArticleRow.objects.count() == 1
    assert article_from(ArticleRow.objects.get()).headline
