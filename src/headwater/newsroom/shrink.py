"""A picture as fetched becomes a small one of our own making: nothing of its bytes, names or metadata is passed on.

signature ── header: format, pixels ── decode the first frame ── turn upright ── make small ── white paper ── JPEG
"""

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import GifImagePlugin, Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

#: Bytes and pixels that are looked at; a photograph from a camera of today has both below.
MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
#: Width of the lead picture on a desk, for screens of two pixels a point; no page is longer than two such widths.
MOST_WIDTH = 1280
_MOST_HEIGHT = 2 * MOST_WIDTH
#: Shorter sides are counting pixels, icons and rules, not pictures of something.
_LEAST_SIDE = 80
#: Above it, files grow faster than what an eye sees (the library's own documentation warns above 95).
_QUALITY = 80
_WIDE_SAMPLES = ("I", "I;16", "I;16B", "I;16L", "I;16N")
#: The formats that are read at all: SVG is a program, and rare formats are where decoders break.
_PLUGINS = (
    GifImagePlugin.GifImageFile,
    JpegImagePlugin.JpegImageFile,
    PngImagePlugin.PngImageFile,
    WebPImagePlugin.WebPImageFile,
)
#: What the decoders raise on broken bytes.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Our copy of a picture."""

    body: bytes
    media_type: str
    #: Pixels.
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAPicture:
    """The bytes are none that we show; asking again changes nothing."""

    #: Short name for counting: "not-a-picture", "too-large", "too-small", "damaged".
    reason: str
    #: One sentence for the desk.
    detail: str


def shrink(body: bytes) -> Picture | NotAPicture:
    """Give a picture as a JPEG of at most 1280 pixels' width, on white, without metadata; or why it is none.

    JPEG, PNG, GIF and WebP are known by their first bytes, whatever the server calls them. Size is checked before
    anything is decoded; of moving pictures the first frame is taken. The same bytes give the same copy.

    >>> shrink(b"<svg xmlns='http://www.w3.org/2000/svg'/>").reason
    'not-a-picture'
    """
    if len(body) > MOST_BYTES:
        return NotAPicture(reason="too-large", detail=f"it has {len(body)} bytes, more than {MOST_BYTES}")
    kind = format_of(body)
    if kind is None:
        return NotAPicture(reason="not-a-picture", detail="its first bytes are not those of a JPEG, PNG, GIF or WebP")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(body), formats=(kind,)) as opened:
                return _unfit(opened) or _copied(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return NotAPicture(reason="too-large", detail=f"it has more than {MOST_PIXELS} pixels")
    except _BROKEN as error:
        return NotAPicture(reason="damaged", detail=f"it cannot be decoded as {kind}: {error}"[:300])


def format_of(body: bytes) -> str | None:
    r"""Give the name of a picture's format by its signature; None where it is none of those we read.

    >>> format_of(b"\x89PNG\r\n\x1a\n")
    'PNG'
    """
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "WEBP"
    signatures = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
    return next((name for start, name in signatures.items() if body.startswith(start)), None)


def _unfit(opened: Image.Image) -> NotAPicture | None:
    width, height = opened.size
    if width * height > MOST_PIXELS:
        return NotAPicture(reason="too-large", detail=f"it has {width} x {height} pixels, more than {MOST_PIXELS}")
    if min(width, height) < _LEAST_SIDE:
        return NotAPicture(reason="too-small", detail=f"it has {width} x {height} pixels")
    return None


def _copied(opened: Image.Image) -> Picture:
    # A JPEG can be decoded at an eighth of its size, so that the rest is never in memory.
    opened.draft("RGB", (MOST_WIDTH, _MOST_HEIGHT))
    upright = ImageOps.exif_transpose(_in_colour(opened))
    upright.thumbnail((MOST_WIDTH, _MOST_HEIGHT), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright if upright.mode == "RGBA" else None)
    written = BytesIO()
    paper.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Picture(body=written.getvalue(), media_type="image/jpeg", width=paper.width, height=paper.height)


def _in_colour(opened: Image.Image) -> Image.Image:
    if opened.mode in _WIDE_SAMPLES:
        return opened.convert("I").point(lambda sample: sample * (1 / 256)).convert("L").convert("RGB")
    return opened.convert("RGBA" if opened.has_transparency_data else "RGB")
