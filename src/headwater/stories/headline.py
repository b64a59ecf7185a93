"""The story page's facts: which report stands for the story, and its headline, summary, section and times."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from headwater.model.article import ArticleLabel, text_of
from headwater.model.feed import Feed
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import OutletKind
from headwater.model.provenance import Origin
from headwater.model.rights import Extent, Rights
from headwater.model.story import Report, Story
from headwater.stories.topics import filing_of
from headwater.text.names import names

#: A text of this many characters tells a story in full; beyond it, length says nothing.
_FULL_CHARACTERS = 1_500
#: A shared text this large is a copy, and a copy does not stand for the story while its original is there.
_COPY = 0.5
_SLANTED = frozenset({ArticleLabel.OPINION, ArticleLabel.SPONSORED, ArticleLabel.PRESS_RELEASE})


def face_of(reports: Sequence[Report], *, knowledge: Knowledge, rights: Mapping[str, Rights] | None = None) -> Report:
    """Give the report that stands for a story: complete, showable, nobody's copy, in the story's main language.

    `rights` are those of the reports' feeds, by the reports' keys. Ties go to the report that was first seen. The order
    of `reports` does not matter; there must be at least one.
    """
    language = _main_language(reports)
    return max(
        sorted(reports, key=_seen),
        key=lambda report: (
            _worth(report, language=language, knowledge=knowledge)
            + _showable(report, rights=(rights or {}).get(report.key, Rights()))
        ),
    )


def describe(  # noqa: PLR0913 - a story, and what is known of it beside its reports
    key: str,
    reports: Sequence[Report],
    *,
    origins: Sequence[Origin],
    now: datetime,
    knowledge: Knowledge,
    feeds: Mapping[str, Feed] | None = None,
) -> Story:
    """Give a story as it stands now, in its outlets' own words.

    `feeds` are the feeds that brought the reports, by the reports' keys. A stated time in the future is not believed:
    the time we first saw the report stands in for it.
    """
    ordered = sorted(reports, key=_seen)
    feeds = feeds or {}
    face = face_of(ordered, knowledge=knowledge, rights={report: feed.rights for report, feed in feeds.items()})
    wished = (feed.section for report, feed in sorted(feeds.items()) if feed.section)
    filing = filing_of(ordered, topics=knowledge.topics, wished=wished)
    summary = _summary(face, ordered)
    published = [_published(report, now=now) for report in ordered]
    stated = [moment for moment in published if moment is not None]
    return Story(
        key=key,
        headline=face.article.headline,
        summary=summary,
        face=face.key,
        articles=tuple(report.key for report in ordered),
        origins=tuple(origins),
        section=filing.section,
        topic=filing.topic,
        filed=filing.reason,
        names=names(f"{face.article.headline}\n{summary or ''}"),
        language=face.article.language,
        first_published=min(stated, default=None),
        first_seen=min(ordered[0].first_seen, now),
        last_updated=max(
            min(moment or report.first_seen, now) for moment, report in zip(published, ordered, strict=True)
        ),
    )


def _seen(report: Report) -> tuple[datetime, str]:
    return (report.first_seen, report.key)


def _main_language(reports: Sequence[Report]) -> str | None:
    counts = Counter(_primary(report) for report in sorted(reports, key=_seen) if report.article.language)
    return counts.most_common(1)[0][0] if counts else None


def _primary(report: Report) -> str:
    return (report.article.language or "").split("-")[0].casefold()


def _worth(report: Report, *, language: str | None, knowledge: Knowledge) -> float:
    article = report.article
    outlet = knowledge.outlets.get(article.outlet)
    worth = min(1.0, len(text_of(article)) / _FULL_CHARACTERS)
    worth += 0.3 if article.description else 0.0
    worth += 0.3 if article.lead_image else 0.0
    worth += 1.0 if _primary(report) == language else 0.0
    worth -= 1.5 * max((reuse.coverage for reuse in report.reuses if reuse.coverage >= _COPY), default=0.0)
    worth -= 1.0 if _SLANTED.intersection(article.labels) else 0.0
    worth -= 0.5 if outlet is not None and outlet.kind is OutletKind.AGGREGATOR else 0.0
    return worth


def _showable(report: Report, *, rights: Rights) -> float:
    # Whoever may be shown with words and a picture serves readers better than a bare link does.
    worth = {Extent.LINK: -1.5, Extent.HEADLINE: -0.3}.get(rights.extent, 0.0)
    return worth + (0.2 if rights.images and report.article.lead_image else 0.0)


def _summary(face: Report, ordered: Sequence[Report]) -> str | None:
    others = (report for report in ordered if _primary(report) == _primary(face))
    return next((text for report in (face, *others) if (text := _opening(report))), None)


def _opening(report: Report) -> str | None:
    text = report.article.description or text_of(report.article).partition("\n")[0]
    return text.strip() or None


def _published(report: Report, *, now: datetime) -> datetime | None:
    stated = report.article.date_published
    if stated is None:
        return None
    return stated if stated <= now else min(report.first_seen, now)
