"""`headwater key …`: who may ask the read API more often than anybody."""

from typing import Annotated

import typer

from headwater.cli.console import DirectoryOption, JsonOption, complain, print_json, print_table, say
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import open_portal

app = typer.Typer(no_args_is_help=True, help="Make, list and revoke keys of the read API.")

NameArgument = Annotated[str, typer.Argument(help="Whose key it is, in your words.")]
_LONGEST_NAME = 120


@app.command()
def add(
    name: NameArgument,
    *,
    directory: DirectoryOption = None,
    per_minute: Annotated[int, typer.Option(min=1, max=100_000, help="Requests it allows in a minute.")] = 600,
) -> None:
    """Make a key and print it, this one time: only a digest of it is kept."""
    if not 0 < len(name.strip()) <= _LONGEST_NAME:
        complain(f"name the key with 1 to {_LONGEST_NAME} characters")
        raise typer.Exit(1)
    open_portal(directory)
    from headwater.store.api_keys import add_key

    key = add_key(name.strip(), per_minute=per_minute, now=utc_now())
    say("The key, shown this one time; its holder sends it as “Authorization: Bearer …”:")
    typer.echo(key)


@app.command("list")
def list_keys(*, directory: DirectoryOption = None, as_json: JsonOption = False) -> None:
    """List the keys by name, with what they allow and whether they hold."""
    open_portal(directory)
    from headwater.store.api_keys import all_keys

    keys = all_keys()
    if as_json:
        print_json(
            [
                {
                    "name": key.name,
                    "per_minute": key.per_minute,
                    "created_at": key.created_at,
                    "revoked_at": key.revoked_at,
                }
                for key in keys
            ]
        )
        return
    if not keys:
        say("No keys yet. Make one with: headwater key add NAME")
        return
    rows = [
        (
            key.name,
            key.per_minute,
            f"{key.created_at:%Y-%m-%d}",
            f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "holds",
        )
        for key in keys
    ]
    print_table(f"{len(keys)} keys", rows, columns=("name", "requests a minute", "made", "state"))


@app.command()
def revoke(name: NameArgument, *, directory: DirectoryOption = None) -> None:
    """Refuse a key from now on."""
    open_portal(directory)
    from headwater.store.api_keys import revoke_key

    revoke_key(name.strip(), now=utc_now())
    say(f"The key “{name.strip()}” is refused from now on.")
