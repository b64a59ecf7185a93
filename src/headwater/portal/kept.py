"""One finished answer in memory: plain, compressed, and with new surroundings."""

import gzip
import hashlib
import time
from collections.abc import Callable, Mapping
from copy import copy
from datetime import datetime
from functools import partial

import brotli  # type: ignore[import-untyped]  # it ships no types
from django.http import HttpResponse
from django.utils.http import quote_etag

from headwater.edition.answer import Answer
from headwater.portal.answers import earliest

#: Below it compressing costs more than it saves (one network packet).
_LEAST_COMPRESSED = 1200
_COMPRESSED: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=4),
    "gzip": partial(gzip.compress, compresslevel=5, mtime=0),
}


class Kept:
    """One finished answer, plain, and compressed once somebody asks for that."""

    __slots__ = (
        "_content",
        "_headers",
        "beside",
        "etag",
        "is_open",
        "made_at",
        "may_wait",
        "number",
        "sent_with",
        "size",
        "slotted",
        "stands_alone",
        "story",
        "valid_until",
    )

    def __init__(self, answer: Answer, *, number: int) -> None:
        """Keep an answer of a publication."""
        self.number, self.story, self.may_wait = number, answer.story, answer.may_wait
        self.is_open, self.slotted, self.stands_alone = answer.is_open, answer.slotted, answer.stands_alone
        #: Seconds of the process's clock.
        self.made_at = time.monotonic()
        self._headers = tuple(answer.items())
        self.fill(answer.content, valid_until=answer.valid_until, number=number)

    def with_new_sides(self, *, now: datetime, number: int) -> "Kept":
        """Give the same page with what stands beside it in another publication; itself where it has no such places."""
        if self.slotted is None:
            return self
        sides, filled = self.slotted.fill(now), copy(self)
        until = earliest(self.slotted.valid_until, sides.valid_until)
        filled.fill(self.slotted.filled_with(sides), valid_until=until, number=number)
        return filled

    def fill(self, body: bytes, *, valid_until: datetime | None, number: int) -> None:
        """Take a whole page, and the publication that what stands beside it is of."""
        self.etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
        self.valid_until, self.beside = valid_until, number
        self._content = {"": body}
        #: By encoding: the header lines that went out with it, those of every middleware among them; see `portal.door`.
        self.sent_with: dict[str, list[tuple[str, str]]] = {}
        #: Bytes, with room for the compressed forms.
        self.size = len(body) * 3 // 2 * (1 if self.slotted is None else 2)

    def encoding(self, accepted: str) -> str:
        """Give the encoding that suits a reader; empty for none."""
        if len(self._content[""]) < _LEAST_COMPRESSED or self._is_image:
            return ""
        return next((name for name in _COMPRESSED if name in accepted), "")

    def body(self, encoding: str) -> bytes:
        """Give the answer's bytes."""
        if encoding not in self._content:
            self._content[encoding] = _COMPRESSED[encoding](self._content[""])
        return self._content[encoding]

    def response(self, encoding: str) -> HttpResponse:
        """Give the answer to a reader who takes an encoding."""
        body = self.body(encoding)
        response = HttpResponse(body)
        for name, value in self._headers:
            response[name] = value
        response["Content-Length"] = str(len(body))
        return response

    @property
    def _is_image(self) -> bool:
        return any(name == "Content-Type" and value.startswith("image/") for name, value in self._headers)
