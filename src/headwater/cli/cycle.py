"""`headwater cycle`: one pass over everything that is due, with progress."""

import resource
import time
from collections import Counter

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from headwater.cli.console import DirectoryOption, JsonOption, err, print_json, print_table
from headwater.cli.newsdesk import newsroom_of, open_internet
from headwater.cli.opening import open_portal
from headwater.project.lock import run_lock


def cycle(*, directory: DirectoryOption = None, as_json: JsonOption = False) -> None:
    """Ask every feed that is due, read what is new, group and publish it; then say what came of it."""
    home = open_portal(directory)
    started = time.monotonic()
    with run_lock(home.lock_file), newsroom_of(home, client=open_internet(home.settings())) as newsroom:
        with _progress() as progress:
            task = progress.add_task("Reading", total=None)
            newsroom.cycle(each_round=lambda room: show_progress(progress, task, tally=room.tally))
        print_outcome(newsroom.tally, elapsed_s=time.monotonic() - started, as_json=as_json)


def show_progress(progress: Progress, task: TaskID, *, tally: Counter[str]) -> None:
    """Show how far a newsroom has come."""
    progress.update(
        task,
        completed=tally["pages read"],
        total=max(1, tally["entries new"]),
        description=f"{tally['feeds asked']} feeds, {tally['articles recorded']} articles",
    )


def print_outcome(tally: Counter[str], *, elapsed_s: float, as_json: bool) -> None:
    """Print what one pass took in, made of it and left out, with its speed and the most memory it held."""
    from django.db.models import Count

    from headwater.store.models import ArticleRow, DroppedRow, StoryRow

    reasons = DroppedRow.objects.values("step", "reason").annotate(reports=Count("id")).order_by("-reports", "reason")
    dropped = {f"{row['step']}: {row['reason']}": row["reports"] for row in reasons}
    outcome: dict[str, object] = {
        "feeds asked": tally["feeds asked"],
        "entries new": tally["entries new"],
        "articles recorded": tally["articles recorded"],
        "articles in all": ArticleRow.objects.count(),
        "stories in all": StoryRow.objects.filter(merged_into=None).count(),
        "seconds": round(elapsed_s, 1),
        "articles per second": round(tally["articles recorded"] / elapsed_s, 1) if elapsed_s else 0.0,
        "peak memory, MB": _peak_mb(),
        "dropped": dropped,
    }
    if as_json:
        print_json(outcome)
        return
    rows = [(name, value) for name, value in outcome.items() if name != "dropped"]
    print_table("What came of it", rows, columns=("", ""))
    if dropped:
        print_table("Dropped, by reason (all time)", dropped.items(), columns=("reason", "reports"))


def _progress() -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=err, transient=True)


def _peak_mb() -> int:
    kilobytes = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    )
    return round(kilobytes / 1024)
