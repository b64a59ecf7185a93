"""`headwater add URL|FILE`: find what can be read there, show it, and subscribe."""

import asyncio
import getpass
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from headwater.cli.console import DirectoryOption, JsonOption, complain, print_json, say
from headwater.cli.found import show_candidate, show_list, show_others
from headwater.cli.newsdesk import knowledge_of_portal, open_internet, utc_now
from headwater.cli.opening import open_portal
from headwater.errors import ReadError
from headwater.model.discovery import Access, Candidate, Discovery
from headwater.model.feed import Feed, Outline
from headwater.model.outlet import Outlet
from headwater.model.page import Outcome, Page
from headwater.model.rights import Extent, Rights
from headwater.project.config import Settings
from headwater.read.alternates import account_of
from headwater.read.sniff import archive_of
from headwater.text.urls import host_of, normalise

#: Stands for this machine where an address is asked for; RFC 6761 keeps it from ever resolving.
_LIST_HOST = "file.invalid"
_SNIFFED_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the operator asked of a source."""

    rights: Extent
    #: Empty where the reports' own sections hold.
    section: str
    #: Empty where the address tells.
    outlet: str


def add(  # noqa: PLR0913 - options of a command
    source: Annotated[
        str,
        typer.Argument(
            help="A home page, a feed, a sitemap, a list page, a YouTube or Mastodon address, "
            "an OPML list, or a web archive (WARC, WACZ)."
        ),
    ],
    *,
    directory: DirectoryOption = None,
    rights: Annotated[Extent, typer.Option(help="How much of each report may be shown.")] = Extent.EXCERPT,
    section: Annotated[str, typer.Option(help="Section of the paper for all its reports.")] = "",
    outlet: Annotated[str, typer.Option(help="Key of the outlet that publishes it, where it is known.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Subscribe to a source: show what is found there first, then keep it."""
    home = open_portal(directory)
    now = utc_now()
    wishes = Wishes(rights=rights, section=section, outlet=outlet)
    file = _file_of(source)
    if file is not None and _is_archive(file):
        from headwater.cli.archive import add_archive

        add_archive(file, home=home, wishes=wishes, now=now, as_json=as_json)
        return
    if file is not None:
        feeds = _from_list(file, now=now, wishes=wishes, as_json=as_json)
    else:
        feeds = _from_address(source, settings=home.settings(), now=now, wishes=wishes, as_json=as_json)
    if not (yes or as_json or not sys.stdin.isatty()):
        typer.confirm(f"Subscribe to {len(feeds)} feed(s)?", default=True, abort=True)
    added = [_save(feed, title, now=now) for feed, title in feeds]
    if as_json:
        print_json({"added": [feed.url for (feed, _), new in zip(feeds, added, strict=True) if new]})
        return
    say(f"{sum(added)} added, {len(added) - sum(added)} known already. headwater run shows them.")


def _file_of(source: str) -> Path | None:
    with suppress(OSError, ValueError):
        return Path(source) if Path(source).is_file() else None
    return None


def _is_archive(file: Path) -> bool:
    with file.open("rb") as stream:
        return archive_of(stream.read(_SNIFFED_BYTES)) is not None


def _from_list(file: Path, *, now: datetime, wishes: Wishes, as_json: bool) -> list[tuple[Feed, str | None]]:
    from headwater.read.opml import read_opml

    found = read_opml(_page_of(file, now=now))
    if not found:
        raise ReadError("the list names no feed; is it an OPML file?", about=str(file))
    return _from_outlines(found, name=file.name, wishes=wishes, as_json=as_json)


def _from_outlines(
    outlines: tuple[Outline, ...], *, name: str, wishes: Wishes, as_json: bool
) -> list[tuple[Feed, str | None]]:
    if not as_json:
        show_list(outlines, name=name)
    return [
        (
            _feed(
                each.url,
                wishes=replace(wishes, section=wishes.section or (each.folders[-1] if each.folders else "")),
                language=each.language,
            ),
            each.title,
        )
        for each in outlines
    ]


