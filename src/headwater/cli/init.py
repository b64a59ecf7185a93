"""`headwater init DIR`: make a portal's directory."""

from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.console import say
from headwater.cli.opening import open_portal
from headwater.project.home import create_home


def init(directory: Annotated[Path, typer.Argument(help="Where the portal shall live; made where missing.")]) -> None:
    """Make a portal: settings, an empty database, a place for bytes, a secret. What is there already stays."""
    home = create_home(directory)
    open_portal(home.directory)
    say(f"A portal lives in {home.directory} now.")
    say(f"Its settings: {home.settings_file}")
    say(f"Next: headwater add URL --dir {directory}   then   headwater run --dir {directory}")
