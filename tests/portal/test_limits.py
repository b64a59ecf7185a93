"""What strangers may ask of the site: nothing that changes it from elsewhere, and searches within a limit."""

import random

import msgspec
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings as DjangoSettings
from tests.portal.press import Press

from headwater.portal.search_limit import Purses
from headwater.project.config import ServerSettings

FOREIGN = [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}]
#: Protocols let strangers call them: WebSub (a hub knows the token), RFC 8058 (a mailbox provider knows the token).
CALLED_BY_ANYONE = {"hub/<slug:token>", "newsletter/leave/<str:token>"}
VALUES = {"<slug:key>": "k", "<slug:slug>": "s", "<str:key>": "k", "<str:token>": "t", "<slug:token>": "t"} | {
    "<slug:digest>": "0" * 64,
    "<slug:ending>": "atom",
    "<int:number>": "1",
}


def portal_routes() -> list[str]:
    resolvers = [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
    own = next(each for each in resolvers if "headwater.portal" in str(getattr(each, "urlconf_module", "")))
    return [str(each.pattern) for each in own.url_patterns if isinstance(each, URLPattern)]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_route_is_asked_for_a_change_by_a_page_of_another_site(
    paper: Press, method: str, headers: dict[str, str]
) -> None:
    reader = Client()
    for route in portal_routes():
        path = "/" + route
        for name, value in VALUES.items():
            path = path.replace(name, value)
        answer = getattr(reader, method)(path, headers=headers)
        assert (answer.status_code == 403) != (route in CALLED_BY_ANYONE), (route, answer.status_code)


def test_the_refusal_looks_like_the_paper_and_is_kept_by_nobody(paper: Press) -> None:
    answer = Client().post("/search", headers=FOREIGN[0])
    assert "Nothing was done" in answer.content.decode()
    assert answer["Cache-Control"] == "no-cache"
    assert Client().post("/search").status_code == 405  # no browser: asked, and the page takes no POST


def test_a_network_that_searches_too_much_waits_and_others_do_not(paper: Press, settings: DjangoSettings) -> None:
    settings.PORTAL = msgspec.structs.replace(settings.PORTAL, server=ServerSettings(searches_per_minute=3))
    reader = Client()

    def ask(path: str, address: str) -> int:
        return reader.get(path, REMOTE_ADDR=address).status_code

    assert [ask(f"/search?q=word{number}", f"198.18.4.{number}") for number in range(3)] == [200, 200, 200]
    assert ask("/search/feed.atom?q=word9", "198.18.4.9") == 429
    answer = reader.get("/search?q=word9", REMOTE_ADDR="198.18.4.9")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 20
    assert "Too many searches" in answer.content.decode()
    assert ask("/search?q=word1", "198.18.4.9") == 200  # a kept page costs nothing
    assert ask("/search", "198.18.4.9") == 200  # the form alone
    assert ask("/search?q=word9", "198.18.5.9") == 200
    assert ask("/search?q=word10", "2001:db8:77::1") == 200


@pytest.mark.parametrize("seed", range(50))
def test_nobody_gets_more_than_a_full_purse_and_what_time_brings(seed: int) -> None:
    chance = random.Random(seed)
    per_minute, now, paid = chance.randint(1, 20), 0.0, 0
    purses = Purses(clock=lambda: now)
    for _ in range(60):
        now += chance.choice((0.0, chance.uniform(0, 30)))
        waits = purses.take("n", per_minute=per_minute)
        paid += not waits
        assert waits <= 60 / per_minute + 1
    assert paid <= per_minute * (1 + now / 60) + 1e-6


def test_who_waits_as_long_as_told_is_answered() -> None:
    now = 0.0
    purses = Purses(clock=lambda: now)
    for _ in range(7):
        purses.take("n", per_minute=7)
    now += purses.take("n", per_minute=7)
    assert purses.take("n", per_minute=7) == 0


def test_while_the_database_is_away_the_answer_looks_like_the_paper_and_says_when_to_come_again(paper: Press) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("disk I/O error at /srv/paper")

    with connection.execute_wrapper(refuse):
        answer = Client(raise_request_exception=False).get("/about")
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "20")
    assert 'rel="stylesheet" href="/static/paper.' in page
    assert "Something broke on our side" in page
    assert "disk" not in page
    assert "style-src 'self' 'sha256-" in answer["Content-Security-Policy"]
