"""An entry while its elements are read: what their order decides, and the text of one element."""

from dataclasses import dataclass, field

from lxml import etree

from headwater.read.raw import RawEntry

#: All bytes but those where Windows-1252 has letters and Latin-1 has controls; feedparser puts these right.
_NO_CONTROLS = bytes(byte for byte in range(256) if not 0x80 <= byte <= 0x9F)  # noqa: PLR2004 -- the C1 controls


class OddError(Exception):
    """The document says something that only feedparser knows how to take."""


@dataclass(slots=True, kw_only=True)
class Making:
    """An entry in the making and what the order of its elements decides."""

    raw: RawEntry = field(default_factory=RawEntry)
    #: Whether `xml:base` or `xml:lang` occur at all: looking for them costs.
    has_base: bool
    has_language: bool
    #: How deep the element that gave the title, and the one that gave the summary, stood below the entry.
    title_depth: int = 99
    #: A headline of the entry itself was read: no other one replaces it.
    title_is_final: bool = False
    summary_depth: int = 99
    has_content: bool = False
    media_credits: list[str] = field(default_factory=list)
    #: Places in `RawEntry.enclosures` that came from `media:content`.
    media_files: list[int] = field(default_factory=list)
    media_pictures: list[str] = field(default_factory=list)
    thumbnails: list[str] = field(default_factory=list)
    other_pictures: list[str] = field(default_factory=list)


def text_of(element: etree._Element) -> str:
    """Give the text of an element without children, as feedparser gives it: stripped, and mended where it was garbled.

    Raises:
        OddError: where markup stands in it.

    """
    if len(element):
        raise OddError
    text = element.text
    if text is None:
        return ""
    text = text.strip()
    return text if text.isascii() else _mended(text)


def _mended(text: str) -> str:
    # Most texts hold but a few letters of Latin-1 beyond ASCII, or none: only they are looked at.
    latin = text.encode("latin-1", "ignore")
    if latin.isascii():
        return text
    if len(latin) == len(text):
        # UTF-8 that somebody took for Latin-1 and encoded once more: "Ã©" for "é".
        try:
            return latin.decode("utf-8")
        except UnicodeError:
            pass
    if latin.translate(None, _NO_CONTROLS):
        raise OddError
    return text
