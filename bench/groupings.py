"""What do people see? Groups the recorded feeds, prints each group and near miss to be read by eye, counts addresses.

    HEADWATER_BENCH_DATA=../shared/data python bench/groupings.py [--minutes 60] [--near 0.05]

Every entry of the recorded feeds is a report with its headline and summary, in the order of their times. A story is
published where it is still there when the clock has gone on by `--minutes`; an address changes where such a story is
merged into another one later. Texts are the publishers': they are printed to be read, and kept nowhere.
"""

import argparse
import gzip
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from feeds import feeds_folder, page_of
from headwater.data.load import load_knowledge
from headwater.errors import ReadError
from headwater.model.article import Article
from headwater.model.story import Report
from headwater.read.feed import read_feed
from headwater.stories.group import OpenStories, candidates, place
from headwater.text.markup import plain_line

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
#: Entries without a year that can be right are left out.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_WINDOW = timedelta(days=7)


def main() -> None:
    """Group, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=60, help="between two publications")
    parser.add_argument("--near", type=float, default=0.05, help="likelihood from which a near miss is printed")
    parser.add_argument("--every", type=int, default=1, help="read every so-manieth feed alone")
    chosen = parser.parse_args()
    reports = sorted(recorded_reports(every=chosen.every), key=lambda report: (report.first_seen, report.key))
    headlines = {report.key: f"{report.article.headline} ({report.article.outlet[:6]})" for report in reports}
    placed = _placed(reports, step=timedelta(minutes=chosen.minutes))
    stories = defaultdict(list)
    for key, story in placed.stories.items():
        stories[story].append(key)
    for number, members in enumerate((keys for keys in stories.values() if len(keys) > 1), start=1):
        print(f"GROUP {number}", *(f"  {headlines[key]}" for key in members), sep="\n")
    near = [(chance, key, other) for chance, key, other in placed.near if chance >= chosen.near]
    for number, (chance, key, other) in enumerate(sorted(near, reverse=True), start=1):
        print(f"APART {number} by {chance:.2f}", f"  {headlines[key]}", f"  {headlines[other]}", sep="\n")
    share = placed.changed / max(1, placed.published)
    print(f"{len(reports)} reports, {len(stories)} stories")
    print(f"{placed.published} published, {placed.changed} of them merged later: {share:.4f}")


class _Placed:
    """Where each report ended, what nearly joined, and how many published stories changed their address."""

    def __init__(self) -> None:
        self.stories: dict[str, str] = {}
        self.near: list[tuple[float, str, str]] = []
        self.published = 0
        self.changed = 0


def _placed(reports: Sequence[Report], *, step: timedelta) -> _Placed:
    knowledge = load_knowledge()
    open_stories = OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)
    placed = _Placed()
    moved: dict[str, str] = {}
    published: set[str] = set()
    for _, batch in groupby(reports, key=lambda report: (report.first_seen - datetime.min.replace(tzinfo=UTC)) // step):
        begun: set[str] = set()
        for report in batch:
            open_stories.forget_before(report.first_seen - _WINDOW)
            placement = place(report, open_stories, knowledge=knowledge)
            story = placement.story or report.key
            begun |= {story} if placement.story is None else set()
            likeliest = candidates(open_stories.read(report), open_stories)[:1] if placement.story is None else ()
            placed.near += [(one.likelihood, report.key, one.story.articles[0]) for one in likeliest]
            open_stories.apply(report, story=story)
            placed.stories[report.key] = story
            for merged in placement.merges:
                open_stories.merge(merged, into=story)
                moved[merged] = story
                placed.changed += merged in published
        published |= {story for story in begun if story not in moved}
    placed.published = len(published)
    placed.stories = {key: _last(story, moved) for key, story in placed.stories.items()}
    return placed


def _last(story: str, moved: dict[str, str]) -> str:
    while story in moved:
        story = moved[story]
    return story


def recorded_reports(*, every: int) -> Iterator[Report]:
    """Give the entries of the recorded feeds, or of every so-manieth feed alone, as reports."""
    for path in sorted((feeds_folder() / "recorded").glob("*.gz"))[::every]:
        try:
            document = read_feed(page_of(gzip.decompress(path.read_bytes())), now=_NOW)
        except ReadError:
            continue
        for number, entry in enumerate(document.entries):
            when = entry.published or entry.updated
            if not entry.title or when is None or not _EARLIEST < when <= _NOW:
                continue
            article = Article(
                url=entry.link or f"https://{path.stem}.example/{number}",
                outlet=path.stem,
                headline=plain_line(entry.title),
                description=plain_line(entry.summary or "") or None,
                language=document.language or "en",
                date_published=when,
            )
            yield Report(key=f"{path.stem}-{number}", article=article, first_seen=when)


if __name__ == "__main__":
    main()
