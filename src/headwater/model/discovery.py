"""What was found behind an address that somebody typed in: feeds to choose from, or what to do next."""

from dataclasses import dataclass
from enum import Enum

from headwater.model.feed import Entry, FeedFormat
from headwater.model.page import Reservation, RobotsVerdict


class FoundBy(Enum):
    """How a feed was found."""

    ITSELF = "itself"
    ANNOUNCED = "announced"
    LINKED = "linked"
    USUAL_PLACE = "usual-place"
    ROBOTS = "robots"
    LISTING = "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A feed that works, with what the operator needs to choose it."""

    #: Where it answers, after redirects.
    url: str
    format: FeedFormat
    found_by: FoundBy
    title: str | None = None
    #: BCP 47, as the feed says.
    language: str | None = None
    #: The first five, in the feed's order.
    entries: tuple[Entry, ...] = ()
    #: How many entries it holds now.
    entry_count: int = 0
    #: Mean seconds between its latest entries; None where they have no dates.
    every_s: int | None = None
    robots: RobotsVerdict
    #: None where nothing is said.
    reservation: Reservation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Everything found behind one address."""

    #: As typed, with a scheme.
    url: str
    #: The best first.
    candidates: tuple[Candidate, ...] = ()
    #: What to do where there are none, one or two sentences; None where there are.
    advice: str | None = None
