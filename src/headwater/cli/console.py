"""What people see in the terminal: results on standard output, everything else on standard error."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

#: Results.
out = Console()
#: Progress, notices and complaints.
err = Console(stderr=True)

DirectoryOption = Annotated[
    Path | None,
    typer.Option(
        "--dir",
        "-d",
        help="The portal's directory. Otherwise HEADWATER_DIR, otherwise the working directory.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def complain(message: str) -> None:
    """Print what went wrong."""
    err.print(f"[bold red]headwater:[/] {_plain(message)}", soft_wrap=True)


def show(text: str, *, style: str | None = None) -> None:
    """Print a result that holds foreign words: nothing in it is read as markup or by the terminal."""
    out.print(_printable(text), style=style, markup=False, soft_wrap=True)


def say(message: str) -> None:
    """Print a notice."""
    err.print(_plain(message), soft_wrap=True)


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print a value as JSON on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(title: str, rows: Iterable[Sequence[object]], *, columns: Sequence[str]) -> None:
    """Print rows as a table; foreign words in it are never read as markup."""
    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_plain(str(cell)) for cell in row))
    out.print(table)


def _plain(text: str) -> str:
    return _printable(text).replace("[", r"\[")


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)
