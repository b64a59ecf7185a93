"""What is asked of a translation engine, whichever it is, and what it may answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol
from unicodedata import category


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Texts in one language that are wanted in another."""

    texts: tuple[str, ...]
    #: Primary languages: "en", "el".
    source: str
    target: str
    #: The texts are markup of `text.tagged`; else they are plain words.
    is_markup: bool = False


class Blame(Enum):
    """What an engine's silence is about."""

    #: The engine or the way there: everything waits.
    ENGINE = "engine"
    #: Perhaps these texts: they wait, others are tried.
    TEXTS = "texts"
    #: The two languages: it does not have them.
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """Why texts did not come back."""

    #: Short name, for counting.
    reason: str
    #: One sentence for the desk, with what to do.
    detail: str
    blame: Blame = Blame.ENGINE
    #: Seconds that the engine asks us to wait.
    retry_after_s: int | None = None


class Translator(Protocol):
    """An engine."""

    #: As readers are told it: "DeepL".
    name: str
    #: Texts that one ask may hold, and characters in all.
    most_texts: int
    most_characters: int
    #: Whether markup may be asked for.
    keeps_tags: bool

    def sources(self, target: str) -> frozenset[str] | NoAnswer:
        """Give the languages that it translates from into a language; both are primary languages."""

    def translate(self, ask: Ask) -> tuple[str, ...] | NoAnswer:
        """Give a text for each text asked for, in their order."""


def answered(texts: Sequence[object], *, ask: Ask, name: str) -> tuple[str, ...] | NoAnswer:
    """Give the texts that an engine answered where they are as many as were asked for, and each is one."""
    given = tuple(_clean(text) for text in texts if isinstance(text, str))
    if len(given) != len(ask.texts) or len(given) != len(texts):
        detail = f"{name} was asked for {len(ask.texts)} texts and gave {len(given)}; it is asked again later"
        return NoAnswer(reason="wrong-number", detail=detail, blame=Blame.TEXTS)
    if any(not text.strip() for text in given):
        detail = f"{name} gave an empty text for one that has words; it is asked again later"
        return NoAnswer(reason="empty-text", detail=detail, blame=Blame.TEXTS)
    if any(len(new) > _MOST_GROWTH * len(old) + _MOST_CHARACTERS for new, old in zip(given, ask.texts, strict=True)):
        detail = f"{name} gave a text many times as long as the one asked for; it is asked again later"
        return NoAnswer(reason="too-long", detail=detail, blame=Blame.TEXTS)
    return given


def _clean(text: str) -> str:
    """Give a text that can be stored, and that is still one line or one cell of a table, as what was asked for is."""
    kinds = ((character, category(character)) for character in text)
    return "".join(" " if kind in {"Cc", "Zl", "Zp"} else character for character, kind in kinds if kind != "Cs")


#: German out of Chinese has four times the characters; a model that repeats itself has hundreds.
_MOST_GROWTH, _MOST_CHARACTERS = 8, 60
