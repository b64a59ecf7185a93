"""A portal that knows the script: what it finds is exactly what is true."""

from collections.abc import Iterator

from headwater.demo.truth import CopyTruth, EventTruth, ReportTruth, StatementTruth, Truth
from headwater.demo.world import ChangeKind, How
from headwater.model.article import Article, Block, BlockKind, Image, Span
from headwater.model.provenance import (
    Credit,
    Direction,
    Origin,
    OriginKind,
    Reuse,
    ReuseKind,
    RevisionKind,
    Speaker,
    Statement,
)
from headwater.model.story import Report, Story
from truth_tied import Found

_KINDS = {How.LIGHT: ReuseKind.REWORDED, How.HEAVY: ReuseKind.REWORDED}


_NOTICED = {
    ChangeKind.EDIT: RevisionKind.EDIT,
    ChangeKind.CORRECTION: RevisionKind.EDIT,
    ChangeKind.RETRACTION: RevisionKind.RETRACTION,
    ChangeKind.TAKEDOWN: RevisionKind.RETRACTION,
}


def all_of(truth: Truth) -> Found:
    return Found(
        reports=tuple(report_of(report, truth=truth) for report in truth.reports),
        stories=tuple(story_of(event) for event in truth.events),
        refused={url: kind.value for url, kind in truth.refusals.items()},
        revised={report.key: frozenset(_NOTICED[kind] for _, kind in report.changes) for report in truth.reports},
    )


def report_of(report: ReportTruth, *, truth: Truth) -> Report:
    article = Article(
        url=report.url,
        outlet=report.outlet,
        headline=report.headline,
        authors=report.authors,
        date_published=report.published,
        language=report.language,
        section=report.section,
        lead_image=Image(url="http://x.example/a.png", caption=report.caption) if report.caption else None,
        body=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in report.paragraphs),
        credit_line=report.credit_line,
    )
    return Report(
        key=report.key,
        article=article,
        first_seen=report.happened,
        statements=tuple(statement_of(said, article=article) for said in report.statements),
        credits=tuple(
            Credit(kind=hop.kind, form=hop.form, name=hop.words, outlet=hop.outlet) for hop in report.credits
        ),
        reuses=tuple(reuses_of(report, truth=truth)),
    )


def statement_of(said: StatementTruth, *, article: Article) -> Statement:
    return Statement(
        kind=said.kind,
        content=tuple(span_of(words, article=article) for words in said.content),
        speaker=Speaker(kind=said.speaker_kind, name=said.speaker, role=said.role),
        addressee=span_of(said.addressee, article=article) if said.addressee else None,
    )


def span_of(words: str, *, article: Article) -> Span:
    place = next(place for place, block in enumerate(article.body) if words in block.text)
    start = article.body[place].text.index(words)
    return Span(block=place, start=start, end=start + len(words))


def reuses_of(report: ReportTruth, *, truth: Truth) -> Iterator[Reuse]:
    seen = {other.key for other in truth.reports}
    for link in truth.copies:
        if link.newer == report.key and link.older in seen:
            yield Reuse(
                newer=link.newer,
                older=link.older,
                coverage=1.0,
                kind=kind_of(link),
                direction=Direction.NEWER_FROM_OLDER,
            )
    for other in truth.reports:
        unseen = {key for key in report.ancestors & other.ancestors if "/text:" in key}
        earlier = other.happened < report.happened
        if unseen and earlier and other.key not in report.ancestors:
            yield Reuse(newer=report.key, older=other.key, coverage=0.9, direction=Direction.BOTH_FROM_UNSEEN)


def kind_of(link: CopyTruth) -> ReuseKind:
    return _KINDS[link.how] if link.how in _KINDS else ReuseKind(link.how.value)


def story_of(event: EventTruth) -> Story:
    origins = tuple(Origin(kind=OriginKind.OUTLET, name=name) for name in sorted(event.origins))
    return Story(key=event.key, headline=event.key, articles=tuple(sorted(event.reports)), origins=origins)
