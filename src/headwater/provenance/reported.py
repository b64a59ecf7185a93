"""Reported speech: clauses, and who is said to have said them."""

import re
from collections.abc import Sequence

from headwater.provenance.according import up_to_comma
from headwater.provenance.mentions import (
    mention_after,
    mention_before,
    mention_between,
    subject_of,
)
from headwater.provenance.paragraph import MASK, Cue
from headwater.provenance.sentence import (
    PLAIN_WORD,
    Candidate,
    Sentence,
    after_comma,
    body_after,
    body_before,
    carry_on_at,
    find_addressee,
    find_source,
    is_person_like,
    that_behind,
)

#: Words that may follow a closing "she said": a day, a place, an occasion.
_MOST_TAIL_WORDS = 9
_FEWEST_CLAUSE_WORDS, _FEWEST_THAT_WORDS = 3, 2
#: Words on the far side of a cue that stands inside what was said, and on both sides.
_FEWEST_REST_WORDS, _FEWEST_INCISE_WORDS = 2, 5
#: Words before "as": Spanish "Tal y como".
_MOST_BEFORE_AS = 2
#: Words such as "meanwhile" that may stand before a subject.
_LEADING_WORDS = 2
#: "Refused to say whether" tells of nothing that was said.
_NOTHING_SAID = re.compile(
    r"(?:refused|refuses|declined|declines|failed|unable) to (?:say|comment|disclose)$"
    r"|(?:not|n[’']t|never|neither\b.{0,60}) (?:would |could )?(?:say|disclose|reveal)$",
    re.IGNORECASE,
)
_REFUSES_TO_SAY = re.compile(
    r"(?:refus|declin|fail)\w+ to (?:say|comment|disclose|reveal|discuss|answer|confirm|give)\b"
)
_TELLING = ("say", "comment", "disclose", "reveal")
_COLON = re.compile(r"\s*:\s*")
#: A relative clause between whom it was told to and what was told.
_ASIDE = re.compile(r",\s+[^,.;:]{3,80},(?=\s)")
#: A day between a verb and its clause: " on Monday morning ".
_TIME = re.compile(
    r"\s+(?:(?:on|late|early|last|this)\s+){0,2}(?P<day>\w+)(?:\s+(?:morning|afternoon|evening|night))?\s+(?=\w)"
)
_CLAUSE_BREAK = re.compile(rf"[,;:{MASK}(]|\bthat\b")
#: Words up to the "to" of "urged the members of the crew to".
_MOST_OBJECT = 8
#: A shorter quotation may be the name of a newspaper or a ship.
_LONGEST_QUOTED_NAME = 32
#: "asked not to be named" says who somebody is not, and nothing that was said.
_TO_BE_NAMED = re.compile(r"to be (?:named|identified|quoted)")


def read_tail(sentence: Sentence, cue: Cue) -> Candidate | None:
    """Read It rained, she said on Monday, and It rained, said Ida Vale."""
    masked, speech = sentence.masked, sentence.speech
    comma = masked.rfind(", ", sentence.start, cue.start)
    if comma < 0 or MASK in masked[comma - 1 : cue.start] or cue.word in speech.carried_on:
        return None
    lead = masked[sentence.start : comma]
    first = lead.split(maxsplit=1)[:1]
    is_stop = first[:1] and first[0].lower() in speech.stops and first[0].lower() != "there"
    if "," not in lead and is_stop and not speech.lexicon.subject_may_follow:
        return None  # "In an interview with the Courier, she joked about moving"
    quoted = sentence.quotation_after(cue.end)
    is_quoting = quoted is not None and quoted.end - quoted.start > _LONGEST_QUOTED_NAME
    if speech.that.match(masked, cue.end) or is_quoting:
        return None
    between = PLAIN_WORD.findall(masked, comma + 1, cue.start)
    if any(word.lower() in speech.relatives for word in between) and speech.language == "en":
        return None
    if all(word.lower() in speech.between for word in between):
        candidate = _inverted_tail(sentence, cue, comma)
        if candidate is not None:
            return candidate
    return _plain_tail(sentence, cue)


