"""A model of your own beside the rules: what it must offer, and which proposals fit. None is shipped or needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One attribution a model found in a paragraph; places are code points, half-open."""

    content: tuple[Place, ...]
    source: Place | None = None
    cue: Place | None = None
    #: 0..1; below `LEAST_CONFIDENCE` it is not taken.
    confidence: float = 0.0


class Backend(Protocol):
    """What `find_statements` asks a model for, paragraph by paragraph."""

    def propose(self, text: str, *, language: str) -> Sequence[Proposal]:
        """Give the attributions of a paragraph; `language` is a BCP 47 primary subtag, "und" where it is unknown."""


def sound_proposals(backend: Backend, text: str, *, language: str) -> list[Proposal]:
    """Give a model's proposals whose places lie in the text; what does not fit is left out, never mended."""
    return [each for each in backend.propose(text, language=language) if _fits(each, len(text))]


def _fits(proposal: Proposal, length: int) -> bool:
    places = (*proposal.content, *(place for place in (proposal.source, proposal.cue) if place is not None))
    return bool(proposal.content) and all(0 <= start < end <= length for start, end in places)
