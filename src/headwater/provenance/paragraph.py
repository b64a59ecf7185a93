"""A paragraph made ready for reading: quotations masked, sentences outside them, reporting words found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.provenance.speech import Speech
from headwater.text.quotes import Quotation, find_quotations
from headwater.text.sentences import split_sentences

#: Stands for every character inside quotation marks, so that no rule looks inside by accident.
MASK = "\x01"
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_FINAL = ".!?…"
_NEXT_WORDS = 6


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

    def quotation_ending_at(self, end: int) -> Quotation | None:
        """Give the quotation that ends at a place, or None."""
        return next((quotation for quotation in self.quotations if quotation.end == end), None)


def read_paragraph(text: str, *, block: int, following: str, speech: Speech) -> Paragraph:
    """Give a block of text made ready for the rules of a language."""
    quotations = find_quotations(text, following=following)
    masked = _mask(text, quotations)
    cues = tuple(_cues(masked, speech))
    has_cue = bool(cues) or speech.according.search(masked) is not None
    sentences = tuple(_sentences(text, masked, quotations, speech=speech)) if has_cue or quotations else ()
    return Paragraph(block=block, text=text, masked=masked, quotations=quotations, sentences=sentences, cues=cues)


def _mask(text: str, quotations: tuple[Quotation, ...]) -> str:
    if not quotations:
        return text
    pieces, position = [], 0
    for quotation in quotations:
        pieces += [text[position : quotation.start], MASK * (quotation.end - quotation.start)]
        position = quotation.end
    return "".join((*pieces, text[position:]))


def _cues(masked: str, speech: Speech) -> Iterator[Cue]:
    end = 0
    for match in _WORD.finditer(masked):
        word = match.group().lower()
        if match.start() < end or not (word in speech.verbs or word in speech.phrases or word in speech.carried_on):
            continue
        cue = _phrase(masked, match, speech=speech)
        if cue is None and (word in speech.verbs or word in speech.carried_on):
            cue = Cue(start=match.start(), end=match.end(), word=word)
        if cue is not None:
            end = cue.end
            yield cue


def _phrase(masked: str, match: re.Match[str], *, speech: Speech) -> Cue | None:
    for words in speech.phrases.get(match.group().lower(), ()):
        stretch = masked[match.start() : match.start() + sum(map(len, words)) + len(words)].lower()
        if " ".join(stretch.split()[: len(words)]).rstrip(".,:;") == " ".join(words):
            length = len(" ".join(words))
            return Cue(start=match.start(), end=match.start() + length, word=words[0], is_phrase=True)
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
