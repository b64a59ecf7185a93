"""The date behind "yesterday": marks for the days that an old report counts from its own."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from headwater.edition.render import Mark
from headwater.model.article import Article, BlockKind
from headwater.text.relative_days import relative_days


def day_marks(article: Article, *, zone: ZoneInfo, say_day: Callable[[datetime], str]) -> Iterator[Mark]:
    """Give the marks of relative days, each with its date; none where the report does not say when it was published.

    Days are counted in `zone`: reports rarely say in which one their writer lives.
    """
    if article.date_published is None:
        return
    written = article.date_published.astimezone(zone)
    for number, block in enumerate(article.body):
        if block.kind in {BlockKind.IMAGE, BlockKind.EMBED, BlockKind.TABLE}:
            continue
        for word in relative_days(block.text, language=block.language or article.language):
            day = written + timedelta(days=word.days)
            yield Mark(
                block=number,
                start=word.start,
                end=word.end,
                kind="day",
                anchor=day.date().isoformat(),
                label=say_day(day),
            )
