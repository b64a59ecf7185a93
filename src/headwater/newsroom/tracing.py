"""Pages side by side, as if they were the reports of one story: what each says, and where they have it from.

    pages ── read in workers ──> articles, statements, credits ── reuse ──> reuses ── origins ──> origins

Nothing is stored and nothing stored is looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from headwater.model.article import NotAnArticle
from headwater.model.feed import Entry
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.model.page import Page
from headwater.model.provenance import Flag, Origin, Reuse
from headwater.model.story import Report
from headwater.newsroom.steps import FLAGS, ORIGINS, REUSE, SETTLE
from headwater.newsroom.tasks import Answer, ReadArticle, ReadPage, Unreadable
from headwater.newsroom.workers import Limits, Pool, known_to_workers
from headwater.read.own_name import site_name
from headwater.text.urls import host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A page that is no article."""

    #: Place among the pages given, from 0.
    number: int
    reason: str
    #: One sentence.
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedTogether:
    """What was found in pages and between them."""

    #: In the order given; the key of each is its place among the pages, from 1.
    reports: tuple[Report, ...]
    reuses: tuple[Reuse, ...]
    origins: tuple[Origin, ...]
    flags: tuple[Flag, ...]
    unread: tuple[Unread, ...]
    #: The directory with the pages' own outlets.
    knowledge: Knowledge


def trace_pages(pages: Sequence[Page], *, now: datetime) -> TracedTogether:
    """Give what pages say, hop by hop, what they share, and how many origins they have together.

    An outlet that the directory does not know goes by its host, under the name that its pages give it.
    """
    outlets = _own_outlets(pages, knowledge=known_to_workers(()))
    knowledge = known_to_workers(tuple(outlets.values()))
    answers = _read(pages, outlets=outlets, knowledge=knowledge, now=now)
    read = [(number, answer) for number, answer in answers.items() if isinstance(answer, ReadArticle)]
    found = _with_reuses(_in_time([_report(number, answer, now=now) for number, answer in read]), knowledge)
    settled: tuple[Reuse, ...] = SETTLE.function(found, knowledge=knowledge)
    reports = [replace(each, reuses=tuple(reuse for reuse in settled if reuse.newer == each.key)) for each in found]
    origins = ORIGINS.function(reports, knowledge=knowledge)
    return TracedTogether(
        reports=tuple(sorted(reports, key=lambda report: int(report.key))),
        reuses=tuple(reuse for report in reports for reuse in report.reuses),
        origins=origins,
        flags=FLAGS.function(reports, origins=origins, knowledge=knowledge),
        unread=tuple(_unread(number, answer) for number, answer in answers.items() if (number, answer) not in read),
        knowledge=knowledge,
    )


def _own_outlets(pages: Sequence[Page], *, knowledge: Knowledge) -> dict[str, Outlet]:
    hosts = {host_of(page.final_url): page for page in pages}
    return {
        host: Outlet(key=host, name=site_name(page) or host, domains=(host,))
        for host, page in hosts.items()
        if knowledge.outlets.by_host(host) is None
    }


def _read(
    pages: Sequence[Page], *, outlets: Mapping[str, Outlet], knowledge: Knowledge, now: datetime
) -> dict[int, Answer]:
    tasks = [ReadPage(page=page, entry=Entry(link=page.url), outlet=_key_of(page, knowledge.outlets)) for page in pages]
    with Pool(1, limits=Limits(), outlets=tuple(outlets.values())) as pool:
        return dict(sorted(pool.run(tasks, now=now), key=lambda pair: pair[0]))


def _key_of(page: Page, outlets: OutletDirectory) -> str:
    host = host_of(page.final_url)
    outlet = outlets.by_host(host)
    return outlet.key if outlet is not None else host


def _report(number: int, answer: ReadArticle, *, now: datetime) -> Report:
    return Report(
        key=str(number + 1),
        article=answer.article,
        first_seen=now,
        statements=answer.traced.statements,
        credits=answer.traced.credits,
    )


def _in_time(reports: Sequence[Report]) -> list[Report]:
    """Put reports in the order of their stated times; seconds apart, so that what we saw first says nothing."""
    ordered = sorted(reports, key=lambda report: report.article.date_published or report.first_seen)
    return [
        replace(report, first_seen=report.first_seen + timedelta(milliseconds=place))
        for place, report in enumerate(ordered)
    ]


def _with_reuses(reports: Sequence[Report], knowledge: Knowledge) -> list[Report]:
    return [
        replace(report, reuses=REUSE.function(report, reports[:place], knowledge=knowledge))
        for place, report in enumerate(reports)
    ]


def _unread(number: int, answer: Answer) -> Unread:
    if isinstance(answer, NotAnArticle):
        return Unread(number=number, reason=answer.reason.value, detail=answer.detail)
    if isinstance(answer, Unreadable):
        return Unread(number=number, reason=answer.reason, detail=answer.detail)
    return Unread(number=number, reason="no-article", detail="")
