"""Nobody lost, nobody twice: senders killed, a mail server that misbehaves, a database that goes away.

The short form of `bench/letter_faults.py`; the long forms (`pytest -m nightly`) are the figures of the manual.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.test_postgresql import server as postgresql  # noqa: F401 - a fixture

BENCH = Path(__file__).parent.parent.parent / "bench" / "letter_faults.py"


def held(*arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "HEADWATER_DATABASE_URL"}
    ran = subprocess.run([sys.executable, str(BENCH), *arguments], env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_an_issue_reaches_each_reader_once_under_fire() -> None:
    held("--readers", "60", "--kills", "3", "--faults", "0.03")


@pytest.mark.nightly
def test_ten_thousand_readers_and_a_hundred_kills() -> None:
    held("--readers", "10000", "--kills", "100")


@pytest.mark.nightly
def test_ten_thousand_readers_and_a_hundred_kills_on_postgresql(postgresql: str) -> None:  # noqa: F811 - the fixture
    held("--readers", "10000", "--kills", "100", "--postgresql", postgresql)
