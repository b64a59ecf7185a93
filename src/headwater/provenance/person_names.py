"""Names of persons in a mention: what is title, role and name, and what belongs to somebody else."""

import re
from collections.abc import Sequence
from functools import lru_cache

from headwater.provenance.bodies import has_foreign_article, is_body
from headwater.provenance.name_parts import ARTICLE, CAPITAL, INNER, PARTICLE, is_inner, is_name, may_be_one_name
from headwater.provenance.speech import Speech

#: Abbreviations inside a name, whose full stop ends no sentence.
_SHORT = "Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Maj|Adm|Rev|Hon|St|Hr|Fr|Sra?|Dra|Ing|Mgr|Pres|Dipl|Jr"
_WORD = rf"(?:(?:{CAPITAL}|{_SHORT})\.|(?:{ARTICLE})?{CAPITAL}[\w’'-]*)"
#: Looked at first, because few letters begin a name.
_MAY_BEGIN = f"(?=[{CAPITAL[1:-1]}aeаэе])"
NAME = re.compile(rf"(?<![\w’'-]){_MAY_BEGIN}{_WORD}(?:(?:\s+(?:{PARTICLE}\s+){{0,2}}|(?<=\.)){_WORD}){{0,7}}")
#: "Ein Räuchermeister" is nobody's name, though German writes it like one.
INDEFINITE = frozenset("a an one ein eine einer un una une uno um uma einen einem einer ένας μία μια ένα".split())  # noqa: SIM905
_ADJECTIVES = frozenset("former republican democratic".split())  # noqa: SIM905
POSSESSIVE = re.compile(r"(.+?)(?:['’]s|s['’])\s+(.+)")
_APPOSITION = re.compile(r",\s+((?:\w+\s+){0,4}?[\w-]+[^,.;:]{0,60})")
_APOSTROPHES = frozenset("'’")
_ROLE_WORDS = re.compile(r"[\w-]+")
HE, SHE = "he", "she"
#: French and Italian "L’avocat".
_ELIDED_NOUN = re.compile(r"[LlDd][’'][a-zà-ÿ]")
_ELISION = re.compile(r"^[LlDd][’']")
#: Endings of names in the genitive, and of nouns in the nominative before them: "советник Олега Тамарова".
GENITIVE = {
    "ru": re.compile(r"[аяыи]$|[оеё]й$|ого$"),
    "uk": re.compile(r"[аяиі]$|ої$|ого$"),
    "cs": re.compile(r"[aey]$|é$|ého$"),
}
#: An adjective in the genitive, as places have one, and the words of a name behind a place of two words.
_PLACE = re.compile(r"(?:[оеє]го|[оеёії]й|ої|ého|ího|é)$")
_WITH_PLACE = 4
#: What English offices are of that stand before a name.
_OFFICES = frozenset(
    "state staff defense defence finance justice education health interior labor labour commerce energy".split()  # noqa: SIM905
)
_NAME_WORDS = 2
_MOST_BEARER_WORDS = 5
#: Prepositions before places and bodies, in languages whose names would stand there in another case.
_INTO = {"ru": frozenset({"в", "во", "на"}), "uk": frozenset({"в", "у", "на"}), "cs": frozenset({"v", "ve", "na"})}
#: A first word in capitals beyond this length is a heading or an abbreviation, not initials.
INITIALS = 2


