"""Whose a name is that stands beside a role: the speaker's own, or that of somebody the speaker belongs to."""

import re
from itertools import islice

from headwater.provenance.name_parts import is_name
from headwater.provenance.person_names import GENITIVE, HE, INDEFINITE, NAME, POSSESSIVE, SHE, head_of
from headwater.provenance.speech import Speech

#: Given names that only the genitive ends so: "Миры". Names from elsewhere ("Генри") are in the lexicon.
_GIVEN_OBLIQUE = {"ru": re.compile(r"[ыи]$"), "uk": re.compile(r"[иі]$")}
_CONSONANT = re.compile(r"[бвгґджзйклмнпрстфхцчшщь]$")
#: Forms of verbs of which a woman is the subject: "сообщила", "сообщилась".
_SHE_SAID = re.compile(r"(?:ла|лась|на)$")
_OF_OTHER = re.compile(r".+?[’'][nN]?[ıiuü]n\s+[a-zçğıöşü]")
#: Words of a role before the name of its bearer: "the mayor of Port Tarn, Ilka Kell".
_MOST_ROLE = 8
_STRETCH = 90
_CLAUSE = re.compile(r"[.!?;:,()—–\x01]\s*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
#: Words of a subject before its role, and all in all.
_MOST_BEFORE_ROLE, _MOST_SUBJECT = 5, 12
#: Endings of surnames that tell a woman from a man in the nominative.
_SURNAMES = {
    "ru": re.compile(r"(?P<she>[оеё]ва|[иы]на|ая)$|(?:[оеё]в|[иы]н|[сц]кий)$"),
    "uk": re.compile(r"(?P<she>[оеє]ва|[иі]на|ська)$|(?:[оеє]в|[сц]ький)$"),
    "bg": re.compile(r"(?P<she>[ое]ва|ска)$|(?:[ое]в|ски)$"),
    "cs": re.compile(r"(?P<she>ová)$"),
}
#: Possessives: "his lawyer" is nobody that was named before.
_OWN = frozenset(
    """
    his her their its our my sein seine ihr ihre su sus son sa ses leur seu sua suo suoi его её ее их його її
    """.split()  # noqa: SIM905
)
#: Prepositions before places.
_WHERE = frozenset("in at from on en im am aus bei в во на из у στο στη στην στον à au em no na nel nella".split())  # noqa: SIM905
#: Words from a role to the name of somebody it belongs to.
_MOST_TO_OWNER = 6
_PART = re.compile(r"[\w’'-]+")


def names_owner(words: str, *, speech: Speech, cue: str = "") -> bool:
    """Say whether the name in a subject is somebody else's: Russian "советник Олега Тамарова" has no name itself.

    Only cases tell it there, and the verb (`cue`) where it shows a woman: a woman's name that we do not know is taken
    for a genitive, rather nobody than the wrong one. Turkish says it with a suffix: "Tamm’ın danışmanı".
    """
    if speech.lexicon.verb_last:
        return _OF_OTHER.match(words) is not None
    if speech.language == "de":
        return _of_german_owner(words.split(), speech)
    genitive = GENITIVE.get(speech.language)
    parts = words.split(",", maxsplit=1)[0].split()
    names = [part for part in parts[1:] if is_name(part)]
    known = speech.given_names
    if genitive is None or not names or parts[0] in known:
        return False
    given = next((name for name in names if name in known), None)
    if given is not None:
        return _is_of_known(given, names[-1], speech=speech, cue=cue)
    roles = [part.lower() for part in parts if part.lower() in speech.role_forms]
    is_office = len(roles) == 1 and roles[0] in speech.lexicon.office_words
    return not is_office and _is_of_unknown(names, speech=speech)


def _is_of_known(given: str, surname: str, *, speech: Speech, cue: str) -> bool:
    """Tell "Александра Иванова" the woman from a man's genitive; every other name that we know is a nominative."""
    stem = given[:-1]
    men = {stem, f"{stem}й", f"{stem}ь"}.intersection(speech.names_he)
    is_twofold = given[-1:] in {"а", "я", "a"} and bool(men)
    if not is_twofold or surname == given or _CONSONANT.search(surname):
        return False
    return _SHE_SAID.search(cue) is None


def _is_of_unknown(names: list[str], *, speech: Speech) -> bool:
    genitive = GENITIVE[speech.language]
    given, surname = names[-2:] if len(names) > 1 else (names[0], names[0])
    oblique = _GIVEN_OBLIQUE.get(speech.language)
    if oblique is None or given == surname:
        return all(genitive.search(name) for name in names)
    if not genitive.search(given):
        return False
    if _CONSONANT.search(surname):  # "Карла Брандт" is a woman, "Миры Долан" her genitive
        return oblique.search(given) is not None
    return True


def _of_german_owner(parts: list[str], speech: Speech) -> bool:
    """Read "Ida Vales Sprecher"."""
    if len(parts) <= 1 or not speech.is_role(parts[-1].lower()):
        return False
    return is_name(parts[-2]) and parts[-2].endswith("s") and parts[0].lower() not in speech.determiners


def is_shared(role: str, name: str, *, speech: Speech) -> bool:
    """Say whether "an adviser to the president, Anton Veresku" leaves open which of the two is called so.

    Where the language tells the two apart by gender or case, it does not: "η εκπρόσωπος του υπουργού, Άννα Βαλή".
    """
    parts = _PART.findall(role)
    lower = [part.lower() for part in parts]
    first = next((number for number, word in enumerate(lower) if word in speech.role_forms), None)
    if first is None or POSSESSIVE.match(role):
        return False
    second = next((number for number in range(first + 1, len(lower)) if _is_other_role(parts, number, speech)), None)
    if second is None or (second + 1 < len(parts) and is_name(parts[second + 1])):
        return False  # "an adviser to President Vale, Anton Veresku"
    if speech.language in GENITIVE:
        return names_owner(f"{parts[first]} {name}", speech=speech)
    own = role_gender(role, speech)
    theirs = _complement_gender(lower[first + 1 : second], speech)
    called = name_gender(name, speech)
    return not (own and theirs and called and own != theirs and called == own)


def _is_other_role(parts: list[str], number: int, speech: Speech) -> bool:
    """Say whether a word is the role of somebody else: "president" in "an adviser to the president"."""
    word = parts[number].lower()
    if word not in speech.role_forms or word in speech.lexicon.kin_words:
        return False
    if speech.language in GENITIVE:
        return True
    before = [part.lower() for part in parts[max(0, number - 4) : number]]
    if not any(each in speech.of_words for each in before):
        return False
    pair = " ".join((*before[-1:], word))
    return pair not in speech.groups and before[-1] not in {"a", "an"}


def _complement_gender(words: list[str], speech: Speech) -> str | None:
    lexicon = speech.lexicon
    for word in words:
        if word in lexicon.of_he or word in lexicon.of_she:
            return HE if word in lexicon.of_he else SHE
    return None


def name_gender(name: str, speech: Speech) -> str | None:
    """Give "he" or "she" where a given name tells, or the form of a Slavic surname or a Greek given name; else None."""
    names = name.split()
    he, she = names[0] in speech.names_he, names[0] in speech.names_she
    if he or she:
        return None if he == she else HE if he else SHE
    if speech.language == "el" and len(names) > 1 and names[0].endswith(("ος", "ός", "ης", "ής", "ας", "άς")):
        return HE
    form = _SURNAMES.get(speech.language)
    match = form.search(names[-1]) if form and len(names) > 1 else None
    return None if match is None else SHE if match["she"] else HE


def role_gender(words: str, speech: Speech) -> str | None:
    """Give "he" or "she" where a role tells: "spokeswoman", "widow", German "ein Berater", Greek "η δήμαρχος"."""
    lexicon = speech.lexicon
    lower = [part.lower() for part in _PART.findall(head_of(words, speech))]
    for word in reversed(lower) if speech.language == "en" else lower:
        if word in lexicon.roles_she or word in lexicon.roles_he:
            return SHE if word in lexicon.roles_she else HE
        if speech.language == "de" and word.endswith("in") and speech.is_role(word):
            return SHE
    if not lower or not (lower[0] in lexicon.articles_he or lower[0] in lexicon.articles_she):
        return None
    return HE if lower[0] in lexicon.articles_he else SHE


def role_before(masked: str, start: int, *, name: str, speech: Speech) -> str | None:
    """Give the role in "the mayor of Port Tarn, Ilka Kell", where the name begins at `start`; None where none is."""
    stretch = masked[max(0, start - _STRETCH) : start].rstrip()
    if not stretch.endswith(","):
        return None
    words = _CLAUSE.split(stretch[:-1])[-1].strip()
    parts = words.split()
    if not parts or len(parts) > _MOST_ROLE:
        return None
    first = parts[0].lower()
    is_phrase = first in speech.determiners or POSSESSIVE.match(words) is not None
    if not is_phrase or not any(speech.is_role(part.lower()) for part in parts):
        return None
    return None if is_shared(words, name, speech=speech) else words


def role_subject(masked: str, place: tuple[int, int], *, speech: Speech) -> tuple[int, int] | None:
    """Give the role a sentence begins with, with what it belongs to: "A close aide to Prime Minister Elsa Norr".

    None for "the senator", which as often means somebody who was named before.
    """
    start, end = place
    found = _WORD.finditer(masked, start, min(end, start + _STRETCH))
    words = list(islice(found, _MOST_BEFORE_ROLE))
    opening = 0
    while words and _opens(words[0].group().lower(), speech):
        start = words.pop(0).end()
        words += islice(found, 1)
        opening += 1
    if not any(speech.is_role(match.group().lower()) for match in words):
        return None
    words += islice(found, _MOST_SUBJECT - _MOST_BEFORE_ROLE - opening)
    lower = [match.group().lower() for match in words]
    first = next((number for number, word in enumerate(lower[:_MOST_BEFORE_ROLE]) if speech.is_role(word)), None)
    if first is None or masked[start : words[0].start()].strip():
        return None
    if any(_ends(word, speech) or (word in speech.stops and word not in speech.determiners) for word in lower[:first]):
        return None
    if any(masked[words[n].end() : words[n + 1].start()].strip() for n in range(first)):
        return None
    last = _last_of_role(masked, words, first, speech=speech)
    if not _is_somebody_else(words[: last + 1], first, speech=speech):
        return None
    bearer = NAME.match(masked, words[last].end() + 2) if masked.startswith(", ", words[last].end()) else None
    return words[0].start(), bearer.end() if bearer else words[last].end()


def _last_of_role(masked: str, words: list[re.Match[str]], role: int, *, speech: Speech) -> int:
    """Give the last word of what a role belongs to: names, other roles, and the small words that join them."""
    last = role
    for number in range(role + 1, len(words)):
        word, before = words[number].group().lower(), words[number - 1].group().lower()
        joins = _joins(word, speech)
        is_part = joins or is_name(words[number].group()) or word in speech.role_forms or _joins(before, speech)
        is_end = not joins and _ends(word, speech)
        if is_end or not is_part or masked[words[number - 1].end() : words[number].start()].strip():
            break
        last = number
    while _joins(words[last].group().lower(), speech):
        last -= 1
    return last


def _opens(word: str, speech: Speech) -> bool:
    return word in speech.openers and word not in speech.determiners and word not in speech.as_words


def _ends(word: str, speech: Speech) -> bool:
    return word in speech.verbs or (word in speech.persons and word not in speech.determiners)


def _joins(word: str, speech: Speech) -> bool:
    is_small = word in speech.of_words or word in speech.inside or word in speech.determiners
    return is_small and word not in speech.joins and word not in speech.role_forms


def _is_somebody_else(words: list[re.Match[str]], role: int, *, speech: Speech) -> bool:
    """Say whether a phrase brings in a person of its own: "a teacher", "the widow of the painter Jonas Holm"."""
    if words[0].group().lower() in INDEFINITE | _OWN or any(
        POSSESSIVE.match(f"{each.group()} x") for each in words[:role]
    ):
        return True
    return any(
        (is_name(each.group()) and words[number].group().lower() not in _WHERE and not _is_where(words, number))
        or each.group().lower() in speech.role_forms
        for number, each in enumerate(words[role + 1 :], start=role)
    )


def _is_where(words: list[re.Match[str]], number: int) -> bool:
    """Say whether an article with "in" before it leads to a name: "the prosecutor in the United States"."""
    before = words[number - 1].group().lower() if number else ""
    return before in _WHERE


def stands_behind_role(masked: str, start: int, *, speech: Speech) -> bool:
    """Say whether a name that begins at a place says whose role it is: "met an adviser to President Anton Veresku"."""
    printed = NAME.match(masked, start)
    if speech.language in GENITIVE:
        return names_owner(f"{start} {printed.group()}", speech=speech) if printed else False
    stretch = masked[max(0, start - _STRETCH) : start]
    words = [word.lower() for word in _CLAUSE.split(stretch)[-1].split()][-_MOST_TO_OWNER:]
    last = words[-1] if words else ""
    if not (last in speech.of_words or last in speech.titles or last in speech.role_forms or speech.is_role(last)):
        return False  # "Secretary of State John Kell" is one himself
    return any(
        word in speech.of_words and words[number] in speech.role_forms
        for number, word in enumerate(words[1:])
        if not speech.persons & set(words[number:])
    )
