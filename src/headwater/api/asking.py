"""What one request asks for, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from headwater.api.parameters import DEFAULT_LIMIT
from headwater.store.listings import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The parameters of a request, by name, and the moment it is answered for."""

    given: Mapping[str, object]
    #: Public address of the portal, without a slash at the end.
    base: str
    now: datetime

    @property
    def key(self) -> str:
        """The key in the path."""
        return str(self.given["key"])

    @property
    def limit(self) -> int:
        """Rows of one page."""
        return cast("int", self.given.get("limit", DEFAULT_LIMIT))

    @property
    def after(self) -> Place | None:
        """Where the page before ended."""
        return cast("Place | None", self.given.get("cursor"))

    def text(self, name: str) -> str | None:
        """Give a parameter that is words, None where it is not given."""
        return cast("str | None", self.given.get(name))

    def moment(self, name: str) -> datetime | None:
        """Give a parameter that is a time, None where it is not given."""
        return cast("datetime | None", self.given.get(name))

    def share(self, name: str) -> float:
        """Give a parameter that is a share, 0 where it is not given."""
        return cast("float", self.given.get(name, 0.0))
