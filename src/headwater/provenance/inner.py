"""Attributions inside quotation marks, and dialogue behind dashes: what is quoted there, and what is not.

Russian «Вода пришла, — вспоминает Иван Дуков. — Мы ждали» names its speaker inside the marks, and so does Italian
«Piove – ricorda Luca Duchi –. Resto»; French does it behind a comma. Spanish —No me voy —dijo Ana Lima—. has no marks.
"""

import re
from collections.abc import Iterator

from headwater.provenance.speech import Speech
from headwater.text.quotes import Quotation

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_DASH = re.compile(r"\s*[—–]\s*|\s+-\s+")
#: Where an attribution between dashes ends: "… Дуков. — Мы", "… Duchi –. Eravamo", "… Tamayo—. Me".
_END = re.compile(r"[.,]?\s*[—–][.,]?\s*|[.,]?\s+-\s+")
#: Words up to the verb of an attribution: auxiliaries and reflexives.
_MOST_LEAD = 2
_LONGEST = 120
_COMMA = re.compile(r",\s+")
_STOP = re.compile(r"[.,]\s+")
_LANGUAGES_WITH_COMMA = frozenset({"fr"})


def open_up(text: str, quotations: tuple[Quotation, ...], *, speech: Speech) -> tuple[Quotation, ...]:
    """Give the quotations of a paragraph without the attributions that stand inside them."""
    if not speech.verbs:
        return quotations
    if not quotations:
        return tuple(_dialogue(text, speech)) if text[:1] in "—–" else ()
    if speech.language not in _LANGUAGES_WITH_COMMA and not any(dash in text for dash in "—–-"):
        return quotations
    return tuple(piece for quotation in quotations for piece in _pieces(text, quotation, speech))


def _pieces(text: str, quotation: Quotation, speech: Speech) -> Iterator[Quotation]:
    found = _between_dashes(text, (quotation.start, quotation.inner_end), speech)
    if found is None and speech.language in _LANGUAGES_WITH_COMMA:
        found = _behind_comma(text, (quotation.start, quotation.inner_end), speech)
    if found is None:
        yield quotation
        return
    start, end = found
    yield Quotation(quotation.start, start, width=0)
    if end < quotation.inner_end:
        yield Quotation(end, quotation.end, closed=quotation.closed, width=quotation.width)


def _dialogue(text: str, speech: Speech) -> Iterator[Quotation]:
    begin = len(text) - len(text[1:].lstrip())
    found = _between_dashes(text, (begin, len(text)), speech)
    if found is None:
        return
    start, end = found
    yield Quotation(begin, start, width=0)
    if end < len(text):
        yield Quotation(end, len(text.rstrip()), width=0)


def _between_dashes(text: str, place: tuple[int, int], speech: Speech) -> tuple[int, int] | None:
    """Give where " — said Ida Vale — " begins and ends; the end of the place where nothing follows it."""
    for dash in _DASH.finditer(text, *place):
        if dash.start() > place[0] and _begins_with_verb(text, dash.end(), speech):
            close = _END.search(text, dash.end() + 1, min(place[1], dash.end() + _LONGEST))
            if close is None and place[1] - dash.end() > _LONGEST:
                return None
            return dash.start(), close.end() if close else place[1]
    return None


def _behind_comma(text: str, place: tuple[int, int], speech: Speech) -> tuple[int, int] | None:
    for comma in _COMMA.finditer(text, *place):
        if not _begins_with_verb(text, comma.end(), speech):
            continue
        close = _STOP.search(text, comma.end(), min(place[1], comma.end() + _LONGEST))
        named = text[comma.end() : close.start() if close else place[1]]
        if any(word.group()[0].isupper() for word in _WORD.finditer(named)) or _ends_in_pronoun(named, speech):
            return comma.start() + 1, close.end() if close else place[1]
    return None


def _ends_in_pronoun(words: str, speech: Speech) -> bool:
    return bool(words) and re.split(r"[\s-]", words.strip())[-1].lower() in speech.pronouns


def _begins_phrase(text: str, start: int, word: str, speech: Speech) -> bool:
    return any(text.startswith(" ".join(words), start) for words in speech.phrases.get(word, ()))


def _begins_with_verb(text: str, start: int, speech: Speech) -> bool:
    for match in list(_WORD.finditer(text, start, start + 60))[: _MOST_LEAD + 1]:
        lower = match.group().lower()
        if lower in speech.strong or _begins_phrase(text, match.start(), lower, speech):
            return True
        if lower not in speech.between and lower.split("-")[0] not in speech.between:
            return False
    return False
