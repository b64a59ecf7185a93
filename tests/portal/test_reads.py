"""Readers are counted once, programs are not, and nobody can be told from what is kept."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press

from headwater.newsroom.reads import count_reads
from headwater.portal.reads import ReadCounter, subject_of
from headwater.store import queries
from headwater.store.models import HitRow, SaltRow, StoryRow

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"


class Door:
    """The site behind its counter, asked by clients from anywhere."""

    def __init__(self) -> None:
        client = Client()
        self.counter = ReadCounter(lambda request: client.get(request.get_full_path(), follow=True))
        self._requests = RequestFactory()

    def ask(self, path: str, *, address: str = "203.0.113.9", agent: str = BROWSER, **headers: str) -> None:
        self.counter(self._requests.get(path, REMOTE_ADDR=address, HTTP_USER_AGENT=agent, headers=headers))

    def counted(self) -> dict[str, int]:
        self.counter.flush()
        count_reads(now=NOW)
        return dict(StoryRow.objects.filter(reads__gt=0).values_list("key", "reads"))


@pytest.fixture
def door(paper: Press) -> Door:
    return Door()


def some_stories() -> list[str]:
    return [mark.key for mark in queries.story_marks(limit=4)]


def test_one_client_is_one_reader_however_often_it_asks(door: Door) -> None:
    story = some_stories()[0]
    for _ in range(100):
        door.ask(f"/story/{story}")
    assert door.counted() == {story: 1}
    assert HitRow.objects.count() == 1


def test_who_reads_a_report_reads_its_story(door: Door) -> None:
    story = some_stories()[0]
    reports = queries.story_lines([story])[story].story.articles
    assert len(reports) > 1
    for number, report in enumerate(reports):
        door.ask(f"/article/{report}", address=f"198.51.{number}.7")
    assert door.counted() == {story: len(reports)}


def test_a_burst_from_three_networks_moves_nothing(door: Door) -> None:
    liked, pushed = some_stories()[:2]
    for number in range(20):
        door.ask(f"/story/{liked}", address=f"198.51.{number}.7")
    for number in range(200):
        door.ask(f"/story/{pushed}", address=f"203.0.{number % 3}.{number}", agent=f"{BROWSER} {number}")
    door.counted()
    assert queries.popular_keys(limit=2) == (liked, pushed)
    assert StoryRow.objects.get(key=pushed).reads <= 9


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/story/{}/feed.atom", {}),
        ("/", {}),
        ("/story/{}", {"User-Agent": "Examplebot/1.0 (+https://bot.example)"}),
        ("/story/{}", {"User-Agent": "curl/8.5.0"}),
        ("/story/{}", {"User-Agent": ""}),
        ("/story/{}", {"Sec-Purpose": "prefetch;prerender"}),
        ("/story/{}", {"Sec-Fetch-Dest": "image"}),
    ],
)
def test_what_no_person_opened_is_not_counted(path: str, headers: dict[str, str]) -> None:
    request = RequestFactory().get(path.format("s1"), headers={"User-Agent": BROWSER} | headers)
    assert subject_of(request) is None


def test_pages_that_are_not_there_are_not_counted(door: Door) -> None:
    door.ask("/story/nothere")
    assert door.counted() == {}


def test_marks_mean_nothing_the_next_day(door: Door, settings: DjangoSettings) -> None:
    story = some_stories()[0]
    door.ask(f"/story/{story}")
    settings.PORTAL_CLOCK = lambda: NOW + timedelta(days=1)
    door.ask(f"/story/{story}")
    door.counter.flush()
    first, second = HitRow.objects.order_by("day")
    assert first.reader != second.reader
    assert "203.0.113" not in str(list(HitRow.objects.values()))
    count_reads(now=NOW + timedelta(days=2))
    assert [row.day for row in HitRow.objects.all()] == [second.day]
    assert SaltRow.objects.count() == 1


def test_marks_wait_while_the_database_does_not_answer(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    story = some_stories()[0]
    door.ask(f"/story/{story}")

    def refuse(*_: object) -> None:
        raise OperationalError("disk I/O error")

    with caplog.at_level(logging.CRITICAL, logger="headwater.portal.reads"), connection.execute_wrapper(refuse):
        assert door.counter.flush() == 0
    assert door.counted() == {story: 1}
