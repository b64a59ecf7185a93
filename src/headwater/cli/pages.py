"""Pages for commands that store nothing: out of a file, or from the network."""

from datetime import datetime
from pathlib import Path

import typer

from headwater.cli.console import complain
from headwater.cli.newsdesk import open_internet
from headwater.errors import HeadwaterError
from headwater.model.page import Page, Purpose, Request
from headwater.project.config import Settings
from headwater.text.urls import normalise

_LONGEST_WAIT_S = 120.0


def page_of_file(file: Path, *, url: str, now: datetime) -> Page:
    """Give a file's bytes as the page of an address.

    Raises:
        HeadwaterError: the file cannot be read.

    """
    try:
        body = file.read_bytes()
    except OSError as error:
        raise HeadwaterError(f"{file} cannot be read: {error.strerror}") from error
    return Page(
        url=url,
        final_url=url,
        status=200,
        content_type="text/html",
        charset=None,
        body=body,
        fetched_at=now,
    )


def page_of_address(address: str) -> Page | None:
    """Fetch the page of an address; None, with a message, where none can be had.

    Raises:
        typer.Exit: it is no address (code 2).

    """
    url = normalise(address if "://" in address else f"https://{address}")
    if url is None:
        complain(f"“{address}” is neither a file here nor an address; write https://… or a path")
        raise typer.Exit(2)
    from headwater.fetch.fetcher import Fetcher

    with Fetcher(open_internet(Settings())) as fetcher:
        fetcher.submit(Request(url=url, purpose=Purpose.PAGE))
        _, outcome = fetcher.outcomes.get(timeout=_LONGEST_WAIT_S)
    if isinstance(outcome, Page):
        return outcome
    complain(f"{url}: {getattr(outcome, 'detail', 'there is no page')}")
    return None
