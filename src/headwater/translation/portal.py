"""How this portal has its reports translated: its settings as a plan and an engine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from headwater.edition.translations import language_wanted
from headwater.errors import SettingsError
from headwater.model.translation import primary_language
from headwater.translation import deepl
from headwater.translation.deepl import DeepL
from headwater.translation.engine import Translator
from headwater.translation.libretranslate import LibreTranslate
from headwater.translation.line import Line
from headwater.translation.office import Plan
from headwater.translation.own_model import OwnModel

#: The engine's key; it stands in no file.
KEY_VARIABLE = "HEADWATER_TRANSLATION_KEY"
#: Lies in the portal's directory; held by the one process that translates.
LOCK_FILE = "translation.lock"


def plan_of_portal() -> Plan:
    """Give what the opened portal wants translated.

    Raises:
        SettingsError: translation is off.

    """
    chosen, into = settings.PORTAL.translation, language_wanted()
    if into is None:
        raise SettingsError(
            "translation is off: set translation.engine in headwater.toml; see docs/how-to/translate.md"
        )
    return Plan(
        into=into,
        languages=frozenset(map(primary_language, chosen.languages)),
        whole=chosen.what == "full",
        days=chosen.days,
        at_once=chosen.reports_at_once,
        per_day=chosen.characters_per_day,
    )


@contextmanager
def translator_of_portal() -> Iterator[Translator]:
    """Give the engine of the opened portal, and hang up afterwards.

    Raises:
        SettingsError: translation is off, or the engine lacks its key, its folder or its libraries.

    """
    chosen, key = settings.PORTAL.translation, os.environ.get(KEY_VARIABLE, "")
    if chosen.engine == "libretranslate":
        with Line(chosen.address, name=LibreTranslate.name, timeout_s=chosen.timeout_s) as line:
            yield LibreTranslate(line, key=key)
    elif chosen.engine == "deepl":
        if not key:
            raise SettingsError(f"DeepL wants a key: set {KEY_VARIABLE} in the environment")
        address = chosen.address or deepl.address_of(key)
        with Line(address, name=DeepL.name, timeout_s=chosen.timeout_s, headers=deepl.headers_of(key)) as line:
            yield DeepL(line)
    elif chosen.engine == "ctranslate2":
        yield OwnModel(_folder(chosen.models))
    else:
        plan_of_portal()


def _folder(named: str) -> Path:
    home: Path | None = settings.HOME.directory if settings.HOME else None
    return (home or Path.cwd()) / named
