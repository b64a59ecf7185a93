"""The statements that make and drop the full text index of either database; only the migration runs them."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: Beginnings of these lengths have an index of their own: words are then read newest first, and only as far as one page
#: of answers goes. It takes twice the room (docs/reference/pages.md).
PREFIXES = (4, 5, 6, 7, 8, 9, 10)
#: The index holds no text of its own (external content) and follows the table by triggers, so that whatever deletes
#: an article, a cascade too, takes its words out of the index.
_SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='store_searchrow', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
        prefix='{prefixes}'
    )""",
    """CREATE TRIGGER search_words_added AFTER INSERT ON store_searchrow BEGIN
        INSERT INTO search_words(rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER search_words_removed AFTER DELETE ON store_searchrow BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);
    END""",
    """CREATE TRIGGER search_words_changed AFTER UPDATE ON store_searchrow BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_words(rowid, words) VALUES (new.id, new.words);
    END""",
)
_SQLITE_DROP = (
    "DROP TRIGGER search_words_changed",
    "DROP TRIGGER search_words_removed",
    "DROP TRIGGER search_words_added",
    "DROP TABLE search_words",
)
_POSTGRESQL = ("CREATE INDEX search_words ON store_searchrow USING gin (to_tsvector('simple', words))",)
_POSTGRESQL_DROP = ("DROP INDEX search_words",)


def make_index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - the migration's signature
    """Make the index."""
    _make(editor, prefixes=(4,))


def index_more_beginnings(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of SQLite anew with `PREFIXES`, from the words that are stored."""
    if editor.connection.vendor == "sqlite":
        drop_index(apps, editor)
        _make(editor, prefixes=PREFIXES)
        editor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")


def index_fewer_beginnings(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `index_more_beginnings`."""
    if editor.connection.vendor == "sqlite":
        drop_index(apps, editor)
        _make(editor, prefixes=(4,))
        editor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")


def drop_index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - the migration's signature
    """Drop the index."""
    for statement in _SQLITE_DROP if editor.connection.vendor == "sqlite" else _POSTGRESQL_DROP:
        editor.execute(statement)


def _make(editor: BaseDatabaseSchemaEditor, *, prefixes: Sequence[int]) -> None:
    written = " ".join(map(str, prefixes))
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement.replace("{prefixes}", written))
