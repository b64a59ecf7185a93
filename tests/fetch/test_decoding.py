"""Content codings undone within bounds."""

import gzip
import sys
import time
import tracemalloc
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.fetch.decoding import CutError, Decoder, EncodingError, TooLargeError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = b"The tide tables were read twice. " * 40


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate without its wrapper": raw_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def decoded(coding: str, *pieces: bytes, limit_bytes: int = 10_000_000) -> bytes:
    decoder = Decoder(coding.partition(" ")[0], limit_bytes=limit_bytes)
    for piece in pieces:
        decoder.feed(piece)
    return decoder.finish()


@pytest.mark.parametrize("coding", PACKERS)
@settings(max_examples=20, deadline=None, derandomize=True)
@given(body=st.binary(max_size=5000), size=st.integers(1, 700))
def test_what_was_packed_comes_out_however_it_is_cut_into_pieces(coding: str, body: bytes, size: int) -> None:
    packed = PACKERS[coding](body)
    assert decoded(coding, *[packed[start : start + size] for start in range(0, len(packed), size)]) == body


@pytest.mark.parametrize("coding", PACKERS)
def test_much_comes_out_of_one_piece(coding: str) -> None:
    body = TEXT * 1000
    assert decoded(coding, PACKERS[coding](body)) == body


@pytest.mark.parametrize("coding", PACKERS)
def test_a_bomb_stops_at_the_limit_and_costs_little_memory(coding: str) -> None:
    bomb = PACKERS[coding](bytes(16_000_000))
    decoder = Decoder(coding.partition(" ")[0], limit_bytes=1_000_000)
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        decoder.feed(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(decoder.body) == 1_000_000
    assert peak < 12_000_000


@pytest.mark.parametrize("coding", PACKERS)
def test_a_cut_body_is_said_to_be_cut(coding: str) -> None:
    packed = PACKERS[coding](TEXT * 9 + bytes(range(256)))
    with pytest.raises(CutError):
        decoded(coding, packed[: len(packed) - 12])


@pytest.mark.parametrize("coding", ["deflate", "br"])
def test_bytes_in_another_coding_are_refused(coding: str) -> None:
    with pytest.raises(EncodingError):
        decoded(coding, b"\xff\xfe<rss version='2.0'><channel/></rss>")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@pytest.mark.parametrize("text", [b"<rss/>", b"<", b""])
def test_plain_text_under_a_false_label_is_taken_as_it_is(coding: str, text: bytes) -> None:
    assert decoded(coding, text) == text
    assert decoded(coding, *[bytes([byte]) for byte in text]) == text


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_damage_inside_is_refused(coding: str) -> None:
    packed = bytearray(PACKERS[coding](TEXT + bytes(range(256))))
    packed[4:40] = b"\xff" * 36
    with pytest.raises((EncodingError, CutError)):
        decoded(coding, bytes(packed))


@pytest.mark.parametrize("header", ["gzip, gzip", "br,gzip", "gzip, identity, br", "compress", "rot13", "gzip;q=1"])
def test_nested_and_unknown_codings_are_refused(header: str) -> None:
    with pytest.raises(EncodingError):
        Decoder(header, limit_bytes=10)


@pytest.mark.parametrize("header", ["", "identity", " , identity", "IDENTITY"])
def test_no_coding_is_no_coding(header: str) -> None:
    decoder = Decoder(header, limit_bytes=10)
    decoder.feed(b"as it is")
    assert decoder.finish() == b"as it is"


def test_gzip_and_zstd_bodies_of_several_members_come_out_whole() -> None:
    assert decoded("gzip", gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two")) == b"one two"
    assert decoded("gzip", gzip.compress(b"one ") + bytes(8)) == b"one "
    assert decoded("zstd", zstd.compress(b"one "), zstd.compress(b"two")) == b"one two"


def test_a_zstd_frame_with_a_giant_window_is_refused() -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    packed = packer.compress(bytes(1000)) + packer.flush()
    with pytest.raises(EncodingError):
        decoded("zstd", packed)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_of_countless_empty_parts_is_refused_at_once(coding: str) -> None:
    packed = PACKERS[coding](b"") * 300_000
    pieces = [packed[start : start + 65536] for start in range(0, len(packed), 65536)]
    began = time.process_time()
    with pytest.raises(EncodingError):
        decoded(coding, *pieces)
    assert time.process_time() - began < 0.5
