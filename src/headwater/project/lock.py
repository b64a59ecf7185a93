"""One newsroom per directory: the lock that keeps two runs apart."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from headwater.errors import HomeError

_RETRY_S = 0.1


@contextmanager
def run_lock(path: Path, *, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the right to work in a portal's directory; the kernel returns it when the holder dies, however it dies.

    Raises:
        HomeError: somebody else holds it after `wait_s` seconds; the message names the process.

    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _acquire(descriptor, path, deadline=time.monotonic() + wait_s)
        with suppress(OSError):  # a full disk: the lock holds all the same, it only does not say whose it is
            os.truncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, *, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
                message = (
                    f"another Headwater (process {holder}) is at work in {path.parent}; "
                    "stop it first, or use another directory with --dir"
                )
                raise HomeError(message) from None
            time.sleep(_RETRY_S)
        else:
            return
