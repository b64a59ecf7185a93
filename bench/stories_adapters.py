"""Our grouping behind the interface of the stories yardstick: `stories_adapters:Stream`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypedDict

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind
from headwater.model.story import Placement, Report
from headwater.stories.group import OpenStories, place
from headwater.stories.weights import FITTED, Decisions

#: Stories are closed this often, in reports, as the process of record does now and then.
_SWEEP = 500


class Plain(TypedDict):
    """One report as the yardstick gives it."""

    id: object
    title: str
    text: str
    lang: str
    time: float
    source: str
    url: str


class Stream:
    """The process of record in small: place, apply, merge, forget."""

    def __init__(
        self, *, window_days: str = "4", decisions: Decisions = FITTED, join_at: str = "", merge_at: str = ""
    ) -> None:
        """Begin with no story; one that has not grown for `window_days` is closed."""
        self._knowledge = load_knowledge()
        self._window = timedelta(days=float(window_days))
        self.decisions = replace(
            decisions,
            join_at=float(join_at or decisions.join_at),
            merge_at=float(merge_at or decisions.merge_at),
        )
        self.open_stories = OpenStories(background=self._knowledge.background, gazetteer=self._knowledge.gazetteer)
        self._merged: list[tuple[str, str]] = []
        self._before: float | None = None
        self._times_known = False
        self._count = 0

    def add(self, plain: Plain) -> str:
        """Place one report; give the key of its story."""
        report = self.report(plain)
        placement = self.placed(report)
        story = placement.story or report.key
        self.open_stories.apply(report, story=story)
        self.merge(placement.merges, into=story)
        return story

    def merges(self) -> Iterator[tuple[str, str]]:
        """Give the merges since the last call, as (absorbed, kept)."""
        merged, self._merged = self._merged, []
        yield from merged

    def placed(self, report: Report) -> Placement:
        """Decide where a report belongs."""
        self._count += 1
        if self._count % _SWEEP == 0:
            self.open_stories.forget_before(report.first_seen - self._window)
        return place(report, self.open_stories, knowledge=self._knowledge, decisions=self.decisions)

    def merge(self, stories: Sequence[str], *, into: str) -> None:
        """Act on the merges of a placement."""
        for other in stories:
            self.open_stories.merge(other, into=into)
            self._merged.append((other, into))

    def report(self, plain: Plain) -> Report:
        """Give the report of an article of the yardstick."""
        self._times_known = self._times_known or self._is_real(plain["time"])
        self._before = plain["time"]
        when = datetime.fromtimestamp(plain["time"], UTC)
        article = Article(
            url=plain["url"] or f"https://{plain['id']}.example/",
            outlet=plain["source"],
            headline=plain["title"],
            language=plain["lang"],
            date_published=when if self._times_known else None,
            body=(Block(kind=BlockKind.PARAGRAPH, text=plain["text"]),) if plain["text"] else (),
        )
        return Report(key=str(plain["id"]), article=article, first_seen=when)

    def _is_real(self, time: float) -> bool:
        # Sets without times count up by a second, or stand still: such a time is unknown.
        return self._before is not None and time - self._before not in {0.0, 1.0}
