"""Opening a portal: find its directory, check its settings, bring its database up to date."""

import os
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from headwater.cli.console import complain
from headwater.errors import HomeError
from headwater.project.config import DIRECTORY_VARIABLE
from headwater.project.home import Home, find_home
from headwater.project.lock import run_lock

#: Between two looks for a database that is away: intake is to go on within ten seconds of its return.
_RETRY_S = 2.0
#: The longest that one process waits for another one to bring the tables up to date.
_MIGRATION_WAIT_S = 300.0


def open_portal(directory: Path | None) -> Home:
    """Give the portal's directory with its database ready to be used.

    Raises:
        HomeError: there is no portal there, or its database cannot be opened.
        SettingsError: a setting is wrong.

    """
    home = find_home(directory)
    enter_portal(home)
    migrate(home)
    return home


def await_portal(directory: Path | None) -> Home:
    """Give what `open_portal` gives, waiting for as long as its database is away or its disk is full; said once.

    Raises:
        HomeError: there is no portal there.
        SettingsError: a setting is wrong.

    """
    home = find_home(directory)
    enter_portal(home)
    told = False
    while True:
        try:
            if not _is_up_to_date():
                migrate(home)
        except HomeError as error:
            if not isinstance(error.__cause__, Error):
                raise
            if not told:
                complain(f"{error}; waiting for it")
            told = True
            connection.close()
            time.sleep(_RETRY_S)
        else:
            return home


def _is_up_to_date() -> bool:
    """Tell whether the tables are of this version, sooner than `migrate` does: for a part that was killed."""
    try:
        executor = MigrationExecutor(connection)
    except Error:
        return False
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def enter_portal(home: Home) -> None:
    """Make this process work on a portal: settings checked, Django ready, the database not touched yet.

    Raises:
        SettingsError: a setting is wrong.

    """
    home.settings()
    os.environ[DIRECTORY_VARIABLE] = str(home.directory)
    os.environ["DJANGO_SETTINGS_MODULE"] = "headwater.project.settings"
    django.setup()


def migrate(home: Home) -> None:
    """Bring the database's tables up to this version; several processes may ask at once.

    Raises:
        HomeError: the database cannot be opened; the message says which and why.

    """
    try:
        with run_lock(home.directory / "migrate.lock", wait_s=_MIGRATION_WAIT_S):
            call_command("migrate", verbosity=0, interactive=False)
    except Error as error:
        name = connection.settings_dict["NAME"]
        message = f"the database {name} cannot be opened; check that it runs and that database.url is right"
        raise HomeError(message) from error
