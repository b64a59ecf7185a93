"""Tables of an export: rows as CSV (RFC 4180), and as Parquet where pyarrow is installed."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Cell = str | int | float | datetime | None

#: Column names of each table; the reference describes them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": (
        *("key", "url", "outlet", "extent", "headline", "excerpt", "text", "language", "published", "first_seen"),
        *("story", "authors"),
    ),
    "statements": (*("article", "number", "kind", "words", "speaker", "role", "speaker_kind", "person", "confidence"),),
    "credits": ("article", "kind", "form", "name", "outlet", "words", "confidence"),
    "reuse": ("newer", "older", "coverage", "coverage_of_older", "kind", "direction"),
    "stories": ("key", "headline", "section", "first_seen", "last_updated", "independent_sources", "reports"),
    "origins": ("story", "number", "kind", "name", "outlet", "articles"),
    "outlets": ("key", "name", "kind", "country", "language", "part_of"),
}
_NUMBERS = {"number": "int64", "independent_sources": "int64", "reports": "int64"}
_SHARES = frozenset({"confidence", "coverage", "coverage_of_older"})
_MOMENTS = frozenset({"published", "first_seen", "last_updated"})
#: A cell that begins so is a formula to a spreadsheet, and the words are not ours.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Rows written to Parquet at a time.
_GROUP = 5_000


@dataclass(slots=True)
class Tables:
    """The files of all tables, open for rows."""

    _writers: dict[str, Any]
    _parquet: dict[str, "_ParquetFile"] = field(default_factory=dict)
    #: Rows written, by table.
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, table: str, row: Sequence[Cell]) -> None:
        """Write one row, in the order of the table's columns."""
        self._writers[table].writerow([_printed(cell) for cell in row])
        self.counts[table] = self.counts.get(table, 0) + 1
        if table in self._parquet:
            self._parquet[table].add(row)


@contextmanager
def open_tables(directory: Path) -> Iterator[Tables]:
    """Give tables that are written into a directory, and finish their files afterwards."""
    files = {name: (directory / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in COLUMNS}
    parquet = {name: _ParquetFile(directory / f"{name}.parquet", name) for name in COLUMNS} if has_parquet() else {}
    try:
        writers = {name: csv.writer(file) for name, file in files.items()}
        for name, columns in COLUMNS.items():
            writers[name].writerow(columns)
        yield Tables(writers, parquet)
        for each in parquet.values():
            each.finish()
    finally:
        for file in files.values():
            file.close()


def has_parquet() -> bool:
    """Whether Parquet can be written here: the extra `parquet` is installed."""
    return find_spec("pyarrow") is not None


def _printed(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return cell


class _ParquetFile:
    """One table as a Parquet file, a group of rows at a time."""

    def __init__(self, path: Path, table: str) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415 - the same

        self._pa, self._columns, self._rows = pa, COLUMNS[table], list[Sequence[Cell]]()
        self._schema = pa.schema([(name, _kind(pa, name)) for name in self._columns])
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, row: Sequence[Cell]) -> None:
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self._flush()

    def finish(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = {name: [row[place] for row in self._rows] for place, name in enumerate(self._columns)}
        self._writer.write_table(self._pa.table(columns, schema=self._schema))
        self._rows = []


def _kind(pa: Any, column: str) -> Any:  # noqa: ANN401 - pyarrow's types
    if column in _MOMENTS:
        return pa.timestamp("us", tz="UTC")
    if column in _SHARES:
        return pa.float64()
    return pa.int64() if column in _NUMBERS else pa.string()
