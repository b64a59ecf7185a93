"""The one directory of a portal: settings, database, bytes and secrets."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import HomeError
from headwater.project.config import DIRECTORY_VARIABLE, FILE_NAME, Settings
from headwater.project.settings_file import load_settings, starting_text

_SECRET_CHARACTERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where everything of one portal lies."""

    directory: Path

    @property
    def settings_file(self) -> Path:
        """The TOML file with the settings."""
        return self.directory / FILE_NAME

    @property
    def database_file(self) -> Path:
        """The SQLite database; unused where the settings name PostgreSQL."""
        return self.directory / "headwater.sqlite3"

    @property
    def bytes_directory(self) -> Path:
        """Pages as fetched, compressed, named by their digest."""
        return self.directory / "bytes"

    @property
    def secret_file(self) -> Path:
        """The key that signs sessions and addresses; made on first run, mode 600."""
        return self.directory / "secret.key"

    @property
    def lock_file(self) -> Path:
        """Held by the one run that works in this directory."""
        return self.directory / "run.lock"

    @property
    def templates_directory(self) -> Path:
        """The operator's own templates; what lies here wins over what is shipped."""
        return self.directory / "templates"

    @property
    def rules_directory(self) -> Path:
        """The operator's own rules for single sites, beside those that are shipped."""
        return self.directory / "rules"

    def settings(self) -> Settings:
        """Give the portal's settings.

        Raises:
            SettingsError: a setting is wrong; the message says which line to change.

        """
        return load_settings(self.settings_file)

    def secret(self) -> str:
        """Give the portal's secret, made now where there is none yet."""
        try:
            descriptor = os.open(self.secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return self.secret_file.read_text(encoding="ascii").strip()
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            secret = secrets.token_urlsafe(_SECRET_CHARACTERS)
            file.write(secret)
        return secret


def find_home(directory: Path | None = None) -> Home:
    """Give the portal's directory: as named, else by HEADWATER_DIR, else the working directory.

    Raises:
        HomeError: there is no portal there; the message says how to make one.

    """
    named = directory or _from_environment() or Path.cwd()
    home = Home(directory=named.resolve())
    if not home.settings_file.is_file():
        message = (
            f"there is no portal in {home.directory} (no {FILE_NAME}). "
            f"Make one with `headwater init {named}`, or name another directory with --dir or {DIRECTORY_VARIABLE}."
        )
        raise HomeError(message)
    return home


def create_home(directory: Path, *, text: str | None = None) -> Home:
    """Make a portal's directory with its starting settings, or with `text`; what is already there stays as it is.

    Raises:
        HomeError: the directory cannot be made or written.

    """
    home = Home(directory=directory.resolve())
    try:
        home.directory.mkdir(parents=True, exist_ok=True)
        home.bytes_directory.mkdir(mode=0o700, exist_ok=True)
        if not home.settings_file.exists():
            home.settings_file.write_text(text or starting_text(), encoding="utf-8")
        home.secret()
    except OSError as error:
        message = f"{home.directory} cannot be made or written; choose another directory or mend its permissions"
        raise HomeError(message) from error
    return home


def _from_environment() -> Path | None:
    named = os.environ.get(DIRECTORY_VARIABLE)
    return Path(named) if named else None
