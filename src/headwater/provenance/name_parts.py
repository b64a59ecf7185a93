"""What a name is made of besides words with capitals: "von und zu", a Catalan "i", the Arabic article."""

from collections.abc import Sequence

#: Scripts with capitals: Latin, Greek, Cyrillic, Armenian.
CAPITAL = "[" + "".join(letter for letter in map(chr, range(0x41, 0x590)) if letter.isupper()) + "]"
#: Articles of Arabic names, written without a capital: "Tariq as-Sayyad", "Хинд ас-Сайф".
_ARTICLES = frozenset(
    "al el as ash at ath ad adh an ar az аль эль ель ас аш ат ад ан ар аз ес".split()  # noqa: SIM905
)
ARTICLE = f"(?:{'|'.join(sorted(_ARTICLES))})-"
_LONGEST_ARTICLE = 3
#: Small words between two parts of a name.
PARTICLE = (
    "(?:de|da|del|della|di|du|la|le|van(?: de[nr]?)?|von und zu|von(?: de[mnr])?|zu|ter|bin|ibn|al|el|bint|ben|dos|y"
    "|i|(?:фрайфрау |граф |графиня |барон )?фон(?: унд цу| дер)?|ван(?: дер)?|бин)"
)
_NOBLE = frozenset("freifrau freiherr gräfin graf fürstin fürst baronin baron prinzessin prinz фрайфрау граф".split())  # noqa: SIM905
_OF_PLACES = frozenset("von zu фон цу".split())  # noqa: SIM905
_ANDS = frozenset("und унд".split())  # noqa: SIM905
_ROMANCE = frozenset("de la del los las dos da".split())  # noqa: SIM905
#: Every word that may stand inside a name so.
INNER = _OF_PLACES | _ANDS | _ROMANCE | _NOBLE | {"i"}
#: Languages in which these are words that also stand between two names.
_WITH_I = frozenset({"cs", "it", "ro"})
_WITH_ROMANCE = frozenset({"es", "fr", "it", "pt", "ro", "en"})


def is_name(word: str) -> bool:
    """Say whether a word is written as names are.

    >>> is_name("Vale"), is_name("vale"), is_name("as-Sayyad")
    (True, False, True)
    """
    if word[:1].isupper():
        return True
    article, hyphen, rest = word[: _LONGEST_ARTICLE + 2].partition("-")
    return bool(hyphen) and article in _ARTICLES and rest[:1].isupper()


def is_inner(words: Sequence[str], number: int, *, language: str) -> bool:
    """Say whether a small word stands inside a name, where it would end the phrase elsewhere.

    >>> is_inner("Wiebke Gräfin von und zu Altenlot".split(), 3, language="de")
    True
    """
    word = words[number]
    if number == 0 or number + 1 >= len(words) or word[:1].isupper():
        return False
    before, after = words[number - 1], words[number + 1]
    if word in _ANDS:
        return before in _OF_PLACES and after in _OF_PLACES
    if word in _OF_PLACES:
        return after in _ANDS or before in _ANDS or before.lower() in _NOBLE or (word == "фон" and is_name(before))
    if word in _NOBLE:
        return after in _OF_PLACES
    if word == "i":
        return language not in _WITH_I and is_name(before) and is_name(after)
    return (
        word in _ROMANCE
        and language not in _WITH_ROMANCE
        and all(is_name(each) or each in _ROMANCE for each in (before, after))
    )


def may_be_one_name(printed: str, *, language: str) -> bool:
    """Say whether a run of capitals is one person's name: never two joined by "i" where that means "and"."""
    return not (language in _WITH_I and " i " in printed)
