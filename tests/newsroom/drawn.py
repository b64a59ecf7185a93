"""Pictures made on the spot, whole and hostile."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def drawn(kind: str, *, size: tuple[int, int] = (400, 300), mode: str = "RGB", **how: Any) -> bytes:
    """Give a picture, red on its left half and blue on its right."""
    image = Image.new("RGB", size, "#d01010")
    image.paste("#1010d0", (size[0] // 2, 0, *size))
    written = BytesIO()
    image.convert(mode).save(written, kind, **how)
    return written.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """Give a PNG that says it is so large and has next to nothing inside."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def gif_of_size(width: int, height: int) -> bytes:
    """Give a GIF whose header says that it is so large."""
    small = drawn("GIF")
    return small[:6] + struct.pack("<HH", width, height) + small[10:]
