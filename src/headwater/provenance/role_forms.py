"""The forms that words for roles take behind "of": German "des Präsidenten", Greek "του προέδρου"."""

import unicodedata
from collections.abc import Iterable, Iterator

_VOWELS = "αεηιουω"
#: Endings of the nominative and what follows in the genitive; the first that fits is taken.
_SLAVIC = (("ница", "ницы"), ("тель", "теля"), ("арь", "аря"), ("ий", "ия"), ("ец", "ца"), ("ка", "ки"), ("га", "ги"))
_SLAVIC_LAST = (("а", "ы"), ("я", "и"), ("ь", "я"), ("й", "я"))
_UKRAINIAN = (("ниця", "ниці"), ("ка", "ки"), ("а", "и"))
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
#: Greek nominative endings, and those of the genitive and the accusative.
_GREEK = (
    *(("ός", ("ού", "ό")), ("ής", ("ή",)), ("ης", ("η",)), ("έας", ("έα",)), ("ας", ("α",))),
    *(("ια", ("ιας",)), ("α", ("ας",)), ("ά", ("άς",)), ("η", ("ης",)), ("ή", ("ής",)), ("ού", ("ούς",))),
)


def forms_of(roles: Iterable[str], *, language: str) -> frozenset[str]:
    """Give roles with their forms in other cases, where the language has them.

    >>> sorted(forms_of(["πρόεδρος"], language="el"))
    ['προέδρου', 'πρόεδρο', 'πρόεδρος']
    >>> sorted(forms_of(["präsident"], language="de"))
    ['präsident', 'präsidenten', 'präsidents']
    """
    roles = tuple(roles)
    return frozenset(roles).union(*(_forms(role, language) for role in roles))


def _forms(role: str, language: str) -> Iterator[str]:
    if language == "de":
        yield f"{role}s"
        yield from (f"{role}en",) if role.endswith("t") else (f"{role}n",) if role.endswith("e") else ()
    elif language == "el":
        yield from _greek(role)
    elif language in {"ru", "uk"}:
        for ending, oblique in (*(_UKRAINIAN if language == "uk" else ()), *_SLAVIC, *_SLAVIC_LAST):
            if role.endswith(ending):
                yield role.removesuffix(ending) + oblique
                return
        if role[-1:] in _CONSONANTS:
            yield f"{role}а"


def _greek(role: str) -> Iterator[str]:
    if role.endswith("ος"):
        stem = role.removesuffix("ος")
        yield f"{_with_last_accent(stem)}ου"
        yield f"{stem}ο"
        return
    for ending, others in _GREEK:
        if role.endswith(ending):
            yield from (role.removesuffix(ending) + other for other in others)
            return


def _with_last_accent(stem: str) -> str:
    """Move the accent to the last vowel, where a long ending draws it: "πρόεδρ" becomes "προέδρ"."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", stem) if letter != "\u0301")
    last = max((number for number, letter in enumerate(bare) if letter in _VOWELS), default=-1)
    accented = bare[: last + 1] + "\u0301" + bare[last + 1 :] if last >= 0 else bare
    return unicodedata.normalize("NFC", accented)
