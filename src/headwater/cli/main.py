"""The command line: one file per verb, put together here."""

import sys

import typer

from headwater import __version__
from headwater.cli import (
    add,
    backup,
    cycle,
    demo,
    doctor,
    export,
    feeds,
    init,
    key,
    letter,
    letters,
    overrule,
    read,
    restore,
    run,
    takedown,
    trace,
    translate,
    user,
    why,
)
from headwater.cli.console import complain
from headwater.errors import HeadwaterError

app = typer.Typer(
    name="headwater",
    help="A self-hosted news portal that shows where the news came from.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("init")(init.init)
app.command("add")(add.add)
app.command("feeds")(feeds.feeds)
app.command("run")(run.run)
app.command("demo")(demo.demo)
app.command("cycle")(cycle.cycle)
app.command("read")(read.read)
app.command("trace")(trace.trace)
app.command("why")(why.why)
app.command("overrule")(overrule.overrule)
app.command("takedown")(takedown.takedown)
app.command("doctor")(doctor.doctor)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("export")(export.export)
app.add_typer(letter.app, name="letter")
app.add_typer(key.app, name="key")
app.command("translate")(translate.translate)
app.command("user")(user.user)
app.command("serve", hidden=True)(run.serve)
app.command("newsroom", hidden=True)(run.newsroom)
app.command("letters", hidden=True)(letters.letters)
app.command("translations", hidden=True)(translate.translations)


def _version(value: bool) -> None:  # noqa: FBT001 - typer's callbacks take the option's value
    if value:
        typer.echo(f"headwater {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),  # noqa: FBT003
) -> None:
    """Take any list of sources, find out where each report came from, and publish it."""
    del version


def main() -> None:
    """Run the command line; an expected error becomes one message and exit code 1."""
    try:
        app()
    except HeadwaterError as error:
        complain(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
