import struct
import zlib

import pytest

from headwater.demo.pictures import SCENES, drawn
from headwater.demo.sheet import PICTURE_SIZE


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_a_whole_png_of_the_size_that_pages_state(scene: str) -> None:
    picture = drawn(scene, seed=1, name="a")
    assert struct.unpack(">II", picture[16:24]) == PICTURE_SIZE
    start, pixels = 8, b""
    while start < len(picture):
        length, name = struct.unpack(">I4s", picture[start : start + 8])
        content = picture[start + 8 : start + 8 + length]
        assert zlib.crc32(name + content) == struct.unpack(">I", picture[start + 8 + length : start + 12 + length])[0]
        pixels += content if name == b"IDAT" else b""
        start += 12 + length
    width, height = PICTURE_SIZE
    assert len(zlib.decompress(pixels)) == height * (width * 3 + 1)


def test_the_same_name_gives_the_same_picture_and_another_name_another() -> None:
    assert drawn("sea", seed=1, name="a") == drawn("sea", seed=1, name="a")
    assert drawn("sea", seed=1, name="a") != drawn("sea", seed=1, name="b")
    assert drawn("sea", seed=1, name="a") != drawn("sea", seed=2, name="a")
