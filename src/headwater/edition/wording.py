"""The words of the interface: one file per language under `languages/`, plural forms by CLDR's rules.

The letter's and the desk's words stand in folders of their own, with a file per language each.
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

from headwater.edition.direction import direction_of, without_turns
from headwater.errors import KnowledgeError

_DIRECTORY = Path(__file__).parent / "languages"
#: The newsletter's own words: a reader chooses its language, whatever that of the portal is.
LETTER_DIRECTORY = _DIRECTORY / "letter"
_DESK_DIRECTORY = _DIRECTORY / "desk"
#: What is printed where a language lacks a phrase.
FALLBACK = "en"

Phrase = str | Mapping[str, str]


class Wording:
    """The phrases of one language.

    >>> Wording("en").say("origin.reports", 1), Wording("en").say("origin.reports", 14)
    ('1 report', '14 reports')
    """

    __slots__ = ("_foreign", "_phrases", "_plural", "language")

    def __init__(self, language: str) -> None:
        """Take the phrases of a BCP 47 language; English stands in for languages that are not translated."""
        self.language = language
        primary = language.split("-", maxsplit=1)[0].casefold()
        self._phrases = phrases_of(primary)
        self._foreign = {"L"} if direction_of(language) == "rtl" else {"R", "AL"}
        self._plural = _PLURALS.get(primary, _one_other)

    def say(self, name: str, count: int | None = None, /, **values: object) -> str:
        """Give a phrase, in the form that goes with `count`, with its values put in; of several names, a list.

        Raises:
            KnowledgeError: no language has a phrase of this name.

        """
        phrase = self._phrases.get(name) or phrases_of(FALLBACK).get(name)
        if phrase is None:
            message = f"no phrase is called {name!r}"
            raise KnowledgeError(message)
        if not isinstance(phrase, str):
            number = count or 0
            phrase = phrase.get(f"={number}") or phrase.get(self._plural(number)) or phrase["other"]
        if "{" not in phrase:
            return phrase
        return phrase.format(count=count, **{name: self._isolated(value) for name, value in values.items()})

    def has(self, name: str) -> bool:
        """Say whether there is a phrase of this name."""
        return name in self._phrases or name in phrases_of(FALLBACK)

    def _isolated(self, value: object) -> object:
        """Keep a name that runs the other way from turning the phrase around it (Unicode UAX 9, isolates)."""
        if isinstance(value, tuple):
            return self.say("page.comma").join(str(self._isolated(each)) for each in value)
        if isinstance(value, float):
            return str(value).replace(".", self.say("page.point"))
        if not isinstance(value, str):
            return value
        words = without_turns(value)
        if any(bidirectional(character) in self._foreign for character in words):
            return f"\u2068{words}\u2069"
        return words


@cache
def wording_of(language: str) -> Wording:
    """Give the phrases of a language, made once."""
    return Wording(language)


def translated_languages() -> tuple[str, ...]:
    """Give the languages that have a file, in alphabetical order."""
    return tuple(sorted(path.stem for path in _DIRECTORY.glob("*.toml")))


@cache
def phrases_of(language: str) -> Mapping[str, Phrase]:
    """Give all phrases of a language by name; none where it has no file."""
    found: dict[str, Phrase] = {}
    for directory in (_DIRECTORY, LETTER_DIRECTORY, _DESK_DIRECTORY):
        path = directory / f"{language}.toml"
        if not path.is_file():
            continue
        try:
            rooms = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            message = f"the phrases in {path.name} cannot be read"
            raise KnowledgeError(message) from error
        found |= {f"{room}.{name}": phrase for room, phrases in rooms.items() for name, phrase in phrases.items()}
    return found


def letter_languages() -> tuple[str, ...]:
    """Give the languages that the newsletter is written in, in alphabetical order."""
    return tuple(sorted(path.stem for path in LETTER_DIRECTORY.glob("*.toml")))


def _one_other(count: int) -> str:
    return "one" if count == 1 else "other"


def _french(count: int) -> str:
    return "one" if count in {0, 1} else "other"


def _russian(count: int) -> str:
    tens, ones = count // 10 % 10, count % 10
    if ones == 1 and tens != 1:
        return "one"
    few = range(2, 5)
    return "few" if ones in few and tens != 1 else "many"


def _arabic(count: int) -> str:
    named = {0: "zero", 1: "one", 2: "two"}
    few, many = range(3, 11), range(11, 100)
    if count in named:
        return named[count]
    return "few" if count % 100 in few else "many" if count % 100 in many else "other"


#: CLDR plural rules for whole numbers, of the languages that have a file and do not follow English.
_PLURALS: Mapping[str, Callable[[int], str]] = {"fr": _french, "ru": _russian, "ar": _arabic}
