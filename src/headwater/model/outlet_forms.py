"""The forms an outlet's name takes in a text: cases of Slavic and Greek names, a German genitive, Arabic prefixes.

Only forms that the spelling of the name gives away; a form too many harms little, because names are searched with their
capitals and in whole words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

_CYRILLIC = re.compile(r"[а-яёіїєґѓќљњџђћ]$", re.IGNORECASE)
_GREEK = re.compile(r"[α-ωάέήίόύώς]$")
_ARABIC = re.compile(r"[ء-ي]")
#: Endings of Russian and Ukrainian words: the ending of the name, then genitive, dative, instrumental, prepositional,
#: accusative. The longest that fits is taken; words that match none keep their form.
_SLAVIC = (
    ("ский", ("ского", "скому", "ским", "ском", "ского")),
    ("ый", ("ого", "ому", "ым", "ом", "ый")),
    ("ий", ("его", "ему", "им", "ем", "ий")),
    ("ая", ("ой", "ой", "ой", "ой", "ую")),
    ("яя", ("ей", "ей", "ей", "ей", "юю")),
    ("ия", ("ии", "ии", "ией", "ии", "ию")),
    ("ые", ("ых", "ым", "ыми", "ых", "ые")),
    ("ое", ("ого", "ому", "ым", "ом", "ое")),
    ("ство", ("ства", "ству", "ством", "стве", "ство")),
    ("ик", ("ика", "ику", "иком", "ике", "ик")),
    ("ок", ("ка", "ку", "ком", "ке", "ок")),
    ("ости", ("остей", "остям", "остями", "остях", "ости")),
    ("ка", ("ки", "ке", "кой", "ке", "ку")),
    ("га", ("ги", "ге", "гой", "ге", "гу")),
    ("а", ("ы", "е", "ой", "е", "у")),
    ("я", ("и", "е", "ей", "е", "ю")),
    ("й", ("я", "ю", "ем", "е", "й")),
    ("ь", ("я", "ю", "ем", "е", "ь")),
    ("и", ("ий", "иям", "иями", "иях", "и")),
    ("ы", ("ов", "ам", "ами", "ах", "ы")),
)
_CONSONANT = re.compile(r"[бвгджзклмнпрстфхцчшщ]$", re.IGNORECASE)
_HARD = ("а", "у", "ом", "е", "")
#: Greek: the ending of the name, then genitive and accusative.
_GREEK_ENDINGS = (
    ("ος", ("ου", "ο")),
    ("ός", ("ού", "ό")),
    ("μα", ("ματος", "μα")),
    ("ης", ("η", "η")),
    ("ή", ("ής", "ή")),
    ("η", ("ης", "η")),
    ("α", ("ας", "α")),
    ("ά", ("άς", "ά")),
    ("ο", ("ου", "ο")),
    ("ό", ("ού", "ό")),
)
#: German papers that a genitive or a dative changes.
_GERMAN = re.compile(r"(?:bote|anzeiger|blatt|kurier|funk|spiegel|merkur|boten)$")
_LONGEST_PREFIXED = 40


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way a name is printed."""

    text: str
    #: Letters at its beginning that do not belong to the name: an Arabic "and", "to", "by".
    prefix: int = 0


def forms_of(name: str) -> Iterator[NameForm]:
    """Give the forms a name may take, the name itself first.

    >>> [form.text for form in forms_of("Вестник")][:3]
    ['Вестник', 'Вестника', 'Вестнику']
    >>> [form.text for form in forms_of("Tidenbote")]
    ['Tidenbote', 'Tidenboten']
    """
    yield NameForm(name)
    if _CYRILLIC.search(name):
        yield from _cases(name, _slavic)
    elif _GREEK.search(name):
        yield from _cases(name, _greek)
    elif _ARABIC.match(name) and len(name) <= _LONGEST_PREFIXED:
        yield from _prefixed(name)
    elif _GERMAN.search(name):
        yield NameForm(f"{name}n" if name.endswith("e") else f"{name}s")


def _cases(name: str, cases_of: Callable[[str], tuple[str, ...]]) -> Iterator[NameForm]:
    words = name.split(" ")
    columns = [cases_of(word) for word in words]
    seen = {name}
    for case in zip_longest(*columns):
        form = " ".join(word if inflected is None else inflected for word, inflected in zip(words, case, strict=True))
        if form not in seen:
            seen.add(form)
            yield NameForm(form)


def _slavic(word: str) -> tuple[str, ...]:
    if word.isupper() or not _CYRILLIC.search(word) or word == "Радио":
        return ()
    for ending, cases in _SLAVIC:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return tuple(word[: len(word) - len(ending)] + case for case in cases)
    return tuple(word + case for case in _HARD) if _CONSONANT.search(word) else ()


def _greek(word: str) -> tuple[str, ...]:
    if word.isupper() or word == "Ράδιο":
        return ()
    articles = {"Ο": ("Του", "Τον"), "Η": ("Της", "Την"), "Το": ("Του", "Το"), "Τα": ("Των", "Τα")}
    if word in articles:
        return articles[word]
    for ending, cases in _GREEK_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return tuple(word[: len(word) - len(ending)] + case for case in cases)
    return ()


def _prefixed(name: str) -> Iterator[NameForm]:
    for prefix in ("ل", "ول", "ب", "و", "ف", "ك"):
        if name.startswith("ال") and prefix.endswith("ل"):
            yield NameForm(f"{prefix}ل{name[2:]}", len(prefix))
        else:
            yield NameForm(prefix + name, len(prefix))
