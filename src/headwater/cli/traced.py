"""What was traced in some pages, in words for people and as plain values for programs."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from headwater.edition.prov import Traceable, prov_of
from headwater.edition.rights import Shown
from headwater.edition.way import ordered_credits
from headwater.edition.wording import wording_of
from headwater.model.article import Article, Span, quoted
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import Credit, CreditKind, Direction, Reason, Reuse, Speaker, Statement, Traced
from headwater.model.rights import Extent
from headwater.model.story import Report

if TYPE_CHECKING:  # the pure floors take a while to import: only who traces waits for them
    from headwater.newsroom.tracing import TracedTogether

#: What names of things begin with in PROV-JSON where no portal is there to lead to, and the one story.
_BASE, _STORY = "urn:headwater:trace", "traced"
_CUT_CHARACTERS = 160
#: Words on each side of an outlet's name that show why it is a hop.
_WORDS_BESIDE = 5
#: Passages that are printed of two pages; all of them stand in the JSON.
_MOST_PASSAGES = 3

_HOPS: Mapping[CreditKind, str] = {
    CreditKind.SPEAKS: "spoke",
    CreditKind.TOLD: "told",
    CreditKind.REPORTED: "reported by",
    CreditKind.RELAYED: "relayed by",
    CreditKind.SUPPLIED: "supplied by",
    CreditKind.TRANSLATED: "translated by",
    CreditKind.PUBLISHED: "published by",
}
_DIRECTIONS: Mapping[Direction, str] = {
    Direction.NEWER_FROM_OLDER: "{newer} has it from {older}",
    Direction.OLDER_FROM_NEWER: "{older} has it from {newer}",
    Direction.BOTH_FROM_UNSEEN: "{newer} and {older} both have it from a text that is not here",
    Direction.UNDECIDED: "{newer} and {older}: who had it first stays open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Pages and what was traced in them."""

    #: Files and addresses as they were given.
    sources: tuple[str, ...]
    #: Those of which no page could be had.
    missing: tuple[str, ...]
    traced: "TracedTogether"


def shown(together: Together) -> list[tuple[str, list[str]]]:
    """Give titles, each with its lines: a part for each page, what they share, and the origins they have together."""
    traced = together.traced
    parts = [(_title(report, together), list(_page_lines(report, together))) for report in traced.reports]
    if len(traced.reports) > 1:
        shared = [line for reuse in traced.reuses for line in _reuse_lines(reuse, together)]
        parts.append(("Shared words", shared or ["  none beyond set phrases and quoted statements"]))
    count = len(traced.origins)
    parts.append((f"{count} independent {'source' if count == 1 else 'sources'}", list(_origin_lines(together))))
    if traced.flags:
        parts.append(("What the texts show", list(_flag_lines(together))))
    return parts


def plain(together: Together) -> dict[str, object]:
    """Give the same as plain values; words always stand with the span that holds them."""
    traced = together.traced
    return {
        "pages": [
            {
                "key": report.key,
                "source": together.sources[int(report.key) - 1],
                "url": report.article.url,
                "outlet": report.article.outlet,
                "outlet_name": _outlet(report, together),
                "headline": report.article.headline,
                "language": report.article.language,
                "date_published": msgspec.to_builtins(report.article.date_published),
                "statements": [_plain_statement(each, report.article) for each in report.statements],
                "chain": [_plain_credit(each, report.article) for each in ordered_credits(report.credits)],
            }
            for report in traced.reports
        ],
        "unread": [
            {"source": together.sources[each.number], "reason": each.reason, "detail": each.detail}
            for each in traced.unread
        ]
        + [{"source": source, "reason": "no-page", "detail": ""} for source in together.missing],
        "reuses": [_plain_reuse(reuse, _by_key(together)) for reuse in traced.reuses],
        "origins": [
            {**msgspec.to_builtins(origin), "evidence": [_plain_reason(each, together) for each in origin.evidence]}
            for origin in traced.origins
        ],
        "independent_sources": len(traced.origins),
        "flags": [
            {**msgspec.to_builtins(flag), "evidence": [_plain_reason(each, together) for each in flag.evidence]}
            for flag in traced.flags
        ],
    }


def provenance(together: Together) -> dict[str, object]:
    """Give the same as PROV-JSON, with Web Annotation selectors.

    The pages are the reader's own, so all of their words may be quoted.
    """
    traced = together.traced
    reports = [
        Traceable(
            held=HeldArticle(
                key=report.key,
                story=_STORY,
                first_seen=report.first_seen,
                shown_at=report.article.date_published or report.first_seen,
                article=report.article,
                traced=Traced(statements=report.statements, credits=report.credits),
            ),
            may=Shown(
                extent=Extent.FULL,
                headline=report.article.headline,
                excerpt=report.article.description,
                body=report.article.body,
                quote_characters=sys.maxsize,
            ),
            reuses=tuple(reuse for reuse in traced.reuses if report.key in {reuse.newer, reuse.older}),
        )
        for report in traced.reports
    ]
    keys = {report.article.outlet for report in traced.reports}
    outlets = {key: traced.knowledge.outlets.get(key) or Outlet(key=key, name=key) for key in keys}
    return prov_of(reports, origins=traced.origins, story=_STORY, outlets=outlets, base=_BASE)


def _by_key(together: Together) -> dict[str, Report]:
    return {report.key: report for report in together.traced.reports}


def _outlet(report: Report, together: Together) -> str:
    outlet = together.traced.knowledge.outlets.get(report.article.outlet)
    return outlet.name if outlet is not None else report.article.outlet


def _label(key: str, together: Together) -> str:
    report = _by_key(together).get(key)
    return f"[{key}] {_outlet(report, together)}" if report is not None else key


