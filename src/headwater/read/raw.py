"""An entry in the making: what a format's reader found, and the one way it becomes an `Entry`."""

import html
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from urllib.parse import urljoin, urlsplit

from headwater.model.feed import Enclosure, Entry, EntrySource
from headwater.read.limits import MAX_ENTRY, MAX_ID, MAX_LIST, MAX_PRINTED, MAX_TITLE
from headwater.read.relative import absolute_links
from headwater.text.dates import parse_date
from headwater.text.markup import plain_line
from headwater.text.urls import normalise


class TextType(Enum):
    """What a format says about a text (RFC 4287 3.1.1)."""

    TEXT = "text"
    HTML = "html"
    #: RSS leaves it open, so the text itself has to tell.
    UNSAID = "unsaid"


@dataclass(slots=True, kw_only=True)
class Body:
    """One text of an entry, with the address its relative links start from."""

    value: str
    type: TextType = TextType.HTML
    base: str | None = None


@dataclass(slots=True, kw_only=True)
class RawEntry:
    """What a reader found about one entry, as printed."""

    id: str | None = None
    link: str | None = None
    #: The id may stand in for a missing link (RSS 2.0 `guid isPermaLink`).
    id_is_link: bool = False
    title: str | None = None
    title_type: TextType = TextType.UNSAID
    authors: list[str] = field(default_factory=list)
    published: str | None = None
    updated: str | None = None
    #: What another parser understood, where our own reading of the printed date gives nothing.
    published_at: datetime | None = None
    updated_at: datetime | None = None
    summary: Body | None = None
    contents: list[Body] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    #: Addresses of pictures, best first.
    images: list[str] = field(default_factory=list)
    language: str | None = None
    source_title: str | None = None
    source_url: str | None = None
    rights: str | None = None
    is_canceled: bool = False


