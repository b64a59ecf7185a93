"""Sitemap indexes: their parts are read with them, and asked for again with what the server said of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue

import pytest

from headwater.data.load import load_knowledge
from headwater.model.feed import Feed, FetchState
from headwater.model.page import Failed, Failure, NotModified, Outcome, Page, Purpose, Request
from headwater.newsroom.cycle import Desk, Newsroom
from headwater.newsroom.record import Record
from headwater.newsroom.workers import Limits, Pool
from headwater.store.bytes import Bytes
from headwater.store.models import DroppedRow, EntryRow, FeedRow
from headwater.store.rows import feed_row, state_from

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
INDEX = "https://ledger.example/sitemaps.xml"
MAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class ScriptedWeb:
    """Stands where the network stands: what was asked, and what is answered to it."""

    answers: Mapping[str, Outcome]
    asked: list[Request] = field(default_factory=list)
    outcomes: "Queue[tuple[Request, Outcome]]" = field(default_factory=Queue)

    def submit(self, request: Request) -> None:
        self.asked.append(request)
        nothing = Failed(
            url=request.url, fetched_at=NOW, reason=Failure.STATUS, detail="It answers with 404.", status=404
        )
        self.outcomes.put((request, self.answers.get(request.url, nothing)))

    def asked_of(self, purpose: Purpose) -> list[str]:
        return [request.url for request in self.asked if request.purpose is purpose]


def page(url: str, body: str, *, etag: str | None = None) -> Page:
    return Page(
        url=url,
        final_url=url,
        status=200,
        content_type="application/xml",
        charset=None,
        body=body.encode(),
        fetched_at=NOW,
        etag=etag,
    )


def index(*parts: str) -> Page:
    listed = "".join(f"<sitemap><loc>https://ledger.example/{part}.xml</loc></sitemap>" for part in parts)
    return page(INDEX, f"<sitemapindex {MAPS}>{listed}</sitemapindex>")


def part(name: str, *days_ago: int) -> Page:
    urls = "".join(
        f"<url><loc>https://ledger.example/{name}/{days}</loc><lastmod>{NOW - timedelta(days=days):%Y-%m-%d}</lastmod></url>"
        for days in days_ago
    )
    address = f"https://ledger.example/{name}.xml"
    return page(address, f"<urlset {MAPS}>{urls}</urlset>", etag=f'"{name}"')


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(1, limits=Limits()) as workers:
        yield workers


def poll(web: ScriptedWeb, pool: Pool, tmp_path: Path, *, now: datetime = NOW) -> None:
    knowledge = load_knowledge()
    desk = Desk(
        fetcher=web,
        pool=pool,
        record=Record(knowledge=knowledge),
        kept=Bytes(tmp_path),
        knowledge=knowledge,
        clock=lambda: now,
    )
    Newsroom(desk=desk).cycle()


def subscribe() -> None:
    feed_row(Feed(url=INDEX, outlet="ledger"), FetchState(due_at=NOW), added_at=NOW).save()


def test_the_news_of_an_index_is_read_and_old_addresses_are_left_alone(pool: Pool, tmp_path: Path) -> None:
    subscribe()
    web = ScriptedWeb({INDEX: index("pages", "news")} | {p.url: p for p in (part("pages", 900, 2), part("news", 0, 1))})
    poll(web, pool, tmp_path)
    assert {row.url.removeprefix("https://ledger.example") for row in EntryRow.objects.all()} == {
        "/news/0",
        "/news/1",
        "/pages/2",
    }
    assert "1 addresses" in DroppedRow.objects.get(reason="left-out").detail


def test_parts_are_asked_for_again_with_their_validators_though_the_index_stays(pool: Pool, tmp_path: Path) -> None:
    subscribe()
    poll(ScriptedWeb({INDEX: index("news"), part("news").url: part("news", 0)}), pool, tmp_path)
    FeedRow.objects.update(due_at=NOW)
    unchanged = NotModified(url=INDEX, fetched_at=NOW)
    web = ScriptedWeb({INDEX: unchanged, part("news").url: part("news", 0, 1)})
    poll(web, pool, tmp_path)
    [again] = [request for request in web.asked if request.url == part("news").url]
    assert again.etag == '"news"'
    assert EntryRow.objects.count() == 2


def test_a_part_that_fails_is_told_and_stops_nothing(pool: Pool, tmp_path: Path) -> None:
    subscribe()
    web = ScriptedWeb({INDEX: index("news", "gone"), part("news").url: part("news", 0)})
    poll(web, pool, tmp_path)
    assert EntryRow.objects.count() == 1
    assert DroppedRow.objects.get(url="https://ledger.example/gone.xml").reason == "no-answer-status"
    assert [kept.etag for kept in state_from(FeedRow.objects.get()).parts] == ['"news"', None]


def test_only_the_newest_parts_of_a_large_index_are_read(pool: Pool, tmp_path: Path) -> None:
    subscribe()
    names = [f"part{number}" for number in range(300)]
    web = ScriptedWeb({INDEX: index(*names, "news")} | {p.url: p for p in (part(name, 0) for name in names)})
    poll(web, pool, tmp_path)
    assert len(web.asked_of(Purpose.FEED)) == 5
    assert "https://ledger.example/news.xml" in web.asked_of(Purpose.FEED)
