"""Finished pages: kept until the next publication, never past their rights, compressed, and never for strangers."""

import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as DjangoSettings
from tests.portal.press import MORNING, NOW, Press, set_rights

from headwater.edition.answer import Answer
from headwater.model.codec import encode
from headwater.model.rights import Rights
from headwater.newsroom.publish import announce_news, raise_publication
from headwater.portal.kept import Kept
from headwater.portal.page_cache import PageCache, PageStore, Remaker
from headwater.portal.publication import Publication, Standing
from headwater.store.models import ArticleRow, PublicationRow, StoryRow
from headwater.store.rows import article_from


def test_a_kept_page_costs_one_question(reader: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    reader.get("/")
    with django_assert_num_queries(1):
        reader.get("/")


def test_a_page_stays_until_the_next_publication(reader: Client, paper: Press) -> None:
    before = reader.get("/").content
    ArticleRow.objects.filter(headline__startswith="Two rivers").update(hidden=True)
    assert reader.get("/").content == before
    paper.publish()
    assert b"Two rivers" not in reader.get("/").content


def test_an_expired_right_is_asked_about_before_anything_unchanged_is_answered(
    reader: Client, settings: DjangoSettings
) -> None:
    set_rights("valley", Rights(expires_after_s=int((NOW - MORNING).total_seconds())))
    path = reader.get(f"/article/{ArticleRow.objects.get(headline='Bees').key}")["Location"]
    first = reader.get(path)
    assert reader.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    settings.PORTAL_CLOCK = lambda: NOW + timedelta(hours=4)
    assert reader.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 410


def test_an_embargo_that_ends_shows_up_without_a_publication(reader: Client, settings: DjangoSettings) -> None:
    set_rights("meridian", Rights(embargo_s=int((NOW - MORNING).total_seconds())))
    assert b"Shipyard" not in reader.get("/").content
    settings.PORTAL_CLOCK = lambda: NOW + timedelta(hours=5)
    assert b"Shipyard" in reader.get("/").content


def test_the_date_in_the_masthead_changes_at_midnight(reader: Client, settings: DjangoSettings) -> None:
    assert b"Monday, 23 November 2026" in reader.get("/").content
    settings.PORTAL_CLOCK = lambda: NOW + timedelta(hours=11)
    assert b"Tuesday, 24 November 2026" in reader.get("/").content


@pytest.mark.parametrize(("accepted", "opened"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_pages_are_compressed_once_and_right(reader: Client, accepted: str, opened: object) -> None:
    plain = reader.get("/")
    packed = reader.get("/", headers={"Accept-Encoding": accepted})
    assert packed["Content-Encoding"] == accepted
    assert opened(packed.content) == plain.content  # type: ignore[operator]
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]


def test_every_answer_carries_its_guards(reader: Client) -> None:
    for path in ("/", "/about", "/feed.rss", "/nothing-here"):
        answer = reader.get(path)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["a b", "evil.example/path", "x:y:z", "<b>"])
def test_a_broken_host_is_answered_in_the_looks_of_the_paper(db: None, host: str) -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert b"This request cannot be answered" in answer.content
    assert host.encode() not in answer.content


def test_a_failure_says_nothing_of_its_cause(db: None, settings: DjangoSettings) -> None:
    times = iter([NOW, None, NOW])

    def failing_once() -> object:
        moment = next(times, NOW)
        if moment is None:
            message = "the secret cause"
            raise RuntimeError(message)
        return moment

    settings.PORTAL_CLOCK = failing_once
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content
    assert b"secret cause" not in answer.content


def test_an_error_is_never_kept(reader: Client) -> None:
    assert "no-cache" in reader.get("/nothing-here")["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_page_takes_anything_but_reading(reader: Client, method: str) -> None:
    for path in ("/", "/about", "/search", "/feed.rss", "/healthz"):
        assert getattr(reader, method)(path).status_code == 405


def test_the_style_sheet_is_kept_for_ever_under_its_digest(reader: Client) -> None:
    page = reader.get("/").content.decode()
    address = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    answer = reader.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert b":root" in b"".join(answer)


def test_room_is_made_by_letting_the_longest_kept_go() -> None:
    store = PageStore(most_bytes=35)
    for name in "abc":
        store.put(name, Kept(Answer(b"0123456789"), number=1))
    assert store.get("a", now=NOW) is None
    assert store.get("c", now=NOW) is not None


def test_news_lets_a_page_stand_while_it_is_made_anew_and_a_takedown_does_not(
    reader: Client, paper: Press, settings: DjangoSettings
) -> None:
    settings.PORTAL_LATE_S = 60.0
    made = threading.Event()
    # A thread of its own sees nothing of this test's transaction: what it makes is looked at here alone.

    def make(request: HttpRequest) -> Answer:
        made.set()
        return Answer(request.path)

    cache = PageCache(make)
    request = RequestFactory().get("/")
    cache(request)
    made.clear()
    cache(request)
    assert not made.wait(0.2)
    announce_news(NOW)
    assert cache(request).status_code == 200
    assert made.wait(5)
    before = reader.get("/").content
    ArticleRow.objects.filter(headline__startswith="Two rivers").update(hidden=True)
    raise_publication(NOW)
    assert before != reader.get("/").content


def test_a_page_is_not_late_for_ever(paper: Press) -> None:
    publication = Publication()
    number = publication.look()
    announce_news(NOW)
    publication.look()
    assert publication.standing(number, late_s=60.0) is Standing.LATE
    assert publication.standing(number, late_s=0.0) is Standing.PAST
    assert publication.standing(publication.number, late_s=0.0) is Standing.NEWEST
    raise_publication(NOW)
    publication.look()
    assert publication.standing(number, late_s=60.0) is Standing.PAST


def test_news_of_other_stories_leaves_the_page_of_a_story_as_it_is(
    reader: Client, settings: DjangoSettings, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PORTAL_LATE_S = 60.0
    story = StoryRow.objects.get(report_count=6)
    path = reader.get(f"/story/{story.key}")["Location"]
    before = reader.get(path).content
    announce_news(NOW, stories=["another"])
    with django_assert_max_num_queries(1):
        assert reader.get(path).content == before
    settings.PORTAL_LATE_S = 0.001  # what is told anew is no longer shown than on any other page
    StoryRow.objects.filter(key=story.key).update(hidden=True)
    announce_news(NOW, stories=[story.key])
    time.sleep(0.01)
    assert reader.get(path).status_code == 410


def test_what_stands_beside_a_story_is_put_in_anew_without_making_its_page(
    reader: Client, paper: Press, settings: DjangoSettings, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PORTAL_LATE_S = 0.001
    story = StoryRow.objects.get(report_count=6)
    path = reader.get(f"/story/{story.key}")["Location"]
    before = reader.get(path).content.decode()
    report = paper.report("meridian", "Lighthouse keepers end their strike", minutes=290)
    new = paper.story([report])
    StoryRow.objects.filter(key=story.key).update(hidden=True)  # who makes its page notices
    announce_news(NOW, stories=[new])
    reader.get(path)
    time.sleep(0.02)
    with django_assert_max_num_queries(12):
        after = reader.get(path).content.decode()
    assert "Lighthouse keepers" not in before
    assert "Lighthouse keepers" in after
    assert after.split('<aside class="rail"')[0] == before.split('<aside class="rail"')[0]
    announce_news(NOW)  # about anything
    reader.get(path)
    time.sleep(0.02)
    assert reader.get(path).status_code == 410


def test_a_story_is_read_again_once_news_is_about_it(reader: Client, paper: Press) -> None:
    first, second = StoryRow.objects.filter(report_count=1).order_by("-score")[:2]
    for row in (first, second):
        ArticleRow.objects.filter(story=row).update(document=_renamed(row, "Owls over the harbour"))
    assert reader.get("/").content.count(b"Owls over the harbour") >= 2
    for row in (first, second):
        ArticleRow.objects.filter(story=row).update(document=_renamed(row, "Geese over the harbour"))
    announce_news(NOW, stories=[first.key])
    front = reader.get("/").content
    assert b"Geese" in front
    assert b"Owls" in front
    announce_news(NOW)
    assert b"Owls" not in reader.get("/").content


def _renamed(story: StoryRow, headline: str) -> str:
    row = ArticleRow.objects.get(story=story)
    return encode(replace(article_from(row), headline=headline)).decode()


def test_a_database_that_was_restored_is_not_taken_for_the_one_before(paper: Press) -> None:
    publication = Publication()
    for _ in range(3):
        announce_news(NOW, stories=[])
    number = publication.look()
    assert publication.is_untouched("a", since=number)
    PublicationRow.objects.update(number=number - 2)
    publication.look()
    assert not publication.is_untouched("a", since=number)
    for _ in range(3):
        announce_news(NOW, stories=[])
        publication.look()
    assert not publication.is_untouched("a", since=number)
    assert publication.is_untouched("a", since=publication.number)


def test_news_lets_the_page_of_a_search_stand_and_a_takedown_does_not(
    reader: Client, settings: DjangoSettings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PORTAL_LATE_S = 60.0
    before = reader.get("/search?q=bees").content
    assert b"Bees" in before
    announce_news(NOW)
    with django_assert_num_queries(1):
        assert reader.get("/search?q=bees").content == before
    ArticleRow.objects.filter(headline="Bees").update(hidden=True)
    raise_publication(NOW)
    assert b"Bees" not in reader.get("/search?q=bees").content


def test_a_page_that_cannot_be_made_anew_does_not_keep_the_others_from_it() -> None:
    made, done = [], threading.Event()

    def make(name: str, _: HttpRequest) -> None:
        if name == "broken":
            raise ValueError("it broke")
        made.append(name)
        done.set()

    remaker = Remaker(make)
    for name in ("broken", "whole"):
        remaker.ask(name, RequestFactory().get("/"))
    assert done.wait(5)
    assert made == ["whole"]
    assert not remaker.is_asked("broken")


def test_readers_of_one_page_wait_for_one_making(paper: Press) -> None:
    makings: list[str] = []

    def make(request: HttpRequest) -> Answer:
        makings.append(request.path)
        time.sleep(0.05)
        return Answer("made")

    cache = PageCache(make)
    cache._publication.look = lambda: 1  # type: ignore[method-assign]  # threads see nothing of this test's transaction
    cache._publication.number = 1
    requests = [RequestFactory().get("/") for _ in range(4)]
    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(cache, requests))
    assert makings == ["/"]
    assert {answer.content for answer in answers} == {b"made"}  # type: ignore[attr-defined]


def test_what_stands_beside_pages_is_found_once_a_publication(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader.get("/")
    with django_assert_max_num_queries(6):
        reader.get("/section/world")


def test_every_page_says_how_long_it_is(reader: Client) -> None:
    for path in ("/", "/feed.rss", "/nothing-here", "/healthz"):
        answer = reader.get(path)
        assert int(answer["Content-Length"]) == len(answer.content)