_TAG_OR_REFERENCE = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)|&#?\w{1,32};")
#: Elements that headlines really hold; `<channel>` in a headline is a word about XML.
_HEADLINE_ELEMENTS = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blockquote", "br", "center", "cite", "code", "del", "div", "em"}
    | {"font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "nobr", "ol", "p"}
    | {"pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "table", "td", "time", "tr", "tt"}
    | {"u", "ul", "var", "wbr"}
)
#: The lookbehind makes every run be tried from its start only.
_MAIL = re.compile(r"(?<![^\s<>()\"',;:])[^\s<>()\"',;:@]+@[^\s<>()\"',;:@]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")


def finished(raw: RawEntry, *, base: str, language: str | None) -> Entry:
    """Give the entry: addresses absolute, title and names plain, dates understood, lists without repeats.

    `base` is the address relative ones start from, `language` the feed's own, for entries that state none.
    """
    link = address(raw.link, base)
    if link is None and raw.id and raw.id_is_link:
        link = address(raw.id, base)
    content = _chosen(raw.contents, base=link or base) if raw.contents else None
    summary = _markup(raw.summary, base=link or base) if raw.summary else None
    return Entry(
        id=raw.id if raw.id and len(raw.id) <= MAX_ID else None,
        link=link,
        title=_title(raw.title, raw.title_type),
        authors=_distinct([author_name(author) for author in raw.authors]) if raw.authors else (),
        published=(parse_date(raw.published) if raw.published else None) or raw.published_at,
        updated=(parse_date(raw.updated) if raw.updated else None) or raw.updated_at,
        published_as_printed=(raw.published or raw.updated or "")[:MAX_PRINTED] or None,
        summary=summary,
        content=content,
        categories=_distinct([plain_name(category) for category in raw.categories]) if raw.categories else (),
        enclosures=_enclosures(raw.enclosures, base) if raw.enclosures else (),
        image=_image(raw.images, base) if raw.images else None,
        language=(language_tag(raw.language) if raw.language else None) or language,
        source=_source(raw, base) if raw.source_url or raw.source_title else None,
        rights=plain_line(raw.rights[:MAX_TITLE]) or None if raw.rights else None,
        is_canceled=raw.is_canceled,
    )


def address(reference: str | None, base: str) -> str | None:
    """Give an address as stated in a feed, absolute and normalised, or None where it leads nowhere.

    >>> address("/a?utm_source=rss", "https://ledger.example/feed")
    'https://ledger.example/a'
    """
    if not reference:
        return None
    reference = reference.strip()
    if "&amp;" in reference:
        reference = reference.replace("&amp;", "&")
    return normalise(reference) or normalise(reference, base=base)


def language_tag(printed: str | None) -> str | None:
    """Give a stated language as a BCP 47 tag, or None where it is none.

    >>> language_tag("en_us"), language_tag("English, please")
    ('en-us', None)
    """
    tag = (printed or "").strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def plain_name(printed: str) -> str:
    """Give a short stated text (a name, a category) in one line, markup resolved where it is markup.

    >>> plain_name("Ada  O&#8217;Hara")
    'Ada O’Hara'
    """
    printed = printed[:MAX_TITLE]
    if "<" in printed or "&" in printed:
        return _title(printed, TextType.UNSAID) or ""
    return " ".join(printed.split())


def plain_title(printed: str | None) -> str | None:
    """Give a title of which the format does not say whether it is markup, as plain text in one line.

    >>> plain_title("Why <channel> & <i>item</i> differ"), plain_title("<i>Ledger</i> &amp; more")
    ('Why <channel> & <i>item</i> differ', 'Ledger & more')
    """
    return _title(printed, TextType.UNSAID)


def author_name(printed: str) -> str:
    """Give the name in a stated author (RSS 2.0: "address (name)"), or the mail address where there is no name.

    >>> author_name("desk@ledger.example (Ada Hara)"), author_name("Ada Hara <ada@ledger.example>")
    ('Ada Hara', 'Ada Hara')
    """
    printed = printed[:MAX_TITLE]
    if "@" not in printed:
        return plain_name(printed)
    mails = _MAIL.findall(printed)
    name = " ".join(_MAIL.sub(" ", printed).strip(" \t\r\n()<>[],;:\"'").split())
    return plain_name(name or (mails[0] if mails else printed))


def is_picture(type_: str | None, medium: str | None) -> bool:
    """Tell whether a media type or medium says that a file is a picture."""
    return medium == "image" or (type_ or "").startswith("image")


def whole_number(printed: object) -> int | None:
    """Give a stated count of bytes, or None where it is none.

    >>> whole_number(" 1024 "), whole_number("12 MB")
    (1024, None)
    """
    digits = str(printed or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None  # noqa: PLR2004


def resolved(reference: str | None, base: str | None) -> str | None:
    """Give the base that an `xml:base` names inside another one, or the outer one where it names none."""
    if not reference:
        return base
    try:
        joined = urljoin(base or "", reference.strip())
        return joined if urlsplit(joined).scheme in {"http", "https"} else base
    except ValueError:
        return base


def _title(printed: str | None, kind: TextType) -> str | None:
    if not printed:
        return None
    if len(printed) > MAX_TITLE:
        printed = printed[:MAX_TITLE]
    if kind is TextType.HTML or (kind is TextType.UNSAID and _is_markup(printed)):
        return plain_line(printed) or None
    return " ".join(printed.split()) or None


def _is_markup(text: str) -> bool:
    if "<" not in text and "&" not in text:
        return False
    found = [match[1] for match in _TAG_OR_REFERENCE.finditer(text)]
    return bool(found) and all(name is None or name.lower() in _HEADLINE_ELEMENTS for name in found)


def _chosen(contents: list[Body], *, base: str) -> str | None:
    longest = contents[0] if len(contents) == 1 else max(contents, key=lambda body: len(body.value))
    return _as_html(longest, base=base)


def _as_html(body: Body, *, base: str) -> str | None:
    markup = _markup(body, base=base)
    is_text = body.type is TextType.TEXT or (body.type is TextType.UNSAID and markup and not _is_markup(markup))
    return html.escape(markup, quote=False) if markup and is_text else markup


def _markup(body: Body, *, base: str) -> str | None:
    if not body.value or len(body.value) > MAX_ENTRY:
        return None
    if body.type is TextType.TEXT:
        return body.value
    return absolute_links(body.value, base=resolved(body.base, base) or base)


def _image(found: list[str], base: str) -> str | None:
    return next((url for reference in found if (url := address(reference, base))), None)


def _enclosures(found: list[Enclosure], base: str) -> tuple[Enclosure, ...]:
    kept: dict[str, Enclosure] = {}
    for enclosure in found[:MAX_LIST]:
        url = address(enclosure.url, base)
        if url and url not in kept:
            kept[url] = Enclosure(
                url=url,
                type=enclosure.type,
                length=enclosure.length,
                title=enclosure.title,
                credit=enclosure.credit,
            )
    return tuple(kept.values())


def _source(raw: RawEntry, base: str) -> EntrySource | None:
    url = address(raw.source_url, base)
    title = plain_title(raw.source_title)
    return EntrySource(title=title, url=url) if url or title else None


def _distinct(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name for name in names[:MAX_LIST] if name]))
