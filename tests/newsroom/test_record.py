"""The process of record: an order defined by the data, a log that rebuilds the state, and nothing lost to one bad row."""

from datetime import timedelta

import pytest
from tests.newsroom.small_web import START, Report, all_reports, headline, paragraphs

from headwater.model.article import Article, Block, BlockKind
from headwater.model.feed import Feed, FetchState
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import Traced
from headwater.newsroom.live import LiveState, load_live_state, save_snapshot
from headwater.newsroom.publish import publish_changes
from headwater.newsroom.record import Record
from headwater.newsroom.regrouping import absorb_story
from headwater.store.models import ArticleRow, DroppedRow, FeedRow, PlacementRow, PublicationRow, StoryRow
from headwater.store.rows import article_row, feed_row, publications_from, story_from

NOW = START + timedelta(hours=5)

pytestmark = pytest.mark.django_db(transaction=True)


def article(report: Report) -> Article:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=words) for words in paragraphs(report))
    return Article(
        url=f"https://{report.outlet}.example{report.path}",
        outlet=report.outlet,
        headline=headline(report),
        date_published=report.at,
        language="en",
        body=blocks,
    )


def save_articles(reports: list[Report]) -> list[ArticleRow]:
    feed = feed_row(Feed(url="https://meridian.example/rss", outlet="meridian"), FetchState(due_at=NOW), added_at=NOW)
    feed.save()
    rows = []
    for number, report in enumerate(reports):
        row = article_row(
            article(report), key=f"key{number:03}", feed_key=feed.key, first_seen=report.at, traced=Traced()
        )
        row.save()
        rows.append(row)
    return rows


def record_all(record: Record) -> int:
    total = 0
    while taken := record.take(now=NOW):
        total += taken
    return total


def state_of(live: LiveState) -> tuple[int, bytes, bytes]:
    return live.sequence, live.open_stories.encode(), live.reuse_index.encode()


def test_every_article_is_placed_once_in_the_order_of_first_sight() -> None:
    rows = save_articles(all_reports(ticks=3))
    assert record_all(Record(knowledge=Knowledge())) == len(rows)
    log = list(PlacementRow.objects.all())
    assert [line.sequence for line in log] == list(range(1, len(rows) + 1))
    expected = sorted(rows, key=lambda row: (row.first_seen, row.key))
    assert [line.article_key for line in log] == [row.key for row in expected]
    assert not ArticleRow.objects.filter(recorded=False).exists()
    assert not ArticleRow.objects.filter(story=None).exists()


def test_copies_of_one_event_are_one_story_and_other_events_are_not() -> None:
    rows = save_articles(all_reports(ticks=3))
    record_all(Record(knowledge=Knowledge()))
    publish_changes(now=NOW, knowledge=Knowledge())
    events = {row.url.rsplit("/", 1)[1] for row in rows}
    assert StoryRow.objects.filter(merged_into=None).count() == len(events)
    for story in StoryRow.objects.all():
        assert len({article.url.rsplit("/", 1)[1] for article in ArticleRow.objects.filter(story=story)}) == 1


def test_the_log_alone_rebuilds_the_live_state() -> None:
    save_articles(all_reports(ticks=3))
    record = Record(knowledge=Knowledge())
    record_all(record)
    assert state_of(load_live_state(knowledge=Knowledge())) == state_of(record._live)


