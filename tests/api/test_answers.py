"""What the API answers, and how it refuses."""

import gzip
import json

from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.api.asking import ask, key_of, ledger
from tests.portal.press import DEEP, NOW, Press

from headwater.api import admission
from headwater.api.limits import Limits
from headwater.project.config import ApiSettings, Settings
from headwater.store.api_keys import add_key, revoke_key
from headwater.store.models import ApiKeyRow, ArticleRow


def test_an_article_comes_with_its_text_and_who_published_it(program: Client) -> None:
    found = ask(program, f"articles/{ledger()}")
    assert found["outlet"] == {"key": "ledger", "name": "Aegean Ledger"}
    assert any(block["text"] == DEEP for block in found["body"])
    assert found["url"].startswith("https://ledger.example/")
    assert program.get(found["page"].removeprefix("http://testserver")).status_code == 200


def test_a_statement_says_where_its_words_stand(program: Client) -> None:
    said = ask(program, f"articles/{ledger()}/statements")["items"]
    direct = next(each for each in said if each["kind"] == "direct")
    assert direct["speaker"]["name"] == "Reza Talin"
    body = ask(program, f"articles/{ledger()}")["body"]
    target = direct["targets"][0]
    place, quote = target["position"], target["selector"]
    assert body[place["block"]]["text"][place["start"] : place["end"]] == quote["exact"]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in body[place["block"]]["text"]


def test_of_an_excerpt_only_what_may_be_quoted_is_quoted(program: Client) -> None:
    key = key_of("helpe")
    for each in ask(program, f"articles/{key}/statements")["items"]:
        assert len(each["words"]) <= 160
        quotes = [target["selector"] for target in each["targets"]]
        assert sum(len(quote["exact"] + quote["prefix"] + quote["suffix"]) for quote in quotes) <= 160
        assert all(target["position"] is None for target in each["targets"])


def test_credits_run_from_who_spoke_to_who_passed_it_on(program: Client) -> None:
    hops = ask(program, f"articles/{ledger()}/credits")["items"]
    assert [hop["kind"] for hop in hops] == ["speaks", "told", "relayed"]
    assert hops[2]["target"]["selector"]["exact"] == "As broadcast by HEL-PE"


def test_shared_words_name_both_sides(program: Client) -> None:
    found = ask(program, f"articles/{ledger()}/reuse")["items"]
    assert [(each["older"]["outlet"]["key"], each["coverage"]) for each in found] == [("helpe", 0.81)]
    whole = ask(program, "reuse?newer=helpe&coverage=0.5")["items"]
    assert [each["older"]["outlet"]["key"] for each in whole] == ["meridian"]


def test_a_story_has_its_sources_and_the_evidence(program: Client) -> None:
    story = ask(program, f"articles/{ledger()}")["story"]
    found = ask(program, f"stories/{story}")
    assert found["independent_sources"] == 2
    assert {origin["outlet"] for origin in found["origins"]} == {"meridian", "valley"}
    assert any("told the Meridian agency" in words for origin in found["origins"] for words in origin["evidence"])
    assert ask(program, f"stories/{story}/origins")["items"] == found["origins"]


def test_a_person_speaks_across_articles(program: Client) -> None:
    person = ask(program, "persons?name=Talin")["items"][0]
    assert person["name"] == "Reza Talin"
    said = ask(program, f"persons/{person['key']}/statements")["items"]
    assert len({each["article"] for each in said}) == 4
    assert all(each["speaker"]["person"] == person["key"] for each in said)


def test_an_outlet_tells_whom_it_copies(program: Client) -> None:
    copying = ask(program, "outlets/helpe")["copying"]
    assert copying["copies"] == [{"outlet": {"key": "meridian", "name": "Meridian"}, "reports": 1}]
    assert (copying["reports"], copying["own"]) == (1, 0)


def test_pages_follow_each_other_and_nothing_comes_twice(program: Client) -> None:
    for listed in ("articles", "stories", "outlets", "persons", "reuse"):
        whole = ask(program, f"{listed}?limit=200")["items"]
        keys, cursor = [], ""
        while cursor is not None:
            page = ask(program, f"{listed}?limit=2{cursor and f'&cursor={cursor}'}")
            keys += page["items"]
            cursor = page["next"]
        assert keys == whole, listed
        assert keys


