"""The genitive of a person's name: Russian "по словам Евсея Ладогина" means Евсей Ладогин, if the text names him.

Only forwards, from a name that stands in the nominative elsewhere: the way back is not sure ("Александра Иванова" is a
woman, or a man in the genitive).
"""

from collections.abc import Iterator

#: Endings of Slavic names, and of what follows in the genitive; the longest come first.
_SLAVIC = (
    *(
        ("ский", "ского"),
        ("цкий", "цкого"),
        ("ський", "ського"),
        ("цький", "цького"),
        ("ская", "ской"),
        ("ська", "ської"),
    ),
    *(("ова", "овой"), ("ева", "евой"), ("ёва", "ёвой"), ("ина", "иной"), ("ова", "ової"), ("ева", "евої")),
    *(("ый", "ого"), ("ой", "ого"), ("ая", "ой"), ("яя", "ей"), ("ий", "ия"), ("ий", "его"), ("ия", "ии")),
    *(("й", "я"), ("ь", "я"), ("ь", "и"), ("а", "ы"), ("а", "и"), ("я", "и"), ("я", "і"), ("о", "а")),
)
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
#: Greek: the nominative, and the form behind "σύμφωνα με τον" or "κατά την".
_GREEK = (("ος", "ο"), ("ός", "ό"), ("ης", "η"), ("ής", "ή"), ("ας", "α"), ("άς", "ά"), ("ες", "ε"))
_LANGUAGES = {"ru": _SLAVIC, "uk": _SLAVIC, "el": _GREEK}


def is_oblique_of(printed: str, name: str, *, language: str) -> bool:
    """Say whether printed words are the form that a full name takes behind "according to", and not the name itself.

    >>> is_oblique_of("Евсея Ладогина", "Евсей Ладогин", language="ru")
    True
    >>> is_oblique_of("Евсей Ладогин", "Евсея Ладогина", language="ru")
    False
    """
    ours, theirs = printed.split(), name.split()
    if language not in _LANGUAGES or printed == name or len(ours) != len(theirs):
        return False
    return all(one in _forms(other, language) for one, other in zip(ours, theirs, strict=True))


def _forms(word: str, language: str) -> Iterator[str]:
    yield word  # names from elsewhere keep their form: "Бру"
    for ending, oblique in _LANGUAGES[language]:
        if word.endswith(ending):
            yield word.removesuffix(ending) + oblique
    if language != "el" and word[-1:] in _CONSONANTS:
        yield f"{word}а"
