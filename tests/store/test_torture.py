"""Several processes write to one SQLite database while one checkpoints, and some are killed: nothing is damaged.

The long form (`pytest -m nightly`) runs many more rounds.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headwater.project.home import Home, create_home

WRITER = Path(__file__).parent / "torture_writer.py"


def environment(home: Home) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "HEADWATER_DATABASE_URL"}
    return {**kept, "HEADWATER_DIR": str(home.directory), "DJANGO_SETTINGS_MODULE": "headwater.project.settings"}


def prepared_home(directory: Path) -> Home:
    home = create_home(directory)
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment(home), check=True)
    with sqlite3.connect(home.database_file) as database:
        database.execute("INSERT INTO store_publicationrow (id, number, withdrawn, document) VALUES (1, 0, 0, '')")
    return home


def start_writers(home: Home, *, count: int, rounds: int) -> list[subprocess.Popen[bytes]]:
    writers = []
    for number in range(count):
        role = "checkpoint" if number == 0 else "write"
        command = [sys.executable, str(WRITER), f"writer{number}", str(rounds), role]
        writers.append(subprocess.Popen(command, env=environment(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE))
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    return writers


def finish(writers: list[subprocess.Popen[bytes]]) -> list[int]:
    codes = []
    for writer in writers:
        writer.communicate(timeout=600)
        codes.append(writer.returncode)
    return codes


def facts(home: Home) -> tuple[str, int, int]:
    with sqlite3.connect(home.database_file) as database:
        integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
        number = database.execute("SELECT number FROM store_publicationrow WHERE id = 1").fetchone()[0]
        rows = database.execute("SELECT count(*) FROM store_outletrow").fetchone()[0]
    return integrity, number, rows


def test_four_writers_and_checkpoints_lose_nothing(tmp_path: Path) -> None:
    home = prepared_home(tmp_path / "portal")
    assert finish(start_writers(home, count=4, rounds=40)) == [0, 0, 0, 0]
    assert facts(home) == ("ok", 160, 160)


def kill_some(home: Home, *, rounds: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    writers = start_writers(home, count=4, rounds=rounds)
    for victim in chance.sample(writers, kills):
        time.sleep(chance.uniform(0.05, 0.3))
        victim.kill()
    finish(writers)
    integrity, number, rows = facts(home)
    assert integrity == "ok"
    assert number == rows  # both are raised in one transaction: a killed writer left neither half behind


def test_killed_writers_leave_no_half_transaction_and_no_lock(tmp_path: Path) -> None:
    kill_some(prepared_home(tmp_path / "portal"), rounds=60, kills=3, seed=1)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(30))
def test_many_killed_writers_leave_no_half_transaction(tmp_path: Path, seed: int) -> None:
    kill_some(prepared_home(tmp_path / "portal"), rounds=400, kills=3, seed=seed)
