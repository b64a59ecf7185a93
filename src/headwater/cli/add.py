"""`headwater add URL|OPML`: find what can be read at an address, show it, and subscribe."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from headwater.cli.console import DirectoryOption, JsonOption, complain, print_json, print_table, say, show
from headwater.cli.newsdesk import knowledge_of_portal, open_internet, utc_now
from headwater.cli.opening import open_portal
from headwater.errors import ReadError
from headwater.model.discovery import Candidate, Discovery
from headwater.model.feed import Feed, FetchState
from headwater.model.outlet import Outlet
from headwater.model.page import Page
from headwater.model.rights import Extent, Rights
from headwater.project.config import Settings
from headwater.text.urls import host_of, normalise

#: Ends of file names that say what is inside.
_LISTS = (".opml", ".xml")
_SHOWN = 5
#: Stands for this machine where an address is asked for; RFC 6761 keeps it from ever resolving.
_LIST_HOST = "file.invalid"


def add(  # noqa: PLR0913 - options of a command
    source: Annotated[str, typer.Argument(help="A home page, a feed, a sitemap, a list page, or an OPML file.")],
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
    if Path(source).is_file() and source.endswith(_LISTS):
        feeds = _from_list(Path(source), now=now, rights=rights, section=section, outlet=outlet)
    else:
        feeds = _from_address(
            source, settings=home.settings(), now=now, rights=rights, section=section, outlet=outlet, as_json=as_json
        )
    if not (yes or as_json or not sys.stdin.isatty()):
        typer.confirm(f"Subscribe to {len(feeds)} feed(s)?", default=True, abort=True)
    added = [_save(feed, title, now=now) for feed, title in feeds]
    if as_json:
        print_json({"added": [feed.url for (feed, _), new in zip(feeds, added, strict=True) if new]})
        return
    say(f"{sum(added)} added, {len(added) - sum(added)} known already. headwater run shows them.")


def _from_list(
    file: Path, *, now: datetime, rights: Extent, section: str, outlet: str
) -> list[tuple[Feed, str | None]]:
    from headwater.read.opml import read_opml

    found = read_opml(_page_of(file, now=now))
    if not found:
        raise ReadError("the list names no feed; is it an OPML file?", about=str(file))
    print_table(
        f"{len(found)} feeds in {file.name}",
        [(each.title or "", each.url) for each in found],
        columns=("title", "address"),
    )
    return [
        (
            _feed(
                each.url, outlet=outlet, section=section or (each.folders[-1] if each.folders else ""), rights=rights
            ),
            each.title,
        )
        for each in found
    ]


def _page_of(file: Path, *, now: datetime) -> Page:
    url = f"https://{_LIST_HOST}/{file.name}"
    body = file.read_bytes()
    return Page(url=url, final_url=url, status=200, content_type="text/x-opml", charset=None, body=body, fetched_at=now)


def _from_address(  # noqa: PLR0913 - options of a command, passed on
    source: str, *, settings: Settings, now: datetime, rights: Extent, section: str, outlet: str, as_json: bool
) -> list[tuple[Feed, str | None]]:
    found = asyncio.run(_discover(source, settings=settings, now=now))
    if not found.candidates:
        complain(found.advice or f"nothing to read was found at {source}")
        raise typer.Exit(1)
    best, *others = found.candidates
    if as_json:
        print_json(msgspec.to_builtins(found))
    else:
        _show(best)
        _show_others(others)
    feed = _feed(best.url, outlet=outlet, section=section, rights=rights)
    return [(feed, best.title)]


async def _discover(source: str, *, settings: Settings, now: datetime) -> Discovery:
    from headwater.fetch.discover import discover

    async with open_internet(settings) as client:
        return await discover(source, client=client, now=now)


def _show(candidate: Candidate) -> None:
    every = f"about every {_spoken(timedelta(seconds=candidate.every_s))}" if candidate.every_s else "at unknown times"
    show(f"{candidate.title or candidate.url}", style="bold")
    facts = f"{candidate.format.value} · {candidate.entry_count} entries · {candidate.language or '?'} · {every}"
    show(f"{candidate.url}\n{facts}")
    show(f"robots: {candidate.robots.reason}")
    if candidate.reservation is not None:
        reserved = "reserved by the publisher" if candidate.reservation.reserved else "allowed by the publisher"
        show(f"text and data mining: {reserved} ({candidate.reservation.stated_in})")
    rows = [
        (f"{entry.published:%d %b %H:%M}" if entry.published else "no date", entry.title or entry.link or "")
        for entry in candidate.entries[:_SHOWN]
    ]
    print_table("Latest", rows, columns=("", ""))


def _show_others(others: Sequence[Candidate]) -> None:
    if others:
        rows = [(other.format.value, other.title or "", other.url) for other in others]
        print_table("Also there (add them by their address)", rows, columns=("", "", ""))


def _feed(url: str, *, outlet: str, section: str, rights: Extent) -> Feed:
    known = knowledge_of_portal().outlets
    owner = outlet or getattr(known.by_host(host_of(url)), "key", host_of(url))
    return Feed(url=normalise(url) or url, outlet=owner, section=section or None, rights=Rights(extent=rights))


def _save(feed: Feed, title: str | None, *, now: datetime) -> bool:
    from headwater.store.models import FeedRow, OutletRow
    from headwater.store.rows import feed_row, outlet_row

    if knowledge_of_portal().outlets.get(feed.outlet) is None and not OutletRow.objects.filter(key=feed.outlet):
        outlet_row(Outlet(key=feed.outlet, name=title or feed.outlet, domains=(host_of(feed.url),))).save()
    if FeedRow.objects.filter(url=feed.url).exists():
        return False
    feed_row(feed, FetchState(due_at=now), added_at=now).save(force_insert=True)
    return True


def _spoken(interval: timedelta) -> str:
    minutes = round(interval.total_seconds() / 60)
    if minutes < 90:  # noqa: PLR2004 - up to an hour and a half, minutes say more
        return f"{max(1, minutes)} minutes"
    hours = round(minutes / 60)
    return f"{hours} hours" if hours < 48 else f"{round(hours / 24)} days"  # noqa: PLR2004 - two days
