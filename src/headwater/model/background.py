"""How common words are in a language at large, before the first report has been read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """In how many of a number of texts each word stands, words as `text.words` compares them."""

    #: Number of texts counted, of all languages.
    texts: int = 0
    #: Word to the number of texts it stands in.
    counts: Mapping[str, int] = field(default_factory=dict)
