"""`headwater feeds`: what is subscribed to, and how it goes."""

import json
from typing import Annotated

import typer

from headwater.cli.console import DirectoryOption, JsonOption, print_json, print_table, say
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import open_portal


def feeds(
    *,
    directory: DirectoryOption = None,
    as_json: JsonOption = False,
    as_opml: Annotated[bool, typer.Option("--opml", help="Print an OPML list for another reader.")] = False,
) -> None:
    """List the feeds with their rights, when they are due, and what is wrong."""
    home = open_portal(directory)
    if as_opml:
        from headwater.bulk.export import subscriptions

        typer.echo(subscriptions(title=home.settings().portal.name, now=utc_now()), nl=False)
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
