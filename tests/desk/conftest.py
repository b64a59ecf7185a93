"""A full paper, and people with roles who may sign in at its desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, Press, full_paper

from headwater.desk.roles import keep_roles

PASSWORD = "a-ferry-at-noon-7"


@pytest.fixture(autouse=True)
def standing_clock(settings: DjangoSettings, tmp_path: Path) -> Iterator[None]:
    settings.BYTES_DIRECTORY = tmp_path / "bytes"
    settings.PORTAL_CLOCK = lambda: NOW
    settings.PORTAL_CHECK_S = 0.0
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def paper(db: None) -> Press:
    return full_paper()


def person(name: str, role: str) -> User:
    keep_roles()
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.set([Group.objects.get(name=role)])
    return user


@pytest.fixture
def editor(paper: Press) -> Client:
    client = Client()
    client.force_login(person("mara", "editor"))
    return client


@pytest.fixture
def administrator(paper: Press) -> Client:
    client = Client()
    client.force_login(person("ruth", "administrator"))
    return client
