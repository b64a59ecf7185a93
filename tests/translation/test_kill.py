"""The process that translates is killed at odd moments: nothing is lost, and next to nothing asked for twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.translation.engine_server import Engine

ROOT = Path(__file__).parents[2]
KILLS = 4


def portal(directory: Path, engine: Engine) -> dict[str, str]:
    """Fill a portal whose reports are to be translated; give the environment of its commands."""
    directory.mkdir()
    (directory / "headwater.toml").write_text(
        f'[portal]\nlanguage = "el"\n[translation]\nengine = "libretranslate"\naddress = "{engine.address}"\n'
        'what = "full"\ndays = 100000\ncharacters_per_day = 0\n',
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    fill = [sys.executable, str(ROOT / "tests" / "newsroom" / "fill_portal.py"), str(directory)]
    subprocess.run(fill, check=True, env=environment, timeout=100)
    return environment


@pytest.mark.nightly
@pytest.mark.timeout(280)
def test_a_kill_loses_nothing_and_asks_for_little_again(engine: Engine, tmp_path: Path) -> None:
    directory = tmp_path / "portal"
    environment = portal(directory, engine)
    command = [sys.executable, "-m", "headwater.cli.main", "translations", "--dir", str(directory)]
    engine.wait_s = 0.2
    for kill in range(KILLS):
        before = len(engine.texts)
        with subprocess.Popen(command, env=environment) as running:
            deadline = time.monotonic() + 60
            while len(engine.texts) <= before + kill and time.monotonic() < deadline:
                time.sleep(0.05)
            running.send_signal(signal.SIGKILL)
    engine.wait_s = 0.0
    once = [sys.executable, "-m", "headwater.cli.main", "translate", "--dir", str(directory), "--json"]
    done = subprocess.run(once, env=environment, capture_output=True, text=True, timeout=100, check=True)
    assert '"translated"' in done.stdout
    again = len(engine.texts)
    subprocess.run(once, env=environment, capture_output=True, timeout=100, check=True)
    assert len(engine.texts) == again, "something was not kept"
    asked_twice = sum(count - 1 for count in Counter(engine.texts).values())
    largest = max(len(asked.plain["q"]) for asked in engine.asked if asked.plain)
    assert asked_twice <= KILLS * 2 * largest, "more than the report under way was asked for again"
