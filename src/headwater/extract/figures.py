"""Pictures of a page: their address, caption and credit; file names and placeholders are no captions."""

import re
from collections.abc import Mapping

from headwater.extract.links import resolve
from headwater.extract.names import Say
from headwater.extract.passages import Box, Shape, Walked
from headwater.model.article import Image

_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-srcset",
    "srcset",
    "src",
    "data-hi-res-src",
    "data-image",
)
_NO_PICTURE = re.compile(
    r"^data:|placeholder|spacer|blank\.|pixel|1x1|transparent\.|loading\.|sprite|/ads?/|doubleclick|avatar|gravatar|"
    r"emoji|\bicons?\b|logo|favicon|badge|button|share[-_]",
    re.IGNORECASE,
)
_SMALL_PIXELS = 120
_CREDIT = re.compile(
    r"\(?\s*(?:(?:photo(?:graph|graphy)?|image|picture|foto(?:grafía|grafie)?|bild(?:quelle)?|fotos?|imagen|"
    r"immagine|crédits?(?:\s+photo)?|"
    r"credits?|quelle|fuente|fonte|fotoğraf|kuva|zdjęcie|фото|사진|写真|图片来源)\s*(?:by|courtesy(?:\s+of)?|via|"
    r"credit|:|：|\||/)\s*|©\s*|"
    r"(?:courtesy|handout)\s+)(?P<name>[^()]{2,100}?)\s*\)?\s*$",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\s*[(\[–—-]?\s*(?P<name>(?:[A-ZÀ-Þ][\w.'’-]+(?:\s+[A-ZÀ-Þ][\w.'’-]+){0,3}\s*[/|]\s*)?"
    r"(?:AP|AFP|EPA|EFE|ANSA|DPA|dpa|TASS|PA|Reuters|REUTERS|Getty(?:\s+Images)?|Getty\s+Images|iStock|"
    r"Shutterstock|Bloomberg|Keystone|"
    r"picture[- ]alliance|imago(?:\s+images)?|Anadolu|Xinhua|Unsplash|Pexels|Pixabay|Alamy|"
    r"Adobe\s?Stock)(?:\s+Photo|\s+Images)?"
    r"(?:\s*[/|]\s*[\w .'’-]{2,40})?)\s*[)\]]?\s*$"
)
_FILE_NAME = re.compile(
    r"^\S+\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|heic)$|^(?:img|dsc|dscn|image|photo|foto|bild|picture|"
    r"screenshot|untitled)[-_ ]*[\w-]*\d*$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"^(?:untitled(?:\s+design)?(?:\s*\(?\d+\)?)?|image|photo|picture|foto|bild|imagen|featured\s+image|"
    r"article\s+image|hero\s+image|"
    r"thumbnail|placeholder|caption|alt\s+text|no\s+(?:caption|description)|null|undefined|file\s+photo|"
    r"lead\s+image|img|banner|logo)\W*$",
    re.IGNORECASE,
)
_MAX_CAPTION_CHARACTERS = 1_000
_MAX_URL_CHARACTERS = 2_000


def picture_at(walked: Walked, position: int, *, base: str) -> Image | None:
    """Give the picture that an image passage shows, with what is printed under it; None for icons and trackers."""
    passage = walked.passages[position]
    if passage.node is None:
        return None
    attributes = passage.node.attributes
    address = _address(attributes, base)
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    if (
        address is None
        or _NO_PICTURE.search(address)
        or min(width or _SMALL_PIXELS, height or _SMALL_PIXELS) < _SMALL_PIXELS
    ):
        return None
    caption, credit = caption_and_credit(_printed_under(walked, position))
    return Image(
        url=address,
        caption=caption,
        credit=credit,
        alt=meant(attributes.get("alt")),
        width=width,
        height=height,
    )


def caption_and_credit(printed: str) -> tuple[str | None, str | None]:
    """Part what is printed under a picture.

    >>> caption_and_credit("The dam at Tell Amar. Photo: Lea Brandt/Meridian")
    ('The dam at Tell Amar.', 'Lea Brandt/Meridian')
    >>> caption_and_credit("IMG_2041.jpg")
    (None, None)
    """
    text = " ".join(printed.split())[:_MAX_CAPTION_CHARACTERS]
    for pattern in (_CREDIT, _AGENCY):
        found = pattern.search(text)
        if found is not None:
            return meant(text[: found.start()].rstrip(" |–—-•·,;([")), found["name"].strip(" .:|") or None
    return meant(text), None


def meant(text: str | None) -> str | None:
    """Give a caption or description that somebody wrote; file names and placeholders are none.

    >>> meant("untitled design (3)") is None, meant("Flood water in Port Selby")
    (True, 'Flood water in Port Selby')
    """
    plain = " ".join((text or "").split())
    if not plain or _FILE_NAME.match(plain) or _PLACEHOLDER.match(plain):
        return None
    return plain[:_MAX_CAPTION_CHARACTERS]


def _address(attributes: Mapping[str, str | None], base: str) -> str | None:
    for name in _SOURCES:
        value = (attributes.get(name) or "").strip()
        if not value or value.startswith("data:") or len(value) > _MAX_URL_CHARACTERS * 4:
            continue
        first = _largest(value) if "srcset" in name else value
        address = resolve(base, first) if first else None
        if address is not None:
            return address
    return None


def _largest(srcset: str) -> str:
    """Give the widest candidate of a source set (WHATWG HTML 4.8.4.2.1)."""
    best, width = "", -1.0
    for candidate in re.split(r",\s+", srcset):
        parts = candidate.split()
        size = re.fullmatch(r"(\d+(?:\.\d+)?)[wx]", parts[1]) if len(parts) > 1 else None
        found = float(size.group(1)) if size else 0.0
        if parts and found > width:
            best, width = parts[0], found
    return best.rstrip(",")


def _pixels(value: str | None) -> int | None:
    digits = (value or "").removesuffix("px")
    return int(digits) if digits.isdigit() and len(digits) < len("100000") else None


def _printed_under(walked: Walked, position: int) -> str:
    """Give the caption's lines: of the same figure, or of a box named as caption right after the picture."""
    figure = _figure(walked.passages[position].box)
    lines: list[str] = []
    for passage in walked.passages[position + 1 : position + 6]:
        is_caption = passage.shape is Shape.CAPTION or _is_named_caption(passage.box)
        if passage.shape is Shape.IMAGE or (figure is None and not is_caption):
            break
        if (figure is not None and _figure(passage.box) is figure) or (figure is None and is_caption):
            lines.append(passage.text)
        else:
            break
    return " ".join(lines)


def _figure(box: Box | None) -> Box | None:
    while box is not None:
        if box.tag == "figure":
            return box
        box = box.parent
    return None


def _is_named_caption(box: Box | None) -> bool:
    for _ in range(3):
        if box is None:
            return False
        if box.said & (Say.CAPTION | Say.CREDIT):
            return True
        box = box.parent
    return False
