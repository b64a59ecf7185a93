"""`headwater feeds`: what is subscribed to, and how it goes."""

import json
from typing import Annotated

import typer

from headwater.cli.console import DirectoryOption, JsonOption, print_json, print_table, say
from headwater.cli.newsdesk import knowledge_of_portal, utc_now
from headwater.cli.opening import open_portal
from headwater.model.feed import ARCHIVE_SCHEME, Outline


def feeds(
    *,
    directory: DirectoryOption = None,
    as_json: JsonOption = False,
    as_opml: Annotated[bool, typer.Option("--opml", help="Print an OPML list for another reader.")] = False,
) -> None:
    """List the feeds with their rights, when they are due, and what is wrong."""
    home = open_portal(directory)
    if as_opml:
        typer.echo(_as_opml(title=home.settings().portal.name), nl=False)
        return
    from headwater.store.models import FeedRow
    from headwater.store.rows import feed_from, state_from

    rows = list(FeedRow.objects.all())
    if as_json:
        print_json(
            [
                {"key": row.key, "problem": row.problem, **json.loads(row.document)["d"], "due_at": row.due_at}
                for row in rows
            ]
        )
        return
    if not rows:
        say("No feeds yet. Add one with: headwater add URL")
        return
    table = []
    for row in rows:
        feed, state = feed_from(row), state_from(row)
        polled = f"{state.fetched_at:%d %b %H:%M}" if state.fetched_at else "not yet"
        table.append((feed.outlet, row.url, feed.rights.extent.value, polled, row.problem or "well"))
    print_table(f"{len(rows)} feeds", table, columns=("outlet", "address", "rights", "polled", "state"))


def _as_opml(*, title: str) -> bytes:
    from headwater.read.opml import write_opml
    from headwater.store.models import FeedRow
    from headwater.store.rows import feed_from

    outlets = knowledge_of_portal().outlets
    outlines = []
    for row in FeedRow.objects.exclude(url__startswith=ARCHIVE_SCHEME):
        feed = feed_from(row)
        owner = outlets.get(feed.outlet)
        outlines.append(
            Outline(
                url=feed.url,
                title=feed.title or (owner.name if owner else feed.outlet),
                folders=(feed.section,) if feed.section else (),
                language=feed.language,
            )
        )
    return write_opml(outlines, title=title, now=utc_now())
