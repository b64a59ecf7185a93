"""Content codings undone with a bound on what comes out (RFC 9110 8.4): gzip, deflate, br, zstd."""

import sys
import zlib
from collections.abc import Callable
from typing import Any, Protocol

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: What we say we can undo.
ACCEPT_ENCODING = "gzip, br, zstd"

#: One step of output, so that a small chunk of a bomb never becomes a large piece of memory.
_STEP_BYTES = 256 * 1024
#: Parts that one body may be put together from; each costs a copy of what follows it, and none holds a million.
_MAX_MEMBERS = 1_000
#: zstd frames may ask for a window of gigabytes; browsers stop at 8 MiB (RFC 8878 3.1.1.1.2, RFC 9659).
_ZSTD_WINDOW_LOG = 23


class EncodingError(Exception):
    """The body is not in the coding that the server named, or in one that we do not take."""


class TooLargeError(Exception):
    """More came out than the purpose allows."""


class CutError(Exception):
    """The coded body ended before its end."""


class _Coding(Protocol):
    def feed(self, chunk: bytes) -> bytes:
        """Take coded bytes (none to ask for more of what is held), give at most one step of output."""

    @property
    def hungry(self) -> bool:
        """Say whether all that was fed has been given out."""

    @property
    def ended(self) -> bool:
        """Say whether the coded body is complete."""


