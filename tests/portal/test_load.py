"""The load bench in its short form: readers and a newsroom at work at the same time, and nobody sees an error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "load.py"


@pytest.mark.nightly
def test_readers_see_no_errors_while_news_comes_in() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "HEADWATER_DATABASE_URL"}
    command = [sys.executable, str(BENCH), "--short", "--json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    found = json.loads(done.stdout)
    assert found["idle"]["errors"] == found["busy"]["errors"] == {}
    assert found["busy"]["requests"] > 300
    # How quick it is, only a machine with nothing else to do can say: docs/reference/pages.md.
    assert 0 < found["feed_to_page_s"]["p50"] < 60
