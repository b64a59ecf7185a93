"""The lock file that all writers of one database wait at."""

import fcntl
import os
from pathlib import Path
from types import TracebackType


class WriteLock:
    """An advisory lock on a file (flock), counted, so that a holder may take it again.

    The kernel lets it go when its holder dies, however it dies. One instance belongs to one connection, which one
    thread uses; connections of one process exclude each other as processes do, because each opens the file itself.
    """

    def __init__(self, path: Path | None) -> None:
        """Name the file; without one (a database in memory) there is nobody to wait for."""
        self._path = path
        self._descriptor: int | None = None
        self._depth = 0

    @classmethod
    def beside(cls, database: str | os.PathLike[str]) -> "WriteLock":
        """Give the lock of a database: its path with `.lock` behind it."""
        name = str(database)
        in_memory = ":memory:" in name or "mode=memory" in name
        return cls(None if in_memory else Path(name + ".lock"))

    def acquire(self) -> None:
        """Wait for the lock, or take it once more."""
        if self._depth == 0 and self._path is not None:
            if self._descriptor is None:
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        self._depth += 1

    def release(self) -> None:
        """Let the lock go once."""
        self._depth = max(0, self._depth - 1)
        if self._depth == 0 and self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def release_all(self) -> None:
        """Let the lock go however often it was taken."""
        self._depth = min(self._depth, 1)
        self.release()

    def __enter__(self) -> None:
        """Hold the lock."""
        self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it go."""
        self.release()
