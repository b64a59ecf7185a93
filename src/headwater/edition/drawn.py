"""A drawn card for pages without a picture: the headline that may be shown, and the streams the story came by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from headwater.edition.cards import Strand
from headwater.edition.direction import direction_of

#: Pixels that Open Graph's readers ask for.
WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_PAPER, _INK, _SOFT = "#fdfcf8", "#15181a", "#55595e"
_HEADLINE_SIZES = (76, 64, 54, 46)
_MOST_LINES = 5
#: Serif faces that Linux and BSD systems carry, bold, for the scripts our languages are written in.
_FACES = (
    *("NotoSerif-Bold.ttf", "DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf", "FreeSerifBold.ttf"),
    *("NotoNaskhArabic-Bold.ttf", "NotoSansArabic-Bold.ttf", "NotoSerifHebrew-Bold.ttf", "NotoSerifCJK-Bold.ttc"),
)
#: What every face draws for a character it does not have.
_MISSING = "\uffff"

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCard:
    """What a card says."""

    portal: str
    #: None where only a link may be shown.
    headline: str | None
    language: str | None
    #: The origin line in words.
    line: str
    strands: tuple[Strand, ...]
    #: The portal's accent, `#rrggbb`.
    colour: str


def draw_card(card: DrawnCard) -> bytes:
    """Give a card as PNG. Words that no font of this machine can write are left out; the streams always stand there."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, 0, WIDTH, 14), fill=card.colour)
    write = _write_from_right if direction_of(card.language) == "rtl" else _write
    write(drawing, _Words(card.portal, size=34, fill=_SOFT), at=(_MARGIN, 52))
    for words, y in _headline(card):
        write(drawing, words, at=(_MARGIN, y))
    _streams(drawing, card)
    left = _MARGIN + (250 if card.strands else 0)
    _write(drawing, _Words(card.line, size=30, fill=_SOFT), at=(left, HEIGHT - 112))
    written = BytesIO()
    picture.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Words:
    """A line of words to be written."""

    words: str
    size: int
    fill: str


def _headline(card: DrawnCard) -> Iterator[tuple[_Words, int]]:
    """Give the lines of the headline with their places, in the largest type that holds it; none without a font."""
    for size in _HEADLINE_SIZES if card.headline else ():
        font = _font_for(card.headline or "", size)
        lines = _lines(card.headline or "", font) if font else []
        if len(lines) <= _MOST_LINES or size == _HEADLINE_SIZES[-1]:
            for place, line in enumerate(lines[:_MOST_LINES]):
                yield _Words(line, size=size, fill=_INK), 116 + round(place * size * 1.16)
            return


def _streams(drawing: ImageDraw.ImageDraw, card: DrawnCard) -> None:
    # The drawing of 46 by 18 units that stands beside every story, five times as large.
    scale, left, top = 5, _MARGIN - 16, HEIGHT - 138
    for strand in card.strands:
        points = [_on_curve(strand.y, step / 24) for step in range(25)]
        placed = [(left + x * scale, top + y * scale) for x, y in points]
        drawing.line(placed, fill=card.colour, width=round(strand.width * scale * 0.7), joint="curve")
        x, y = left + 4 * scale, top + strand.y * scale
        drawing.ellipse((x - 11, y - 11, x + 11, y + 11), fill=card.colour)


def _on_curve(start: float, share: float) -> tuple[float, float]:
    """Give a point of the cubic curve `M4 y C20 y 22 9 42 9`."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    across, down = (4, 20, 22, 42), (start, start, 9, 9)
    return sum(map(_times, weights, across)), sum(map(_times, weights, down))


def _times(weight: float, value: float) -> float:
    return weight * value


def _write(drawing: ImageDraw.ImageDraw, line: _Words, *, at: tuple[int, int]) -> None:
    font = _font_for(line.words, line.size)
    if font is not None:
        drawing.text(at, line.words, font=font, fill=line.fill, anchor="la")


def _write_from_right(drawing: ImageDraw.ImageDraw, line: _Words, *, at: tuple[int, int]) -> None:
    font = _font_for(line.words, line.size)
    if font is not None:
        drawing.text((WIDTH - at[0], at[1]), line.words, font=font, fill=line.fill, anchor="ra")


def _lines(words: str, font: Font) -> Sequence[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * _MARGIN or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font_for(words: str, size: int) -> Font | None:
    """Give the first face of this machine that has every character; None where none has."""
    letters = {letter for letter in words if not letter.isspace()}
    return next((font for font in _fonts(size) if all(_has(font, letter) for letter in letters)), None)


@lru_cache(maxsize=16)
def _fonts(size: int) -> tuple[Font, ...]:
    found: list[Font] = []
    for name in _FACES:
        try:
            found.append(ImageFont.truetype(name, size))
        except OSError:
            continue
    return (*found, ImageFont.load_default(size))


@lru_cache(maxsize=8192)
def _has(font: Font, letter: str) -> bool:
    mask = font.getmask(letter)
    missing = font.getmask(_MISSING)
    return (mask.size, bytes(mask)) != (missing.size, bytes(missing))
