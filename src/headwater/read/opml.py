"""Lists of subscriptions in and out (OPML 1.0 and 2.0), with their folders."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from headwater.errors import ReadError
from headwater.model.feed import Outline
from headwater.model.page import Page
from headwater.read.lenient import name_of, parse_leniently
from headwater.read.limits import check_size
from headwater.read.raw import address, language_tag, plain_name
from headwater.text.charsets import decode_xml

#: Subscriptions taken from one list.
_MAX_OUTLINES = 20_000


def read_opml(page: Page) -> tuple[Outline, ...]:
    """Give the subscriptions of an OPML list, each address once, in the list's order.

    Raises:
        ReadError: where the page is no OPML.

    """
    check_size(page.body, url=page.final_url)
    text = decode_xml(page.body, header=page.charset).text
    root = parse_leniently(text)
    if root is None or name_of(root) != "opml":
        message = "the list is no OPML: export it again from the reader it comes from"
        raise ReadError(message, about=page.final_url)
    found: dict[str, Outline] = {}
    for outline in _outlines(root, page.final_url):
        found.setdefault(outline.url, outline)
        if len(found) == _MAX_OUTLINES:
            break
    return tuple(found.values())


def write_opml(outlines: Iterable[Outline], *, title: str, now: datetime) -> bytes:
    """Give an OPML 2.0 list of subscriptions; folders become outlines around them.

    >>> from datetime import UTC
    >>> now = datetime(2026, 11, 23, tzinfo=UTC)
    >>> b'xmlUrl="https://l.example/f"' in write_opml([Outline(url="https://l.example/f")], title="A", now=now)
    True
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for outline in outlines:
        attributes = {"type": "rss", "text": outline.title or outline.url, "xmlUrl": outline.url}
        attributes |= {"title": outline.title} if outline.title else {}
        attributes |= {"htmlUrl": outline.link} if outline.link else {}
        attributes |= {"language": outline.language} if outline.language else {}
        etree.SubElement(_folder(folders, outline.folders), "outline", attributes)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _folder(folders: dict[tuple[str, ...], etree._Element], path: tuple[str, ...]) -> etree._Element:
    if path not in folders:
        folders[path] = etree.SubElement(_folder(folders, path[:-1]), "outline", {"text": path[-1]})
    return folders[path]


def _outlines(root: etree._Element, url: str) -> Iterator[Outline]:
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        title = plain_name(attributes.get("title") or attributes.get("text") or "") or None
        feed = address(attributes.get("xmlurl") or attributes.get("url"), url)
        if feed and name_of(element) == "outline":
            yield Outline(
                url=feed,
                title=title,
                link=address(attributes.get("htmlurl"), url),
                folders=folders,
                language=language_tag(attributes.get("language")),
            )
        inside = folders if feed or not title or name_of(element) != "outline" else (*folders, title)
        waiting.extend((child, inside) for child in reversed(element))
