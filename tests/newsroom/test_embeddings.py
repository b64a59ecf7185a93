"""The channel to an engine for embeddings: what is sent, what a dead one costs, and that a replay asks nobody."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.fetch.embedding_server import EmbeddingEngine, embedding
from tests.newsroom.test_record import record_all, state_of
from tests.stories.test_meaning import GERMAN, KNOWLEDGE, OPERA, STRIKE

from headwater.fetch.embeddings import EmbeddingLine, NoVectors, Vectors
from headwater.model.feed import Feed, FetchState
from headwater.model.provenance import Traced
from headwater.model.rights import Extent, Rights
from headwater.model.story import Report
from headwater.newsroom.embeddings import EmbeddingChannel
from headwater.newsroom.live import load_live_state, save_snapshot
from headwater.newsroom.record import Record
from headwater.store.dump import dump_table, load_lines
from headwater.store.models import ArticleRow, EmbeddingRow, FeedRow, SnapshotRow, StoryRow
from headwater.store.rows import article_row, feed_row

NOW = GERMAN.first_seen + timedelta(hours=2)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def engine() -> Iterator[EmbeddingEngine]:
    with embedding() as running:
        running.embed = lambda text: [0.0, 1.0, 0.2] if "Karlstad" in text else [1.0, 0.1, 0.0]
        yield running


def saved(*reports: Report, rights: Rights | None = None) -> FeedRow:
    feed = Feed(url="https://ledger.example/rss", outlet="ledger", rights=rights or Rights())
    row = feed_row(feed, FetchState(due_at=NOW), added_at=NOW)
    row.save()
    for one in reports:
        article_row(one.article, key=one.key, feed_key=row.key, first_seen=one.first_seen, traced=Traced()).save()
    return row


def recorded(engine: EmbeddingEngine) -> Record:
    with EmbeddingLine(engine.address, model="letters", timeout_s=10.0) as line:
        record = Record(knowledge=KNOWLEDGE, channel=EmbeddingChannel(line))
        while record.take(now=NOW):
            pass
    return record


def stories() -> list[list[str]]:
    rows = StoryRow.objects.filter(merged_into=None)
    return sorted(sorted(ArticleRow.objects.filter(story=row).values_list("key", flat=True)) for row in rows)


def test_reports_in_two_languages_meet_and_a_replay_asks_nobody(engine: EmbeddingEngine) -> None:
    saved(STRIKE, OPERA, GERMAN)
    record = recorded(engine)
    assert stories() == [["a1", "b1"], ["z9"]]
    assert set(EmbeddingRow.objects.values_list("article_id", "model")) == {(k, "letters") for k in ("a1", "z9", "b1")}
    calls = len(engine.asked)
    assert state_of(load_live_state(knowledge=KNOWLEDGE)) == state_of(record._live)
    save_snapshot(record._live, now=NOW)
    assert state_of(load_live_state(knowledge=KNOWLEDGE)) == state_of(record._live)
    assert len(engine.asked) == calls == 1
    backup = list(dump_table(EmbeddingRow))
    EmbeddingRow.objects.all().delete()
    assert load_lines(iter(backup)) == 3
    SnapshotRow.objects.all().delete()
    assert state_of(load_live_state(knowledge=KNOWLEDGE)) == state_of(record._live)
    ArticleRow.objects.filter(key="a1").delete()
    assert not EmbeddingRow.objects.filter(article_id="a1").exists()


def test_without_an_engine_the_same_reports_are_two_stories() -> None:
    saved(STRIKE, OPERA, GERMAN)
    record_all(Record(knowledge=KNOWLEDGE))
    assert stories() == [["a1"], ["b1"], ["z9"]]
    assert not EmbeddingRow.objects.exists()


def test_a_dead_engine_delays_recording_once_by_its_limit_and_changes_nothing(engine: EmbeddingEngine) -> None:
    engine.wait_s = 5.0
    many = [replace(STRIKE, key=f"c{number:03}") for number in range(120)]  # three batches
    saved(*many)
    with EmbeddingLine(engine.address, model="letters", timeout_s=0.4) as line:
        record = Record(knowledge=KNOWLEDGE, channel=EmbeddingChannel(line))
        begun = time.monotonic()
        assert record.take(now=NOW) == 50
        assert time.monotonic() - begun >= 0.4
        while record.take(now=NOW):
            pass
        assert len(engine.asked) == 1
    assert not ArticleRow.objects.filter(recorded=False).exists()
    assert not EmbeddingRow.objects.exists()


class Failing:
    model = "m"

    def __init__(self) -> None:
        self.calls = 0
        self.answer: Vectors | NoVectors = NoVectors(detail="it is down")

    def embed(self, texts: Sequence[str]) -> Vectors | NoVectors:
        assert texts
        self.calls += 1
        return self.answer


def test_an_engine_that_fails_rests_twice_as_long_each_time_and_comes_back() -> None:
    saved(STRIKE)
    rows, engine, clock = list(ArticleRow.objects.all()), Failing(), [1_000.0]
    channel = EmbeddingChannel(engine, seconds=lambda: clock[0])

    def calls_after(seconds: float) -> int:
        clock[0] += seconds
        channel.embeddings(rows, now=NOW)
        return engine.calls

    assert [calls_after(0), calls_after(59), calls_after(2), calls_after(61), calls_after(60)] == [1, 1, 2, 2, 3]
    engine.answer = NoVectors(detail="too often", retry_after_s=1_000)
    assert [calls_after(241), calls_after(990), calls_after(20)] == [4, 4, 5]
    engine.answer = ((1.0, 0.0),)
    assert calls_after(1_000) == 6


@pytest.mark.parametrize(
    ("rights", "sent"),
    [
        (Rights(), f"{OPERA.article.headline}\n{OPERA.article.body[0].text}"),
        (Rights(extent=Extent.HEADLINE), OPERA.article.headline),
        (Rights(extent=Extent.LINK), None),
        (Rights(tdm_reserved=True), None),
        (Rights(embargo_s=86_400), None),
        (Rights(expires_after_s=60), None),
    ],
)
def test_no_word_is_sent_that_rights_hold_back(engine: EmbeddingEngine, rights: Rights, sent: str | None) -> None:
    saved(OPERA, rights=rights)
    recorded(engine)
    assert engine.texts == ([sent] if sent else [])
    assert stories() == [["z9"]]


def test_nothing_is_sent_of_what_is_hidden_reserved_by_its_page_or_unreadable(engine: EmbeddingEngine) -> None:
    saved(STRIKE, OPERA, GERMAN)
    ArticleRow.objects.filter(key="a1").update(hidden=True)
    ArticleRow.objects.filter(key="z9").update(tdm_reserved=True)
    ArticleRow.objects.filter(key="b1").update(document="{")
    recorded(engine)
    assert engine.texts == []
    assert not ArticleRow.objects.filter(recorded=False).exists()
