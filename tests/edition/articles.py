"""Reports for tests of the edition."""

from datetime import UTC, datetime, timedelta

from headwater.edition.rights import Shown, shown
from headwater.model.article import Article, Block, BlockKind, Span
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import (
    Credit,
    Direction,
    Passage,
    Reuse,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
    Traced,
)
from headwater.model.rights import Extent, Rights

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
FULL = Rights(extent=Extent.FULL)


def held(  # noqa: PLR0913 - a builder: everything has a default and is given by name
    key: str,
    *texts: str,
    minutes: int = 0,
    outlet: str | None = None,
    statements: tuple[Statement, ...] = (),
    credited: tuple[Credit, ...] = (),
    rights: Rights = FULL,
) -> HeldArticle:
    outlet = outlet or key
    article = Article(
        url=f"https://{outlet}.example/{key}",
        outlet=outlet,
        headline=f"Headline {key}",
        body=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts),
    )
    seen = START + timedelta(minutes=minutes)
    traced = Traced(statements=statements, credits=credited)
    return HeldArticle(
        key=key, story="s", first_seen=seen, shown_at=seen, article=article, rights=rights, traced=traced
    )


def may_of(*reports: HeldArticle) -> dict[str, Shown]:
    return {
        report.key: shown(report.article, rights=report.rights, first_seen=report.first_seen, now=report.first_seen)
        for report in reports
    }


def outlets_of(*reports: HeldArticle) -> dict[str, Outlet]:
    return {
        report.article.outlet: Outlet(key=report.article.outlet, name=report.article.outlet.title())
        for report in reports
    }


def took(newer: str, older: str, coverage: float, **fields: object) -> Reuse:
    passage = Passage(newer=Span(block=0, start=0, end=9), older=Span(block=0, start=0, end=9), similarity=1.0)
    given = {"direction": Direction.NEWER_FROM_OLDER, "passages": (passage,), **fields}
    return Reuse(newer=newer, older=older, coverage=coverage, **given)  # type: ignore[arg-type]


def says(words: str, *, by: str | None, block: int = 0, start: int = 0, confidence: float = 0.9) -> Statement:
    speaker = Speaker(kind=SpeakerKind.PERSON if by else SpeakerKind.UNNAMED, name=by, role=None if by else "officials")
    span = Span(block=block, start=start, end=start + len(words))
    return Statement(kind=StatementKind.DIRECT, content=(span,), speaker=speaker, confidence=confidence)
