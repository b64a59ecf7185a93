"""`headwater restore FILE DIR`: a portal out of a backup, in a new place."""

import json
import re
import tarfile
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from headwater.cli.backup import LAYOUT
from headwater.cli.console import complain, err, say
from headwater.cli.opening import enter_portal, migrate
from headwater.errors import HomeError
from headwater.project.home import Home, create_home
from headwater.project.lock import run_lock

_INDEX_BATCH = 200
_BYTES_MEMBER = re.compile(r"bytes/[0-9a-f]{2}/[0-9a-f]{62}\.zst")


def restore(
    file: Annotated[Path, typer.Argument(help="An archive that `headwater backup` wrote.", exists=True)],
    directory: Annotated[Path, typer.Argument(help="Where the portal shall live: empty or not there yet.")],
    *,
    database: Annotated[
        str | None,
        typer.Option(
            help="Another database than the backup's: postgresql://…, or nothing for SQLite.", show_default=False
        ),
    ] = None,
) -> None:
    """Make a portal from a backup. Polling waits until it is run, letters until `headwater letter resume`."""
    if directory.exists() and any(directory.iterdir()):
        complain(f"{directory} is not empty; name a new directory, so that nothing is overwritten")
        raise typer.Exit(1)
    try:
        with tarfile.open(file) as archive:
            _check(archive)
            home = create_home(directory)
            with run_lock(home.lock_file):
                rows = _unpack(archive, home, database=database)
    except tarfile.TarError as error:
        raise HomeError("this is not an archive that `headwater backup` wrote", about=str(file)) from error
    say(f"{rows} rows are back in {home.directory}. Start it with: headwater run --dir {directory}")


def _check(archive: tarfile.TarFile) -> None:
    try:
        label = archive.extractfile("headwater-backup")
    except KeyError:
        label = None
    first = label.readline().decode().strip() if label else ""
    if first != f"layout {LAYOUT}":
        found = f"it says “{first}”" if first else "it has no label"
        raise HomeError(f"this is not an archive that this version can restore: {found}; expected layout {LAYOUT}")


def _unpack(archive: tarfile.TarFile, home: Home, *, database: str | None) -> int:
    members = {member.name: member for member in archive.getmembers() if member.isfile()}
    for name, target in (("headwater.toml", home.settings_file), ("secret.key", home.secret_file)):
        if name in members:
            target.write_bytes(_content(archive, members[name]))
    home.secret_file.chmod(0o600)
    if database is not None:
        home.settings_file.write_text(with_database(home.settings_file.read_text(encoding="utf-8"), database), "utf-8")
    enter_portal(home)
    migrate(home)
    _load_bytes(archive, members, home=home)
    rows = _load_rows(archive, members)
    from headwater.newsletter.gate import hold_after_restore

    hold_after_restore()
    return rows


def with_database(text: str, url: str) -> str:
    """Give the text of a settings file with another `database.url`; everything else stays as the operator wrote it."""
    line = f"url = {json.dumps(url)}"
    section = re.search(r"(?m)^\[database\][^\[]*", text)
    if section is None:
        return f"{text.rstrip()}\n\n[database]\n{line}\n"
    body, found = re.subn(r"(?m)^url\s*=.*$", lambda _: line, section.group())
    if not found:
        body = body.replace("[database]", f"[database]\n{line}", 1)
    return text[: section.start()] + body + text[section.end() :]


def _load_rows(archive: tarfile.TarFile, members: dict[str, tarfile.TarInfo]) -> int:
    from django.contrib.auth.models import Group

    from headwater.desk.roles import keep_roles
    from headwater.store.dump import load_lines, table_name, tables
    from headwater.store.models import ArticleRow
    from headwater.store.search import index_articles

    # The roles that a new database begins with make room for those of the backup, which may bear other numbers.
    Group.objects.all().delete()
    total = 0
    with Progress(console=err, transient=True) as progress:
        for table in progress.track(tables(), description="Tables"):
            member = members.get(f"rows/{table_name(table)}.jsonl")
            stream = archive.extractfile(member) if member else None
            if stream is not None:
                total += load_lines(line.decode() for line in stream)
    keep_roles()
    keys = list(ArticleRow.objects.values_list("key", flat=True))
    for start in range(0, len(keys), _INDEX_BATCH):
        index_articles(keys[start : start + _INDEX_BATCH])
    return total


def _load_bytes(archive: tarfile.TarFile, members: dict[str, tarfile.TarInfo], *, home: Home) -> None:
    for member in (member for name, member in members.items() if _BYTES_MEMBER.fullmatch(name)):
        target = home.bytes_directory / Path(member.name).relative_to("bytes")
        target.parent.mkdir(mode=0o700, exist_ok=True)
        target.write_bytes(_content(archive, member))


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    return stream.read() if stream else b""
