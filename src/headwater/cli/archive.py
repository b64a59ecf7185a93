"""`headwater add ARCHIVE`: the pages of a WARC or WACZ file become reports that the newsroom reads."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from headwater.cli.console import complain, err, print_json, print_table, say
from headwater.cli.newsdesk import knowledge_of_portal
from headwater.errors import ReadError
from headwater.model.feed import ARCHIVE_SCHEME, Feed, FeedFormat, FetchState
from headwater.model.page import Page
from headwater.model.rights import Rights
from headwater.project.home import Home

if TYPE_CHECKING:
    from headwater.cli.add import Wishes
    from headwater.store.models import FeedRow  # its tables can be imported once Django knows the portal

_SNIFFED_BYTES = 16


def add_archive(file: Path, *, home: Home, wishes: "Wishes", now: datetime, as_json: bool) -> None:
    """Keep every page of an archive and say what has become of them; what came before a damage is kept."""
    from headwater.newsroom.archive import take_archive
    from headwater.store.bytes import Bytes

    row = _row(file, wishes=wishes, now=now)
    counts: Counter[str] = Counter()
    damage: ReadError | None = None
    with file.open("rb") as stream, _progress() as progress:
        task = progress.add_task(file.name, total=file.stat().st_size)
        outlets = knowledge_of_portal().outlets
        try:
            for counts in take_archive(  # noqa: B007 - the last counts are printed below
                row, _pages(stream, name=file.name), now=now, outlets=outlets, kept=Bytes(home.bytes_directory)
            ):
                progress.update(task, completed=stream.tell())
        except ReadError as error:
            damage = error
    if as_json:
        print_json({"archive": file.name, **counts, "damaged": damage is not None})
    else:
        print_table(f"Pages of {file.name}", sorted(counts.items()), columns=("", "pages"))
        say("headwater cycle reads what is new; headwater run does so by itself.")
    if damage is not None:
        complain(str(damage))


def _row(file: Path, *, wishes: "Wishes", now: datetime) -> "FeedRow":
    from headwater.store.models import FeedRow
    from headwater.store.rows import feed_row

    feed = Feed(
        url=f"{ARCHIVE_SCHEME}{file.name}",
        outlet=wishes.outlet or file.name,
        title=file.name,
        format=FeedFormat.WARC,
        section=wishes.section or None,
        rights=Rights(extent=wishes.rights),
    )
    row = feed_row(feed, FetchState(due_at=now, retired=True), added_at=now)
    known = FeedRow.objects.filter(key=row.key).first()
    if known is not None:
        return known
    row.save(force_insert=True)
    return row


def _pages(stream: IO[bytes], *, name: str) -> Iterator[Page]:
    from headwater.read.sniff import Shape, archive_of
    from headwater.read.warc import read_wacz, read_warc

    shape = archive_of(stream.read(_SNIFFED_BYTES))
    stream.seek(0)
    return read_wacz(stream, name=name) if shape is Shape.WACZ else read_warc(stream, name=name)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    return Progress(*columns, console=err, transient=True)
