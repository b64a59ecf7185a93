"""What does a portal find of the demo's two days? The whole pipeline over the demo press, held against its script.

    python bench/demo.py [--seed N] [--minutes-per-step M] [--hours H] [--json]

Prints the table of docs/reference/demo-scores.md. Deterministic for a seed: the clock is stepped, and everything that
is due at one moment is done before the next.
"""

import argparse
import hashlib
import json
import tempfile
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.demo import subscribe
from headwater.cli.newsdesk import knowledge_of_portal, newsroom_of
from headwater.cli.opening import open_portal
from headwater.demo.clock import Stepped
from headwater.demo.load import load_world
from headwater.demo.press import Press
from headwater.fetch.client import Client
from headwater.fetch.pace import Pace
from headwater.model.provenance import RevisionKind
from headwater.project.home import create_home
from headwater.project.lock import run_lock
from truth import score, score_origins, score_utterances, table

if TYPE_CHECKING:
    from truth import Score
    from truth_tied import Found

#: A Monday long before anybody runs this.
FIRST_DAY = date(2026, 3, 2)
#: Two days, and the night after for what was listed late.
HOURS = 54


def run_demo(directory: Path, *, seed: int, step: timedelta, hours: int = HOURS) -> "tuple[Score, ...]":
    """Let a portal in a new directory read the demo's two days, and give the score of each kind of claim."""
    home = create_home(directory)
    open_portal(directory)
    clock = Stepped(datetime.combine(FIRST_DAY, time(5), tzinfo=UTC))
    with Press(load_world(), seed=seed, now=clock, first_day=FIRST_DAY) as press:
        subscribe(press, now=clock())
        client = Client(resolver=press.resolver, gate=press.gate, pace=Pace(host_interval_s=0.0), clock=clock)
        with run_lock(home.lock_file), newsroom_of(home, client=client, clock=clock) as newsroom:
            for _ in range(int(timedelta(hours=hours) / step)):
                newsroom.cycle()
                clock.step(step)
            newsroom.cycle()
        found = found_in_portal()
        given = score_origins(press.truth, found, knowledge=knowledge_of_portal())
        return (*score(press.truth, found), *score_utterances(press.truth, found), *given)


def found_in_portal() -> "Found":
    """Give what the opened portal holds."""
    from headwater.store.models import ArticleRow, EntryRow, EntryState, RevisionRow, StoryRow
    from headwater.store.reports import reports_of
    from headwater.store.rows import story_from
    from truth_tied import Found

    rows = list(ArticleRow.objects.order_by("first_seen", "shown_at", "key"))
    stories = StoryRow.objects.filter(merged_into=None, hidden=False)
    dropped = EntryRow.objects.filter(state=EntryState.DROPPED)
    revised: dict[str, set[RevisionKind]] = {}
    for key, kind in RevisionRow.objects.values_list("article_id", "kind"):
        revised.setdefault(key, set()).add(RevisionKind(kind))
    return Found(
        revised={key: frozenset(kinds) for key, kinds in revised.items()},
        reports=tuple(reports_of(rows)),
        stories=tuple(story_from(row) for row in stories),
        refused=dict(dropped.values_list("url", "reason")),
    )


def dump_digest() -> str:
    """Give sha256 over everything the opened portal holds: two runs of one seed must agree in it."""
    from headwater.store.dump import canonical_dump

    return hashlib.sha256("\n".join(canonical_dump()).encode()).hexdigest()


def main() -> None:
    """Run it and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes-per-step", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--hours", type=int, default=HOURS, help="how much of the two days and the night after")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        step = timedelta(minutes=chosen.minutes_per_step)
        scores = run_demo(Path(temporary) / "portal", seed=chosen.seed, step=step, hours=chosen.hours)
        digest = dump_digest()
    plain = {"scores": [asdict(each) for each in scores], "dump": digest}
    print(json.dumps(plain, indent=1) if chosen.json else table(scores))


if __name__ == "__main__":
    main()