def read_clause(sentence: Sentence, cue: Cue, *, taken: int) -> Candidate | None:
    """Read She said (that) it rained, and She told the court that it rained."""
    masked, speech = sentence.masked, sentence.speech
    is_telling = speech.language == "en" and masked.endswith(_TELLING, cue.start, cue.end)
    if is_telling and _NOTHING_SAID.search(masked, max(sentence.start, cue.start - 80), cue.end):
        return None
    if _REFUSES_TO_SAY.match(masked, cue.start):
        return None
    source = find_source(sentence, cue, taken=taken) or body_before(sentence, cue)
    if source is None and _opens_without_subject(sentence, cue):
        return _dropped_clause(sentence, cue)
    if source is None or cue.word in speech.inverted_verbs:
        return None
    addressee = find_addressee(sentence, cue)
    start = max(addressee[1] if addressee else cue.end, source[1])
    aside = _ASIDE.match(masked, start) if addressee else None
    start = aside.end() if aside else start
    begin, has_that = _clause_start(sentence, cue, start)
    if begin is None:
        return None
    start = begin
    end = min(carry_on_at(sentence, start=cue.end, end=sentence.end), sentence.end)
    content = (start + len(masked[start:end]) - len(masked[start:end].lstrip()), end)
    fewest = _FEWEST_THAT_WORDS if has_that and speech.language != "en" else _FEWEST_CLAUSE_WORDS
    if len(masked[slice(*content)].split()) < fewest:
        return None
    place = (cue.start, cue.end)
    return Candidate(rule="clause", content=(content,), cue=place, word=cue.word, source=source, addressee=addressee)


def read_incise(sentence: Sentence, cue: Cue) -> Candidate | None:
    """Read The ferry, Ida Vale said, would return: what was said stands on both sides of its cue."""
    masked, speech = sentence.masked, sentence.speech
    comma = masked.rfind(",", sentence.start, cue.start)
    lead = masked[sentence.start : comma] if comma >= 0 else ""
    if not lead.strip() or not sentence.is_strong(cue) or cue.word in speech.carried_on or MASK in lead:
        return None
    between = masked[comma + 1 : cue.start]
    if all(word in speech.between for word in PLAIN_WORD.findall(between.lower())):
        source = mention_after(masked, (cue.end, sentence.end), speech=speech)
        close = source[1] if source else cue.end
    else:
        close = cue.end
        if masked[close : close + 1] != ",":
            return None
        source = mention_before(masked, (comma + 1, cue.start), speech=speech)
        if source is not None and masked[comma + 1 : source[0]].strip():
            return None
    if source is None or masked[close : close + 1] != "," or speech.that.match(masked, cue.end):
        return None
    if speech.is_bound(lead.split()[0].lower()):
        return None
    rest = masked[close + 1 : sentence.end].strip(" .")
    if len(rest.split()) < _FEWEST_REST_WORDS or len(lead.split()) + len(rest.split()) < _FEWEST_INCISE_WORDS:
        return None
    content = ((sentence.start, comma), (close + 1, sentence.end))
    return Candidate(rule="incise", content=content, cue=(cue.start, cue.end), word=cue.word, source=source)


