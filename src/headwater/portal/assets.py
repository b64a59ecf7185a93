"""The style sheet under a name that holds its digest, so that browsers may keep it for ever."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]  # it ships no types

DIRECTORY = Path(__file__).parent / "static"
_DIGEST_CHARACTERS = 12
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")


@cache
def asset_address(name: str) -> str:
    """Give the address of a shipped file, with the digest of its bytes in the name."""
    return f"{settings.STATIC_URL}{_hashed_name(name, DIRECTORY / name)}"


class HashedStatic(WhiteNoiseMiddleware):  # type: ignore[misc]  # the same
    """Serves static files under their own names and, for ever, under hashed ones; nothing has to be collected first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whitenoise's own signature
        """Take in the files of the desk's pages beside our own: they come with Django."""
        super().__init__(*args, **kwargs)
        self.add_files(str(Path(admin.__file__).parent / "static"), prefix=settings.STATIC_URL)

    def add_file_to_dictionary(self, url: str, path: str, **found: object) -> None:
        """Take a file in under both names."""
        super().add_file_to_dictionary(url, path, **found)
        directory, _, name = url.rpartition("/")
        super().add_file_to_dictionary(f"{directory}/{_hashed_name(name, Path(path))}", path, **found)

    def immutable_file_test(self, path: str, url: str) -> bool:  # noqa: ARG002 - whitenoise's own signature
        """Whether the name holds a digest."""
        return bool(_HASHED.search(url))


def _hashed_name(name: str, path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGEST_CHARACTERS]
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{digest}{dot}{ending}"
