"""The picture that stands for the report."""

import re

from headwater.extract.structured import Structured
from headwater.model.article import Image
from headwater.text.urls import join

_PLACEHOLDER = re.compile(r"placeholder|default[-_]|fallback|logo|sprite|blank|spacer|favicon|avatar", re.IGNORECASE)


def find_lead_image(structured: Structured, *, base: str) -> Image | None:
    """Give the picture that the page names as its own, or None."""
    stated = structured.meta("og:image", "og:image:url", "twitter:image", "twitter:image:src")
    address = join(base, stated) if stated else None
    if address is None or _PLACEHOLDER.search(address.rsplit("/", 1)[-1]):
        return None
    return Image(url=address, alt=structured.meta("og:image:alt", "twitter:image:alt"))
