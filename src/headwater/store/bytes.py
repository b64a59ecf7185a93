"""Bytes as fetched: compressed, named by what they hold, in the portal's directory."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backports import zstd

from headwater.model.page import digest_of

#: The default of zstandard; other levels were not measured here.
_LEVEL = 3
#: No page is let in above this size, so nothing that unpacks to more was written by us.
_MOST_BYTES = 64 * 1024 * 1024

#: How the name of a file begins while it is being written.
_HALF = ".new-"


class Bytes:
    """A folder of immutable files; the same bytes are kept once."""

    def __init__(self, directory: Path) -> None:
        """Name the folder; it is made when something is first put in."""
        self._directory = directory

    def put(self, body: bytes) -> str:
        """Keep bytes and give their digest; a half-written file is never seen under a digest's name."""
        digest = digest_of(body)
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = tempfile.NamedTemporaryFile(dir=path.parent, prefix=_HALF, delete=False)  # noqa: SIM115 - closed below
            try:
                with file:
                    file.write(zstd.compress(body, _LEVEL))
                os.replace(file.name, path)  # noqa: PTH105 - one system call, atomic
            except OSError:  # a full disk must not fill up with halves
                Path(file.name).unlink(missing_ok=True)
                raise
        return digest

    def get(self, digest: str) -> bytes | None:
        """Give the bytes of a digest; None where they are no longer here or are damaged (fetch them again).

        Damaged ones are removed: as long as they lie there, the same bytes would not be put in their place.
        """
        try:
            packed = self._path(digest).read_bytes()
        except OSError:
            return None
        with suppress(zstd.ZstdError):
            body: bytes = zstd.ZstdDecompressor().decompress(packed, _MOST_BYTES)
            if digest_of(body) == digest:
                return body
        self.remove(digest)
        return None

    def remove(self, digest: str) -> None:
        """Remove the bytes of a digest; nothing happens where there are none."""
        self._path(digest).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what a killed process left half-written: only for the one process that puts bytes in, at its start."""
        for path in self._directory.glob(f"??/{_HALF}*"):
            path.unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """Give every digest that is kept."""
        for path in sorted(self._directory.glob("??/*.zst")):
            yield path.parent.name + path.stem

    def _path(self, digest: str) -> Path:
        return self._directory / digest[:2] / f"{digest[2:]}.zst"