@lru_cache(maxsize=8192)
def without_titles(printed: str, speech: Speech) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the titles a run of capitals begins with, and the name behind them."""
    words = printed.removesuffix("’s").removesuffix("'s").rstrip(".").split()
    if printed[1:2] in _APOSTROPHES and _ELIDED_NOUN.match(printed):  # "L’avvocato di Mira Dolani"
        words = words[next((n for n, word in enumerate(words) if n and is_name(word)), 0) :]
    if speech.lexicon.verb_last:
        words = [word.partition("’")[0].partition("'")[0] for word in words]
    lower = [word.rstrip(".").lower() for word in words]
    given = next((n for n, word in enumerate(words[:-1]) if word in speech.given_names), 0)
    last = max((n for n, word in enumerate(lower[:-1]) if word in speech.titles or speech.is_role(word)), default=-1)
    first = max(last + 1, given)
    if first == 0 and speech.language == "de" and len(words) > _NAME_WORDS and words[0].endswith("in"):
        first = 1  # "Restauratorin Amparo Vives": no given name that we know ends so
    while first < len(words) - 1 and (lower[first] in speech.fillers or lower[first] in _ADJECTIVES):
        first += 1
    titles = tuple(word for word in lower[:first] if word in speech.titles or speech.is_role(word)) if first else ()
    while first < len(words) and _is_portfolio(lower[first], speech):
        first += 1
    return titles, tuple(words[first:])


def _is_portfolio(word: str, speech: Speech) -> bool:
    """Say whether a word with a capital says what a minister is for: Greek "υπουργός Οικονομικών"."""
    return speech.language == "el" and (word.endswith("ών") or word in speech.lexicon.portfolio_words)


@lru_cache(maxsize=8192)
def read_name(printed: str, before: str, *, speech: Speech) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give titles and name of a run of capitals that may name a person; None where it names a body or nobody.

    `before` is the word in front of it, in lower case.
    """
    titles, words = without_titles(printed, speech)
    words = _without_place(words, speech)
    if not words or is_body(" ".join(words)) or (words[0].isupper() and len(words[0]) > INITIALS):
        return None
    if has_foreign_article(printed, speech=speech) or not may_be_one_name(printed, language=speech.language):
        return None
    if before in _INTO.get(speech.language, ()):
        return None  # a place or a body: "в Комитете Южного берега"
    first = printed.split(maxsplit=1)[0].lower()
    if not titles:
        determiner = first if first in speech.determiners else before
        words = tuple(behind_noun(" ".join(words), determiner, speech=speech).split())
    return (titles, words) if words else None


def _without_place(words: tuple[str, ...], speech: Speech) -> tuple[str, ...]:
    """Give a name without the place in front of it: Russian "мэр Тихого Устья Еремей Лобов"."""
    is_placed = speech.language in GENITIVE and len(words) >= _WITH_PLACE and _PLACE.search(words[0])
    return words[-_NAME_WORDS:] if is_placed else words


def split_bearer(words: str, speech: Speech) -> tuple[str, str] | None:
    """Give role and name of "the mayor, Oren Tamm"; None where a mention is not of that form."""
    role, comma, name = words.partition(",")
    name = name.strip()
    if (
        not comma
        or NAME.fullmatch(name) is None
        or is_body(name)
        or sum(map(is_name, name.split())) > _MOST_BEARER_WORDS
    ):
        return None
    lower = role.lower().split()
    is_described = lower[0] in speech.determiners or any(speech.is_role(word) for word in lower)
    return (role.strip(), name) if is_described else None


def bears(name: str, words: Sequence[str]) -> bool:
    """Say whether the bearer of a name may be called so: by all, first and last, last, or first word."""
    names = name.split()
    if len(words) == 1:
        word = words[0]
        return word in {names[0], names[-1]} or ("-" in word and word.lower() == names[-1].lower())
    return (words[0], words[-1]) == (names[0], names[-1]) or name.endswith(" " + " ".join(words))


def titles_in(head: str, speech: Speech) -> tuple[str, ...]:
    """Give the titles in a phrase, in lower case."""
    lower = (word.rstrip(".").lower() for word in head.split())
    return tuple(word for word in lower if word in speech.titles)


