"""The portal's full paper, asked by programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press, full_paper

from headwater.api import admission
from headwater.api.limits import Limits
from headwater.project.config import ApiSettings, Settings


@pytest.fixture(autouse=True)
def standing_clock(settings: DjangoSettings, tmp_path: Path) -> Iterator[None]:
    settings.BYTES_DIRECTORY = tmp_path / "bytes"
    settings.PORTAL_CLOCK = lambda: NOW
    settings.PORTAL_CHECK_S = 0.0
    settings.PORTAL = Settings(api=ApiSettings(anonymous_per_minute=100_000))
    admission.limits = Limits()
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def paper(db: None) -> Press:
    return full_paper()


@pytest.fixture
def program(paper: Press) -> Client:
    return Client()
