"""A paragraph made ready for reading: quotations masked, sentences outside them, reporting words found."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from headwater.model.outlet import OutletDirectory
from headwater.provenance.inner import open_up
from headwater.provenance.speech import Speech
from headwater.text.quotes import Quotation, find_quotations
from headwater.text.sentences import split_sentences

#: Stands for every character inside quotation marks, so that no rule looks inside by accident.
MASK = "\x01"
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_FINAL = ".!?…"
_NEXT_WORDS = 6
#: Words of an outlet's name in quotation marks, and what such a name never ends in.
_MOST_NAME_WORDS = 4
_NO_NAME = frozenset(".,!?…:;")
#: French "insiste-t-elle", "dit-il".
_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on)(?!\w)")
_LONGEST_DATELINE, _SHORTEST_PLACE = 110, 3
_DASH = re.compile(r"[—–―-]\s")  # without one there is no dateline
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-zß-ÿа-яα-ω][\w.'’-]+(?:[ /]\w[\w.'’-]*){0,3}(?:, [^\W\d_][\w.'’-]+){0,2}?)"
    r"(?P<day>,? (?:\d{1,2}\.? [^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.? \d{1,2})(?:,? \d{4})?)?"
    r"\s*(?P<agency>\([^()]{2,40}\)|/[^/]{2,40}/)?\s*\.?\s?[—–―-]{1,2}\s+(?=\S)"
)


# Not frozen, and the same in sentence.py: dozens are made for every text, and a frozen one takes three times as long.
@dataclass(slots=True)
class Cue:
    """A reporting expression outside quotation marks."""

    start: int
    end: int
    #: In lower case; of a phrase, its first word.
    word: str
    is_phrase: bool = False


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """One block of text, with what the rules look at."""

    block: int
    text: str
    #: The text with every quotation replaced by as many masks.
    masked: str
    quotations: tuple[Quotation, ...]
    #: Sentences with quotations as opaque parts of them.
    sentences: tuple[tuple[int, int], ...]
    cues: tuple[Cue, ...]
    #: Whether the letters of "according to" or the like stand in it.
    has_according: bool
    outlets: OutletDirectory

    def may_accord(self, start: int, end: int, *, speech: Speech) -> bool:
        """Say whether "according to" or the like may stand in a stretch."""
        return self.has_according and speech.according.search(self.masked, start, end) is not None

    def quotation_ending_at(self, end: int) -> Quotation | None:
        """Give the quotation that ends at a place, or None."""
        return next((quotation for quotation in self.quotations if quotation.end == end), None)


def read_paragraph(text: str, *, block: int, following: str, speech: Speech, outlets: OutletDirectory) -> Paragraph:
    """Give a block of text made ready for the rules of a language."""
    marked = find_quotations(text, following=following)
    marked = tuple(quotation for quotation in marked if not _is_name_in_marks(text, quotation, speech=speech))
    quotations = open_up(text, marked, speech=speech)
    masked = _mask(text, quotations)
    lower = masked.lower()
    # Very few letters change their length; where one does, its paragraph is read in its own case.
    lower = lower if len(lower) == len(masked) else masked
    words = _words(lower)
    said = words & speech.cue_words
    cues = tuple(_cues(lower, said, speech=speech)) if said else ()
    may_accord = not words.isdisjoint(speech.according_words)
    has_according = may_accord and any(phrase in lower for phrase in speech.according_phrases)
    sentences: Sequence[tuple[int, int]] = ()
    if cues or may_accord or quotations:
        sentences = _sentences(text, masked, quotations, speech=speech)
        sentences = _behind_dateline(text, sentences, outlets=outlets)
    return Paragraph(
        block=block,
        text=text,
        masked=masked,
        quotations=quotations,
        sentences=tuple(sentences),
        cues=cues,
        has_according=has_according,
        outlets=outlets,
    )


def _is_name_in_marks(text: str, quotation: Quotation, *, speech: Speech) -> bool:
    """Say whether quotation marks hold an outlet's name: «агентству „Маяк“», German "dem „Hafenboten“"."""
    inner = text[quotation.start + 1 : quotation.inner_end]
    before = text[max(0, quotation.start - _NEXT_WORDS * 5) : quotation.start].rstrip().rpartition(" ")[2].lower()
    if not inner[:1].isupper() or inner[-1:] in _NO_NAME or len(inner.split()) > _MOST_NAME_WORDS:
        return False
    if before in speech.outlet_nouns:
        return True
    after = text[quotation.end : quotation.end + 1]
    if speech.language == "en" or before not in speech.lexicon.told_to:
        return False
    following = text[quotation.end : quotation.end + _NEXT_WORDS * 5].split(maxsplit=1)[:1] if after == " " else []
    word = following[0].strip(",.:").lower() if following else ""
    return after in {",", "."} or word in speech.verbs or word in speech.lexicon.that


