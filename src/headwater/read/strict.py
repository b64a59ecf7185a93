"""The fast path: well-formed RSS and Atom in words we know, read by libxml2; whatever is odd is left to feedparser."""

import re
from html.entities import html5

from lxml import etree

from headwater.model.feed import Entry, FeedDocument, FeedFormat
from headwater.read.elements import read_item
from headwater.read.limits import newest
from headwater.read.making import Making, OddError, text_of
from headwater.read.raw import address, finished, language_tag, plain_title
from headwater.read.ttl import seconds_to_wait
from headwater.read.vocabulary import word

_ITEM_TAGS = ("item", "{http://purl.org/rss/1.0/}item", "{http://my.netscape.com/rdf/simple/0.9/}item")
_ATOM_ENTRY = "{http://www.w3.org/2005/Atom}entry"
_RDF_ROOT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_ATOM_ROOT = "{http://www.w3.org/2005/Atom}feed"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HAS_XML_NAMES = etree.XPath("boolean(//@xml:*)")
_HAS_BASE = etree.XPath("boolean(//@xml:base)")
_HAS_EMPTY_LANGUAGE = etree.XPath("boolean(//@xml:lang[. = ''])")
_ROOT = re.compile(rb"<[A-Za-z]")
#: A document that has not begun after so many bytes is left to feedparser.
_ROOT_WITHIN = 20_000
_COMMENT = re.compile(rb"<!--(?:.*?-->|.*)", re.DOTALL)
_ROOT_ENDS = (b"</rss>", b"</feed>", b"</rdf:RDF>")
#: CDATA sections are matched first, so that nothing inside them is touched. The names of XML itself stay as they are.
_NAMED_LETTER = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)|&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});", re.DOTALL
)


def read_strictly(document: bytes, *, url: str, language: str | None = None) -> FeedDocument | None:
    """Give the feed of a document in UTF-8, equal to what feedparser gives, or None where only feedparser can tell.

    `language` is what the server said (Content-Language); what the feed itself says wins.

    >>> feed = read_strictly(b"<rss><channel><item><title>A</title></item></channel></rss>", url="https://l.example/")
    >>> feed.entries[0].title
    'A'
    """
    root = _parsed(document)
    if root is None:
        return None
    # One look at the whole document instead of three: most hold none of these.
    has_xml_names = bool(_HAS_XML_NAMES(root))
    if has_xml_names and _HAS_EMPTY_LANGUAGE(root):
        return None
    is_atom = root.tag == _ATOM_ROOT
    if not is_atom and root.tag not in {"rss", _RDF_ROOT}:
        return None
    try:
        head = _Head(root, is_atom=is_atom, language=language)
        has_base = has_xml_names and bool(_HAS_BASE(root))
        if has_base:
            root.getroottree().docinfo.URL = url
        # Each entry is finished at once, so that what it was made from is gone before the next one is made.
        found = [
            finished(
                read_item(item, Making(has_base=has_base, has_language=has_xml_names)),
                base=url,
                language=head.language,
            )
            for item in _items(root, is_atom=is_atom)
        ]
        if not found:
            return None
        entries, left_out = newest(found)
        return head.document(url, is_atom=is_atom, entries=entries, left_out=left_out)
    except OddError:
        return None


def _parsed(document: bytes) -> etree._Element | None:
    start = _ROOT.search(document, 0, _ROOT_WITHIN)
    if start is None or b"<!" in _COMMENT.sub(b"", document[: start.start()]):
        return None
    # To cut off the declaration costs a copy, and it does no harm where it is well-formed.
    root = _well_formed(document) if document.startswith(b"<?xml") else None
    if root is not None:
        return root
    body = document[start.start() :]
    root = _well_formed(body)
    return _parsed_after_mending(body) if root is None else root