def head_of(words: str, speech: Speech) -> str:
    """Give a mention without what belongs to somebody else: "an adviser" of "an adviser to President Oren Vale"."""
    head = _ELISION.sub("", words.split(",", maxsplit=1)[0]).split()
    for number, word in enumerate(head[1:], start=1):
        is_inside = word in INNER and is_inner(head, number, language=speech.language)
        is_inside = is_inside or _is_office(head, number)
        elided, mark, _ = word.lower().replace("'", "’").partition("’")
        if (
            (word.lower() in speech.of_words or (mark and elided in speech.of_words))
            and not is_inside
            and not (
                is_name(head[number - 1])
                and head[number - 1].lower() not in speech.roles
                and number + 1 < len(head)
                and number == 1
            )
        ):
            before = " ".join(head[:number])
            lower = [part.lower() for part in head[:number]]
            is_described = any(part in speech.bodies or part in speech.titles for part in lower)
            # German "der Sohn von Peter Aldane": one noun behind an article is no name.
            is_described = is_described or (lower[0] in speech.determiners and sum(map(is_name, head[1:number])) == 1)
            if is_described or not is_name(head[number - 1]):
                return before
    return " ".join(head)


def _is_office(head: Sequence[str], number: int) -> bool:
    """Say whether "of" stands in the name of an office, behind which its bearer is named: "Secretary of State"."""
    return head[number] == "of" and number + 2 < len(head) and head[number + 1].lower() in _OFFICES


def behind_noun(name: str, before: str, *, speech: Speech) -> str:
    """Give German "die Hafenmeisterin Ida Vale" without its noun, which German writes like a name."""
    words = name.split()
    if speech.language != "de" or before.lower() not in speech.determiners or len(words) < _NAME_WORDS:
        return name
    if len(words) == _NAME_WORDS:  # "der Zweite Steuermann": nobody, unless the first word is known as a name
        return name if words[0] in speech.given_names else ""
    return " ".join(words[1:])


def bearer_at_end(words: str, *, speech: Speech) -> str | None:
    """Give the name that a Slavic mention ends in: "делегат Корво в совете Фарид аль-Аттар"; None where none does.

    For mentions in the nominative whose name is their own (`names_owner`).
    """
    if speech.language not in GENITIVE:
        return None
    words = words.split(",", maxsplit=1)[0]
    found = [match.group() for match in NAME.finditer(words) if match.end() == len(words)]
    parts = found[0].split() if found else []
    given = speech.given_names
    first = next((number for number, part in enumerate(parts) if part in given), 0)
    is_known = bool(parts) and parts[0] in given and len(parts) >= _NAME_WORDS
    if is_known or _NAME_WORDS <= first <= len(parts) - _NAME_WORDS:  # "заместитель Павла Осокина Марина Тихая"
        return " ".join(parts[first:])
    is_full = len(parts) >= _NAME_WORDS and not is_body(found[0])
    genitive = GENITIVE[speech.language]
    if is_full and len(parts) > _NAME_WORDS and genitive.search(parts[0]) and not genitive.search(parts[1]):
        return " ".join(parts[1:])  # "министр Сальмуэры Бальтасар Понс"
    return " ".join(_without_place(without_titles(found[0], speech)[1], speech)) if is_full else None


def is_plain_plural(words: str, *, speech: Speech) -> bool:
    """Say whether one word with a capital is "Neighbours", which begins a sentence, and no surname."""
    return speech.language == "en" and words.isalpha() and words.endswith("s") and words.lower() not in speech.persons


def titled_gender(titles: Sequence[str], speech: Speech) -> str | None:
    """Give "he" or "she" where a title tells, else None."""
    if any(title in speech.lexicon.titles_she for title in titles):
        return SHE
    return HE if any(title in speech.lexicon.titles_he for title in titles) else None


def apposition(masked: str, end: int, *, speech: Speech) -> str | None:
    """Give the role that follows a name between commas, without its article; None where none does."""
    match = _APPOSITION.match(masked, end) if masked[end : end + 1] == "," else None
    if match is None:
        return None
    words = _ROLE_WORDS.findall(match.group(1).lower())[:7]
    if not any(word in speech.roles for word in words) or words[0] in speech.verbs:
        return None
    role = match.group(1).strip()
    first, _, rest = role.partition(" ")
    return rest if first.lower() in {"a", "an", "the", "ein", "eine", "der", "die"} and rest else role


def role_of(words: str, name: str) -> str | None:
    """Give what a mention says beyond a name, or None."""
    rest = words.partition(name)[2].strip(" ,")
    return rest or None
