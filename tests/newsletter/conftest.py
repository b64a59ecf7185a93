"""A full invented paper with readers, a mail server on loopback that keeps what it took, and a clock that is moved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press, full_paper

from headwater.model.codec import encode
from headwater.model.letter import Consent, Wishes
from headwater.newsletter.mail import Mail, Server
from headwater.project.config import MailSettings, PortalSettings, Settings
from headwater.store.models import ReaderRow, ReaderState
from mail_sink import Sink, running

ADDRESS = "https://lantern.example"


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def portal(settings: DjangoSettings, tmp_path: Path, clock: Clock) -> Iterator[DjangoSettings]:
    settings.BYTES_DIRECTORY = tmp_path / "bytes"
    settings.PORTAL_CLOCK = clock
    settings.PORTAL_CHECK_S = 0.0
    settings.PORTAL = msgspec.structs.replace(
        Settings(),
        portal=PortalSettings(name="The Lantern Sea", address=ADDRESS),
        mail=MailSettings(host="127.0.0.1", from_address="letter@lantern.example"),
    )
    cache.clear()
    yield settings
    cache.clear()


@pytest.fixture
def paper(db: None) -> Press:
    return full_paper()


@pytest.fixture
def browser(paper: Press) -> Client:
    return Client()


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    with running(tmp_path / "ledger") as server:
        yield server


@pytest.fixture
def mail(sink: Sink) -> Mail:
    return mail_to(sink.server_address[1])


def mail_to(port: int, **changes: object) -> Mail:
    made = Mail(
        name="The Lantern Sea",
        address=ADDRESS,
        language="en",
        zone=ZoneInfo("UTC"),
        colour="#0a5a68",
        colour_dark="#7cc7d3",
        from_address="letter@lantern.example",
        from_name="The Lantern Sea",
        reply_to="",
        contact="editor@lantern.example",
        server=Server(host="127.0.0.1", port=port, timeout_s=2.0, answer_s=2.0),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def reader(name: str, *, wishes: Wishes | None = None, address: str = "") -> str:
    """Add a confirmed reader; the key comes back."""
    wanted = wishes or Wishes()
    consent = Consent(asked_at=NOW, asked_from="203.0.113.0/24", words="yes", confirmed_at=NOW)
    ReaderRow.objects.create(
        key=name,
        address=address or f"{name}@mail.example",
        folded=(address or f"{name}@mail.example").casefold(),
        state=ReaderState.ACTIVE,
        frequency=wanted.frequency.value,
        wishes=encode(wanted).decode(),
        consent=encode(consent).decode(),
        created_at=NOW,
        confirmed_at=NOW,
    )
    return name


def arrived(sink: Sink) -> list[tuple[str, str]]:
    """Give Message-ID and recipient of what the server took."""
    lines = Path(sink.ledger.name).read_text(encoding="ascii").splitlines()
    return [(line.split()[0], line.split()[1]) for line in lines]
