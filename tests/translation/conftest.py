"""An engine on loopback for every test that asks for one."""

from collections.abc import Iterator

import pytest
from tests.translation.engine_server import Engine, serving


@pytest.fixture
def engine() -> Iterator[Engine]:
    with serving() as running:
        yield running
