"""`headwater trace FILE|URL …`: who says what in some pages, the way each came, and how many know it for themselves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.console import JsonOption, complain, out, print_json, show
from headwater.cli.newsdesk import utc_now
from headwater.cli.pages import page_of_address, page_of_file
from headwater.cli.traced import Together, plain, provenance, shown
from headwater.model.page import Page
from headwater.read.own_name import own_address


def trace(
    sources: Annotated[list[str], typer.Argument(metavar="FILE|URL…", help="Files with pages' HTML, or addresses.")],
    *,
    url: Annotated[
        list[str] | None,
        typer.Option(help="For files: where the first, the second … was published. Otherwise what the page says."),
    ] = None,
    as_json: JsonOption = False,
    as_prov: Annotated[
        bool, typer.Option("--prov", help="Print PROV-JSON (W3C) with Web Annotation selectors.")
    ] = False,
) -> None:
    """Show who says what in pages, hop by hop how each came, what they share, and how many origins they have.

    Nothing is stored.
    """
    from headwater.newsroom.tracing import trace_pages

    now = utc_now()
    given = iter(url or ())
    pages: list[tuple[str, Page]] = []
    for source in sources:
        page = _file(source, url=next(given, None), now=now) if Path(source).is_file() else page_of_address(source)
        if page is not None:
            pages.append((source, page))
    traced = trace_pages([page for _, page in pages], now=now)
    for unread in traced.unread:
        complain(f"{pages[unread.number][0]}: no article: {unread.reason}. {unread.detail}")
    had = tuple(source for source, _ in pages)
    together = Together(sources=had, missing=tuple(s for s in sources if s not in had), traced=traced)
    if as_prov:
        print_json(provenance(together))
    elif as_json:
        print_json(plain(together))
    elif traced.reports:
        _print(shown(together))
    if len(traced.reports) < len(sources):
        raise typer.Exit(1)


def _file(source: str, *, url: str | None, now: datetime) -> Page:
    unknown = f"https://{''.join(letter for letter in Path(source).stem.casefold() if letter.isalnum())}.invalid/"
    page = page_of_file(Path(source), url=unknown, now=now)
    address = url or own_address(page) or unknown
    return replace(page, url=address, final_url=address)


def _print(parts: Sequence[tuple[str, Sequence[str]]]) -> None:
    for place, (title, lines) in enumerate(parts):
        if place:
            out.print()
        show(title, style="bold")
        for line in lines:
            show(line)
