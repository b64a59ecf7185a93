"""ninjs 1.x to 3.x, the JSON of news agencies (IPTC), onto our values."""

from collections.abc import Mapping
from typing import Any

from headwater.model.feed import Enclosure, FeedDocument, FeedFormat
from headwater.read.jsonfeed import rows, text
from headwater.read.limits import newest
from headwater.read.raw import Body, RawEntry, TextType, finished

_LISTS = ("items", "_items", "associations")


def is_ninjs(document: Mapping[str, Any]) -> bool:
    """Tell whether a decoded JSON object is a ninjs item or a list of them.

    >>> is_ninjs({"uri": "urn:meridian:1", "headline": "A"}), is_ninjs({"items": [{"id": "1"}]})
    (True, False)
    """
    return _is_item(document) or any(_is_item(row) for name in _LISTS for row in rows(document, name)[:5])


def read_ninjs(document: Mapping[str, Any], *, url: str) -> FeedDocument:
    """Give the items of a ninjs document: one item, or an object that lists them (ninjs 1.4, 2.1 and 3.0)."""
    items = [document] if _is_item(document) else [row for name in _LISTS for row in rows(document, name)]
    raw = [_raw(item) for item in items if _is_item(item)]
    entries, left_out = newest([finished(entry, base=url, language=None) for entry in raw])
    return FeedDocument(
        url=url, format=FeedFormat.NINJS, title=text(document, "title"), entries=entries, left_out=left_out
    )


def _is_item(row: Mapping[str, Any]) -> bool:
    said = ("headline", "headlines", "body_text", "body_html", "bodies", "versioncreated", "versionCreated")
    return "uri" in row and any(name in row for name in said)


def _raw(item: Mapping[str, Any]) -> RawEntry:
    description = text(item, "description_text") or _valued(item, "descriptions")
    picture = _picture(item)
    byline = text(item, "byline") or text(item, "by")
    source = next((text(row, "name") for row in rows(item, "infosources") + rows(item, "infoSources")), None)
    return RawEntry(
        id=text(item, "uri"),
        link=text(item, "url") or text(item, "canonicalurl"),
        id_is_link=(text(item, "uri") or "").startswith(("http://", "https://")),
        title=text(item, "headline") or _valued(item, "headlines") or text(item, "slugline"),
        title_type=TextType.TEXT,
        authors=[byline] if byline else [],
        published=text(item, "firstcreated") or text(item, "firstCreated") or text(item, "versioncreated"),
        updated=text(item, "versioncreated") or text(item, "versionCreated"),
        summary=Body(value=description, type=TextType.TEXT) if description else None,
        contents=_bodies(item),
        categories=[name for row in rows(item, "subject") + rows(item, "subjects") if (name := text(row, "name"))],
        enclosures=[Enclosure(url=picture)] if picture else [],
        images=[picture] if picture else [],
        language=text(item, "language"),
        source_title=source or text(item, "copyrightholder") or text(item, "copyrightHolder"),
        # Any other word than "usable" means that it must not be used (ninjs 1.x "pubstatus", 3.x "pubStatus").
        is_canceled=(text(item, "pubstatus") or text(item, "pubStatus") or "usable").casefold() != "usable",
        rights=text(item, "copyrightnotice") or text(item, "copyrightNotice") or text(item, "usageterms"),
    )


def _valued(item: Mapping[str, Any], name: str) -> str | None:
    main = [row for row in rows(item, name) if text(row, "role") in {None, "main"}] or rows(item, name)
    return next((value for row in main if (value := text(row, "value"))), None)


def _bodies(item: Mapping[str, Any]) -> list[Body]:
    found = [Body(value=body) for name in ("body_xhtml", "body_html") if (body := text(item, name))]
    for row in rows(item, "bodies"):
        kind = text(row, "contenttype") or text(row, "contentType") or ""
        if value := text(row, "value"):
            found.append(Body(value=value, type=TextType.HTML if "html" in kind else TextType.TEXT))
    if not found and (plain := text(item, "body_text")):
        found.append(Body(value=plain, type=TextType.TEXT))
    return found


def _picture(item: Mapping[str, Any]) -> str | None:
    linked = item.get("associations")
    parts = list(linked.values()) if isinstance(linked, Mapping) else linked if isinstance(linked, list) else []
    for part in [item, *parts]:
        if not isinstance(part, Mapping) or (part is not item and text(part, "type") not in {None, "picture"}):
            continue
        renditions = part.get("renditions")
        sizes = list(renditions.values()) if isinstance(renditions, Mapping) else renditions
        for size in sizes if isinstance(sizes, list) else []:
            if isinstance(size, Mapping) and text(size, "href"):
                return text(size, "href")
    return None
