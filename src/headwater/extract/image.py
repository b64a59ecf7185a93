"""The picture that stands for the report: the one the page names, with what it prints under it."""

import re
from collections.abc import Mapping
from typing import Any

from headwater.extract.figures import caption_and_credit, meant, picture_at
from headwater.extract.passages import Shape, Walked
from headwater.extract.structured import Structured, words_of
from headwater.model.article import Evidence, Image
from headwater.model.feed import Entry
from headwater.text.urls import join

_NO_PICTURE = re.compile(r"placeholder|default[-_.]|fallback|logo|sprite|blank|spacer|favicon|avatar", re.IGNORECASE)
_SIZE = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.)|[-_](?:scaled|large|medium|small|thumb(?:nail)?)(?=\.)")


def find_lead_image(
    walked: Walked, structured: Structured, *, entry: Entry | None, base: str, lines: range
) -> tuple[Image, Evidence] | None:
    """Give the report's picture and the rule that gave it, or None.

    `lines` are the positions of the passages around the headline, where the lead picture stands.
    """
    stated = _stated(structured, entry, base)
    for rule, address, thing in stated:
        image = _with_print(walked, address, base=base)
        described = _described(thing, address)
        merged = Image(
            url=address,
            caption=(image.caption if image else None) or described.caption,
            credit=(image.credit if image else None) or described.credit,
            alt=(image.alt if image else None) or meant(structured.meta("og:image:alt", "twitter:image:alt")),
            width=described.width,
            height=described.height,
        )
        return merged, Evidence(field="lead_image", rule=rule, confidence=0.9, seen=address[:200])
    for position in lines:
        if walked.passages[position].shape is Shape.IMAGE and not walked.passages[position].box.is_out:
            image = picture_at(walked, position, base=base)
            if image is not None:
                return image, Evidence(field="lead_image", rule="first picture", confidence=0.6, seen=image.url[:200])
    return None


def _stated(structured: Structured, entry: Entry | None, base: str) -> list[tuple[str, str, Mapping[str, Any]]]:
    article_image = (structured.article or {}).get("image")
    thing = article_image[0] if isinstance(article_image, list) and article_image else article_image
    if isinstance(thing, dict) and isinstance(thing.get("@id"), str) and len(thing) == 1:
        thing = structured.by_id(thing["@id"]) or thing
    described = thing if isinstance(thing, Mapping) else {}
    written = thing if isinstance(thing, str) else described.get("url") or described.get("contentUrl")
    places = (
        ("og:image", structured.meta("og:image", "og:image:url", "og:image:secure_url")),
        ("json-ld", written if isinstance(written, str) else None),
        ("twitter:image", structured.meta("twitter:image", "twitter:image:src")),
        ("entry", entry.image if entry else None),
    )
    found = [(rule, join(base, text), described) for rule, text in places if text]
    return [(rule, address, thing) for rule, address, thing in found if address and _is_picture(address)]


def _is_picture(address: str) -> bool:
    return not _NO_PICTURE.search(address.rsplit("/", 1)[-1])


def _described(thing: Mapping[str, Any], address: str) -> Image:
    caption, credit = caption_and_credit(words_of(thing.get("caption")) or words_of(thing.get("description")) or "")
    stated = words_of(thing.get("creditText")) or words_of(thing.get("copyrightNotice"))
    return Image(
        url=address,
        caption=caption,
        credit=stated or credit,
        width=_pixels(thing.get("width")),
        height=_pixels(thing.get("height")),
    )


def _pixels(value: object) -> int | None:
    if isinstance(value, Mapping):
        value = value.get("value")
    if isinstance(value, str) and value.removesuffix("px").strip().isdigit():
        value = int(value.removesuffix("px"))
    return value if isinstance(value, int) and 0 < value < 100_000 else None  # noqa: PLR2004 - pixels, not bytes


def _with_print(walked: Walked, address: str, *, base: str) -> Image | None:
    """Give the picture of the page that is the stated one in another size."""
    name = _name(address)
    for position, passage in enumerate(walked.passages):
        if passage.shape is not Shape.IMAGE or passage.node is None:
            continue
        attributes = passage.node.attributes
        if any(name in _SIZE.sub("", value) for value in attributes.values() if value):
            return picture_at(walked, position, base=base)
    return None


def _name(address: str) -> str:
    return _SIZE.sub("", address.split("?", maxsplit=1)[0].rsplit("/", 1)[-1])