def _page_of(file: Path, *, now: datetime) -> Page:
    url = f"https://{_LIST_HOST}/{file.name}"
    body = file.read_bytes()
    return Page(url=url, final_url=url, status=200, content_type="text/x-opml", charset=None, body=body, fetched_at=now)


def _from_address(
    source: str, *, settings: Settings, now: datetime, wishes: Wishes, as_json: bool
) -> list[tuple[Feed, str | None]]:
    found, sampled = asyncio.run(_discover(source, settings=settings, now=now))
    if found.subscriptions:
        return _from_outlines(found.subscriptions, name=found.url, wishes=wishes, as_json=as_json)
    if not found.candidates:
        complain(found.advice or f"nothing to read was found at {source}")
        raise typer.Exit(1)
    best, *others = found.candidates
    access = _access(best, sampled, now=now)
    if as_json:
        print_json({**msgspec.to_builtins(found), "access": msgspec.to_builtins(access)})
    else:
        show_candidate(best, access=access, rights=wishes.rights)
        show_others(others)
    return [(_feed(best.url, wishes=wishes), best.title)]


async def _discover(source: str, *, settings: Settings, now: datetime) -> tuple[Discovery, tuple[Outcome, ...]]:
    from headwater.fetch.discover import discover, sample_pages

    async with open_internet(settings) as client:
        found = await discover(source, client=client, now=now)
        sampled = await sample_pages(found.candidates[0], client=client) if found.candidates else ()
        return found, sampled


def _access(candidate: Candidate, sampled: tuple[Outcome, ...], *, now: datetime) -> Access | None:
    from headwater.model.article import NotAnArticle, NotArticleReason
    from headwater.model.feed import Entry
    from headwater.newsroom.attempts import reason_of
    from headwater.newsroom.tasks import ReadArticle, ReadPage
    from headwater.newsroom.workers import Limits, Pool

    pages = [outcome for outcome in sampled if isinstance(outcome, Page)]
    refused = [reason_of(outcome)[0] for outcome in sampled if not isinstance(outcome, Page)]
    entries = {entry.link: entry for entry in candidate.entries}
    tasks = [
        ReadPage(page=page, entry=entries.get(page.url, Entry(link=page.url)), outlet=host_of(page.final_url))
        for page in pages
    ]
    closed = 0
    if tasks:
        with Pool(1, limits=Limits()) as pool:
            for _, answer in pool.run(tasks, now=now):
                if isinstance(answer, ReadArticle):
                    closed += answer.article.is_accessible_for_free is False
                elif isinstance(answer, NotAnArticle):
                    is_wall = answer.reason in {NotArticleReason.LOGIN_WALL, NotArticleReason.PAYWALL}
                    closed += is_wall
                    refused += [] if is_wall else [answer.reason.value]
    return Access(looked_at=len(sampled), closed=closed, without_article=tuple(refused)) if sampled else None


def _feed(url: str, *, wishes: Wishes, language: str | None = None) -> Feed:
    known = knowledge_of_portal().outlets.by_host(host_of(url))
    owner = wishes.outlet or account_of(url) or (known.key if known else host_of(url))
    rights = Rights(extent=wishes.rights)
    return Feed(
        url=normalise(url) or url, outlet=owner, section=wishes.section or None, language=language, rights=rights
    )


def _save(feed: Feed, title: str | None, *, now: datetime) -> bool:
    from headwater.newsroom.subscriptions import subscribe

    # A platform's host is nobody's: its accounts are outlets of their own.
    domains = () if account_of(feed.url) else (host_of(feed.url),)
    outlet = Outlet(key=feed.outlet, name=title or feed.outlet, domains=domains)
    known = knowledge_of_portal().outlets
    return subscribe(feed, outlet=outlet, outlets=known, editor=getpass.getuser(), now=now)
