"""Words that a translation keeps the meaning of: numbers, days, things the news is full of."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Anchors:
    """Words of several languages by what they mean; each is equal to itself alone.

    >>> anchors = Anchors(by_language={"en": {"two=": "two"}, "de": {"zwei=": "two"}})
    >>> anchors.of("de")["zwei="] == anchors.of("en")["two="]
    True
    """

    #: By BCP 47 primary subtag: beginnings of words in lower case, or whole words that end in `=`, to a meaning.
    by_language: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, language: str) -> Mapping[str, str]:
        """Give the words of a language; none where it is not known."""
        return self.by_language.get(language, {})