def _behind_dateline(
    text: str, sentences: Sequence[tuple[int, int]], *, outlets: OutletDirectory
) -> Sequence[tuple[int, int]]:
    """Give the sentences, the first without its dateline: "TARNOGRAD, Nov 20 (Lodestar) — "."""
    if _DASH.search(text, 0, _LONGEST_DATELINE) is None:
        return sentences
    found = _DATELINE.match(text[:_LONGEST_DATELINE])
    if found is None or not _is_dateline(found, outlets):
        return sentences
    close = found.end()
    return [(max(start, close), end) for start, end in sentences if end > close]


def _is_dateline(found: re.Match[str], outlets: OutletDirectory) -> bool:
    place, day, agency = found["place"], found["day"], found["agency"]
    if agency is None:
        return place.isupper() and len(place) >= _SHORTEST_PLACE
    name = agency.strip(" ()/")
    is_agency = name.islower() or name.isupper() or "/" in name or outlets.is_name(name)
    return is_agency or place.isupper() or day is not None or (" " not in place.strip() and len(name.split()) > 1)


def _mask(text: str, quotations: tuple[Quotation, ...]) -> str:
    if not quotations:
        return text
    pieces, position = [], 0
    for quotation in quotations:
        pieces += [text[position : quotation.start], MASK * (quotation.end - quotation.start)]
        position = quotation.end
    return "".join((*pieces, text[position:]))


def _words(lower: str) -> set[str]:
    """Give the words of a text; only what has marks at it costs an expression."""
    words = lower.split()
    marked = [word for word in words if not word.isalnum()]
    found = set(words)
    found.update(_WORD.findall(" ".join(marked)))
    if "-" in lower:
        found.update(word.partition("-")[0] for word in marked if "-" in word)  # "insiste-t-elle"
    return found


def _cues(lower: str, words: Iterable[str], *, speech: Speech) -> Iterator[Cue]:
    end = 0
    places = [(place, each) for each in words for place in _places(lower, each)]
    if len(places) > 1:
        places.sort()
    for start, word in places:
        if start < end:
            continue
        cue = _phrase(lower, start, word=word, speech=speech) if word in speech.phrases else None
        if cue is None and (word in speech.verbs or word in speech.carried_on):
            cue = Cue(start, start + len(word), word)
        if cue is not None:
            end = cue.end
            yield cue


def _places(lower: str, word: str) -> Iterator[int]:
    start = lower.find(word)
    while start >= 0:
        end = start + len(word)
        before, after = lower[start - 1 : start], lower[end : end + 1]
        is_hyphen = (before == "-" or after == "-") and _is_hyphen(lower, start, end)
        if not (before.isalnum() or after.isalnum() or (is_hyphen and _INVERTED.match(lower, end) is None)):
            yield start
        start = lower.find(word, end)


def _is_hyphen(lower: str, start: int, end: int) -> bool:
    return (lower[start - 1 : start] == "-" and start > 1 and lower[start - 2].isalnum()) or (
        lower[end : end + 1] == "-" and lower[end + 1 : end + 2].isalnum()
    )


def _phrase(lower: str, start: int, *, word: str, speech: Speech) -> Cue | None:
    for words in speech.phrases.get(word, ()):
        phrase = " ".join(words)
        end = start + len(phrase)
        if lower.startswith(phrase, start) and not lower[end : end + 1].isalnum():
            return Cue(start, end, words[0], is_phrase=True)
    return None


def _sentences(
    text: str, masked: str, quotations: tuple[Quotation, ...], *, speech: Speech
) -> Sequence[tuple[int, int]]:
    """Give the sentences; a quotation that ends one, as in “It rained.” Then she left, ends it here too."""
    ends = [quotation.end for quotation in quotations if _ends_sentence(text, quotation, speech=speech)]
    if not ends:
        return split_sentences(masked)
    found = []
    for start, end in split_sentences(masked):
        position = start
        for cut in ends:
            if position < cut < end:
                found.append((position, cut))
                position = cut + len(masked[cut:end]) - len(masked[cut:end].lstrip())
        if position < end:
            found.append((position, end))
    return found


def _ends_sentence(text: str, quotation: Quotation, *, speech: Speech) -> bool:
    inner = text[quotation.inner_end - 1 : quotation.inner_end]
    after = text[quotation.end :].lstrip()
    if inner not in _FINAL or not after or not (after[0].isupper() or after[0] in '“„«"»'):
        return False
    if inner == ".":
        return True
    upcoming = [word.lower() for word in _WORD.findall(after[:80])[:_NEXT_WORDS]]
    return not any(word in speech.strong for word in upcoming)
