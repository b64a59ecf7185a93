"""Places as pages print them: in the portal's language, each with its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.data.load import load_knowledge
from headwater.edition.addresses import place_path


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLink:
    """A place in a list."""

    key: str
    name: str
    path: str


def place_links(keys: Iterable[str], *, language: str) -> tuple[PlaceLink, ...]:
    """Give links to places in the order asked for; a place that is not known any more is left out."""
    found = ((key, load_knowledge().places.get(key)) for key in keys)
    return tuple(
        PlaceLink(key=key, name=place.name(language), path=place_path(key)) for key, place in found if place is not None
    )
