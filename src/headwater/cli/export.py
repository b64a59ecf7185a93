"""`headwater export DIR|FILE`: the archive as files that others can read."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from headwater import __version__
from headwater.cli.console import DirectoryOption, JsonOption, complain, err, print_json, print_table, say
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import open_portal
from headwater.project.home import Home

if TYPE_CHECKING:
    from headwater.bulk.export import Exporting


def export(
    target: Annotated[
        Path,
        typer.Argument(help="A directory for everything, or a file: .warc.gz, .jsonl (ninjs) or .opml. Not there yet."),
    ],
    *,
    directory: DirectoryOption = None,
    own_archive: Annotated[
        bool,
        typer.Option(
            "--own-archive", help="Also pages of which only a part may be shown: for yourself, not to hand on."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write pages as fetched (WARC), reports (ninjs), tables (CSV, Parquet) and subscriptions (OPML)."""
    home = open_portal(directory)
    if target.exists():
        complain(f"{target} is there already; name another place, so that nothing is overwritten")
        raise typer.Exit(1)
    if not target.absolute().parent.is_dir():
        complain(f"{target.absolute().parent} is no directory; make it first")
        raise typer.Exit(1)
    counts = _written(target, home=home, own_archive=own_archive)
    if as_json:
        print_json({"target": str(target), **counts})
        return
    print_table(str(target), sorted(counts.items()), columns=("", "count"))
    if own_archive:
        say("It holds pages of which only a part may be shown: keep it to yourself.")


def _written(target: Path, *, home: Home, own_archive: bool) -> Counter[str]:
    from headwater.bulk.export import Exporting
    from headwater.store.bytes import Bytes
    from headwater.store.dump import consistent_reads
    from headwater.store.models import ArticleRow

    portal = home.settings().portal
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with consistent_reads(), Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task("Reports", total=ArticleRow.objects.filter(hidden=False).count())
        exporting = Exporting(
            now=utc_now(),
            base=portal.address.rstrip("/"),
            software=f"Headwater/{__version__}",
            kept=Bytes(home.bytes_directory),
            every_page=own_archive,
            report=lambda count: progress.advance(task, count),
        )
        return _finished(target, exporting, title=portal.name)


def _finished(target: Path, exporting: "Exporting", *, title: str) -> Counter[str]:
    """Write under another name first, so that a target that is there is whole."""
    from headwater.bulk import export as bulk

    unfinished = target.with_name(target.name + ".part")
    name = target.name.casefold()
    if name.endswith(".warc.gz"):
        counts = bulk.export_pages(unfinished, exporting)
    elif name.endswith((".jsonl", ".ninjs")):
        counts = bulk.export_ninjs(unfinished, exporting)
    elif name.endswith(".opml"):
        unfinished.write_bytes(bulk.subscriptions(title=title, now=exporting.now))
        counts = Counter()
    else:
        unfinished.mkdir(mode=0o700, exist_ok=False)
        counts = bulk.export_directory(unfinished, exporting, title=title)
    unfinished.rename(target)
    return counts
