"""Statements where the verb closes the sentence, as in Turkish: Ida Vale, “Yağmur yağdı” dedi.

What was said is a quotation before its verb, or a clause whose own verb has become a noun: "yağmur yağdığını söyledi".
"""

import re
from collections.abc import Iterator

from headwater.provenance.mentions import Place
from headwater.provenance.name_parts import is_name
from headwater.provenance.paragraph import MASK, Paragraph
from headwater.provenance.sentence import Candidate
from headwater.provenance.speech import Speech

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
#: Endings of a verb that has become a noun: yağdığını, geleceğini, olduğunu, gerektiğini, kapanması.
_NOMINAL = re.compile(r"(?:[dt][ıiuü]ğ|[ae]c[ae]ğ|m[ae]s[ıi])[a-zçğıöşü]*$")
_SUFFIX = re.compile(r"[’'][a-zçğıöşü]+$")
#: Words behind such a noun: "… taşabileceği konusunda uyardı".
_ABOUT = frozenset({"konusunda", "yönünde", "hakkında"})
_GAP = re.compile(r"[\s,]*")
_MOST_SOURCE_WORDS = 12
_FEWEST_CLAUSE_WORDS = 2
#: Words between a quotation and the verb that closes it: "diye", "şeklinde".
_LINKS = frozenset({"diye", "şeklinde", "biçiminde"})


def read_verb_last(paragraph: Paragraph, speech: Speech) -> Iterator[Candidate]:
    """Give the attributions of a paragraph in a language whose verbs stand last."""
    for start, end in paragraph.sentences:
        quoted = list(_quoted(paragraph, speech, (start, end)))
        yield from quoted
        if not quoted:
            found = _according(paragraph, speech, (start, end)) or _clause(paragraph, speech, (start, end))
            if found is not None:
                yield found


