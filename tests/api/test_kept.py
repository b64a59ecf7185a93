"""Answers to programs are kept as pages are: as long as they are right, and counted each time."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as DjangoSettings
from tests.api.asking import ask, ledger
from tests.portal.press import MORNING, NOW, Press, set_rights

from headwater.model.rights import Extent, Rights
from headwater.newsroom.publish import announce_news
from headwater.newsroom.takedown import Demand, take_down_articles
from headwater.portal.door import Door
from headwater.project.config import ApiSettings, Settings
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow, StoryRow

HEADLINE = "hand in their weapons"


def test_a_kept_answer_costs_one_question(program: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = ask(program, "articles")
    with django_assert_num_queries(1):
        assert ask(program, "articles") == first


def test_what_is_taken_down_goes_from_kept_answers_too(program: Client, tmp_path: Path) -> None:
    key = ledger()
    story = ArticleRow.objects.get(key=key).story_id
    paths = ["articles", f"stories/{story}", f"stories/{story}/ninjs", "stories", f"articles/{key}"]
    before = [program.get(f"/api/v1/{path}").content.decode() for path in paths]
    assert any(HEADLINE in body for body in before)
    take_down_articles([key], Demand(reason="asked for", editor="ed", kept=Bytes(tmp_path)), now=NOW)
    assert all(HEADLINE not in program.get(f"/api/v1/{path}").content.decode() for path in paths)
    ask(program, f"articles/{key}", status=410)


def test_a_right_that_begins_or_ends_is_asked_about_without_a_publication(
    program: Client, settings: DjangoSettings
) -> None:
    day_s = 24 * 3600
    set_rights("ledger", Rights(extent=Extent.FULL, embargo_s=day_s, expires_after_s=2 * day_s))
    seen = []
    for hours in (5.0, 24 * 1.5, 24 * 3):
        settings.PORTAL_CLOCK = lambda hours=hours: MORNING + timedelta(hours=hours)
        seen.append(HEADLINE in program.get("/api/v1/articles").content.decode())
    assert seen == [False, True, False]


def test_the_answer_about_a_story_stands_until_news_is_about_it(program: Client) -> None:
    key = StoryRow.objects.get(report_count=6).key
    before = ask(program, f"stories/{key}")
    StoryRow.objects.filter(key=key).update(hidden=True)
    announce_news(NOW, stories=["another"])
    assert ask(program, f"stories/{key}") == before
    announce_news(NOW, stories=[key])
    ask(program, f"stories/{key}", status=410)


def test_every_request_is_counted_also_at_the_door(paper: Press, settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(api=ApiSettings(anonymous_per_minute=3))
    settings.PORTAL_CHECK_S = 600.0
    door = Door(WSGIHandler())
    said: list[Any] = []
    for _ in range(5):
        environ: dict[str, Any] = {"PATH_INFO": "/api/v1/outlets", "HTTP_HOST": "x.example", "wsgi.input": BytesIO()}
        setup_testing_defaults(environ)
        b"".join(door(environ, lambda status, _, *__: said.append(status[:3])))
    assert said == ["200"] * 3 + ["429"] * 2
