"""The step: pieces in one language to texts in another, with the places of their stretches where these are certain.

pieces ──> stretches tagged ──> engine ──> tags back whole? ──> places ──> the language's own quotation marks
                                               └─ no ──> asked once more as plain words; a stretch that is a whole
                                                         quotation is found by the order of the quotations
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headwater.model.translation import Stretch, TranslatedText, digest_of_text
from headwater.text.quote_marks import with_marks_of
from headwater.text.quotes import find_quotations
from headwater.text.tagged import Place, nested, tagged, untagged
from headwater.translation.engine import Ask, NoAnswer, Translator
from headwater.translation.pieces import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """From which primary language into which."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class _Raw:
    """What an engine made of one piece, before the last touches."""

    text: str
    stretches: tuple[Place, ...] = ()
    places: tuple[Place, ...] = ()


def translate_pieces(
    pieces: Sequence[Piece], *, languages: Languages, translator: Translator
) -> tuple[TranslatedText, ...] | NoAnswer:
    """Give a text for each piece, in their order; NoAnswer where the engine gave none for some."""
    found: list[TranslatedText] = []
    for batch in batches_of(pieces, translator=translator):
        raws = _asked(batch, languages=languages, translator=translator)
        if isinstance(raws, NoAnswer):
            return raws
        found += [_finished(piece, raw, language=languages.target) for piece, raw in zip(batch, raws, strict=True)]
    return tuple(found)


def batches_of(pieces: Sequence[Piece], *, translator: Translator) -> Iterator[list[Piece]]:
    """Give pieces in their order, as many at once as the engine takes; a piece that is too long goes alone."""
    batch: list[Piece] = []
    characters = 0
    for piece in pieces:
        full = len(batch) >= translator.most_texts or characters + len(piece.text) > translator.most_characters
        if batch and full:
            yield batch
            batch, characters = [], 0
        batch.append(piece)
        characters += len(piece.text)
    if batch:
        yield batch


def _asked(batch: Sequence[Piece], *, languages: Languages, translator: Translator) -> list[_Raw] | NoAnswer:
    marked = {place: nested(piece.stretches) for place, piece in enumerate(batch) if piece.stretches}
    found: dict[int, _Raw] = {}
    if translator.keeps_tags and marked:
        texts = tuple(tagged(batch[place].text, stretches) for place, stretches in marked.items())
        said = translator.translate(Ask(texts=texts, source=languages.source, target=languages.target, is_markup=True))
        if isinstance(said, NoAnswer):
            return said
        for (place, stretches), markup in zip(marked.items(), said, strict=True):
            whole = untagged(markup, len(stretches))
            if whole is not None:
                found[place] = _Raw(whole[0], stretches, whole[1])
    plain = [place for place in range(len(batch)) if place not in found]
    if plain:
        texts = tuple(batch[place].text for place in plain)
        said = translator.translate(Ask(texts=texts, source=languages.source, target=languages.target))
        if isinstance(said, NoAnswer):
            return said
        found |= {place: _Raw(text) for place, text in zip(plain, said, strict=True)}
    return [found[place] for place in range(len(batch))]


def _finished(piece: Piece, raw: _Raw, *, language: str) -> TranslatedText:
    stretches, places = _with_quotations(piece, raw)
    text, moved = with_marks_of(language, raw.text, places=places)
    return TranslatedText(
        made_of=digest_of_text(piece.text),
        text=text,
        stretches=tuple(
            Stretch(start=start, end=end, new_start=new_start, new_end=new_end)
            for (start, end), (new_start, new_end) in zip(stretches, moved, strict=True)
        ),
    )


def _with_quotations(piece: Piece, raw: _Raw) -> tuple[list[Place], list[Place]]:
    """Give the stretches whose place is known: those the engine carried, and whole quotations by their order.

    The order is believed only where both texts have as many quotations, all of them closed.
    """
    known = dict(zip(raw.stretches, raw.places, strict=True))
    theirs, ours = find_quotations(piece.text), find_quotations(raw.text)
    if len(theirs) == len(ours) and all(quotation.closed for quotation in (*theirs, *ours)):
        for old, new in zip(theirs, ours, strict=True):
            known.setdefault((old.start, old.end), (new.start, new.end))
            known.setdefault((old.start + 1, old.inner_end), (new.start + 1, new.inner_end))
    wanted = sorted({place for place in piece.stretches if place in known})
    return wanted, [known[place] for place in wanted]
