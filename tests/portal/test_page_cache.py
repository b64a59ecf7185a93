"""Finished pages: kept until the next publication, never past their rights, compressed, and never for strangers."""

import gzip
from datetime import timedelta

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as DjangoSettings
from tests.portal.press import MORNING, NOW, Press, set_rights

from headwater.model.rights import Rights
from headwater.portal.page_cache import PageStore, _Kept
from headwater.store.models import ArticleRow


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
    store = PageStore(most_bytes=25)
    for name in "abc":
        store.put(name, _Kept({"": b"0123456789"}, (), '"x"', None), number=1)
    assert store.get("a", number=1, now=NOW) is None
    assert store.get("c", number=1, now=NOW) is not None
    assert store.get("c", number=2, now=NOW) is None
