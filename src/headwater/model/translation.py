"""A report in another language, as an engine gave it: kept beside the report, never part of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Where a stretch of the original text stands in the translated one; code points, half-open."""

    #: In the original text.
    start: int
    end: int
    #: In the translated text.
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedText:
    """One text of a report in another language."""

    #: `digest_of_text` of what it was made from: a text that was changed since has no translation.
    made_of: str
    text: str
    #: The stretches whose place is certain, by where they begin in the original.
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What is held of one report in one language."""

    #: As readers are told it: "DeepL".
    engine: str
    #: BCP 47 of the original and of the translation.
    source: str
    language: str
    made_at: datetime
    texts: tuple[TranslatedText, ...] = ()


def digest_of_text(text: str) -> str:
    """Give what a text is known by: sha256, hexadecimal.

    >>> digest_of_text("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def primary_language(tag: str | None) -> str:
    """Give the language of a BCP 47 tag without script and region, in small letters; empty where there is none.

    >>> primary_language("pt-BR"), primary_language(None)
    ('pt', '')
    """
    return (tag or "").partition("-")[0].casefold()
