"""Which database the portal stands on, as Django wants to be told."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from headwater.project.config import DatabaseSettings

#: Run on each new SQLite connection; see `store.sqlite.base` for why nothing checkpoints by itself. Zeros are written
#: over what is deleted or replaced, always: an earlier wording of a report that is taken down must not stay in a free
#: page either.
_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=0; "
    "PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
)


#: Wins over `database.url`, so that a password need not stand in a file.
URL_VARIABLE = "HEADWATER_DATABASE_URL"


def chosen_database(settings: DatabaseSettings) -> DatabaseSettings:
    """Give the database setting, or the one that the environment names instead."""
    return DatabaseSettings(url=os.environ.get(URL_VARIABLE, settings.url))


def database_options(settings: DatabaseSettings, *, file: Path | None) -> dict[str, Any]:
    """Give Django's DATABASES entry: PostgreSQL where an address is set, else SQLite in `file` or in memory.

    >>> database_options(DatabaseSettings(), file=None)["NAME"]
    ':memory:'
    """
    return _postgresql(settings.url) if settings.url else _sqlite(file)


def without_password(url: str) -> str:
    """Give a database's address fit to be shown.

    >>> without_password("postgresql://editor:secret@db.example/news")
    'postgresql://editor:…@db.example/news'
    """
    return re.sub(r"(?<=://)([^:@/]*):[^@/]*@", r"\1:…@", url)


def _sqlite(file: Path | None) -> dict[str, Any]:
    return {
        "ENGINE": "headwater.store.sqlite",
        "NAME": str(file) if file else ":memory:",
        "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": _SQLITE_START},
        "CONN_MAX_AGE": None,
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A server that does not answer must not hold a reader for minutes.
        "OPTIONS": {"connect_timeout": 5},
    }
