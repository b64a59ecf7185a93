"""Feeds of any kind and any state through feedparser, guarded against what makes it slow, onto our values."""

import re
import warnings
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from headwater.errors import ReadError
from headwater.model.feed import Enclosure, FeedDocument, FeedFormat
from headwater.read.lenient import sound_letters
from headwater.read.limits import newest
from headwater.read.raw import (
    Body,
    RawEntry,
    TextType,
    address,
    finished,
    is_picture,
    language_tag,
    plain_title,
    whole_number,
)
from headwater.read.ttl import seconds_to_wait

#: Further items are not read: feedparser needs a tenth of a millisecond for each.
_MAX_ITEMS = 3000
_ITEM = re.compile(r"<(?:[a-zA-Z0-9_.-]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
#: Its time grows with the square of the number of attributes (4,000: 0.13 s); no vocabulary of feeds has 60.
_CROWDED_TAG = re.compile(r"<([A-Za-z][^\s<>/]*)([^<>]{1000,})>")
_MAX_ATTRIBUTES = 60
#: Its pattern for mail addresses tries every start of a long word (feedparser issue 562).
_LONG_NAME = re.compile(r"[A-Za-z0-9_.+\-]{400,}(?=[^A-Za-z0-9_.+\-/=]|$)")
_AUTHORS = re.compile(
    r"<(?:[a-zA-Z]{1,12}:)?(?:author|creator|managingeditor|webmaster|publisher|name|email|owner)[\s>]", re.IGNORECASE
)
#: Nobody means a hundred of these in a row, and sgmllib takes each by itself.
_RUN = re.compile(r"([&<])\1{20,}")
#: An angle bracket that opens and is not closed before the next one opens.
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
#: So many of them are no slip: sgmllib searches to the end of the document for each.
_MAX_UNCLOSED = 5000
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_TEXTS = {"text/plain": TextType.TEXT, "text/html": TextType.HTML, "application/xhtml+xml": TextType.HTML}
#: feedparser has undone base64 where it could; pictures and sounds inside a feed are not kept.
_READABLE = ("text/", "application/octet-stream")


def read_loosely(text: str, *, url: str, language: str | None = None) -> FeedDocument:
    """Give the feed that feedparser finds in a text, whatever state it is in.

    `language` is what the server said (Content-Language); what the feed itself says wins.

    Raises:
        ReadError: where there is none in it.

    """
    found = _parsed(_guarded(text), url, language)
    if not found.entries and not found.version and not found.feed.get("title"):
        message = "no feed was found in the document: check the address, or add the page as a list page"
        raise ReadError(message, about=url)
    feed = found.feed
    language = language_tag(_text(feed, "language"))
    is_atom = (found.version or "").startswith("atom")
    # An empty xml:lang takes the feed's language back.
    inherited = None if 'xml:lang=""' in text else language
    raw_entries = [_raw(entry, is_atom=is_atom) for entry in found.entries]
    entries, left_out = newest([finished(raw, base=url, language=inherited) for raw in raw_entries])
    links = [link for link in feed.get("links", ()) if isinstance(link, Mapping)]
    return FeedDocument(
        url=url,
        format=FeedFormat.ATOM if is_atom else FeedFormat.RSS,
        title=plain_title(_text(feed, "title")),
        link=address(_text(feed, "link"), url),
        description=plain_title(_text(feed, "subtitle") or _text(feed, "summary")),
        language=language,
        entries=entries,
        image=address(_image(feed), url),
        hub=_related(links, "hub", url),
        topic=_related(links, "self", url),
        more=tuple(link for link in (_related(links, "next", url), _related(links, "prev-archive", url)) if link),
        ttl_s=seconds_to_wait(
            ttl=_text(feed, "ttl"),
            period=_text(feed, "sy_updateperiod"),
            frequency=_text(feed, "sy_updatefrequency"),
        ),
        left_out=left_out,
    )


def _parsed(text: str, url: str, language: str | None) -> Any:  # noqa: ANN401 -- feedparser's own dictionary has no types
    # No address is handed over: feedparser would make ids that look relative into addresses.
    headers = {"content-type": "application/xml; charset=utf-8"}
    if language_tag(language):
        headers["content-language"] = str(language)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return feedparser.parse(
                BytesIO(text.encode()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
    except Exception as error:  # KeyError, AssertionError and others escape feedparser on broken input (6.0.14)
        message = "the feed is too broken to be read: tell the source, its XML is not well-formed"
        raise ReadError(message, about=url) from error


def _guarded(text: str) -> str:
    text = _DECLARATION.sub("", text, count=1)
    text = sound_letters(text)
    for number, item in enumerate(_ITEM.finditer(text)):
        if number == _MAX_ITEMS:
            text = text[: item.start()]
            break
    text = _RUN.sub(r"\1", text)
    if text.count("<") > text.count(">") + _MAX_UNCLOSED:
        text = _UNCLOSED.sub("&lt;", text)
    text = _CROWDED_TAG.sub(_uncrowded, text)
    return _LONG_NAME.sub(lambda name: name[0][:200], text) if _AUTHORS.search(text) else text


def _uncrowded(tag: re.Match[str]) -> str:
    if tag[2].count("=") <= _MAX_ATTRIBUTES:
        return tag[0]
    return f"<{tag[1]}{' /' if tag[2].endswith('/') else ''}>"


def _raw(found: Any, *, is_atom: bool) -> RawEntry:  # noqa: ANN401 -- feedparser's own dictionary has no types
    title = found.get("title_detail") or {}
    title_type = _TEXTS.get(str(title.get("type")), TextType.UNSAID) if is_atom else TextType.UNSAID
    summary = _body(found.get("summary_detail") or {"value": _text(found, "summary")})
    contents = [body for body in map(_body, found.get("content", ())) if body]
    if summary and any(summary.value == content.value for content in contents):
        summary = None
    links = [link for link in found.get("links", ()) if isinstance(link, Mapping)]
    printed_id = _text(found, "id")
    return RawEntry(
        id=printed_id,
        link=_text(found, "link") or next((link["href"] for link in links if _is_alternate(link)), None),
        id_is_link=is_atom and (printed_id or "")[:8].lower().startswith(("http://", "https://")),
        title=_text(found, "title"),
        title_type=title_type,
        authors=_authors(found),
        published=_text(found, "published") or _text(found, "created"),
        updated=_plain(found, "updated"),
        published_at=_moment(dict.get(found, "published_parsed") or dict.get(found, "created_parsed")),
        updated_at=_moment(dict.get(found, "updated_parsed")),
        summary=summary,
        contents=contents,
        categories=[str(tag["term"]) for tag in found.get("tags", ()) if tag.get("term")],
        enclosures=_enclosures(found, links),
        images=_images(found, links),
        language=_language(found),
        source_title=_text(found.get("source") or {}, "title"),
        source_url=_text(found.get("source") or {}, "link" if is_atom else "href"),
        rights=_text(found, "rights") or _related(links, "license", ""),
    )


def _body(found: Mapping[str, Any]) -> Body | None:
    kind = found.get("type") or "text/html"
    value = found.get("value")
    if (
        not isinstance(value, str)
        or not value
        or (not kind.startswith(_READABLE) and not kind.endswith(("xml", "html")))
    ):
        return None
    return Body(value=value, type=_TEXTS.get(kind, TextType.HTML), base=found.get("base") or None)


def _language(found: Any) -> str | None:  # noqa: ANN401 -- see _raw
    if _text(found, "language"):
        return str(found["language"])
    texts = [found.get("summary_detail"), *found.get("content", ()), found.get("title_detail")]
    return next((str(text["language"]) for text in texts if text and text.get("language")), None)


def _is_alternate(link: Mapping[str, Any]) -> bool:
    return link.get("rel", "alternate") == "alternate" and bool(link.get("href"))


def _authors(found: Any) -> list[str]:  # noqa: ANN401 -- feedparser's own dictionary has no types
    authors = [str(author.get("name") or author.get("email") or "") for author in found.get("authors", ())]
    printed = _text(found, "author")
    # feedparser takes ".example" for ".exam" and "ple": where it split one author, we split what was printed.
    if printed and (not any(authors) or (len(authors) == 1 and "@" in printed)):
        return [printed]
    return [author for author in authors if author]


def _enclosures(found: Any, links: list[Mapping[str, Any]]) -> list[Enclosure]:  # noqa: ANN401 -- see _authors
    stated = [link for link in links if link.get("rel") == "enclosure" and link.get("href")]
    media = [content for content in found.get("media_content", ()) if content.get("url")]
    credits_ = [str(credit["content"]) for credit in found.get("media_credit", ()) if credit.get("content")]
    credit = credits_[0] if len(media) == 1 and len(credits_) == 1 else None
    return [
        Enclosure(
            url=link["href"], type=link.get("type"), length=whole_number(link.get("length")), title=link.get("title")
        )
        for link in stated
    ] + [
        Enclosure(
            url=content["url"],
            type=content.get("type") or content.get("medium"),
            length=whole_number(content.get("filesize")),
            credit=credit,
        )
        for content in media
    ]


def _images(found: Any, links: list[Mapping[str, Any]]) -> list[str]:  # noqa: ANN401 -- see _authors
    media = [content for content in found.get("media_content", ()) if content.get("url")]
    return [
        *(str(content["url"]) for content in media if is_picture(content.get("type"), content.get("medium"))),
        *(str(thumbnail["url"]) for thumbnail in found.get("media_thumbnail", ()) if thumbnail.get("url")),
        *([_image(found) or ""] if _image(found) else []),
        *(str(link["href"]) for link in links if link.get("rel") == "enclosure" and is_picture(link.get("type"), None)),
    ]


def _image(found: Any) -> str | None:  # noqa: ANN401 -- see _authors
    image = found.get("image")
    if isinstance(image, Mapping):
        return _text(image, "href") or _text(image, "url")
    return _text(found, "logo") or _text(found, "icon")


def _related(links: list[Mapping[str, Any]], relation: str, url: str) -> str | None:
    href = next((link["href"] for link in links if link.get("rel") == relation and link.get("href")), None)
    return address(href, url) if href else None


def _text(found: Mapping[str, Any], key: str) -> str | None:
    value = found.get(key)
    return value if isinstance(value, str) and value else None


def _plain(found: Any, key: str) -> str | None:  # noqa: ANN401 -- see _authors
    # feedparser's own look-up answers `updated` with `published` where there is none.
    value = dict.get(found, key)
    return value if isinstance(value, str) and value else None


def _moment(parsed: Any) -> datetime | None:  # noqa: ANN401 -- a time.struct_time, which the pure floors do not name
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