def test_a_list_is_narrowed(program: Client) -> None:
    assert {each["language"] for each in ask(program, "articles?language=el")["items"]} == {"el"}
    assert {each["outlet"]["key"] for each in ask(program, "articles?outlet=ledger")["items"]} == {"ledger"}
    first = ask(program, "articles?until=2026-11-23T10:00:00Z")["items"]
    rest = ask(program, "articles?since=2026-11-23T10:00:00Z")["items"]
    assert len(first) + len(rest) == len(ask(program, "articles")["items"])
    assert {each["section"] for each in ask(program, "stories?section=Science")["items"]} == {"Science"}


def test_the_same_answer_is_sent_once(program: Client) -> None:
    path = f"/api/v1/articles/{ledger()}"
    first = program.get(path)
    again = program.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    packed = program.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == first.content
    assert packed["ETag"] != first["ETag"]


def test_refusals_say_what_to_do(program: Client) -> None:
    assert "whole number from 1 to 200" in ask(program, "articles?limit=0", status=400)["detail"]
    assert "there are: outlet" in ask(program, "articles?colour=red", status=400)["detail"]
    assert "more than once" in ask(program, "articles?limit=1&limit=2", status=400)["detail"]
    assert "RFC 3339" in ask(program, "articles?since=yesterday", status=400)["detail"]
    assert "unchanged" not in ask(program, "articles?cursor=abc", status=400)["detail"]
    cursor = ask(program, "outlets?limit=1")["next"]
    assert "none of this list" in ask(program, f"articles?cursor={cursor}", status=400)["detail"]
    assert "openapi.json" in ask(program, "nothing/here", status=404)["detail"]
    assert "lists of this API" in ask(program, "articles/nothing", status=404)["detail"]
    refused = program.post("/api/v1/articles")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


def test_a_key_allows_more_and_can_be_revoked(program: Client, settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(api=ApiSettings(anonymous_per_minute=2))
    admission.limits = Limits(clock=lambda: 30.0)
    key = add_key("a newsroom", per_minute=5, now=NOW)
    assert key not in ApiKeyRow.objects.values_list("digest", flat=True)
    bearer = {"Authorization": f"Bearer {key}"}
    assert [program.get("/api/v1/outlets").status_code for _ in range(3)] == [200, 200, 429]
    assert [program.get("/api/v1/outlets", headers=bearer).status_code for _ in range(6)] == [200] * 5 + [429]
    slow = program.get("/api/v1/outlets")
    assert slow["Retry-After"] == "30"
    assert "A key allows more" in json.loads(slow.content)["detail"]
    revoke_key("a newsroom", now=NOW)
    assert "revoked" in ask(program, "outlets", status=401, **bearer)["detail"]
    assert ask(program, "outlets", status=401, Authorization="Basic abc")["status"] == 401


def test_a_portal_may_ask_everybody_for_a_key(program: Client, settings: DjangoSettings) -> None:
    settings.PORTAL = Settings(api=ApiSettings(anonymous_per_minute=0))
    assert "Ask its operator" in ask(program, "outlets", status=401)["detail"]
    assert ask(program, "outlets", Authorization=f"Bearer {add_key('x', per_minute=5, now=NOW)}")["items"]


def test_another_minute_counts_anew() -> None:
    times = iter([10.0, 20.0, 61.0])
    limits = Limits(clock=lambda: next(times))
    assert [limits.wait_s("a", per_minute=1) for _ in range(3)] == [0, 40, 0]


def test_lists_ask_a_bounded_number_of_questions(program: Client, django_assert_max_num_queries: object) -> None:
    for path in ("articles", "stories", "persons", "outlets", "reuse"):
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            ask(program, path)


def test_a_removed_article_is_in_no_other_answer(program: Client, paper: Press) -> None:
    key = key_of("meridian")
    ArticleRow.objects.filter(key=key).update(hidden=True)
    assert "Delete your copy" in ask(program, f"articles/{key}", status=410)["detail"]
    story = ask(program, f"articles/{ledger()}")["story"]
    assert key not in json.dumps(ask(program, f"stories/{story}"))
    assert key not in json.dumps(ask(program, f"stories/{story}/prov"))
    assert ask(program, "reuse?older=meridian")["items"] == []


def test_pages_and_answers_name_the_description(program: Client) -> None:
    for path in ("/api/v1/articles", "/api/v1/nothing", "/api/v1/openapi.json"):
        assert program.get(path)["Link"].startswith('</api/v1/openapi.json>; rel="service-desc"')
    assert (
        '<link rel="service-desc" type="application/json" href="/api/v1/openapi.json">'
        in program.get("/").content.decode()
    )
