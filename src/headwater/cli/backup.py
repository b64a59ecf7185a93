"""`headwater backup FILE`: everything of a portal in one archive, while it goes on."""

import io
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from headwater import __version__
from headwater.cli.console import DirectoryOption, complain, err, say
from headwater.cli.opening import open_portal
from headwater.project.home import Home

#: Raised when the layout of the archive changes.
LAYOUT = 1


def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write, for example portal.tar. It must not exist yet.")],
    *,
    directory: DirectoryOption = None,
) -> None:
    """Write settings, secret, all tables as they were at one moment, and the bytes as fetched."""
    home = open_portal(directory)
    if file.exists():
        complain(f"{file} is there already; name another file, so that no backup is lost")
        raise typer.Exit(1)
    unfinished = file.with_name(file.name + ".part")
    with tarfile.open(unfinished, "w") as archive, Progress(console=err, transient=True) as progress:
        label = f"layout {LAYOUT}\nversion {__version__}\nmade {datetime.now(UTC)}\n"
        _add_text(archive, label, name="headwater-backup")
        archive.add(home.settings_file, "headwater.toml")
        archive.add(home.secret_file, "secret.key")
        rows = _add_tables(archive, progress)
        files = _add_bytes(archive, home, progress=progress)
    unfinished.chmod(0o600)
    unfinished.rename(file)
    say(f"{file}: {rows} rows, {files} pages as fetched, {file.stat().st_size / 1e6:.1f} MB. It holds the secret key.")


def _add_tables(archive: tarfile.TarFile, progress: Progress) -> int:
    from headwater.store.dump import consistent_reads, dump_table, table_name, tables

    total = 0
    with consistent_reads():
        for table in progress.track(tables(), description="Tables"):
            count = _add_lines(archive, dump_table(table), name=f"rows/{table_name(table)}.jsonl")
            total += count
    return total


def _add_lines(archive: tarfile.TarFile, lines: Iterator[str], *, name: str) -> int:
    count = 0
    with tempfile.TemporaryFile() as file:
        for line in lines:
            file.write(line.encode() + b"\n")
            count += 1
        member = tarfile.TarInfo(name)
        member.size = file.tell()
        file.seek(0)
        archive.addfile(member, file)
    return count


def _add_bytes(archive: tarfile.TarFile, home: Home, *, progress: Progress) -> int:
    paths = sorted(home.bytes_directory.glob("??/*.zst"))
    for path in progress.track(paths, description="Pages as fetched"):
        if path.exists():  # retention may have taken it meanwhile
            archive.add(path, f"bytes/{path.parent.name}/{path.name}")
    return len(paths)


def _add_text(archive: tarfile.TarFile, text: str, *, name: str) -> None:
    member = tarfile.TarInfo(name)
    content = text.encode()
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))
