"""What may be shown of whom, until when, and what an editor decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Extent(Enum):
    """How much of a report the operator may show, from least to most."""

    LINK = "link"
    HEADLINE = "headline"
    EXCERPT = "excerpt"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What may be shown of a feed's reports (in the spirit of ODRL and IPTC RightsML)."""

    extent: Extent = Extent.EXCERPT
    #: Whether pictures may be shown; without it a drawn card stands in their place.
    images: bool = False
    #: Nothing is shown before `date_published` plus this many seconds.
    embargo_s: int = 0
    #: Nothing is shown later than `date_published` plus this many seconds.
    expires_after_s: int | None = None
    #: A full copy names the source's address as canonical, because the agreement asks for it.
    canonical_to_source: bool = False
    #: Words the agreement wants printed under each report.
    credit_text: str | None = None
    #: The source reserves text and data mining (TDMRep 2024-05-10): nothing of it goes into bulk exports.
    tdm_reserved: bool = False

    def window(self, published: datetime) -> tuple[datetime | None, datetime | None]:
        """Give from when and until when a report may be shown, None where no bound is set."""
        begins = published + timedelta(seconds=self.embargo_s) if self.embargo_s > 0 else None
        ends = None if self.expires_after_s is None else published + timedelta(seconds=self.expires_after_s)
        return begins, ends


class OverruleKind(Enum):
    """What an editor may decide against the machine."""

    SAME_ORIGIN = "same-origin"
    SEPARATE_ORIGINS = "separate-origins"
    SAME_PERSON = "same-person"
    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"
    HIDE = "hide"
    PIN = "pin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrule:
    """An editor's decision; it is kept in its own table and outlives every run of the machine."""

    kind: OverruleKind
    #: Keys of the articles, stories or persons it is about.
    subjects: tuple[str, ...]
    #: Why, in the editor's words.
    reason: str
    editor: str
    decided_at: datetime


class TombstoneReason(Enum):
    """Why something was removed and must not come back."""

    TAKEDOWN = "takedown"
    RETENTION = "retention"
    EDITOR = "editor"


class HiddenBecause(Enum):
    """Why an article that is kept is shown to no reader."""

    #: An editor decided so.
    EDITOR = "editor"
    #: Its feed's articles wait for an editor; it was never shown.
    HOLD = "hold"
    #: The outlet took it back: its page is gone, or says so.
    RETRACTED = "retracted"
