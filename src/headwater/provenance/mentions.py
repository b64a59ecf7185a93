"""The words that name a source: the noun phrase in front of a cue or behind it."""

import re
from functools import lru_cache

from headwater.provenance.adjuncts import LONGEST, WORD, past_adjuncts
from headwater.provenance.name_parts import INNER, is_inner, is_name
from headwater.provenance.paragraph import MASK
from headwater.provenance.speech import Speech

_BREAK = re.compile(rf"[,;:()\[\]{MASK}—–―]|\s-\s|--")
_APPOSITION_END = re.compile(rf"[,;:.({MASK}—–]")
#: A party and a state, an age, a post: "(R-Vale)".
_ASIDE = re.compile(r"\s*\([^()]{1,40}\)$")
_MOST_WORDS = 14
#: Characters looked back for a phrase with its apposition.
_LONGEST_BEFORE = 320
#: Characters that hold as many words as a phrase may have, nearly always.
_NEAR = 140
_MOST_SUBJECT = 8
_INDEFINITE = frozenset("a an un una une ein eine einer ένας μια um uma".split())  # noqa: SIM905
#: Words of an apposition between two commas.
_MOST_APPOSITION = 24
#: French and Italian articles that lean on their noun: "l’autorité".
_ELIDED = frozenset({"l'", "l’"})
_ELIDED_LENGTH = 2
#: Words of a relative clause that still describes who speaks.
_MOST_RELATIVE = 8
#: Words of a name that stands behind a role: "the mayor, Oren Tamm,".
_MOST_NAME = 4
#: Plain nouns before a name where nouns take no article: "портовый рыбак Иван Дуков".
_BARE_NOUNS = 2
#: Prepositions between a role and whose it is, where they also follow a verb of speech.
_BELONGS = {"en": frozenset({"to", "for"}), "de": frozenset({"von", "vom"}), "bg": frozenset({"на"})}

Place = tuple[int, int]


@lru_cache(maxsize=64)
def mention_before(masked: str, place: Place, *, speech: Speech) -> Place | None:
    """Give the noun phrase that ends where a cue begins, inside a place; None where there is none.

    Auxiliaries and adverbs in between are passed over; an apposition between commas belongs to the phrase.
    """
    start, end = place
    if end - start > _LONGEST_BEFORE:
        start = max(start, masked.find(" ", end - _LONGEST_BEFORE, end) + 1)
    end = _without_between(masked, start, end, speech=speech)
    clause = _anonymity_at(masked, start, end, speech=speech)
    if clause is not None:
        phrase = _phrase_ending_at(masked, start, clause, speech=speech)
        return (phrase[0], end) if phrase else None
    stretch = masked[start:end].rstrip()
    aside = _ASIDE.search(stretch) if stretch.endswith(")") else None
    if aside is not None:
        phrase = _phrase_ending_at(masked, start, start + aside.start(), speech=speech)
        return (phrase[0], start + len(stretch)) if phrase else None
    if stretch.rpartition(" ")[2].lower() in speech.openers:
        return subject_of(masked, (start, end), speech=speech)
    if stretch.endswith(","):
        return _with_apposition(masked, start, start + len(stretch) - 1, speech=speech)
    return _phrase_ending_at(masked, start, start + len(stretch), speech=speech)


def _anonymity_at(masked: str, start: int, end: int, *, speech: Speech) -> int | None:
    """Give where "who asked not to be named" begins, a part of the phrase before it; None where none ends here."""
    if not speech.lexicon.anonymity:
        return None
    stretch = masked[start:end].rstrip(" ,").lower()
    if not stretch.endswith(speech.lexicon.anonymity):
        return None
    clause = next((each for each in speech.lexicon.anonymity if stretch.endswith(each)), None)
    return start + len(stretch) - len(clause) - 1 if clause else None


def mention_after(masked: str, place: Place, *, speech: Speech) -> Place | None:
    """Give the noun phrase that begins behind a cue, with its apposition; None where no noun phrase begins there."""
    start, end = place
    phrase = _phrase_starting_at(masked, past_adjuncts(masked, (start, end), speech=speech), end, speech=speech)
    return (phrase[0], _through_apposition(masked, phrase, end, speech=speech)) if phrase else None


