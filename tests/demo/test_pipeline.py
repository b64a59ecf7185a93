"""The whole pipeline over the demo press: the same seed and clock give the same portal, to the last row."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def run(*, seed: int) -> dict[str, Any]:
    command = [sys.executable, "bench/demo.py", "--json", "--hours", "6", "--minutes-per-step", "120"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    ran = subprocess.run(
        [*command, "--seed", str(seed)], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    plain: dict[str, Any] = json.loads(ran.stdout)
    return plain


@pytest.mark.timeout(1000)
def test_the_same_seed_gives_the_same_portal() -> None:
    first, again = run(seed=7), run(seed=7)
    assert first == again
    scores = {score["kind"]: score for score in first["scores"]}
    assert scores["articles"]["right"] > 30
