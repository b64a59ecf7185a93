"""What is kept of a picture is small, our own, and nothing else; what is none is named."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.newsroom.drawn import drawn, gif_of_size, png_of_size

from headwater.newsroom.shrink import MOST_BYTES, NotAPicture, Picture, shrink


def made(body: bytes) -> Image.Image:
    picture = shrink(body)
    assert isinstance(picture, Picture), picture
    opened = Image.open(BytesIO(picture.body))
    assert (opened.format, opened.mode, picture.media_type) == ("JPEG", "RGB", "image/jpeg")
    assert opened.size == (picture.width, picture.height)
    return opened


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    red, green, blue = (int(part) for part in pixel)
    return red > 150 and green < 90 and blue < 90


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"),
        ("PNG", "LA"), ("PNG", "I;16"), ("GIF", "P"), ("WEBP", "RGB"), ("WEBP", "RGBA"),
    ],
)  # fmt: skip
def test_every_format_becomes_a_jpeg_of_the_same_shape(kind: str, mode: str) -> None:
    copy = made(drawn(kind, mode=mode))
    assert copy.size == (400, 300)
    if mode not in {"L", "LA", "1", "I;16"}:
        assert is_red(copy.getpixel((50, 150)))
        assert not is_red(copy.getpixel((350, 150)))


@pytest.mark.parametrize(
    ("size", "kept"), [((2560, 1600), (1280, 800)), ((1280, 900), (1280, 900)), ((1000, 4000), (640, 2560))]
)
def test_a_copy_is_at_most_1280_pixels_wide_and_never_enlarged(size: tuple[int, int], kept: tuple[int, int]) -> None:
    assert made(drawn("JPEG", size=size)).size == kept


def test_sixteen_bits_of_grey_stay_grey() -> None:
    written = BytesIO()
    Image.new("I;16", (200, 100), 128 * 256).save(written, "PNG")
    grey = made(written.getvalue()).getpixel((100, 50))
    assert isinstance(grey, tuple)
    assert 120 < grey[0] < 136


def test_what_is_transparent_becomes_white() -> None:
    written = BytesIO()
    Image.new("RGBA", (200, 100), (0, 0, 0, 0)).save(written, "PNG")
    assert made(written.getvalue()).getpixel((100, 50)) == (255, 255, 255)


def test_no_metadata_is_passed_on_and_the_camera_s_turn_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: to be turned right by a quarter
    exif[0x010F] = "A camera with a serial number"
    body = drawn("JPEG", exif=exif, comment=b"taken at home", icc_profile=b"x" * 200)
    picture = shrink(body)
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (300, 400)
    assert not any(words in picture.body for words in (b"camera", b"home", b"Exif", b"ICC_PROFILE"))


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("#d01010", "#10d010", "#1010d0")]
    written = BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    copy = made(written.getvalue())
    assert is_red(copy.getpixel((100, 100)))


def test_the_same_bytes_give_the_same_copy() -> None:
    assert shrink(drawn("WEBP")) == shrink(drawn("WEBP"))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not-a-picture"),
        (b"<?xml version='1.0'?><svg/>", "not-a-picture"),
        (b"<html><body>Not found</body></html>", "not-a-picture"),
        (drawn("BMP"), "not-a-picture"),
        (drawn("TIFF"), "not-a-picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not-a-picture"),
        (png_of_size(40_000, 40_000), "too-large"),
        (png_of_size(10_000, 9_000), "too-large"),
        (png_of_size(8_000, 7_000), "too-large"),
        (png_of_size(0, 10), "damaged"),
        (png_of_size(1_000, 1_000), "damaged"),
        (gif_of_size(65_000, 65_000), "too-large"),
        (drawn("JPEG")[:-400], "damaged"),
        (drawn("PNG")[:200], "damaged"),
        (drawn("WEBP")[:100], "damaged"),
        (b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>", "damaged"),
        (drawn("JPEG") + b"\0" * MOST_BYTES, "too-large"),
        (drawn("GIF", size=(1, 1)), "too-small"),
        (drawn("PNG", size=(1200, 4)), "too-small"),
    ],
)  # fmt: skip
def test_what_is_no_picture_we_show_is_named(body: bytes, reason: str) -> None:
    answer = shrink(body)
    assert isinstance(answer, NotAPicture), answer
    assert answer.reason == reason
    assert len(answer.detail) <= 300


@given(place=st.integers(0, 3000), noise=st.binary(max_size=40), kind=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]))
def test_noise_inside_a_picture_is_survived(place: int, noise: bytes, kind: str) -> None:
    body = bytearray(drawn(kind, size=(120, 90)))
    start = place % len(body)
    body[start : start + len(noise)] = noise
    assert isinstance(shrink(bytes(body)), Picture | NotAPicture)