def mention_between(masked: str, place: Place, *, speech: Speech) -> Place | None:
    """Give the noun phrase that begins behind a cue and is followed by what was said: an apposition must be closed."""
    start, end = place
    phrase = _phrase_starting_at(masked, start, end, speech=speech)
    if phrase is None:
        return None
    close = _through_apposition(masked, phrase, end, speech=speech)
    first = masked[phrase[1] + 1 : end].split(maxsplit=1)[:1]
    is_closed = (
        masked[close : close + 1] == ","
        and bool(first)
        and (
            first[0].lower() in _INDEFINITE | speech.relatives
            or _is_role_of_name(masked[slice(*phrase)], masked[phrase[1] + 1 : close].split(), speech=speech)
        )
    )
    return phrase[0], close if is_closed else phrase[1]


def _phrase_starting_at(masked: str, start: int, end: int, *, speech: Speech) -> Place | None:
    words = list(WORD.finditer(masked, start, min(end, start + LONGEST)))
    if not words or masked[start : words[0].start()].strip():
        return None
    if not _begins_phrase(words[0].group(), speech=speech) and not _is_bare_noun(words, 0, speech=speech):
        return None
    last = _last_of_phrase(masked, words, speech=speech)
    if last is None:
        return None
    return words[0].start(), words[last].end() - (words[last].group().endswith(".") and words[last].end() == end)


def subject_of(masked: str, place: Place, *, speech: Speech) -> Place | None:
    """Give the noun phrase a clause begins with: the subject of "But X did this and said"; None where there is none."""
    start, end = place
    words = list(WORD.finditer(masked, start, min(end, start + LONGEST)))
    while words and words[0].group().lower() in speech.openers:
        words.pop(0)
    if not words or not _begins_phrase(words[0].group(), speech=speech):
        return None
    last = 0
    first = words[0].group()
    # English phrases without a name are left to the rules: "The mayor closed" has no mark that tells where they end.
    is_named = is_name(first) and (speech.language == "en" or first.lower() not in speech.determiners)
    for number, match in enumerate(words[1:_MOST_SUBJECT], start=1):
        word, lower = match.group(), match.group().lower()
        gap = masked[words[number - 1].end() : match.start()]
        is_behind_name = is_named if number == 1 else is_name(words[number - 1].group())
        is_part = is_name(word) or lower in speech.inside or (last == number - 1 and not is_behind_name)
        if gap.strip() or lower in speech.between or lower in speech.verbs or not is_part:
            break
        if is_name(word) or lower in speech.bodies or not is_named:
            last = number
    while last and words[last].group().lower() in speech.inside:
        last -= 1
    return words[0].start(), words[last].end()


def _without_between(masked: str, start: int, end: int, *, speech: Speech) -> int:
    while True:
        stretch = masked[start:end].rstrip()
        last = stretch[max(stretch.rfind(" "), stretch.rfind(MASK), stretch.rfind(","), stretch.rfind("\n")) + 1 :]
        word = last.lower()
        if not word or word in speech.persons:
            return start + len(stretch)
        is_adverb = speech.language == "en" and word.endswith("ly") and not last[0].isupper()
        is_time = word in speech.stops and word not in speech.openers and last != "Today"  # as papers are called
        if not (word in speech.between or is_adverb or is_time):
            return start + len(stretch)
        end = start + len(stretch) - len(last)


def _phrase_ending_at(masked: str, start: int, end: int, *, speech: Speech) -> Place | None:
    words = _last_words(masked, start, end)
    if not words or masked[words[-1].end() : end].strip(" .’'"):
        return None
    last = words[-1]
    if last.group().lower() in speech.persons:
        pair = " ".join(match.group().lower() for match in words[-2:])
        return (words[-2].start(), last.end()) if pair in speech.pronouns and len(words) > 1 else last.span()
    first = _first_of_phrase(words, speech=speech)
    while first < len(words) - 1 and not (
        _begins_phrase(words[first].group(), speech=speech) or _is_bare_noun(words, first, speech=speech)
    ):
        first += 1
    while speech.not_subjects and first + 1 < len(words) and _is_of_other(words, first, speech=speech):
        first += 1
    if not _begins_phrase(words[first].group(), speech=speech):
        return None if not _is_bare_noun(words, first, speech=speech) else (words[first].start(), last.end())
    return words[first].start(), last.end()


def _is_of_other(words: list[re.Match[str]], number: int, *, speech: Speech) -> bool:
    """Say whether a word belongs to the phrase before: Greek "σε ανάρτησή του ο Στέργιος"."""
    lower, following = words[number].group().lower(), words[number + 1].group().lower()
    return lower in speech.not_subjects and following in speech.determiners and following not in speech.not_subjects


