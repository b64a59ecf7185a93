"""Statements where the verb opens the sentence and no capitals mark names, as in Arabic: قالت إيدا فال إن المطر هطل."""

import re
from collections.abc import Iterable, Iterator

from headwater.model.provenance import Speaker, SpeakerKind
from headwater.provenance.mentions import Place
from headwater.provenance.paragraph import MASK, Paragraph
from headwater.provenance.sentence import Candidate
from headwater.provenance.speech import Speech

_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(rf"[.؟!،,:؛;{MASK}]")
_ARTICLE = "ال"
_FOR = "لل"
#: "In the name of", "about": behind them stands for whom somebody speaks.
_BEHALF = frozenset({"باسم", "عن", "ل"})
_MOST_SOURCE_WORDS, _FEWEST_CLAUSE_WORDS = 9, 2
#: Characters between a verb and the word "that".
_MOST_GAP = 140
#: Words of a person's name.
_NAME_WORDS = (2, 3)


def read_verb_first(paragraph: Paragraph, speech: Speech) -> Iterator[Candidate]:
    """Give the attributions of a paragraph in a language whose verbs stand first."""
    for start, end in paragraph.sentences:
        found = _according(paragraph, speech, (start, end))
        if found is not None:
            yield found
            continue
        taken = start
        for verb in _WORD.finditer(paragraph.masked, start, end):
            if verb.start() < taken or verb.group() not in speech.verbs:
                continue
            candidate = _read(paragraph, speech, (start, end), verb.span())
            if candidate is not None:
                yield candidate
                taken = max(place[1] for place in (*candidate.content, verb.span()))


def speaker_of(words: str, named: Iterable[str], *, speech: Speech) -> Speaker:
    """Give whom a mention stands for: a name behind a role or by itself, a body, or nobody by name.

    `named` are the full names met before: one word may be the surname of one of them.
    """
    parts = _WORD.findall(words)
    if not parts:
        return Speaker(kind=SpeakerKind.UNNAMED, method="as printed")
    first = parts[0].removeprefix(_ARTICLE)
    if first in speech.unnamed or parts[0] in speech.unnamed:
        return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="unnamed")
    if first in speech.groups or parts[0] in speech.groups:
        return Speaker(kind=SpeakerKind.ORGANISATION, name=words, role=words, method="group")
    is_role = first in speech.roles or parts[0] in speech.roles
    begin = _past_role(parts, speech) if is_role else 0
    if begin is not None and _is_name(parts[begin:], speech):
        name, role = " ".join(parts[begin:]), " ".join(parts[:begin])
        return Speaker(kind=SpeakerKind.PERSON, name=name, role=role or None, method="full name")
    known = [full for full in named if len(parts) == 1 and full.split()[-1] == parts[0]]
    if len(set(known)) == 1:
        return Speaker(kind=SpeakerKind.PERSON, name=known[0], method="surname")
    return Speaker(kind=SpeakerKind.UNNAMED, role=words, method="role" if is_role else "as printed")


def _read(paragraph: Paragraph, speech: Speech, sentence: Place, verb: Place) -> Candidate | None:
    masked = paragraph.masked
    source = _noun_phrase(masked, verb[1], sentence[1], speech)
    close = source[1] if source else verb[1]
    following = next((q for q in paragraph.quotations if close <= q.start < sentence[1]), None)
    before = next((q for q in reversed(paragraph.quotations) if sentence[0] <= q.start and q.end <= verb[0]), None)
    word = masked[slice(*verb)]
    if before is not None and not masked[before.end : verb[0]].strip(" ،,") and source is not None:
        return Candidate(rule="inverted", content=((before.start, before.end),), cue=verb, word=word, source=source)
    that = speech.that.search(masked, close, min(sentence[1], close + _MOST_GAP))
    if following is not None and (that is None or following.start < that.start()):
        gap = masked[close : following.start]
        if source is not None and (gap.rstrip().endswith(":") or not gap.strip()):
            content = ((following.start, following.end),)
            return Candidate(rule="before", content=content, cue=verb, word=word, source=source)
    if that is None or not that.group().strip(" ،,") or _END.search(masked, close, that.start()):
        return None
    content = ((that.end(), sentence[1]),)
    if len(masked[slice(*content[0])].split()) < _FEWEST_CLAUSE_WORDS:
        return None
    rule = "clause" if source else "dropped"
    return Candidate(rule=rule, content=content, cue=verb, word=word, source=source)


def _noun_phrase(masked: str, start: int, end: int, speech: Speech) -> Place | None:
    """Give the words behind a verb up to a that-word, a preposition or a mark."""
    found: list[re.Match[str]] = []
    for match in _WORD.finditer(masked, start, end):
        gap = masked[found[-1].end() if found else start : match.start()]
        word = match.group()
        if _END.search(gap) or word in speech.lexicon.that or word in speech.stops or word in speech.times:
            break
        if found and word.startswith(_FOR) and found[-1].group().removeprefix(_ARTICLE) not in speech.roles:
            break  # whom it was said to: للصحفيين
        found.append(match)
        if len(found) == _MOST_SOURCE_WORDS:
            break
    return (found[0].start(), found[-1].end()) if found else None


def _according(paragraph: Paragraph, speech: Speech, sentence: Place) -> Candidate | None:
    masked = paragraph.masked
    match = speech.according.match(masked, sentence[0], sentence[1])
    source = _noun_phrase(masked, match.end(), sentence[1], speech) if match else None
    comma = _END.search(masked, source[1], sentence[1]) if source else None
    if match is None or source is None or comma is None or comma.start() != source[1]:
        return None
    rest = masked[comma.end() : sentence[1]]
    begin = comma.end() + len(rest) - len(rest.lstrip())
    so = re.match(r"فإن\s+", masked[begin:])
    cue = (sentence[0], match.end())
    content = ((begin + (so.end() if so else 0), sentence[1]),)
    return Candidate(rule="according", content=content, cue=cue, word=match.group(), source=source)


def _past_role(parts: list[str], speech: Speech) -> int | None:
    """Give where the name begins behind "رئيس البلدية"; None where somebody else is named there."""
    number = 1
    while number < len(parts):
        if parts[number].startswith(_FOR) or (
            parts[number] in _BEHALF and not "".join(parts[number + 1 : number + 2]).startswith(_ARTICLE)
        ):
            return None
        if not (parts[number].startswith(_ARTICLE) or parts[number] in speech.inside):
            break
        number += 1
    return number


def _is_name(parts: list[str], speech: Speech) -> bool:
    if not _NAME_WORDS[0] <= len(parts) <= _NAME_WORDS[1] or parts[0].startswith(_ARTICLE):
        return False
    return not any(part in speech.roles or part in speech.groups or part in speech.inside for part in parts)
