"""The door in front of Django: the same answers, sooner; and never one that Django would not give any more."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.core.handlers.wsgi import WSGIHandler
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press, set_rights

from headwater.model.rights import Rights
from headwater.newsroom.publish import announce_news
from headwater.newsroom.takedown import Demand, take_down_articles
from headwater.portal.door import Door
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow, StoryRow

BROWSER = "Mozilla/5.0 (X11; Linux)"


class Site:
    """A door, and how often somebody got behind it."""

    def __init__(self) -> None:
        self.behind = 0
        handler = WSGIHandler()

        def django(environ: dict[str, Any], start_response: Any) -> Any:
            self.behind += 1
            return handler(environ, start_response)

        self.door = Door(django)

    def ask(self, path: str, **given: str) -> tuple[str, dict[str, str], bytes]:
        environ: dict[str, Any] = {"PATH_INFO": path.partition("?")[0], "QUERY_STRING": path.partition("?")[2]}
        environ |= {"HTTP_HOST": "paper.example", "HTTP_USER_AGENT": BROWSER, "wsgi.input": BytesIO(), **given}
        setup_testing_defaults(environ)
        said: list[Any] = []
        body = b"".join(self.door(environ, lambda status, lines, *_: said.append((status, dict(lines)))))
        return said[-1][0], said[-1][1], body


@pytest.fixture
def site(paper: Press, settings: DjangoSettings) -> Site:
    settings.PORTAL_CHECK_S = 600.0
    return Site()


def pass_a_second(site: Site) -> None:
    """Have the site look at the publication number with its next request, as it does after `PORTAL_CHECK_S`."""
    assert site.door._cache is not None
    site.door._cache._publication._asked = float("-inf")


def test_the_second_answer_is_the_first_one_without_django(site: Site) -> None:
    first, second = site.ask("/", HTTP_ACCEPT_ENCODING="br"), site.ask("/", HTTP_ACCEPT_ENCODING="br")
    assert site.behind == 1
    assert first == second
    assert first[1]["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in first[1]["Content-Security-Policy"]
    plain = site.ask("/")
    assert site.behind == 2
    assert plain[2] == brotli.decompress(second[2])
    assert "Content-Encoding" not in plain[1]


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/", {"REQUEST_METHOD": "HEAD"}, "200 OK"),
        ("/", {"REQUEST_METHOD": "POST"}, "405 Method Not Allowed"),
        ("/", {"HTTP_HOST": "other.example"}, "200 OK"),
        ("/nothing-here", {}, "404 Not Found"),
        ("/healthz", {}, "200 OK"),
    ],
)
def test_what_is_not_plain_goes_to_django(site: Site, path: str, given: dict[str, str], status: str) -> None:
    site.ask("/")
    for asked in (1, 2):
        assert site.ask(path, **given)[0] == status
        assert site.behind == 1 + asked or given.get("HTTP_HOST") == "other.example"


def test_a_reader_who_has_the_page_is_told_so(site: Site) -> None:
    tag = site.ask("/")[1]["ETag"]
    assert site.ask("/", HTTP_IF_NONE_MATCH=tag)[0] == "304 Not Modified"


def test_readers_are_counted_at_the_door_as_behind_it(site: Site) -> None:
    path = site.ask(f"/story/{StoryRow.objects.get(report_count=6).key}")[1]["Location"]
    for number in range(3):
        site.ask(path, REMOTE_ADDR=f"203.0.113.{number}")
    assert site.behind == 2
    counter = site.door._counter
    assert counter is not None
    assert counter.flush() == 3


def test_what_is_taken_down_is_gone_with_the_next_look_at_the_number(site: Site, tmp_path: Path) -> None:
    row = ArticleRow.objects.get(headline="Bees")
    paths = ["/", "/feed.atom", "/section/world", site.ask(f"/article/{row.key}")[1]["Location"]]
    for path in paths * 2:
        site.ask(path)
    assert b"Bees" in site.ask(paths[-1])[2]
    take_down_articles([row.key], Demand(reason="asked for", editor="ed", kept=Bytes(tmp_path)), now=NOW)
    pass_a_second(site)
    assert site.ask(paths[-1])[0].startswith("410")
    assert all(b"Bees" not in site.ask(path)[2] for path in paths * 2)


def test_a_right_that_ends_ends_at_the_door_too(site: Site, settings: DjangoSettings) -> None:
    set_rights("valley", Rights(expires_after_s=30 * 24 * 3600))
    path = site.ask(f"/article/{ArticleRow.objects.get(headline='Bees').key}")[1]["Location"]
    assert [site.ask(path)[0] for _ in range(2)] == ["200 OK"] * 2
    settings.PORTAL_CLOCK = lambda: NOW + timedelta(days=60)
    assert site.ask(path)[0].startswith("410")


def test_news_reaches_the_door_and_a_page_that_is_late_is_given_by_django(site: Site, settings: DjangoSettings) -> None:
    settings.PORTAL_LATE_S = 0.0
    before = [site.ask("/")[2] for _ in range(2)][1]
    ArticleRow.objects.filter(headline__startswith="Two rivers").update(hidden=True)
    announce_news(NOW)
    pass_a_second(site)
    assert b"Two rivers" in before
    assert b"Two rivers" not in site.ask("/")[2]
