"""Our grouping behind the interface of the stories yardstick: `stories_adapters:Stream`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypedDict

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind
from headwater.model.story import Report
from headwater.stories.group import OpenStories, place


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

    def __init__(self) -> None:
        """Begin with no story."""
        self._knowledge = load_knowledge()
        self._stories = OpenStories(background=self._knowledge.background)
        self._merged: list[tuple[str, str]] = []
        self._before: float | None = None
        self._times_known = False

    def add(self, plain: Plain) -> str:
        """Place one report; give the key of its story."""
        report = self._report(plain)
        placement = place(report, self._stories, knowledge=self._knowledge)
        story = placement.story or report.key
        self._stories.apply(report, story=story)
        for other in placement.merges:
            self._stories.merge(other, into=story)
            self._merged.append((other, story))
        return story

    def merges(self) -> Iterator[tuple[str, str]]:
        """Give the merges since the last call, as (absorbed, kept)."""
        merged, self._merged = self._merged, []
        yield from merged

    def _report(self, plain: Plain) -> Report:
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
