"""A kept picture is served as a picture and nothing else, and only while a report that is shown may show it."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press, photograph, set_rights

from headwater.model.page import digest_of
from headwater.model.rights import Extent, Rights
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow

ADDRESS = f"/picture/{digest_of(photograph())}.jpg"


def set_all(rights: Rights) -> None:
    for outlet in ArticleRow.objects.exclude(picture=None).values_list("outlet_key", flat=True).distinct():
        set_rights(outlet, rights)


def test_a_kept_picture_is_served_and_guarded(reader: Client) -> None:
    answer = reader.get(ADDRESS)
    assert (answer.status_code, answer.content) == (200, photograph())
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=86400, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_an_unchanged_picture_is_answered_without_its_bytes_but_not_without_its_right(reader: Client) -> None:
    etag = reader.get(ADDRESS)["ETag"]
    assert reader.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304
    set_all(Rights(extent=Extent.FULL))
    assert reader.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [f"/picture/{'0' * 64}.jpg", "/picture/-.jpg", "/picture/script.jpg"],
)
def test_what_is_no_kept_picture_is_not_found_and_guarded_too(reader: Client, path: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer.content) == (404, b"")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/picture/..%2f..%2fsecret.jpg", ADDRESS.replace(".jpg", ".svg"), "/picture/"])
def test_other_addresses_beside_pictures_are_nowhere(reader: Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_what_is_not_asked_for_a_picture_is_guarded_too(reader: Client, method: str) -> None:
    answer = getattr(reader, method)(ADDRESS)
    assert answer.status_code == 405
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_picture_that_breaks_the_site_is_guarded_too(reader: Client, settings: DjangoSettings) -> None:
    settings.BYTES_DIRECTORY = 5  # a fault of our own
    reader.raise_request_exception = False
    answer = reader.get(ADDRESS)
    assert answer.status_code == 500
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_bytes_that_are_no_picture_are_never_served(reader: Client, settings: DjangoSettings) -> None:
    page = Bytes(settings.BYTES_DIRECTORY).put(b"<h1>A page as fetched, which nobody may read here</h1>")
    assert reader.get(f"/picture/{page}.jpg").status_code == 404


@pytest.mark.parametrize(
    "rights",
    [Rights(extent=Extent.FULL), Rights(extent=Extent.LINK, images=True), Rights(images=True, embargo_s=10**6)],
)
def test_without_the_right_there_is_no_picture(reader: Client, rights: Rights) -> None:
    set_all(rights)
    assert reader.get(ADDRESS).status_code == 404


def test_one_report_that_may_show_it_is_enough(reader: Client) -> None:
    set_all(Rights(extent=Extent.FULL))
    set_rights("ledger", Rights(images=True))
    assert reader.get(ADDRESS).status_code == 200


def test_a_right_that_ends_takes_the_picture_with_it(reader: Client, settings: DjangoSettings) -> None:
    set_all(Rights(extent=Extent.FULL, images=True, expires_after_s=6 * 3600))
    lasting = int(reader.get(ADDRESS)["Cache-Control"].split("max-age=")[1].split(",")[0])
    assert 0 < lasting < 6 * 3600
    settings.PORTAL_CLOCK = lambda: NOW + timedelta(days=1)
    assert reader.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("taken", ["hidden", "deleted"])
def test_a_picture_goes_with_its_reports(reader: Client, paper: Press, taken: str) -> None:
    showing = ArticleRow.objects.exclude(picture=None)
    if taken == "hidden":
        showing.update(hidden=True)
    else:
        showing.delete()
    assert reader.get(ADDRESS).status_code == 404


def test_lost_bytes_are_not_found(reader: Client, settings: DjangoSettings) -> None:
    Bytes(settings.BYTES_DIRECTORY).remove(digest_of(photograph()))
    assert reader.get(ADDRESS).status_code == 404