def _last_words(masked: str, start: int, end: int) -> list[re.Match[str]]:
    """Give the words behind the last break of a stretch: at least so many as a phrase may have."""
    near = masked.find(" ", end - _NEAR, end) if end - start > _NEAR else -1
    for begin in (near, start) if near > start else (start,):
        opening = begin
        for match in _BREAK.finditer(masked, begin, end):
            opening = match.end()
        words = list(WORD.finditer(masked, opening, end))
        if opening > begin or begin == start or len(words) > _MOST_WORDS:
            return words
    return []


def _is_bare_noun(words: list[re.Match[str]], number: int, *, speech: Speech) -> bool:
    """Say whether a plain word begins "рыбак Иван Дуков": a word or two, and then a name."""
    if not speech.lexicon.bare_nouns:
        return False
    if number and words[number - 1].group().lower() in speech.stops:
        return False
    for match in words[number : number + _BARE_NOUNS]:
        lower = match.group().lower()
        if any(lower in each for each in (speech.stops, speech.openers, speech.between, speech.verbs, speech.times)):
            return False
        if is_name(match.group()):
            return True
    following = words[number + _BARE_NOUNS : number + _BARE_NOUNS + 1]
    return bool(following) and is_name(following[0].group())


def _first_of_phrase(words: list[re.Match[str]], *, speech: Speech) -> int:
    first = len(words) - 1
    while first > 0 and len(words) - first < _MOST_WORDS:
        word = words[first - 1].group()
        lower = word.lower()
        if word in INNER and is_inner([each.group() for each in words], first - 1, language=speech.language):
            first -= 1
            continue
        is_pronoun = lower in speech.pronouns or lower in speech.relatives
        if is_pronoun and lower not in speech.determiners:
            break
        if lower in speech.verbs and not is_name(word) and not _is_noun(words, first - 1, speech=speech):
            break
        if lower in speech.as_words or (lower in speech.openers and not _joins(words, first - 1)):
            break
        if lower in speech.between and lower not in speech.inside:
            break
        first -= 1
    return first


def _is_noun(words: list[re.Match[str]], number: int, *, speech: Speech) -> bool:
    """Say whether a form of a verb is a noun here: "The state broadcaster"."""
    before = words[number - 1].group().lower() if number else ""
    return speech.language == "en" and before in {"the", "a", "an"}


def _joins(words: list[re.Match[str]], number: int) -> bool:
    """Say whether a word such as "and" or "for" stands between two parts of one noun phrase."""
    lower = words[number].group().lower()
    if lower == "for":
        return number > 0
    return number > 0 and is_name(words[number - 1].group()) and is_name(words[number + 1].group())


def _begins_phrase(word: str, *, speech: Speech) -> bool:
    lower = word.lower().rstrip(".")
    if lower[:2] in _ELIDED and len(lower) > _ELIDED_LENGTH:
        return True
    if lower in speech.determiners or lower in speech.titles or lower in speech.bodies:
        return True
    if lower in speech.pronouns or lower in speech.unnamed:
        return True
    if lower in speech.stops or lower in speech.openers or lower in speech.between or lower in speech.as_words:
        return False
    return is_name(word) or word[0].isdigit()


def _with_apposition(masked: str, start: int, end: int, *, speech: Speech) -> Place | None:
    """Give "NAME, an adviser to somebody" where the closing comma stands at `end`."""
    comma = masked.rfind(",", start, end)
    apposition = masked[comma + 1 : end].split() if comma >= 0 else []
    if not apposition or len(apposition) > _MOST_APPOSITION or MASK in masked[comma:end]:
        return _phrase_ending_at(masked, start, end, speech=speech)
    head = _phrase_ending_at(masked, start, comma, speech=speech)
    first = apposition[0].lower()
    describes = first in speech.determiners or first in speech.relatives or first in speech.roles or first[0].isdigit()
    describes = describes or any(word.strip(".").lower() in speech.roles for word in apposition)
    if head is not None and _is_role_of_name(masked[slice(*head)], apposition, speech=speech):
        return head[0], end
    if head is None or not (describes or is_name(masked[head[0] : head[1]].rsplit(maxsplit=1)[-1])):
        return _phrase_ending_at(masked, start, end, speech=speech)
    describes = describes or (speech.lexicon.bare_nouns and not is_name(apposition[0]))
    return (head[0], end) if describes and first not in speech.stops else head


