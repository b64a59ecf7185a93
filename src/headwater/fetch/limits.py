"""How much an answer may bring, by what it is for."""

from collections.abc import Mapping
from dataclasses import dataclass

from headwater.model.page import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one kind of answer."""

    #: Bytes, both on the wire and decoded.
    body_bytes: int
    #: The Accept header.
    accept: str
    #: First parts of media types that cannot be what we asked for; the body is then not read.
    refused_types: tuple[str, ...] = ()
    #: Whether the first `body_bytes` of a larger answer are of use by themselves.
    first_part_suffices: bool = False


_PICTURES = ("image/", "audio/", "video/", "font/")

LIMITS: Mapping[Purpose, Limits] = {
    Purpose.FEED: Limits(
        body_bytes=10_000_000,
        accept="application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
        "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5",
        refused_types=_PICTURES,
    ),
    Purpose.PAGE: Limits(
        body_bytes=5_000_000,
        accept="text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5",
        refused_types=(*_PICTURES, "application/pdf", "application/zip"),
    ),
    # RFC 9309 2.5: at least 500 KiB are read; what follows is not looked at.
    Purpose.ROBOTS: Limits(body_bytes=500 * 1024, accept="text/plain, */*;q=0.5", first_part_suffices=True),
    Purpose.IMAGE: Limits(
        body_bytes=10_000_000,
        accept="image/avif, image/webp, image/jpeg, image/png, image/gif",
        refused_types=("text/", "audio/", "video/", "font/", "image/svg"),
    ),
    Purpose.WELL_KNOWN: Limits(body_bytes=200_000, accept="application/json, */*;q=0.5"),
    Purpose.HOOK: Limits(body_bytes=100_000, accept="*/*"),
    # Twenty texts of a report in another script, escaped, have a tenth of it.
    Purpose.ENGINE: Limits(body_bytes=1_000_000, accept="application/json"),
}
