"""One command keeps several processes going, restarts what dies, and leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SLEEPER = "import sys, time; open(sys.argv[1], 'a').write(str(__import__('os').getpid()) + '\\n'); time.sleep(60)"
SUPERVISE = """
import sys
from headwater.cli.supervise import Supervisor
commands = {"sleeper": [sys.executable, "-c", sys.argv[2], sys.argv[1]]}
Supervisor(commands=commands, report=lambda words: print(words, flush=True)).run()
"""


def wait_for(condition: object, *, seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


def pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def supervisor(tmp_path: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", SUPERVISE, str(tmp_path / "pids"), SLEEPER]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_what_dies_is_started_again_and_said(supervisor: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    wait_for(lambda: len(pids(tmp_path / "pids")) == 1)
    os.kill(pids(tmp_path / "pids")[0], signal.SIGKILL)
    wait_for(lambda: len(pids(tmp_path / "pids")) == 2)
    supervisor.terminate()
    words, _ = supervisor.communicate(timeout=20)
    assert b"sleeper ended (killed by SIGKILL)" in words


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_in_good_order(
    supervisor: "subprocess.Popen[bytes]", tmp_path: Path, number: signal.Signals
) -> None:
    wait_for(lambda: len(pids(tmp_path / "pids")) == 1)
    supervisor.send_signal(number)
    assert supervisor.wait(timeout=20) == 0
    assert supervisor.stdout is not None
    supervisor.stdout.close()
    assert not alive(pids(tmp_path / "pids")[0])