def _is_role_of_name(head: str, apposition: list[str], *, speech: Speech) -> bool:
    """Say whether a phrase and what follows its comma are a role and its bearer: "the mayor, Oren Tamm"."""
    words = head.lower().split()
    names = [
        word
        for number, word in enumerate(apposition)
        if word.lower() not in speech.inside and not is_inner(apposition, number, language=speech.language)
    ]
    if not names or len(names) > _MOST_NAME or not all(is_name(word) for word in names):
        return False
    if apposition[0].lower() in speech.stops | speech.openers | speech.determiners | speech.pronouns | speech.times:
        return False
    return words[0] in speech.determiners or any(speech.is_role(word) for word in words)


def _last_of_phrase(masked: str, words: list[re.Match[str]], *, speech: Speech) -> int | None:
    last: int | None = None
    for number, match in enumerate(words[:_MOST_WORDS]):
        if number and (
            _BREAK.search(masked, words[number - 1].end(), match.start()) or _ends_before(words, number, speech=speech)
        ):
            break
        last = number
        is_final = match.group().endswith(".") and match.end() == words[-1].end()
        if is_final or (number == 0 and match.group().lower() in speech.pronouns):
            break
    while last is not None and words[last].group().lower() in speech.inside:
        if speech.language == "el" and masked[words[last].end() : words[last].end() + 1] in {",", "."}:
            break  # "η γυναίκα του, Κατίνα"
        last = last - 1 if last else None
    return last


def _ends_before(words: list[re.Match[str]], number: int, *, speech: Speech) -> bool:
    """Say whether a noun phrase ends before a word of it, by what that word is."""
    before, word = words[number - 1].group(), words[number].group()
    lower = word.lower()
    if word in INNER and is_inner([each.group() for each in words], number, language=speech.language):
        return False
    if _goes_on(words, number, speech=speech):
        return False
    if not is_name(word) and (lower in speech.stops or lower in speech.pronouns or lower in speech.verbs):
        return True
    following = words[number + 1].group().lower().rstrip(".") if number + 1 < len(words) else ""
    if following in speech.times and lower in speech.determiners:
        return True  # "dijo Ida Vale el lunes"
    if following in speech.outlet_nouns and lower in speech.lexicon.told_to and is_name(before):
        return True  # "sagte Ida Vale der Agentur"
    if speech.lexicon.bare_nouns and _leaves_group(before, word, speech=speech):
        return True
    second = words[number - 2].group() if number > 1 else ""
    is_behind_name = is_name(before) and (second in INNER or is_name(second))
    if is_behind_name and lower in speech.objects:
        return True
    return speech.language != "en" and _leaves_name(before, word, speech=speech)


def _goes_on(words: list[re.Match[str]], number: int, *, speech: Speech) -> bool:
    """Say whether a preposition goes on with who speaks: "sources close to", "an adviser to", Greek "ο ίδιος"."""
    before, lower = words[number - 1].group().lower(), words[number].group().lower()
    if before in speech.near_words or f"{before} {lower}" in speech.pronouns:
        return True
    following = words[number + 1].group() if number + 1 < len(words) else ""
    is_somebody = is_name(following) or following.lower() in speech.determiners or following.lower() in speech.bodies
    return lower in _BELONGS.get(speech.language, ()) and _is_role(before, speech) and is_somebody


def _is_role(word: str, speech: Speech) -> bool:
    return word in speech.role_forms or (speech.language == "bg" and speech.is_role(word))


def _leaves_group(before: str, word: str, *, speech: Speech) -> bool:
    """Say whether a phrase ends behind "policie", which takes no article that would tell."""
    return (
        before.lower() in speech.groups
        and not is_name(word)
        and word.lower() not in speech.inside
        and word.lower() not in speech.groups
    )


def _leaves_name(before: str, word: str, *, speech: Speech) -> bool:
    lower = word.lower()
    if lower in speech.inside and lower not in speech.stops:
        return False
    return is_name(before) and not is_name(word) and lower not in speech.determiners and lower not in speech.roles


def _through_apposition(masked: str, phrase: Place, end: int, *, speech: Speech) -> int:
    close = phrase[1]
    if masked[close : close + 1] != ",":
        return close
    stop = _APPOSITION_END.search(masked, close + 1, end)
    until = stop.start() if stop else end
    words = masked[close + 1 : until].split()
    if not words or len(words) > _MOST_APPOSITION:
        return close
    first = words[0].lower()
    if _is_role_of_name(masked[slice(*phrase)], words, speech=speech):
        return until
    if first in speech.relatives:
        lower = {word.lower() for word in words}
        return until if len(words) <= _MOST_RELATIVE and not lower & speech.verbs else close
    describes = first in speech.determiners or first in speech.roles
    has_role = any(word.strip(".").lower() in speech.roles for word in words[:6])
    return until if describes or has_role else close
