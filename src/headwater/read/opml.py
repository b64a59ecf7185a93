"""OPML 2.0: lists of feeds, nested as people nest them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from headwater.errors import ReadError
from headwater.text.markup import plain_text
from headwater.text.urls import normalise

_DEEPEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str | None = None
    #: The site the feed belongs to.
    site: str | None = None
    #: The innermost folder it lies in.
    section: str | None = None


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """Give the feeds of an OPML list, each once, in its order (OPML 2.0, "subscription lists").

    Raises:
        ReadError: the bytes are no OPML.

    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("this is no OPML list") from error
    if root is None or root.tag != "opml":
        raise ReadError("this is no OPML list: it has no <opml> around it")
    found = {outline.url: outline for outline in _outlines(root, section=None, depth=0)}
    return tuple(found.values())


def _outlines(parent: etree._Element, *, section: str | None, depth: int) -> Iterator[Outline]:
    if depth > _DEEPEST:
        return
    for child in parent.iterchildren("body", "outline"):
        title = plain_text(child.get("title") or child.get("text") or "") or None
        url = normalise(child.get("xmlUrl") or "")
        if url is not None:
            yield Outline(url=url, title=title, site=normalise(child.get("htmlUrl") or ""), section=section)
        yield from _outlines(child, section=title or section, depth=depth + 1)
