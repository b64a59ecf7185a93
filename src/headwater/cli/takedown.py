"""`headwater takedown SUBJECT`: a report, or everything of an outlet, leaves the portal for good."""

import getpass
import re
import sys
from typing import Annotated
from urllib.parse import unquote

import typer

from headwater.cli.console import DirectoryOption, say
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import open_portal
from headwater.text.urls import normalise

_ARTICLE_HERE = re.compile(r"(?:^|/)article/([a-z2-7]+)(?:/|$)")
_OUTLET_HERE = re.compile(r"(?:^|/)outlet/([^/?#]+)")


def takedown(  # noqa: PLR0913 - options of a command
    subjects: Annotated[
        list[str],
        typer.Argument(help="Reports: address here, address at the publisher, or key. With --source: outlets."),
    ],
    *,
    reason: Annotated[str, typer.Option(help="Why, in your words; the log keeps it, readers do not see it.")],
    source: Annotated[bool, typer.Option("--source", help="Take down everything of these outlets.")] = False,
    editor: Annotated[str, typer.Option(help="Who decides. Otherwise the user of this machine.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    directory: DirectoryOption = None,
) -> None:
    """Remove reports, or all of an outlet, from everywhere, and keep them from coming back. This cannot be undone."""
    home = open_portal(directory)
    from headwater.newsroom.takedown import Demand, article_keys, take_down_articles, take_down_outlet
    from headwater.store.bytes import Bytes

    demand = Demand(reason=reason, editor=editor or getpass.getuser(), kept=Bytes(home.bytes_directory))
    named = [_outlet(each) for each in subjects] if source else article_keys(map(_article, subjects))
    if not yes and sys.stdin.isatty():
        what = f"everything of {', '.join(named)}" if source else f"{len(named)} report(s)"
        typer.confirm(f"Take down {what}? This cannot be undone.", default=False, abort=True)
    if source:
        done = [take_down_outlet(outlet, demand, now=utc_now()) for outlet in named]
    else:
        done = [take_down_articles(named, demand, now=utc_now())]
    say(
        f"{sum(each.articles for each in done)} reports, {sum(each.entries for each in done)} entries and "
        f"{sum(each.files for each in done)} files are gone. Pages answer 410 at once; browsers may keep a page for "
        "20 seconds and a picture for a day. Backups made before still hold them."
    )


def _article(subject: str) -> str:
    found = _ARTICLE_HERE.search(subject)
    return found[1] if found else (normalise(subject) or subject)


def _outlet(subject: str) -> str:
    found = _OUTLET_HERE.search(subject)
    return unquote(found[1]) if found else subject
