"""One command keeps several processes going: it starts them, restarts what dies, and leaves none behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

#: A child that lived so long is restarted at once; one that died sooner waits, each time twice as long.
_HEALTHY_S = 30.0
_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 30.0
_TICK_S = 0.05
#: What a child may take to end in good order.
_GOODBYE_S = 8.0


@dataclass(slots=True)
class _Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait_s: float = 0.0
    restart_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Keeps named commands running until it is told to stop."""

    commands: Mapping[str, Sequence[str]]
    #: Told in a sentence about every restart.
    report: Callable[[str], None]
    _children: list[_Child] = field(default_factory=list)
    _stopping: bool = False

    def run(self) -> None:
        """Start everything; return once a signal (INT, TERM, HUP) came and every child has ended."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self._children = [_Child(name=name, command=command) for name, command in self.commands.items()]
        try:
            while not self._stopping:
                for child in self._children:
                    self._tend(child)
                time.sleep(_TICK_S)
        finally:
            self._end_all()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _tend(self, child: _Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.restart_at:
                # A session of its own: Ctrl-C reaches the supervisor alone, which ends the others in order.
                child.process = subprocess.Popen(child.command, start_new_session=True)  # noqa: S603 - our own
                child.started_at = now
            return
        code = child.process.poll()
        if code is None:
            return
        if now - child.started_at >= _HEALTHY_S:
            child.wait_s = 0.0
        else:
            child.wait_s = min(max(child.wait_s * 2, _FIRST_WAIT_S), _LONGEST_WAIT_S)
        child.restart_at = now + child.wait_s
        child.process = None
        when = f"in {child.wait_s:.1f} s" if child.wait_s else "now"
        self.report(f"{child.name} ended ({_how(code)}); starting it again {when}")

    def _end_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + _GOODBYE_S
        for process in running:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def own_command(part: str, *arguments: str) -> list[str]:
    """Give the command line that runs one part of this program in another process."""
    return [sys.executable, "-m", "headwater.cli.part", part, *arguments]


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