def read_impersonal(sentence: Sentence, cue: Cue) -> Candidate | None:
    """Read German Aus Regierungskreisen hieß es, der Vertrag werde unterschrieben."""
    masked, speech = sentence.masked, sentence.speech
    after = PLAIN_WORD.search(masked, cue.end, sentence.end)
    if cue.word not in speech.inverted_verbs or after is None or after.group().lower() not in speech.impersonal:
        return None
    source = mention_before(masked, (sentence.start, cue.start), speech=speech)
    start = after_comma(sentence, cue, start=cue.end)
    if source is None or start is None or sentence.quotation_after(cue.end) is not None:
        return None
    if masked[slice(*source)].split()[0].lower() in speech.stops and " " in masked[slice(*source)]:
        source = (source[0] + masked[slice(*source)].index(" ") + 1, source[1])
    content = (start, sentence.end)
    return Candidate(rule="clause", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def read_as(sentence: Sentence, cue: Cue, *, taken: int) -> Candidate | None:
    """Read As Ida Vale reported, it rained, and It rained, as Ida Vale reported."""
    masked, speech = sentence.masked, sentence.speech
    source = mention_before(masked, (taken, cue.start), speech=speech)
    if source is None and speech.lexicon.subject_may_follow:
        source = mention_between(masked, (cue.end, sentence.end), speech=speech) or up_to_comma(sentence, cue.end)
    if source is None:
        return None
    before = masked[sentence.start : min(source[0], cue.start)].rstrip()
    words = before.split()
    while words and words[-1].lower() in speech.between and words[-1].lower() not in speech.as_words:
        words.pop()  # Spanish "como ha adelantado"
    last = words[-1].lower() if words else ""
    if last not in speech.as_words:
        return None
    lead = before[: before.lower().rindex(last)].rstrip()
    if lead.endswith(",") and len(lead.split()) >= _FEWEST_CLAUSE_WORDS:
        content = (sentence.start, sentence.start + len(lead) - 1)
    elif (comma := masked.find(",", max(cue.end, source[1]), sentence.end)) >= 0 and len(
        lead.split()
    ) <= _MOST_BEFORE_AS:
        content = (comma + 1 + len(masked[comma + 1 :]) - len(masked[comma + 1 :].lstrip()), sentence.end)
    else:
        return None
    return Candidate(rule="as", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def read_carried_on(sentence: Sentence, cue: Cue, *, previous: Candidate | None) -> Candidate | None:
    """Read ", adding that it snowed": the source is that of the statement before, or the subject of the sentence."""
    masked, speech = sentence.masked, sentence.speech
    source = previous.source if previous else subject_of(masked, (sentence.start, cue.start), speech=speech)
    if source is None:
        return None
    following = sentence.quotation_after(cue.end)
    that = speech.that.match(masked, cue.end)
    if previous is None and that is None and following is None:
        return None  # ", adding a sum to the quarrel"
    start = that.end() if that else cue.end
    if (
        following
        and len(masked[start : following.start].strip(" :,")) == 0
        and not masked[following.end : sentence.end].strip(" .")
    ):
        content = (following.start, following.end)
    else:
        content = (
            start + len(masked[start : sentence.end]) - len(masked[start : sentence.end].lstrip(" :,")),
            sentence.end,
        )
    if len(sentence.paragraph.text[slice(*content)].split()) < _FEWEST_CLAUSE_WORDS:
        return None
    return Candidate(rule="carried-on", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def read_mood(sentence: Sentence, latest: Sequence[Candidate]) -> list[Candidate]:
    """Read German Ida Vale sagte, es regne. Sie habe es gesehen: the second sentence is hers too."""
    speech, masked = sentence.speech, sentence.masked
    if not speech.reported_mood or not latest or latest[-1].source is None:
        return []
    words = {match.group().lower() for match in PLAIN_WORD.finditer(masked, sentence.start, sentence.end)}
    if not words & speech.reported_mood:
        return []
    return [Candidate(rule="mood", content=((sentence.start, sentence.end),), source=latest[-1].source)]


def _inverted_tail(sentence: Sentence, cue: Cue, comma: int) -> Candidate | None:
    if cue.word in sentence.speech.tell and sentence.speech.language == "en":
        return None
    subject = mention_before(sentence.masked, (sentence.start, cue.start), speech=sentence.speech)
    content = (sentence.start, comma)
    length = len(sentence.masked[slice(*content)].split())
    # In French only behind its own clause: ", a déclaré le maire".
    may_follow = sentence.speech.lexicon.subject_may_follow or sentence.speech.language == "fr"
    is_long = may_follow and length > _FEWEST_CLAUSE_WORDS
    if (
        subject is not None
        and not is_long
        and (
            "," in sentence.masked[slice(*subject)]
            or len(sentence.masked[sentence.start : subject[0]].split()) <= _LEADING_WORDS
        )
    ):
        return None
    source = mention_after(sentence.masked, (cue.end, sentence.end), speech=sentence.speech)
    is_strong = sentence.is_strong(cue) or cue.word in sentence.speech.tell
    body = body_after(sentence, cue) if source is None else None
    if not is_strong or (source is None and body is None) or (source and not is_person_like(sentence, source)):
        return None
    source = source or body
    if source is None:
        return None
    if len(_before_relay(sentence, source[1]).split()) > _MOST_TAIL_WORDS:
        return None
    if length < (_FEWEST_THAT_WORDS if sentence.speech.lexicon.bare_nouns else _FEWEST_CLAUSE_WORDS):
        return None
    return Candidate(rule="tail", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def _before_relay(sentence: Sentence, start: int) -> str:
    """Give the end of a sentence without who repeats it: ", as broadcast by"."""
    relay = sentence.speech.relay
    found = relay.search(sentence.masked, start, sentence.end) if relay else None
    return sentence.masked[start : found.start() if found else sentence.end]


def _plain_tail(sentence: Sentence, cue: Cue) -> Candidate | None:
    masked, speech = sentence.masked, sentence.speech
    end = carry_on_at(sentence, start=cue.end, end=sentence.end)
    rest = masked[cue.end : end].strip(" .")
    if cue.word in speech.tell:
        addressee = find_addressee(sentence, cue)
        rest = masked[addressee[1] : end].strip(" .,") if addressee else rest
    first = rest.split()[0].lower() if rest else ""
    if len(rest.split()) > _MOST_TAIL_WORDS or (first and first not in speech.stops):
        return None
    if not sentence.is_strong(cue) and not cue.is_phrase:
        return None
    source = mention_before(masked, (sentence.start, cue.start), speech=speech)
    if source is None:
        return None
    lead = masked[sentence.start : source[0]].rstrip()
    if not lead.endswith(",") or len(lead.split()) < _FEWEST_CLAUSE_WORDS:
        return None
    content = (sentence.start, sentence.start + len(lead) - 1)
    return Candidate(rule="tail", content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def _opens_without_subject(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a sentence begins with its cue and a that-word: Greek "Πρόσθεσε ότι"."""
    speech, masked = sentence.speech, sentence.masked
    if not speech.lexicon.subject_may_drop or speech.that.match(masked, cue.end) is None:
        return False
    lead = masked[sentence.start : cue.start].lower().split()
    return all(word.strip(",") in speech.between or word.strip(",") in speech.openers for word in lead)


def _dropped_clause(sentence: Sentence, cue: Cue) -> Candidate | None:
    that = sentence.speech.that.match(sentence.masked, cue.end)
    start = that.end() if that else cue.end
    end = min(carry_on_at(sentence, start=cue.end, end=sentence.end), sentence.end)
    if len(sentence.masked[start:end].split()) < _FEWEST_CLAUSE_WORDS:
        return None
    return Candidate(rule="dropped", content=((start, end),), cue=(cue.start, cue.end), word=cue.word)


def _infinitive(sentence: Sentence, cue: Cue) -> int | None:
    """Give where "to leave" begins in "vowed to leave" and "urged the crew to leave"."""
    if cue.word not in sentence.speech.intent_verbs:
        return None
    for match in list(PLAIN_WORD.finditer(sentence.masked, cue.end, sentence.end))[:_MOST_OBJECT]:
        if _CLAUSE_BREAK.search(sentence.masked, cue.end, match.start()):
            return None
        if match.group() in sentence.speech.infinitive:
            return None if _TO_BE_NAMED.match(sentence.masked, match.start()) else match.start()
    return None


def _clause_start(sentence: Sentence, cue: Cue, start: int) -> tuple[int | None, bool]:
    """Give where what was said begins, None where nothing begins there, and whether a that-word or a colon says so."""
    colon = _COLON.match(sentence.masked, start)
    that = colon.end() if colon else that_behind(sentence, (start, sentence.end))
    if that is not None:
        return that, True
    begin = after_comma(sentence, cue, start=start) or _infinitive(sentence, cue)
    if begin is not None or not sentence.is_strong(cue):
        return begin, False
    begin = next((at for at in (start, _past_time(sentence, start)) if _begins_clause(sentence, cue, at)), None)
    return begin, False


def _past_time(sentence: Sentence, start: int) -> int:
    """Give where the clause begins in English "said on Monday he would travel"; else the start."""
    match = _TIME.match(sentence.masked, start, sentence.end) if sentence.speech.language == "en" else None
    return match.end() if match is not None and match["day"].lower() in sentence.speech.times else start


def _begins_clause(sentence: Sentence, cue: Cue, start: int) -> bool:
    speech = sentence.speech
    words = sentence.masked[start : sentence.end].split()
    if not words or sentence.masked[start : start + 1] == "," or not (words[0][0].isalnum() or words[0][0] == "$"):
        return False
    first = words[0].strip(",").lower()
    if cue.word in speech.bare_verbs and not (
        first in speech.stops or first in speech.inside or first in speech.between
    ):
        return True
    if speech.language != "en":
        return False
    return (
        first == "there"
        or words[0][0].isupper()
        or words[0][0].isdigit()
        or first in speech.determiners
        or first in speech.pronouns
    )
