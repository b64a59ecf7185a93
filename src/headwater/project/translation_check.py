"""What can be wrong in the settings of translation."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from headwater.project.config import Settings, TranslationSettings

ENGINES = ("off", "libretranslate", "deepl", "ctranslate2")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WHAT = ("excerpt", "full")


def translation_problems(settings: Settings) -> Iterator[str]:
    """Give a sentence for each setting of translation that cannot work, or that contradicts another one."""
    chosen = settings.translation
    into = (chosen.into or settings.portal.language).partition("-")[0]
    checks = (
        (
            chosen.engine in ENGINES,
            f'translation.engine "{chosen.engine}" is unknown: write "off", "libretranslate", "deepl" or "ctranslate2"',
        ),
        (
            not chosen.into or _TAG.fullmatch(chosen.into),
            f'translation.into "{chosen.into}" is no language tag: write "en", "el"',
        ),
        (
            all(_TAG.fullmatch(tag) for tag in chosen.languages),
            'translation.languages must be language tags: ["en", "fr"]',
        ),
        (
            into not in {tag.partition("-")[0] for tag in chosen.languages},
            f'translation.languages names "{into}", the language that is translated into: leave it out',
        ),
        (chosen.what in _WHAT, f'translation.what "{chosen.what}" is unknown: write "excerpt" or "full"'),
        (chosen.days > 0, "translation.days must be above 0"),
        (chosen.reports_at_once > 0, "translation.reports_at_once must be above 0"),
        (chosen.characters_per_day >= 0, "translation.characters_per_day is negative: 0 is any number"),
        (chosen.timeout_s > 0, "translation.timeout_s must be above 0 seconds"),
    )
    yield from (message for holds, message in checks if not holds)
    yield from _way_problems(chosen)


def _way_problems(chosen: TranslationSettings) -> Iterator[str]:
    own = chosen.engine == "ctranslate2"
    if own and not chosen.models:
        yield 'translation.models is empty: name the folder with the models, such as "models"'
    if own and chosen.address:
        yield "translation.address is of no use to a model of your own: remove it, or choose another engine"
    if chosen.engine in {"libretranslate", "deepl"} and chosen.models:
        yield 'translation.models is of no use to this engine: remove it, or write translation.engine = "ctranslate2"'
    if chosen.engine == "libretranslate" and not chosen.address:
        yield 'translation.address is empty: write where the engine answers, such as "http://127.0.0.1:5000"'
    if chosen.address and not is_address(chosen.address):
        yield f'translation.address "{chosen.address}" is no address: write it as "https://translate.example"'
    elif chosen.engine == "deepl" and chosen.address and not is_safe(chosen.address):
        yield "translation.address would send the key over the net for all to read: write it with https://"


def is_address(address: str) -> bool:
    """Whether an engine may be asked there: an address of the web without a key, a query or a user in it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0 and plain


def is_safe(address: str) -> bool:
    """Whether nobody on the way reads what is sent there: it is encrypted, or stays on this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
