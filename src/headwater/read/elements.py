"""The elements of an RSS item or Atom entry onto a `RawEntry`, with feedparser's meaning of each."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urljoin

from lxml import etree

from headwater.model.feed import Enclosure
from headwater.read.making import Making, OddError, text_of
from headwater.read.raw import Body, RawEntry, TextType, is_picture, whole_number
from headwater.read.vocabulary import is_odd, word

_XML = "{http://www.w3.org/XML/1998/namespace}"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_HTML_TYPES = frozenset({"", "html", "text/html", "xhtml", "application/xhtml+xml"})
_ATOM_TEXTS = {"": TextType.TEXT, "text": TextType.TEXT, "text/plain": TextType.TEXT}
_ATOM_MARKUP = frozenset({"html", "text/html"})


def read_item(item: etree._Element, making: Making) -> RawEntry:
    """Give what an item or entry says.

    Raises:
        OddError: where an element of it is one that only feedparser knows.

    """
    attributes = item.attrib
    if attributes:
        if "href" in attributes or "lastmod" in attributes:
            raise OddError
        making.raw.id = attributes.get(_RDF_ABOUT)
        if making.has_language:
            making.raw.language = attributes.get(_XML + "lang")
    _read_children(item, making, 0)
    _settle(making)
    making.raw.images = [*making.media_pictures, *making.thumbnails, *making.other_pictures]
    return making.raw


def _read_children(parent: etree._Element, making: Making, depth: int) -> None:
    for element in parent:
        reader = _reader_of(element.tag)
        if reader is not None:
            reader(element, making, depth)
        else:
            _pass_over(element)


@lru_cache(maxsize=4096)
def _reader_of(tag: str) -> "_Reader | None":
    said = word(tag)
    return _READERS.get(said) if said else None


def _settle(making: Making) -> None:
    raw = making.raw
    if raw.summary is not None and any(raw.summary.value == content.value for content in raw.contents):
        raw.summary = None
    if len(making.media_files) == 1 and len(making.media_credits) == 1:
        place = making.media_files[0]
        raw.enclosures[place] = replace(raw.enclosures[place], credit=making.media_credits[0] or None)


def _pass_over(element: etree._Element) -> None:
    for inner in element.iter() if len(element) else (element,):
        tag = inner.tag
        if _reader_of(tag) is not None or is_odd(tag, inner.prefix):
            raise OddError


def _title(element: etree._Element, making: Making, depth: int) -> None:
    if element.get("type") is not None:
        raise OddError
    _set_title(element, making, depth, kind=TextType.UNSAID)
    _end_title(making, depth)


def _atom_title(element: etree._Element, making: Making, depth: int) -> None:
    _set_title(element, making, depth, kind=_atom_kind(element))
    _end_title(making, depth)


def _end_title(making: Making, depth: int) -> None:
    making.title_is_final = making.title_is_final or (bool(making.raw.title) and making.title_depth == depth)


def _media_title(element: etree._Element, making: Making, depth: int) -> None:
    _set_title(element, making, depth, kind=TextType.UNSAID)


def _set_title(element: etree._Element, making: Making, depth: int, *, kind: TextType) -> None:
    if making.title_is_final or depth > making.title_depth:
        text_of(element)
        return
    making.raw.title = text_of(element)
    making.raw.title_type = kind
    making.title_depth = depth


def _atom_kind(element: etree._Element) -> TextType:
    stated = (element.get("type") or "").lower()
    if stated in _ATOM_MARKUP:
        return TextType.HTML
    if stated not in _ATOM_TEXTS or "mode" in element.attrib or "src" in element.attrib:
        raise OddError
    return TextType.TEXT


def _link(element: etree._Element, making: Making, _depth: int) -> None:
    attributes = element.attrib
    if attributes and ("href" in attributes or "url" in attributes or "uri" in attributes):
        _atom_link(element, making, _depth)
        return
    making.raw.link = text_of(element) or making.raw.link


def _atom_link(element: etree._Element, making: Making, _depth: int) -> None:
    href = element.get("href")
    if not href or "url" in element.attrib or "uri" in element.attrib:
        raise OddError
    relation = element.get("rel", "alternate").lower()
    kind = element.get("type", "").lower()
    address = _from_base(element, making, href)
    if relation == "alternate":
        if kind in _HTML_TYPES or making.raw.link is None:
            making.raw.link = address
    elif relation == "enclosure":
        _add_file(making, address, element)
    elif relation == "license" and making.raw.rights is None:
        making.raw.rights = href


def _from_base(element: etree._Element, making: Making, href: str) -> str:
    if not making.has_base:
        return href
    base = element.base
    return _joined(base, href) if base else href


def _joined(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def _guid(element: etree._Element, making: Making, _depth: int) -> None:
    stated = [value for name, value in element.items() if str(name).lower() == "ispermalink"]
    making.raw.id = text_of(element) or making.raw.id
    making.raw.id_is_link = not stated or stated[0] == "true"


def _atom_id(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.id = text_of(element) or making.raw.id
    making.raw.id_is_link = (making.raw.id or "")[:8].lower().startswith(("http://", "https://"))


def _published(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.published = text_of(element) or making.raw.published


def _created(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.published = making.raw.published or text_of(element)


def _updated(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.updated = text_of(element) or making.raw.updated


def _author(element: etree._Element, making: Making, _depth: int) -> None:
    if not len(element):
        making.raw.authors.append(text_of(element))
        return
    parts: dict[str, str] = {}
    for part in element:
        said = word(part.tag)
        if said and said[0] in {"", "atom"} and said[1] in {"name", "email", "uri", "url"}:
            parts[said[1]] = text_of(part)
        else:
            _pass_over(part)
    making.raw.authors.append(parts.get("name") or parts.get("email") or "")


def _media_description(element: etree._Element, making: Making, depth: int) -> None:
    kind = TextType.HTML if element.get("type", "html").lower() in _ATOM_MARKUP else TextType.UNSAID
    _add_summary(making, Body(value=text_of(element), type=kind, base=_base(element, making)), depth)


def _description(element: etree._Element, making: Making, depth: int) -> None:
    attributes = element.attrib
    if attributes and ("type" in attributes or "mode" in attributes):
        raise OddError
    _add_summary(making, Body(value=text_of(element), base=_base(element, making)), depth)


def _plain_summary(element: etree._Element, making: Making, depth: int) -> None:
    _add_summary(making, Body(value=text_of(element), type=TextType.UNSAID, base=_base(element, making)), depth)


def _atom_summary(element: etree._Element, making: Making, depth: int) -> None:
    kind = _atom_kind(element)
    _note_language(element, making)
    _add_summary(making, Body(value=text_of(element), type=kind, base=_base(element, making)), depth)


def _add_summary(making: Making, body: Body, depth: int) -> None:
    # feedparser: a second description is the content, unless there is one already.
    if making.raw.summary is not None and not making.has_content:
        making.raw.contents.append(body)
        making.has_content = True
    elif depth <= making.summary_depth:
        making.raw.summary = body
        making.summary_depth = depth


def _encoded(element: etree._Element, making: Making, _depth: int) -> None:
    attributes = element.attrib
    if attributes and ("type" in attributes or "mode" in attributes):
        raise OddError
    _note_language(element, making)
    making.has_content = True
    making.raw.contents.append(Body(value=text_of(element), base=_base(element, making)))


def _atom_content(element: etree._Element, making: Making, _depth: int) -> None:
    kind = _atom_kind(element)
    _note_language(element, making)
    making.has_content = True
    making.raw.contents.append(Body(value=text_of(element), type=kind, base=_base(element, making)))


def _base(element: etree._Element, making: Making) -> str | None:
    return element.base if making.has_base else None


def _note_language(element: etree._Element, making: Making) -> None:
    if making.has_language and element.get(_XML + "lang"):
        making.raw.language = element.get(_XML + "lang")


def _category(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.categories.extend((element.get("term", ""), text_of(element)))


def _keywords(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.categories.extend(keyword.strip() for keyword in text_of(element).split(","))


def _itunes_category(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.categories.append(element.get("text", ""))
    _read_children(element, making, _depth + 1)


def _enclosure(element: etree._Element, making: Making, _depth: int) -> None:
    url = element.get("url") or element.get("uri") or element.get("href")
    if url:
        _add_file(making, url, element)


def _add_file(making: Making, url: str, element: etree._Element) -> None:
    kind = element.get("type")
    kind = kind.lower() if kind else None
    length = whole_number(element.get("length"))
    making.raw.enclosures.append(Enclosure(url=url, type=kind, length=length, title=element.get("title")))
    if is_picture(kind, None):
        making.other_pictures.append(url)


def _media_content(element: etree._Element, making: Making, depth: int) -> None:
    url = element.get("url")
    kind = element.get("type") or element.get("medium")
    if url:
        length = whole_number(element.get("fileSize"))
        making.media_files.append(len(making.raw.enclosures))
        making.raw.enclosures.append(Enclosure(url=url, type=kind.lower() if kind else None, length=length))
        if is_picture(element.get("type"), element.get("medium")):
            making.media_pictures.append(url)
    _read_children(element, making, depth + 1)


def _media_group(element: etree._Element, making: Making, depth: int) -> None:
    _read_children(element, making, depth + 1)


def _media_credit(element: etree._Element, making: Making, _depth: int) -> None:
    making.media_credits.append(text_of(element))


def _thumbnail(element: etree._Element, making: Making, _depth: int) -> None:
    making.thumbnails.append(element.get("url") or text_of(element))


def _itunes_image(element: etree._Element, making: Making, _depth: int) -> None:
    making.other_pictures.insert(0, element.get("href") or element.get("url") or "")


def _picture(element: etree._Element, making: Making, _depth: int) -> None:
    if not making.title_is_final:
        raise OddError
    for part in element:
        said = word(part.tag)
        if said == ("", "url"):
            making.other_pictures.append(text_of(part))
        elif said not in {("", "title"), ("", "link"), ("", "width"), ("", "height")}:
            raise OddError


def _source(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.source_title = text_of(element)
    making.raw.source_url = element.get("url")


def _atom_source(element: etree._Element, making: Making, _depth: int) -> None:
    for part in element:
        said = word(part.tag)
        if said == ("atom", "title"):
            making.raw.source_title = text_of(part)
        elif said == ("atom", "link") and part.get("rel", "alternate") == "alternate":
            making.raw.source_url = part.get("href")
        elif said == ("atom", "id") and making.raw.source_url is None:
            making.raw.source_url = text_of(part)


def _rights(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.rights = text_of(element) or making.raw.rights


def _language(element: etree._Element, making: Making, _depth: int) -> None:
    making.raw.language = text_of(element) or making.raw.language


def _nothing(element: etree._Element, _making: Making, _depth: int) -> None:
    text_of(element)


_Reader = Callable[[etree._Element, Making, int], None]  # noqa: SLF001 -- the name lxml's types have
_READERS: dict[tuple[str, str] | None, _Reader] = {
    ("", "title"): _title,
    ("", "link"): _link,
    ("", "guid"): _guid,
    ("", "pubDate"): _published,
    ("", "description"): _description,
    ("", "author"): _author,
    ("", "category"): _category,
    ("", "enclosure"): _enclosure,
    ("", "source"): _source,
    ("", "updated"): _updated,
    ("", "copyright"): _rights,
    ("", "image"): _picture,
    ("dc", "creator"): _author,
    ("dc", "date"): _updated,
    ("dc", "description"): _description,
    ("dc", "subject"): _category,
    ("dc", "rights"): _rights,
    ("dc", "language"): _language,
    ("dcterms", "created"): _created,
    ("dcterms", "issued"): _published,
    ("dcterms", "modified"): _updated,
    ("content", "encoded"): _encoded,
    ("itunes", "author"): _author,
    ("itunes", "summary"): _plain_summary,
    ("itunes", "subtitle"): _nothing,
    ("itunes", "keywords"): _keywords,
    ("itunes", "category"): _itunes_category,
    ("itunes", "image"): _itunes_image,
    ("media", "content"): _media_content,
    ("media", "group"): _media_group,
    ("media", "thumbnail"): _thumbnail,
    ("media", "title"): _media_title,
    ("media", "description"): _media_description,
    ("media", "credit"): _media_credit,
    ("media", "keywords"): _keywords,
    ("media", "category"): _category,
    ("atom", "title"): _atom_title,
    ("atom", "link"): _atom_link,
    ("atom", "id"): _atom_id,
    ("atom", "published"): _published,
    ("atom", "updated"): _updated,
    ("atom", "author"): _author,
    ("atom", "category"): _category,
    ("atom", "summary"): _atom_summary,
    ("atom", "content"): _atom_content,
    ("atom", "source"): _atom_source,
    ("atom", "rights"): _rights,
}
