"""Stretches keep their place where the engine carries the tags; where it does not, the words come without them."""

from collections.abc import Iterator

import pytest
from tests.translation.engine_server import Engine, in_greek

from headwater.model.translation import TranslatedText
from headwater.translation.engine import NoAnswer
from headwater.translation.libretranslate import LibreTranslate
from headwater.translation.line import Line
from headwater.translation.pieces import Piece
from headwater.translation.translating import Languages, batches_of, translate_pieces

TEXT = 'The mayor said "we shall see" & left by boat.'
QUOTE, WORDS, BOAT = (15, 29), (16, 28), (40, 44)


@pytest.fixture
def libre(engine: Engine) -> Iterator[LibreTranslate]:
    with Line(engine.address, name="LibreTranslate", timeout_s=2.0) as line:
        yield LibreTranslate(line)


def made(piece: Piece, libre: LibreTranslate) -> TranslatedText:
    found = translate_pieces([piece], languages=Languages(source="en", target="el"), translator=libre)
    assert not isinstance(found, NoAnswer)
    return found[0]


def places(text: TranslatedText) -> dict[str, str]:
    return {TEXT[s.start : s.end]: text.text[s.new_start : s.new_end] for s in text.stretches}


def test_quotes_and_links_keep_their_place(engine: Engine, libre: LibreTranslate) -> None:
    text = made(Piece(text=TEXT, stretches=(WORDS, BOAT)), libre)
    assert text.text == "Τχε μαυορ σαιδ «ωε σχαλλ σεε» & λεφτ βυ βοατ."
    assert places(text) == {"we shall see": "ωε σχαλλ σεε", "boat": "βοατ"}
    assert [asked.plain["format"] for asked in engine.asked] == ["html"]


@pytest.mark.parametrize("damage", ["</span>", 'id="0"', '<span id="1">'])
def test_tags_that_are_lost_are_asked_for_no_more(engine: Engine, libre: LibreTranslate, damage: str) -> None:
    engine.translate = lambda text: in_greek(text).replace(damage, "", 1)
    text = made(Piece(text=TEXT, stretches=(WORDS, BOAT)), libre)
    assert text.text == "Τχε μαυορ σαιδ «ωε σχαλλ σεε» & λεφτ βυ βοατ."
    # The quotation is the only one in both texts, so it is known where it went; the boat is not.
    assert places(text) == {"we shall see": "ωε σχαλλ σεε"}
    assert [asked.plain["format"] for asked in engine.asked] == ["html", "text"]


def test_a_quotation_that_got_lost_is_nowhere(engine: Engine, libre: LibreTranslate) -> None:
    engine.translate = lambda text: "Ο δήμαρχος είπε ότι θα δούμε και έφυγε."
    assert made(Piece(text=TEXT, stretches=(QUOTE, WORDS, BOAT)), libre).stretches == ()


def test_a_long_report_is_asked_for_in_parts_and_put_together_in_order(engine: Engine, libre: LibreTranslate) -> None:
    pieces = [Piece(text=f"Line number {number} of the report.") for number in range(45)]
    found = translate_pieces(pieces, languages=Languages(source="en", target="el"), translator=libre)
    assert not isinstance(found, NoAnswer)
    assert [text.text for text in found] == [in_greek(piece.text) for piece in pieces]
    assert len(engine.asked) == 3
    long = [Piece(text="x" * 4000), Piece(text="y" * 4000), Piece(text="z" * 9000)]
    assert [len(batch) for batch in batches_of(long, translator=libre)] == [1, 1, 1]