class Decoder:
    """A body as it comes in, coding undone, never above `limit_bytes`.

    >>> import gzip
    >>> decoder = Decoder("gzip", limit_bytes=100)
    >>> decoder.feed(gzip.compress(b"tide tables"))
    >>> decoder.finish()
    b'tide tables'
    """

    def __init__(self, content_encoding: str, *, limit_bytes: int) -> None:
        """Take the Content-Encoding header as sent.

        Raises:
            EncodingError: where the coding is unknown, or several are nested (a bomb inside a bomb).

        """
        names = [name.strip().casefold() for name in content_encoding.split(",")]
        names = [name for name in names if name not in {"", "identity"}]
        if len(names) > 1:
            raise EncodingError(f"the body is coded {len(names)} times ({', '.join(names[:4])})")
        if names and names[0] not in _CODINGS:
            raise EncodingError(f"the coding {names[0][:40]!r} is not known")
        self._coding: _Coding | None = _CODINGS[names[0]]() if names else None
        self._magic = _MAGIC.get(names[0], b"") if names else b""
        self._limit = limit_bytes
        self._body = bytearray()
        self._head = b""
        self._began = False

    @property
    def size_bytes(self) -> int:
        """How much has come out so far."""
        return len(self._body)

    @property
    def body(self) -> bytes:
        """What has come out so far."""
        return bytes(self._body)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes from the wire.

        Raises:
            EncodingError: where they are not in the coding that was named.
            TooLargeError: where more comes out than the limit; `body` then holds the first `limit_bytes`.

        """
        if self._magic:
            chunk = self._checked_head(chunk)
        if self._coding is None:
            self._take(chunk)
            return
        self._began = self._began or bool(chunk)
        while chunk or not self._coding.hungry:
            self._take(self._coding.feed(chunk))
            chunk = b""
            if self._coding.hungry:
                return

    def finish(self) -> bytes:
        """Give the whole body.

        Raises:
            CutError: where the coded body ended before its end.

        """
        if self._head:
            self._coding, self._magic = None, b""
            self._take(self._head)
        if self._coding is not None and self._began and not self._coding.ended:
            raise CutError
        return bytes(self._body)

    def _checked_head(self, chunk: bytes) -> bytes:
        # Servers that name gzip and send plain text are common enough; the first bytes tell.
        self._head += chunk
        if len(self._head) < len(self._magic):
            return b""
        if not self._head.startswith(self._magic):
            self._coding = None
        chunk, self._head, self._magic = self._head, b"", b""
        return chunk

    def _take(self, decoded: bytes) -> None:
        room = self._limit - len(self._body)
        self._body += decoded[:room]
        if len(decoded) > room:
            raise TooLargeError


class _Zlib:
    def __init__(self, *, window_bits: int) -> None:
        self._bits = window_bits
        self._inner = zlib.decompressobj(window_bits)
        self._full = False
        self._members = 1

    def feed(self, chunk: bytes) -> bytes:
        held = self._inner.unconsumed_tail + chunk
        try:
            if self._inner.eof:
                # A gzip body may have several members (RFC 1952 2.2); what follows the last is padding.
                rest = self._inner.unused_data + chunk
                if not rest.startswith(_GZIP_MAGIC):
                    return b""
                self._members = _one_more(self._members)
                self._inner, held = zlib.decompressobj(self._bits), rest
            decoded = self._inner.decompress(held, _STEP_BYTES)
            self._full = len(decoded) == _STEP_BYTES
        except zlib.error as error:
            raise EncodingError(f"the compressed body is damaged ({error})") from error
        return decoded

    @property
    def hungry(self) -> bool:
        # A full step may have more behind it although all input was taken.
        if self._inner.eof:
            return not self._inner.unused_data.startswith(_GZIP_MAGIC)
        return not self._full and not self._inner.unconsumed_tail

    @property
    def ended(self) -> bool:
        return self._inner.eof


class _Deflate:
    def __init__(self) -> None:
        self._head = b""
        self._inner: _Zlib | None = None

    def feed(self, chunk: bytes) -> bytes:
        if self._inner is not None:
            return self._inner.feed(chunk)
        self._head += chunk
        if len(self._head) < _ZLIB_HEADER_BYTES:
            return b""
        # "deflate" without the zlib wrapper is wrong by RFC 9110 8.4.1.2 and common all the same (RFC 1950 2.2).
        is_wrapped = self._head[0] & 15 == zlib.DEFLATED and int.from_bytes(self._head[:2], "big") % 31 == 0
        self._inner = _Zlib(window_bits=zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS)
        return self._inner.feed(self._head)

    @property
    def hungry(self) -> bool:
        return self._inner is None or self._inner.hungry

    @property
    def ended(self) -> bool:
        return self._inner is not None and self._inner.ended


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._gave = 0

    def feed(self, chunk: bytes) -> bytes:
        if self._inner.is_finished():
            return b""
        try:
            decoded: bytes = self._inner.process(chunk, output_buffer_limit=_STEP_BYTES)
        except brotli.error as error:
            raise EncodingError("the brotli body is damaged") from error
        self._gave = len(decoded)
        return decoded

    @property
    def hungry(self) -> bool:
        # It takes more input while output still waits inside, so only silence says that it is empty.
        return bool(self._inner.is_finished() or (self._gave == 0 and self._inner.can_accept_more_data()))

    @property
    def ended(self) -> bool:
        return bool(self._inner.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._options = {int(zstd.DecompressionParameter.window_log_max): _ZSTD_WINDOW_LOG}
        self._inner = zstd.ZstdDecompressor(options=self._options)
        self._members = 1

    def feed(self, chunk: bytes) -> bytes:
        try:
            if self._inner.eof:
                rest = self._inner.unused_data + chunk
                if not rest:
                    return b""
                self._members = _one_more(self._members)
                self._inner, chunk = zstd.ZstdDecompressor(options=self._options), rest
            return self._inner.decompress(chunk, _STEP_BYTES)
        except zstd.ZstdError as error:
            raise EncodingError("the zstd body is damaged") from error

    @property
    def hungry(self) -> bool:
        return not self._inner.unused_data if self._inner.eof else self._inner.needs_input

    @property
    def ended(self) -> bool:
        return self._inner.eof


def _one_more(members: int) -> int:
    if members == _MAX_MEMBERS:
        raise EncodingError(f"the body is put together from more than {_MAX_MEMBERS} parts")
    return members + 1


_ZLIB_HEADER_BYTES = 2
_GZIP_MAGIC = b"\x1f\x8b"
_MAGIC = {"gzip": _GZIP_MAGIC, "x-gzip": _GZIP_MAGIC, "zstd": b"\x28\xb5\x2f\xfd"}
_CODINGS: dict[str, Callable[[], Any]] = {
    "gzip": lambda: _Zlib(window_bits=zlib.MAX_WBITS | 16),
    "x-gzip": lambda: _Zlib(window_bits=zlib.MAX_WBITS | 16),
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
