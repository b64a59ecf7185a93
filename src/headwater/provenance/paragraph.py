"""A paragraph made ready for reading: quotations masked, sentences outside them, reporting words found."""

import re
from collections.abc import Iterator
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
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-zß-ÿа-яα-ω][\w.'’-]+(?:[ /]\w[\w.'’-]*){0,3}(?:, [^\W\d_][\w.'’-]+){0,2}?)"
    r"(?P<day>,? (?:\d{1,2}\.? [^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.? \d{1,2})(?:,? \d{4})?)?"
    r"\s*(?P<agency>\([^()]{2,40}\)|/[^/]{2,40}/)?\s*\.?\s?[—–―-]{1,2}\s+(?=\S)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A reporting expression outside quotation marks."""

    start: int
    end: int
    #: In lower case; of a phrase, its first word.
    word: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
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
    #: Whether a word stands in it that "according to" and the like begin with.
    has_according: bool
    outlets: OutletDirectory

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
    words = set(_WORD.findall(lower))
    cues = tuple(_cues(lower, words & speech.cue_words, speech=speech))
    has_according = not words.isdisjoint(speech.according_words)
    is_read = bool(cues) or has_according or bool(quotations)
    return Paragraph(
        block=block,
        text=text,
        masked=masked,
        quotations=quotations,
        sentences=tuple(_behind_dateline(text, _sentences(text, masked, quotations, speech=speech), outlets=outlets))
        if is_read
        else (),
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
    return speech.language != "en" and before in speech.lexicon.told_to and after in {",", "."}


def _behind_dateline(
    text: str, sentences: Iterator[tuple[int, int]], *, outlets: OutletDirectory
) -> Iterator[tuple[int, int]]:
    """Give the sentences, the first without its dateline: "TARNOGRAD, Nov 20 (Lodestar) — "."""
    found = _DATELINE.match(text[:_LONGEST_DATELINE])
    close = found.end() if found is not None and _is_dateline(found, outlets) else 0
    for start, end in sentences:
        if end > close:
            yield max(start, close), end


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


def _cues(lower: str, words: set[str], *, speech: Speech) -> Iterator[Cue]:
    end = 0
    for start, word in sorted((place, each) for each in words for place in _places(lower, each)):
        if start < end:
            continue
        cue = _phrase(lower, start, word=word, speech=speech)
        if cue is None and (word in speech.verbs or word in speech.carried_on):
            cue = Cue(start=start, end=start + len(word), word=word)
        if cue is not None:
            end = cue.end
            yield cue


def _places(lower: str, word: str) -> Iterator[int]:
    start = lower.find(word)
    while start >= 0:
        end = start + len(word)
        is_part = lower[start - 1 : start].isalnum() or lower[end : end + 1].isalnum()
        if not (is_part or (_is_hyphen(lower, start, end) and _INVERTED.match(lower, end) is None)):
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
            return Cue(start=start, end=end, word=words[0], is_phrase=True)
    return None


def _sentences(
    text: str, masked: str, quotations: tuple[Quotation, ...], *, speech: Speech
) -> Iterator[tuple[int, int]]:
    """Give the sentences; a quotation that ends one, as in “It rained.” Then she left, ends it here too."""
    ends = [quotation.end for quotation in quotations if _ends_sentence(text, quotation, speech=speech)]
    for start, end in split_sentences(masked):
        position = start
        for cut in ends:
            if position < cut < end:
                yield position, cut
                position = cut + len(masked[cut:end]) - len(masked[cut:end].lstrip())
        if position < end:
            yield position, end


def _ends_sentence(text: str, quotation: Quotation, *, speech: Speech) -> bool:
    inner = text[quotation.inner_end - 1 : quotation.inner_end]
    after = text[quotation.end :].lstrip()
    if inner not in _FINAL or not after or not (after[0].isupper() or after[0] in '“„«"»'):
        return False
    if inner == ".":
        return True
    upcoming = [word.lower() for word in _WORD.findall(after[:80])[:_NEXT_WORDS]]
    return not any(word in speech.strong for word in upcoming)
