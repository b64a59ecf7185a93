"""Countries and cities, and what each is called in several languages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country or a city that is named alike by everybody."""

    #: Part of its address: "germany", "hong-kong".
    key: str
    #: By BCP 47 primary subtag: what it is called, as lists print it.
    called: Mapping[str, str] = field(default_factory=dict)
    #: By BCP 47 primary subtag: names that stand for this place and for nothing else.
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Give its name in a language, else in English, else its key.

        >>> Place(key="germany", called={"en": "Germany", "de": "Deutschland"}).name("de-AT")
        'Deutschland'
        """
        return self.called.get(language.split("-", maxsplit=1)[0].casefold()) or self.called.get("en") or self.key


class PlaceDirectory:
    """Places by key, in the order of their keys."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        """Take places; the last one of a key stays."""
        self._by_key = {place.key: place for place in places}

    def get(self, key: str) -> Place | None:
        """Give the place of a key, or None."""
        return self._by_key.get(key)

    def __iter__(self) -> Iterator[Place]:
        """Give every place."""
        return iter(self._by_key.values())
