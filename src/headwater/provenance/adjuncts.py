"""What stands between a reporting word and its speaker: when, how, and to whom it was said."""

import re

from headwater.provenance.speech import Speech

#: A word as mentions are made of, and characters of the longest one.
WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*[.]?|['’]s\b|\d+")
LONGEST = 160
#: Words before a word of time: "во", "na", "este".
_TIME_LEAD = 2


def past_adjuncts(masked: str, place: tuple[int, int], *, speech: Speech) -> int:
    """Give where the subject may begin in "είπε χαρακτηριστικά ο δήμαρχος", "dijo a la prensa la ministra"."""
    start, end = place
    start = _past_times(masked, start, end, speech=speech)
    for expression in (speech.said_how, speech.said_to, speech.said_how):
        found = expression.match(masked, start, end) if expression else None
        start = _past_times(masked, found.end(), end, speech=speech) if found else start
    return start


def is_adjunct(words: str, *, speech: Speech) -> bool:
    """Say whether words behind a name are the beginning of such an expression: Greek "από την πλευρά" της."""
    return any(phrase.startswith(words.lower()) for phrase in speech.lexicon.said_how)


def _past_times(masked: str, start: int, end: int, *, speech: Speech) -> int:
    """Give where the subject may begin in "afirmó este martes la ministra"; else the start."""
    past, waiting = start, 0
    for match in WORD.finditer(masked, start, min(end, start + LONGEST)) if speech.times else ():
        lower = match.group().lower()
        if lower in speech.times or (match.start() <= start + 1 and speech.is_manner(lower)):
            past, waiting = match.end(), 0
            continue
        waiting += 1
        if waiting > _TIME_LEAD or not (lower in speech.stops or lower in speech.determiners or lower.isdigit()):
            break
    return past
