"""Attempts on the desk: forged calls, an editor's reach, guessed passwords, markup from outside, addresses that lead away."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from tests.desk.conftest import PASSWORD, person
from tests.portal.press import Press

from headwater.store.models import ArticleRow, FeedRow, LogRow
from headwater.store.rows import feed_from


def sign_in(client: Client, name: str, password: str, **headers: Any) -> Any:
    return client.post("/desk/login/?next=/desk/", {"username": name, "password": password}, **headers)


def hide(client: Client, **headers: Any) -> Any:
    key = ArticleRow.objects.get(headline="Bees").key
    said = {"action": "hide", "_selected_action": [key], "confirmed": "1", "reason": "x"}
    return client.post("/desk/paper/article/", said, **headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_a_call_from_another_site_changes_nothing(editor: Client, headers: dict[str, str]) -> None:
    assert hide(editor, **headers).status_code == 403
    assert not ArticleRow.objects.filter(hidden=True).exists()


def test_a_form_without_its_token_changes_nothing(paper: Press) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("mara", "editor"))
    assert hide(client, HTTP_ORIGIN="http://testserver").status_code == 403
    assert not ArticleRow.objects.filter(hidden=True).exists()


def test_looking_changes_nothing(editor: Client) -> None:
    key = ArticleRow.objects.get(headline="Bees").key
    editor.get("/desk/paper/article/", {"action": "hide", "_selected_action": key, "confirmed": "1", "reason": "x"})
    assert not ArticleRow.objects.filter(hidden=True).exists()
    assert not LogRow.objects.exists()


def test_an_editor_reaches_no_feeds_people_or_outlets(editor: Client) -> None:
    row = FeedRow.objects.get(outlet_key="ledger")
    before = feed_from(row)
    editor.post(f"/desk/paper/feed/{row.key}/change/", {"extent": "full", "images": "on"})
    editor.post(
        "/desk/paper/feed/", {"action": "pause", "_selected_action": [row.key], "confirmed": "1", "reason": "x"}
    )
    editor.post(
        "/desk/paper/feed/",
        {"action": "take_down", "_selected_action": [row.key], "confirmed": "1", "reason": "x", "certain": "on"},
    )
    after = FeedRow.objects.get(pk=row.key)
    assert (feed_from(after), after.paused) == (before, False)
    assert editor.post("/desk/paper/feed/add/", {"address": "https://x.example/f", "extent": "full"}).status_code == 403
    own = User.objects.get(username="mara").pk
    for path in ("/desk/auth/user/", f"/desk/auth/user/{own}/change/", f"/desk/auth/user/{own}/password/"):
        assert editor.get(path).status_code in {302, 403}, path
    assert not LogRow.objects.exists()


def test_an_administrator_can_make_nobody_more_than_a_role(administrator: Client) -> None:
    user = User.objects.create_user("ida", password=PASSWORD)
    role = Group.objects.get(name="editor").pk
    said = {"username": "ida", "is_active": "on", "is_superuser": "on", "user_permissions": "1", "groups": role}
    assert administrator.post(f"/desk/auth/user/{user.pk}/change/", said).status_code == 302
    user.refresh_from_db()
    assert (user.is_superuser, user.user_permissions.count(), user.is_staff) == (False, 0, True)
    root = User.objects.create_superuser("root", password=PASSWORD)
    assert administrator.get(f"/desk/auth/user/{root.pk}/change/").status_code == 302
    assert administrator.post(f"/desk/auth/user/{root.pk}/password/", {}).status_code in {302, 404}


def test_nobody_guesses_a_password_for_long(paper: Press) -> None:
    person("mara", "editor")
    client = Client()
    for _ in range(5):
        assert "Please enter the correct" in sign_in(client, "mara", "wrong").content.decode()
    assert "Too many tries" in sign_in(client, "mara", PASSWORD).content.decode()
    elsewhere = sign_in(Client(REMOTE_ADDR="203.0.113.7"), "mara", PASSWORD)
    assert elsewhere.status_code == 302


def test_a_made_up_forwarding_header_opens_no_new_door(paper: Press) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    for number in range(6):
        answer = sign_in(client, "nobody", "wrong", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert "Too many tries" in answer.content.decode()


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(paper: Press, where: str) -> None:
    person("mara", "editor")
    answer = Client().post(f"/desk/login/?next={where}", {"username": "mara", "password": PASSWORD, "next": where})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/desk/")


def test_markup_from_outside_stays_words(administrator: Client) -> None:
    evil = '"><script>alert(1)</script>'
    ArticleRow.objects.filter(headline="Bees").update(headline=evil)
    FeedRow.objects.filter(outlet_key="ledger").update(problem=evil)
    for path in (
        "/desk/paper/article/?q=alert",
        "/desk/paper/feed/",
        "/desk/paper/dropped/?q=<script>alert(1)</script>",
    ):
        page = administrator.get(path).content.decode()
        assert "<script>alert" not in page
    key = ArticleRow.objects.get(headline=evil).key
    asked = administrator.post("/desk/paper/article/", {"action": "hide", "_selected_action": [key], "index": "0"})
    assert "<script>alert" not in asked.content.decode()


def test_the_desk_is_guarded_and_kept_by_nobody(paper: Press) -> None:
    answer = Client().get("/desk/login/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Frame-Options"] == "DENY"
    cookie = answer.cookies["desk"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["path"]) == (
        True,
        True,
        "Strict",
        "/desk/",
    )
    assert settings.CSRF_USE_SESSIONS


def test_public_pages_carry_no_cookie(paper: Press) -> None:
    for path in ("/", "/about", "/search?q=amnesty", "/nothing-here"):
        answer = Client().get(path)
        assert not answer.cookies, path
        assert "Cookie" not in answer.get("Vary", ""), path