def _parsed_after_mending(body: bytes) -> etree._Element | None:
    # What follows the root was added by a server (a statistics comment, a second copy); names of letters are HTML's.
    end = max((body.rfind(close) + len(close) for close in _ROOT_ENDS if close in body), default=-1)
    cut = body[:end] if end > 0 else body
    root = _well_formed(cut) if cut != body else None
    if root is not None:
        return root
    mended = _NAMED_LETTER.sub(_as_letter, cut)
    return _well_formed(mended) if mended != cut else None


def _well_formed(body: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(body, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None


def _as_letter(found: re.Match[bytes]) -> bytes:
    if found[1] is None:
        return found[0]
    letters = html5.get(found[1].decode("ascii") + ";")
    return letters.encode() if letters else found[0].replace(b"&", b"&amp;")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )


def _items(root: etree._Element, *, is_atom: bool) -> list[etree._Element]:
    if is_atom:
        items = list(root.iter(_ATOM_ENTRY))
        if any(item.getparent() is not root for item in items):
            raise OddError
        return items
    items = list(root.iter(*_ITEM_TAGS))
    known = root
    for item in items:
        parent = item.getparent()
        if parent is known:
            continue
        if parent is None or (word(parent.tag) or ("", ""))[1] != "channel":
            raise OddError
        known = parent
    return items


class _Head:
    """What a feed says about itself."""

    def __init__(self, root: etree._Element, *, is_atom: bool, language: str | None) -> None:
        self.texts: dict[tuple[str, str], str] = {}
        self.links: dict[str, str] = {}
        self.image: str | None = None
        own = root.get(_XML_LANG) or root.get("lang")
        self.language = language_tag(language)
        channel = root if is_atom else next((part for part in root if word(part.tag) == ("", "channel")), None)
        for element in () if channel is None else channel:
            self._read(element)
        self.language = language_tag(self.texts.get(("", "language")) or self.texts.get(("dc", "language")) or own) or (
            self.language
        )

    def _read(self, element: etree._Element) -> None:
        said = word(element.tag)
        if said is None or said[1] in {"item", "entry"}:
            return
        if said in {("", "image"), ("itunes", "image")}:
            inner = next((part.text for part in element if (word(part.tag) or ("", ""))[1] == "url"), None)
            self.image = self.image or element.get("href") or inner
        elif said[1] == "link" and element.get("href"):
            self.links.setdefault(element.get("rel", "alternate").lower(), element.get("href", ""))
        elif said in _HEAD_TEXTS and said not in self.texts:
            self.texts[said] = text_of(element)

    def document(
        self, url: str, *, is_atom: bool, entries: tuple[Entry, ...], left_out: tuple[str, ...]
    ) -> FeedDocument:
        """Give the feed of this head and these entries."""
        more = (self._link("next", url), self._link("prev-archive", url))
        return FeedDocument(
            url=url,
            format=FeedFormat.ATOM if is_atom else FeedFormat.RSS,
            title=plain_title(self._first("title")),
            link=address(self.texts.get(("", "link")) or self.links.get("alternate"), url),
            description=plain_title(self._first("description") or self._first("subtitle") or self._first("summary")),
            language=self.language,
            entries=entries,
            image=address(self.image or self._first("logo") or self._first("icon"), url),
            hub=self._link("hub", url),
            topic=self._link("self", url),
            more=tuple(link for link in more if link),
            ttl_s=seconds_to_wait(
                ttl=self._first("ttl"), period=self._first("updatePeriod"), frequency=self._first("updateFrequency")
            ),
            left_out=left_out,
        )

    def _first(self, name: str) -> str | None:
        return next((text for said, text in self.texts.items() if said[1] == name and text), None)

    def _link(self, relation: str, url: str) -> str | None:
        return address(self.links.get(relation), url)


_HEAD_TEXTS = frozenset(
    {("", name) for name in ("title", "link", "description", "language", "ttl")}
    | {("atom", name) for name in ("title", "subtitle", "logo", "icon")}
    | {("dc", "title"), ("dc", "language"), ("dc", "description"), ("itunes", "summary")}
    | {("sy", "updatePeriod"), ("sy", "updateFrequency")}
)
