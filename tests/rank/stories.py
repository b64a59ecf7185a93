"""Invented stories, so that a test says only what it is about."""

from datetime import UTC, datetime, timedelta

from headwater.model.provenance import Origin, OriginKind
from headwater.model.story import Story

NOW = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)


def story(  # noqa: PLR0913 - each test names the one or two that it is about
    key: str,
    headline: str = "Ferry strike",
    *,
    origins: int = 1,
    articles: int = 1,
    hours_ago: float = 1.0,
    began_hours_ago: float | None = None,
    section: str | None = None,
    summary: str | None = None,
) -> Story:
    began = hours_ago if began_hours_ago is None else began_hours_ago
    return Story(
        key=key,
        headline=headline,
        summary=summary,
        articles=tuple(f"{key}-{number}" for number in range(articles)),
        origins=tuple(Origin(kind=OriginKind.OUTLET, name=f"Outlet {number}") for number in range(origins)),
        section=section,
        first_seen=NOW - timedelta(hours=began),
        last_updated=NOW - timedelta(hours=hours_ago),
    )