def _title(report: Report, together: Together) -> str:
    return f"{_label(report.key, together)}: {report.article.headline}"


def _page_lines(report: Report, together: Together) -> Iterator[str]:
    article = report.article
    stated = f"{article.date_published:%d %B %Y, %H:%M %Z}" if article.date_published else "no date"
    yield f"  {stated} · {article.language or 'language unknown'} · {together.sources[int(report.key) - 1]}"
    yield "  Who said what" if report.statements else "  No statements found."
    for statement in report.statements:
        words = " … ".join(quoted(article, span) for span in statement.content)
        yield f"    {_speaker(statement.speaker)}: {_cut(words)} ({statement.kind.value}, {statement.confidence:.2f})"
    yield "  The way it came" if report.credits else "  No credits found."
    for credit in ordered_credits(report.credits):
        seen = _around(credit.span, article) if credit.span else _cut(credit.seen or "")
        yield f"    {_HOPS[credit.kind]} {credit.name}: “{seen}” ({credit.form.value})"


def _speaker(speaker: Speaker | None) -> str:
    if speaker is None:
        return "not resolved"
    if speaker.name is None:
        return f"unnamed ({speaker.role})" if speaker.role else "unnamed"
    return f"{speaker.name} ({speaker.role})" if speaker.role else speaker.name


def _reuse_lines(reuse: Reuse, together: Together) -> Iterator[str]:
    reports = _by_key(together)
    newer, older = reports[reuse.newer].article, reports[reuse.older].article
    names = {"newer": _label(reuse.newer, together), "older": _label(reuse.older, together)}
    yield f"  {_DIRECTIONS[reuse.direction].format(**names)} ({reuse.kind.value})"
    if not reuse.is_retold:
        yield (
            f"    {reuse.coverage:.0%} of the words of {names['newer']} stand in {names['older']}, "
            f"{reuse.coverage_of_older:.0%} the other way"
        )
    for reason in reuse.reasons:
        yield f"    {reason.weight:+.1f}  {_spoken(reason, together)}"
    for passage in reuse.passages[:_MOST_PASSAGES]:
        yield f"    [{reuse.newer}] “{_cut(quoted(newer, passage.newer))}”"
        if passage.similarity < 1:
            yield f"    [{reuse.older}] “{_cut(quoted(older, passage.older))}”"
    if len(reuse.passages) > _MOST_PASSAGES:
        yield f"    and {len(reuse.passages) - _MOST_PASSAGES} more passages"


def _origin_lines(together: Together) -> Iterator[str]:
    for origin in together.traced.origins:
        yield f"  {origin.name}: {', '.join(_label(key, together) for key in origin.articles)}"
        for reason in origin.evidence:
            yield f"    {_spoken(reason, together)}"


def _flag_lines(together: Together) -> Iterator[str]:
    english = wording_of("en")
    for flag in together.traced.flags:
        yield f"  {english.say(f'flags.{flag.kind.value}', len(flag.articles))}"
        for reason in flag.evidence:
            yield f"    {_spoken(reason, together)}"


def _spoken(reason: Reason, together: Together) -> str:
    who = f"{_label(reason.article, together)}: " if reason.article else ""
    words = _words(reason, together)
    return f"{who}{reason.words}" + (f", “{_cut(words)}”" if words else "")


def _words(reason: Reason, together: Together) -> str | None:
    report = _by_key(together).get(reason.article or "")
    return quoted(report.article, reason.span) if report is not None and reason.span is not None else None


def _around(span: Span, article: Article) -> str:
    """Give the words of a span with the words beside it that make them a hop, whole words only."""
    text = article.body[span.block].text
    before, after = text[: span.start].split(" "), text[span.end :].split(" ")
    start, end = " ".join(before[-_WORDS_BESIDE:]), " ".join(after[:_WORDS_BESIDE])
    left = "…" if len(before) > _WORDS_BESIDE else ""
    right = "…" if len(after) > _WORDS_BESIDE else ""
    return f"{left}{start}{text[span.start : span.end]}{end}{right}"


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _CUT_CHARACTERS else f"{flat[: _CUT_CHARACTERS - 1].rstrip()}…"


def _plain_span(span: Span | None, article: Article) -> dict[str, object] | None:
    if span is None:
        return None
    return {"block": span.block, "start": span.start, "end": span.end, "exact": quoted(article, span)}


def _plain_spans(spans: Sequence[Span], article: Article) -> list[dict[str, object] | None]:
    return [_plain_span(span, article) for span in spans]


def _plain_statement(statement: Statement, article: Article) -> dict[str, object]:
    return {
        "kind": statement.kind.value,
        "content": _plain_spans(statement.content, article),
        "cue": _plain_span(statement.cue, article),
        "source": _plain_span(statement.source, article),
        "addressee": _plain_span(statement.addressee, article),
        "speaker": msgspec.to_builtins(statement.speaker),
        "confidence": statement.confidence,
        "rule": statement.rule,
    }


def _plain_credit(credit: Credit, article: Article) -> dict[str, object]:
    return {**msgspec.to_builtins(credit), "span": _plain_span(credit.span, article)}


def _plain_reuse(reuse: Reuse, reports: Mapping[str, Report]) -> dict[str, object]:
    newer, older = reports[reuse.newer].article, reports[reuse.older].article
    passages = [
        {
            "newer": _plain_span(passage.newer, newer),
            "older": _plain_span(passage.older, older),
            "similarity": passage.similarity,
        }
        for passage in reuse.passages
    ]
    return {**msgspec.to_builtins(reuse), "passages": passages}


def _plain_reason(reason: Reason, together: Together) -> dict[str, object]:
    return {**msgspec.to_builtins(reason), "exact": _words(reason, together)}
