"""A full invented paper in a real database, a clock that stands still, and a reader."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press, full_paper

from headwater.project.config import ServerSettings


@pytest.fixture(autouse=True)
def standing_clock(settings: DjangoSettings, tmp_path: Path) -> Iterator[None]:
    settings.BYTES_DIRECTORY = tmp_path / "bytes"
    settings.PORTAL_CLOCK = lambda: NOW
    settings.PORTAL_CHECK_S = 0.0
    # Every test searches from one address, and the limit is the process's; test_limits.py has one of its own.
    settings.PORTAL = msgspec.structs.replace(settings.PORTAL, server=ServerSettings(searches_per_minute=0))
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def paper(db: None) -> Press:
    return full_paper()


@pytest.fixture
def reader(paper: Press) -> Client:
    return Client()
