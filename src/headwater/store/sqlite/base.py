"""SQLite under the house's rule: every write transaction of every process holds one lock file.

SQLite 3.7.0 to 3.51.2 can damage a database in WAL mode when one connection checkpoints while another one writes
(the WAL-reset bug). Debian 12 ships such a version. So writers wait for each other at a lock file beside the
database, no connection checkpoints by itself (`wal_autocheckpoint=0`), only `checkpoint` does, under the same lock,
and closing, which may checkpoint too, takes the lock as well. Readers never wait. `tests/store/test_torture.py`
holds it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base

from headwater.store.sqlite.lock import WriteLock

#: First words of statements that never write, so that they need no lock outside a transaction.
_READS = ("SELECT", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
_READING_PRAGMAS = ("PRAGMA FOREIGN_KEY", "PRAGMA TABLE_", "PRAGMA INDEX_", "PRAGMA INTEGRITY", "PRAGMA QUICK_CHECK")


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite connection, holding the write lock from BEGIN IMMEDIATE to COMMIT or ROLLBACK."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the database, with its lock file beside it."""
        self.write_lock = WriteLock.beside(conn_params["database"])
        with self.write_lock:  # entering WAL mode writes
            connection: sqlite3.Connection = super().get_new_connection(conn_params)
        return connection

    def create_cursor(self, name: str | None = None) -> "LockingCursor":  # noqa: ARG002 - Django's own signature
        """Give a cursor that takes the lock for writes outside a transaction."""
        cursor: LockingCursor = self.connection.cursor(factory=LockingCursor)
        cursor.wrapper = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.write_lock.acquire()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # private in Django's stubs
        except BaseException:
            self.write_lock.release()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # private in Django's stubs
        finally:
            self._release_if_over()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # private in Django's stubs
        finally:
            self._release_if_over()

    def _close(self) -> None:
        if self.connection is None:
            return
        with self.write_lock:
            super()._close()  # type: ignore[misc]  # private in Django's stubs
        self.write_lock.release_all()

    def _release_if_over(self) -> None:
        if self.connection is None or not self.connection.in_transaction:
            self.write_lock.release_all()


class LockingCursor(base.SQLiteCursorWrapper):
    """Holds the lock around single writes that no transaction encloses."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:  # noqa: ANN401 - Django's own signature
        """Run one statement."""
        with self._locked_for(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Run one statement for many rows."""
        with self._locked_for(query):
            return super().executemany(query, param_list)

    @contextmanager
    def _locked_for(self, query: str) -> Iterator[None]:
        if self.connection.in_transaction or not _may_write(query):
            yield
            return
        with self.wrapper.write_lock:
            yield


def _may_write(query: str) -> bool:
    start = query.lstrip()[:32].upper()
    return not start.startswith((*_READS, *_READING_PRAGMAS))