def test_a_snapshot_and_the_log_behind_it_rebuild_the_live_state() -> None:
    reports = sorted(all_reports(ticks=3), key=lambda report: report.at)
    rows = save_articles(reports)
    later = [row.key for row in rows[len(rows) // 2 :]]
    ArticleRow.objects.filter(key__in=later).update(recorded=True)
    record = Record(knowledge=Knowledge())
    record_all(record)
    save_snapshot(record._live, now=NOW)
    ArticleRow.objects.filter(key__in=later).update(recorded=False)
    record_all(record)
    rebuilt = load_live_state(knowledge=Knowledge())
    assert rebuilt.snapshot_sequence == len(rows) - len(later)
    assert state_of(rebuilt) == state_of(record._live)


def test_a_document_that_cannot_be_read_stands_alone_and_stops_nobody() -> None:
    rows = save_articles(all_reports(ticks=2))
    ArticleRow.objects.filter(key=rows[3].key).update(document="{")
    assert record_all(Record(knowledge=Knowledge())) == len(rows)
    assert ArticleRow.objects.get(key=rows[3].key).story_id == rows[3].key
    assert DroppedRow.objects.get(step="record").url == rows[3].url
    assert load_live_state(knowledge=Knowledge()).sequence == len(rows)
    assert PlacementRow.objects.count() == len(rows)
    publish_changes(now=NOW, knowledge=Knowledge())
    assert not StoryRow.objects.filter(dirty=True).exists()


def test_publishing_describes_what_was_touched_and_raises_the_number_once() -> None:
    save_articles(all_reports(ticks=2))
    record_all(Record(knowledge=Knowledge()))
    assert publish_changes(now=NOW, knowledge=Knowledge()) > 0
    number = PublicationRow.objects.get(pk=1).number
    assert publish_changes(now=NOW, knowledge=Knowledge()) == 0
    assert PublicationRow.objects.get(pk=1).number == number >= 1


def test_a_story_is_described_and_ranked() -> None:
    save_articles(all_reports(ticks=2))
    record_all(Record(knowledge=Knowledge()))
    publish_changes(now=NOW, knowledge=Knowledge())
    for row in StoryRow.objects.all():
        story = story_from(row)
        assert story.headline == row.headline
        assert len(story.articles) == row.report_count
        assert story.independent_sources == row.independent_sources >= 1
        assert story.last_updated is not None
        assert story.last_updated <= NOW
    assert StoryRow.objects.filter(score__gt=0).exists()


def test_more_stories_than_one_batch_are_all_described_and_ranked() -> None:
    save_articles([report for report in all_reports(ticks=25) if report.outlet == "meridian"])
    record_all(Record(knowledge=Knowledge()))
    late = NOW + timedelta(hours=9)
    assert publish_changes(now=late, knowledge=Knowledge()) > 50
    assert not StoryRow.objects.filter(merged_into=None, document="").exists()
    assert not StoryRow.objects.filter(merged_into=None, ranked="").exists()


def save_and_record(reports: list[Report], *, record: Record, age: timedelta) -> list[ArticleRow]:
    """Each in a batch of its own, as a portal at work records what comes in."""
    rows = []
    for report in reports:
        key = f"{report.outlet}{report.number}"[:16]
        seen = report.at - age
        row = article_row(article(report), key=key, feed_key=the_feed().key, first_seen=seen, traced=Traced())
        row.save()
        rows.append(row)
        assert record_all(record) == 1
    return rows


def the_feed() -> FeedRow:
    feed = feed_row(Feed(url="https://meridian.example/rss", outlet="meridian"), FetchState(due_at=NOW), added_at=NOW)
    if not FeedRow.objects.filter(key=feed.key).exists():
        feed.save(force_insert=True)
    return feed


def stories_of(rows: list[ArticleRow]) -> set[str | None]:
    return set(ArticleRow.objects.filter(key__in=[row.key for row in rows]).values_list("story", flat=True))


@pytest.mark.parametrize("numbers_of_today", [set(), {1, 2}])
def test_reports_of_one_event_of_last_year_are_one_story(numbers_of_today: set[int]) -> None:
    told = sorted(all_reports(ticks=1), key=lambda report: report.at)
    record = Record(knowledge=Knowledge())
    save_and_record([each for each in told if each.number in numbers_of_today], record=record, age=timedelta())
    archived = [each for each in told if each.number == 0]
    assert len(archived) > 1
    rows = save_and_record(archived, record=record, age=timedelta(days=365))
    assert len(stories_of(rows)) == 1
    assert state_of(load_live_state(knowledge=Knowledge())) == state_of(record._live)


def test_an_archive_closes_no_story_of_today() -> None:
    told = sorted(all_reports(ticks=1), key=lambda report: report.at)
    today = [each for each in told if each.number == 1]
    record = Record(knowledge=Knowledge())
    rows = save_and_record(today[:1], record=record, age=timedelta())
    save_and_record([each for each in told if each.number == 0], record=record, age=timedelta(days=365))
    rows += save_and_record(today[1:], record=record, age=timedelta())
    assert len(rows) > 1
    assert len(stories_of(rows)) == 1
    assert state_of(load_live_state(knowledge=Knowledge())) == state_of(record._live)


def test_a_publication_names_the_stories_it_is_about_and_those_that_became_part_of_them() -> None:
    save_articles(all_reports(ticks=3))
    record_all(Record(knowledge=Knowledge()))
    publish_changes(now=NOW, knowledge=Knowledge())
    first, second, *_ = StoryRow.objects.order_by("key")
    before = PublicationRow.objects.get(pk=1).number
    absorb_story(second, into=first)
    publish_changes(now=NOW, knowledge=Knowledge())
    row = PublicationRow.objects.get(pk=1)
    assert row.number == before + 1
    assert publications_from(row).changed_since(before, until=row.number) == frozenset({first.key, second.key})