def _quoted(paragraph: Paragraph, speech: Speech, place: Place) -> Iterator[Candidate]:
    masked, taken = paragraph.masked, place[0]
    latest: Place | None = None
    for quotation in (each for each in paragraph.quotations if place[0] <= each.start < place[1]):
        content = (quotation.start, quotation.end)
        cue = _cue_at(masked, quotation.end, speech)
        before = _leading(masked, (taken, quotation.start), speech)
        if cue is not None and cue.word in speech.carried_on:
            source = _leading(masked, (cue.end, place[1]), speech)
        elif cue is not None:
            rest = masked[cue.end : place[1]].strip(" .")
            source = before or (_leading(masked, (cue.end, place[1]), speech) if rest else latest)
        elif masked[taken : quotation.start].rstrip().endswith(":"):
            cue, source = _announcing(masked, (taken, quotation.start), speech), before
        else:
            continue
        if cue is None:
            continue
        latest, taken = source or latest, max(quotation.end, cue.end if cue.start > quotation.start else 0)
        rule = "dropped" if source is None else "before" if source[0] < quotation.start else "inverted"
        yield Candidate(rule=rule, content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


class _Verb:
    __slots__ = ("end", "start", "word")

    def __init__(self, start: int, end: int, word: str) -> None:
        self.start, self.end, self.word = start, end, word


def _cue_at(masked: str, start: int, speech: Speech) -> _Verb | None:
    """Give the verb or phrase that follows a quotation at once, "diye" and the like belonging to it."""
    gap = _GAP.match(masked, start)
    begin = at = gap.end() if gap else start
    for match in _WORD.finditer(masked, at):
        if match.start() != at:
            return None
        word = match.group()
        for phrase in speech.phrases.get(word, ()):
            text = " ".join(phrase)
            if masked.startswith(text, at):
                return _Verb(begin, at + len(text), word)
        if word in speech.verbs or word in speech.carried_on:
            return _Verb(begin, match.end(), word)
        if word not in _LINKS:
            return None
        at = match.end() + 1
    return None


def _announcing(masked: str, place: Place, speech: Speech) -> _Verb | None:
    words = [match for match in _WORD.finditer(masked, *place) if match.group() in speech.verbs]
    return _Verb(words[-1].start(), words[-1].end(), words[-1].group()) if words else None


def _leading(masked: str, place: Place, speech: Speech) -> Place | None:
    """Give the noun phrase a stretch begins with: up to its comma, or as far as names and roles go."""
    words = list(_WORD.finditer(masked, *place))
    while words and words[0].group().lower() in speech.openers:
        words.pop(0)
    if not words or MASK in masked[place[0] : words[0].start()]:
        return None
    last = 0
    for number, match in enumerate(words[:_MOST_SOURCE_WORDS]):
        gap = masked[words[number - 1].end() : match.start()] if number else ""
        if "," in gap or MASK in gap or ":" in gap:
            break
        if not _belongs(match.group(), speech) and number and not _reaches_comma(masked, words, number):
            break
        last = number
    first = words[0].group()
    pair = " ".join(match.group().lower() for match in words[:2])
    if not (_belongs(first, speech) or first.lower() in speech.determiners or pair in speech.roles):
        return None
    return words[0].start(), words[last].end()


def _belongs(word: str, speech: Speech) -> bool:
    lower = word.lower()
    return is_name(word) or lower in speech.roles or lower in speech.groups or lower in speech.unnamed


def _reaches_comma(masked: str, words: list[re.Match[str]], number: int) -> bool:
    """Say whether a phrase goes on to a comma before any verb: "Bir hükümet kaynağı, …"."""
    start = words[number].start()
    comma = masked.find(",", start)
    stretch = masked[start:comma] if comma >= 0 else ""
    return bool(stretch) and MASK not in stretch and len(stretch.split()) <= _MOST_SOURCE_WORDS - number


def _clause(paragraph: Paragraph, speech: Speech, place: Place) -> Candidate | None:
    """Read "Ida Vale, yağmur yağdığını söyledi": the content ends in a verb that has become a noun."""
    masked = paragraph.masked
    cue = _closing(masked, place, speech)
    if cue is None:
        return None
    announced = _announcement(masked, (place[0], cue.start), speech)
    source = announced or _leading(masked, (place[0], cue.start), speech)
    start = source[1] if source else place[0]
    comma = masked.find(",", start, cue.start)
    begin = comma + 1 if announced or masked[start : start + 1] == "," else start
    begin += len(masked[begin : cue.start]) - len(masked[begin : cue.start].lstrip(" ,"))
    content = (begin, begin + len(masked[begin : cue.start].rstrip()))
    words = masked[slice(*content)].split()
    last = words[-2] if len(words) > 1 and words[-1] in _ABOUT else "".join(words[-1:])
    if len(words) < _FEWEST_CLAUSE_WORDS or _NOMINAL.search(last) is None:
        return None
    rule = "clause" if source else "dropped"
    return Candidate(rule=rule, content=(content,), cue=(cue.start, cue.end), word=cue.word, source=source)


def _closing(masked: str, place: Place, speech: Speech) -> _Verb | None:
    """Give the verb or phrase a sentence ends with."""
    end = place[0] + len(masked[slice(*place)].rstrip(" .!…"))
    for phrase in (phrase for group in speech.phrases.values() for phrase in group):
        text = " ".join(phrase)
        if masked.endswith(text, place[0], end):
            return _Verb(end - len(text), end, phrase[0])
    word = masked[place[0] : end].rpartition(" ")[2]
    return _Verb(end - len(word), end, word) if word in speech.verbs else None


def _announcement(masked: str, place: Place, speech: Speech) -> Place | None:
    """Give who made "… idaresinden yapılan açıklamada,"."""
    for phrase in speech.lexicon.according_after:
        at = masked.find(f" {phrase}", *place)
        if " " in phrase and at > 0:
            return _trimmed(masked, (place[0], at), speech)
    return None


def _according(paragraph: Paragraph, speech: Speech, place: Place) -> Candidate | None:
    """Read "Ida Vale’ye göre yağmur yağacak"."""
    masked = paragraph.masked
    for match in _WORD.finditer(masked, *place):
        if match.group() not in speech.according_after:
            continue
        source = _trimmed(masked, (place[0], match.start()), speech)
        words = masked[slice(*source)].split() if source else []
        if source is None or len(words) > _MOST_SOURCE_WORDS or not _is_source(masked, source, match.start(), speech):
            return None
        begin = match.end() + len(masked[match.end() : place[1]]) - len(masked[match.end() : place[1]].lstrip(" ,"))
        return Candidate(
            rule="according", content=((begin, place[1]),), cue=match.span(), word=match.group(), source=source
        )
    return None


def _is_source(masked: str, source: Place, end: int, speech: Speech) -> bool:
    """Say whether a dative names somebody: a name with a suffix, or a group; "buna göre" names nobody."""
    last = masked[source[0] : end].rsplit(maxsplit=1)[-1]
    stem = _SUFFIX.sub("", last).lower()
    return "’" in last or "'" in last or any(stem.startswith(group) for group in speech.groups | speech.roles)


def _trimmed(masked: str, place: Place, speech: Speech) -> Place | None:
    words = masked[slice(*place)].rstrip(" ,")
    start = place[0] + len(words) - len(words.lstrip())
    first = words.strip().split(maxsplit=1)[:1]
    if not first or MASK in words or (first[0].lower() in speech.openers):
        return None
    return start, place[0] + len(_SUFFIX.sub("", words))
