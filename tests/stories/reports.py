"""Invented reports, so that a test says only what it is about."""

from datetime import UTC, datetime, timedelta

from headwater.model.article import Article, Block, BlockKind
from headwater.model.provenance import Reuse
from headwater.model.story import Report

START = datetime(2026, 11, 3, 6, 0, tzinfo=UTC)


def report(  # noqa: PLR0913 - each test names the one or two that it is about
    key: str,
    headline: str,
    body: str = "",
    *,
    hours: float = 0.0,
    language: str = "en",
    outlet: str = "ledger",
    dated: bool = True,
    reuses: tuple[Reuse, ...] = (),
    section: str | None = None,
    description: str | None = None,
) -> Report:
    when = START + timedelta(hours=hours)
    article = Article(
        url=f"https://{outlet}.example/{key}",
        outlet=outlet,
        headline=headline,
        description=description,
        language=language,
        section=section,
        date_published=when if dated else None,
        body=tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in body.splitlines() if line),
    )
    return Report(key=key, article=article, first_seen=when, reuses=reuses)
