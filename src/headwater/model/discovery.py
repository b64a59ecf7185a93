"""What was found behind an address that somebody typed in: feeds to choose from, or what to do next."""

from dataclasses import dataclass
from enum import Enum

from headwater.model.feed import Entry, FeedFormat, Outline
from headwater.model.page import Reservation, RobotsVerdict


class FoundBy(Enum):
    """How a feed was found."""

    ITSELF = "itself"
    PLATFORM = "platform"
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
    #: Five of its entries, the newest first where they are dated.
    entries: tuple[Entry, ...] = ()
    #: How many entries it holds now.
    entry_count: int = 0
    #: Median seconds between its entries; None where fewer than three have a date.
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
    #: What stands in it, where it is a list of feeds (OPML).
    subscriptions: tuple[Outline, ...] = ()
    #: What to do where there are none, one or two sentences; None where there are.
    advice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What readers meet at a feed's reports, by a look at some of their pages."""

    #: Pages that were asked for.
    looked_at: int
    #: Of these, how many the outlet keeps for those who pay or sign in.
    closed: int = 0
    #: Why others gave no article, a word each.
    without_article: tuple[str, ...] = ()
