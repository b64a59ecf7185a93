"""The settings file: read and checked as a whole, with messages that say what to change."""

import re
import tomllib
import zoneinfo
from datetime import datetime
from pathlib import Path

import msgspec

from headwater.errors import SettingsError
from headwater.project.config import Settings
from headwater.project.mail_check import mail_problems
from headwater.project.stories_check import stories_problems
from headwater.project.translation_check import translation_problems

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LAST_PORT = 65535


def load_settings(file: Path) -> Settings:
    """Give the settings in a file.

    Raises:
        SettingsError: the file cannot be read, is not TOML, has an unknown or mistyped setting, or a value that
            cannot work; the message names the setting and what it may be.

    """
    try:
        plain = tomllib.loads(file.read_text(encoding="utf-8"))
        settings = msgspec.convert(plain, Settings)
    except OSError as error:
        raise SettingsError(
            "the settings file cannot be read; check that it exists and its permissions", about=str(file)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file is not TOML: {error}", about=str(file)) from None
    except msgspec.ValidationError as error:
        raise SettingsError(f"{_as_sentence(str(error))}; see docs/reference/settings.md", about=str(file)) from None
    for problem in _problems(settings):
        raise SettingsError(problem, about=str(file))
    return settings


def starting_text() -> str:
    """Give the text of a new settings file: every setting that a newcomer will look for, with a word on each."""
    return _STARTING_TEXT


def _as_sentence(message: str) -> str:
    # msgspec says what it expected, then " - at " and the place as a path that begins with "$".
    what, _, where = message.partition(" - at ")
    place = where.strip("`").removeprefix("$").lstrip(".")
    what = what.replace("Object contains unknown field", "unknown setting")
    what = what.replace("`", '"')
    return f"in [{place}]: {what}" if what.startswith("unknown") and place else f"{place or 'settings'}: {what}"


def _problems(settings: Settings) -> list[str]:
    portal, server = settings.portal, settings.server
    checks = (
        (bool(portal.name.strip()), "portal.name is empty: give the portal a name"),
        (_COLOUR.fullmatch(portal.colour), f'portal.colour "{portal.colour}" is no colour: write it as "#0a5a68"'),
        (
            _COLOUR.fullmatch(portal.colour_dark),
            f'portal.colour_dark "{portal.colour_dark}" is no colour: write it as "#7cc7d3"',
        ),
        (
            _LANGUAGE.fullmatch(portal.language),
            f'portal.language "{portal.language}" is no language tag: write "en", "el", "pt-BR"',
        ),
        (
            portal.time_zone in zoneinfo.available_timezones(),
            f'portal.time_zone "{portal.time_zone}" is unknown: write a name such as "Europe/Athens"',
        ),
        (
            not portal.address or portal.address.startswith(("http://", "https://")),
            f'portal.address "{portal.address}" is no address: write it as "https://news.example"',
        ),
        (0 < server.port <= _LAST_PORT, f"server.port {server.port} is no port: choose 1 to 65535"),
        (server.searches_per_minute >= 0, "server.searches_per_minute is negative: write a number, 0 for no limit"),
        (settings.fetch.host_interval_s >= 0, "fetch.host_interval_s is negative: write seconds, 1.0 is polite"),
        (settings.fetch.at_once >= 1, "fetch.at_once is below 1: write how many requests may be under way"),
        (settings.fetch.timeout_s > 0, "fetch.timeout_s must be above 0 seconds"),
        (settings.fetch.rechecks_per_day >= 0, "fetch.rechecks_per_day is negative: 0 looks at no page again"),
        (settings.newsroom.workers >= 0, "newsroom.workers is negative: 0 lets Headwater choose"),
        (settings.newsroom.worker_memory_mb >= 256, "newsroom.worker_memory_mb is below 256: no page fits"),  # noqa: PLR2004
        (settings.newsroom.page_timeout_s > 0, "newsroom.page_timeout_s must be above 0 seconds"),
        (settings.api.anonymous_per_minute >= 0, "api.anonymous_per_minute is negative: 0 asks everybody for a key"),
        (_is_time(settings.demo.started_at), "demo.started_at is no time: remove the directory of the demo"),
        (settings.retention.bytes_days >= 0, "retention.bytes_days is negative: 0 keeps bytes for ever"),
        (
            settings.database.url == "" or settings.database.url.startswith(("postgresql://", "postgres://")),
            'database.url must be empty (SQLite) or "postgresql://user:password@host:port/name"',
        ),
    )
    wrong = [message for holds, message in checks if not holds]
    return [*wrong, *mail_problems(settings), *translation_problems(settings), *stories_problems(settings)]


def _is_time(text: str) -> bool:
    try:
        return not text or datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


_STARTING_TEXT = """\
# Settings of this portal. Every setting is described in docs/reference/settings.md;
# what is not written here has its default. Headwater checks this file at each start.

[portal]
name = "My Headwater"
tagline = ""
language = "en"
time_zone = "UTC"
# Public address, as readers type it, for example "https://news.example".
address = ""
# Where readers and rights holders write to. Sources see it in the user agent too.
contact = ""
about = ""

[server]
host = "127.0.0.1"
port = 8000

[database]
# Empty: SQLite in this directory. Or "postgresql://user:password@host:5432/name".
url = ""
"""
