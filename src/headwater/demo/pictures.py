"""Drawn pictures: a scene in flat colours, by a seed, as PNG."""

import struct
import zlib
from functools import lru_cache
from random import Random

import numpy as np
import numpy.typing as npt

from headwater.demo.copies import dice
from headwater.demo.sheet import PICTURE_SIZE

Canvas = npt.NDArray[np.uint8]

#: Sky above, sky below, far, near, light: per scene. Muted, so that they sit well beside type.
_COLOURS = {
    "harbour": ((216, 205, 186), (240, 226, 200), (110, 128, 138), (52, 66, 80), (214, 120, 64)),
    "sea": ((176, 200, 210), (226, 232, 226), (78, 122, 140), (36, 76, 96), (248, 240, 214)),
    "hills": ((222, 214, 190), (238, 232, 214), (140, 150, 116), (82, 98, 74), (196, 96, 60)),
    "town": ((206, 196, 196), (236, 222, 210), (150, 116, 104), (94, 70, 70), (240, 190, 110)),
    "chart": ((244, 241, 232), (244, 241, 232), (196, 190, 176), (60, 84, 104), (190, 74, 52)),
    "night": ((18, 24, 44), (44, 52, 84), (28, 32, 52), (14, 16, 28), (250, 216, 130)),
}
SCENES = frozenset(_COLOURS)
_BUILT_UP = frozenset({"harbour", "town", "night"})
_PNG = b"\x89PNG\r\n\x1a\n"


@lru_cache(maxsize=64)
def drawn(scene: str, *, seed: int, name: str) -> bytes:
    r"""Give a picture as PNG (W3C PNG 3rd edition, 8 bits, RGB), the same for the same scene, seed and name.

    >>> drawn("sea", seed=1, name="a")[:4]
    b'\x89PNG'
    """
    chance = dice(seed, name)
    top, bottom, far, near, light = (np.array(colour) for colour in _COLOURS[scene])
    width, height = PICTURE_SIZE
    depth = np.linspace(0, 1, height)[:, None, None]
    canvas = np.broadcast_to(top * (1 - depth) + bottom * depth, (height, width, 3)).astype(np.uint8)
    if scene == "chart":
        _bars(canvas, colour=near, chance=chance, accent=light)
    else:
        _disc(canvas, colour=light, chance=chance)
        _ridge(canvas, colour=far, chance=chance, level=0.55)
        if scene in _BUILT_UP:
            _houses(canvas, colour=near, chance=chance, window=light)
        _ridge(canvas, colour=near, chance=chance, level=0.8)
    return _png(canvas)


def _disc(canvas: Canvas, *, colour: npt.NDArray[np.int64], chance: Random) -> None:
    height, width, _ = canvas.shape
    rows, columns = np.ogrid[:height, :width]
    middle = (chance.uniform(0.15, 0.4) * height, chance.uniform(0.15, 0.85) * width)
    canvas[(rows - middle[0]) ** 2 + (columns - middle[1]) ** 2 < (height / 11) ** 2] = colour


def _ridge(canvas: Canvas, *, colour: npt.NDArray[np.int64], chance: Random, level: float) -> None:
    height, width, _ = canvas.shape
    along = np.linspace(0, 2 * np.pi, width)
    waves = sum(np.sin(along * turns + chance.uniform(0, 6)) / turns for turns in (1, 2, 3, 5))
    edge = height * (level + 0.05 * np.asarray(waves))
    canvas[np.arange(height)[:, None] > edge[None, :]] = colour


def _houses(canvas: Canvas, *, colour: npt.NDArray[np.int64], chance: Random, window: npt.NDArray[np.int64]) -> None:
    height, width, _ = canvas.shape
    left = 0
    while left < width:
        wide = chance.randint(40, 110)
        roof = int(height * chance.uniform(0.42, 0.66))
        canvas[roof:, left : left + wide] = colour
        for row in range(roof + 14, int(height * 0.75), 34):
            for column in range(left + 12, min(left + wide, width) - 14, 26):
                if chance.random() < 0.4:  # noqa: PLR2004 - how many windows are lit
                    canvas[row : row + 14, column : column + 9] = window
        left += wide + chance.randint(0, 30)


def _bars(canvas: Canvas, *, colour: npt.NDArray[np.int64], chance: Random, accent: npt.NDArray[np.int64]) -> None:
    height, width, _ = canvas.shape
    for number, left in enumerate(range(80, width - 80, 80)):
        top = int(height * chance.uniform(0.2, 0.8))
        canvas[top : height - 60, left : left + 50] = accent if number % 5 == 0 else colour
    canvas[height - 60 : height - 57, 60 : width - 60] = colour


def _png(canvas: Canvas) -> bytes:
    height, width, _ = canvas.shape
    # Each row begins with its filter: 0, none.
    rows = np.concatenate([np.zeros((height, 1), np.uint8), canvas.reshape(height, width * 3)], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return _PNG + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
