"""The newsletter at the desk: a letter is looked at and tried, and only administrators see whose letter is in doubt."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press

from headwater.project.config import MailSettings, PortalSettings, Settings
from headwater.store import deliveries
from headwater.store.models import DeliveryRow, DeliveryState, LogRow
from mail_sink import Sink, running


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    with running(tmp_path / "ledger") as server:
        yield server


@pytest.fixture(autouse=True)
def portal(settings: DjangoSettings, sink: Sink) -> None:
    settings.PORTAL = msgspec.structs.replace(
        Settings(),
        portal=PortalSettings(name="The Lantern Sea", address="https://lantern.example"),
        mail=MailSettings(
            host="127.0.0.1", port=sink.server_address[1], tls="none", from_address="letter@lantern.example"
        ),
    )


def in_doubt() -> int:
    row = DeliveryRow.objects.create(
        subscription_key="gone", state=DeliveryState.IN_DOUBT, made_at=NOW, due_at=NOW, handed_at=NOW, reason="cut"
    )
    return int(row.pk)


def test_a_letter_is_looked_at_before_it_goes_out(editor: Client) -> None:
    page = editor.get("/desk/letters/?kind=daily&language=el").content.decode()
    assert "letters/look?kind=daily&amp;language=el" in page
    assert "Subject:" in page
    look = editor.get("/desk/letters/look?kind=daily&language=el")
    assert "Bees" in look.content.decode()
    assert 'lang="el"' in look.content.decode()


def test_the_frame_of_a_letter_runs_and_fetches_nothing(editor: Client) -> None:
    look = editor.get("/desk/letters/look?kind=daily&language=en")
    policy = look["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert look["X-Frame-Options"] == "SAMEORIGIN"
    assert editor.get("/desk/letters/")["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("query", ["kind=hourly&language=en", "kind=daily&language=<script>", "kind=daily&language=xx"])
def test_a_letter_there_is_not_is_not_shown(editor: Client, query: str) -> None:
    assert editor.get(f"/desk/letters/look?{query}").status_code == 404
    assert editor.get(f"/desk/letters/?{query}").status_code == 200


def test_a_test_goes_to_the_address_named(editor: Client, sink: Sink) -> None:
    said = {"kind": "daily", "language": "en", "to": "mara@desk.example"}
    answer = editor.post("/desk/letters/test", said, follow=True)
    assert "The mail server took it" in answer.content.decode()
    assert "mara@desk.example" in Path(sink.ledger.name).read_text(encoding="ascii")


def test_no_address_and_no_server_are_said(editor: Client, sink: Sink, settings: DjangoSettings) -> None:
    said = {"kind": "daily", "language": "en", "to": "nobody"}
    assert "name an e-mail address" in editor.post("/desk/letters/test", said, follow=True).content.decode()
    settings.PORTAL = Settings()
    assert "no mail server is set" in editor.get("/desk/letters/").content.decode()
    assert editor.get("/desk/letters/look?kind=daily&language=en").status_code == 404


def test_only_administrators_see_and_decide_what_is_in_doubt(editor: Client, administrator: Client) -> None:
    number = in_doubt()
    assert "It arrived" not in editor.get("/desk/letters/").content.decode()
    assert "It arrived" in administrator.get("/desk/letters/").content.decode()
    assert "1 letter is in doubt" in administrator.get("/desk/").content.decode()
    said = {"number": str(number), "decision": "again"}
    assert editor.post("/desk/letters/doubt", said).status_code == 403
    assert administrator.get("/desk/letters/doubt", said).status_code == 405
    assert DeliveryRow.objects.get().state == DeliveryState.IN_DOUBT
    administrator.post("/desk/letters/doubt", said)
    assert DeliveryRow.objects.get().state == DeliveryState.WAITING
    assert LogRow.objects.get().action == "letter goes again"
    again = administrator.post("/desk/letters/doubt", {"number": "9" * 30, "decision": "arrived"}, follow=True)
    assert "not in doubt any more" in again.content.decode()


def test_an_administrator_lets_letters_out_again(editor: Client, administrator: Client) -> None:
    deliveries.hold_post("this database was restored")
    assert "this database was restored" in editor.get("/desk/letters/").content.decode()
    assert editor.post("/desk/letters/resume").status_code == 403
    administrator.post("/desk/letters/resume")
    assert deliveries.post().held_because == ""
    assert LogRow.objects.get().reason == "this database was restored"


def test_strangers_and_foreign_pages_reach_nothing(paper: Press, editor: Client) -> None:
    assert Client().get("/desk/letters/look").status_code == 302
    foreign = editor.post("/desk/letters/test", {"to": "a@b.example"}, HTTP_SEC_FETCH_SITE="cross-site")
    assert foreign.status_code == 403


def test_a_letter_under_way_is_not_in_doubt_yet(administrator: Client) -> None:
    number = in_doubt()
    assert "It arrived" in administrator.get("/desk/letters/").content.decode()
    DeliveryRow.objects.filter(pk=number).update(lease_until=NOW + timedelta(minutes=5))
    assert "It arrived" not in administrator.get("/desk/letters/").content.decode()
