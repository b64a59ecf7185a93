"""The script's values: outlets, events, texts, and who publishes what, when, and from whom.

They are what `world/*.toml` says, no more; `world/README.md` explains each key. An unknown key is an error, which is
why these are msgspec structs and not dataclasses.
"""

from datetime import timedelta
from enum import Enum
from typing import Annotated

import msgspec

from headwater.model.feed import FeedFormat
from headwater.model.outlet import OutletKind
from headwater.model.provenance import SpeakerKind
from headwater.model.rights import Extent

#: "1 06:52": the day of the script and the time, UTC.
Moment = Annotated[str, msgspec.Meta(pattern=r"^[0-3] ([01]\d|2[0-3]):[0-5]\d$")]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
#: Words to replace, and their replacement.
Swap = tuple[str, str]

#: Stands before the key of a text that nobody publishes: `text:release`.
UNPUBLISHED = "text:"
#: Stands for sources that a text mentions without naming them.
AGENCIES = "agencies"

_MINUTES_PER_DAY = 24 * 60


class Section(Enum):
    """What an event is about; each outlet has its own word for it."""

    POLITICS = "politics"
    ECONOMY = "economy"
    SOCIETY = "society"
    CULTURE = "culture"
    SCIENCE = "science"
    SPORT = "sport"
    WEATHER = "weather"


class How(Enum):
    """How a report comes from others."""

    VERBATIM = "verbatim"
    RETITLED = "retitled"
    CUT = "cut"
    SHUFFLED = "shuffled"
    LIGHT = "light"
    HEAVY = "heavy"
    REWORDED = "reworded"
    TRANSLATED = "translated"
    MERGED = "merged"
    QUOTED = "quoted"


class ChangeKind(Enum):
    """What happens to a report after it was published."""

    EDIT = "edit"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    TAKEDOWN = "takedown"


class TrapKind(Enum):
    """What a page is that a feed announces and that is no article."""

    CONSENT_WALL = "consent-wall"
    LOGIN_WALL = "login-wall"
    PAYWALL = "paywall"
    SOFT_404 = "soft-404"
    INDEX_PAGE = "index-page"
    EMPTY = "empty"
    NOT_HTML = "not-html"
    GONE = "gone"
    ROBOTS = "robots"


class StructuredData(Enum):
    """What an outlet's pages say about themselves in JSON-LD."""

    GOOD = "good"
    NONE = "none"
    WRONG = "wrong"


class Scripted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything that is read from the script."""


class House(Scripted, frozen=True, kw_only=True):
    """An outlet of the script: who it is, and how its site is built."""

    key: Key
    name: str
    kind: OutletKind
    #: Without scheme; ends in `.example`.
    host: str
    country: str
    language: str
    credit_names: tuple[str, ...] = ()
    ambiguous_names: tuple[str, ...] = ()
    part_of: str | None = None
    #: None for an owner that publishes nothing itself.
    feed: FeedFormat | None = None
    feed_path: str = "/feed"
    #: Entries the feed shows at once.
    feed_entries: int = 60
    #: Whether the feed says from whom a credited copy comes (RSS `<source>`).
    feed_sources: bool = False
    #: Whether the feed holds the whole text.
    feed_full: bool = False
    #: Name of a page design, `designs/<design>.html`.
    design: str = "plain"
    structured_data: StructuredData = StructuredData.GOOD
    #: Whether whole copies name the original's address as canonical.
    canonical_to_source: bool = False
    #: Minutes by which printed times are wrong; an outlet that wants to be first has a negative number.
    dates_off_min: int = 0
    #: Printed under every article, in the same words.
    house_paragraph: str | None = None
    #: The outlet's own words for sections.
    sections: dict[str, str] = {}
    extent: Extent = Extent.EXCERPT
    images: bool = False
    #: Style of its article addresses; `{day}`, `{slug}`, `{number}` and `{section}` are filled in.
    address: str = "/{section}/{slug}"


class Saying(Scripted, frozen=True, kw_only=True):
    """Who speaks in one utterance of an event."""

    name: str | None = None
    #: The name as printed in texts of other languages.
    names: dict[str, str] = {}
    role: str | None = None
    kind: SpeakerKind = SpeakerKind.PERSON


class Scene(Scripted, frozen=True, kw_only=True):
    """A drawn picture."""

    scene: str
    credit: str | None = None
    caption: dict[str, str] = {}


class Text(Scripted, frozen=True, kw_only=True):
    """A text that somebody wrote, with its marks."""

    language: str
    headline: str
    body: str
    summary: str | None = None
    byline: str | None = None
    #: Reports, `text:` keys or "agencies" that all of it comes from, though in other words.
    rests_on: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs, each on one line, marks inside."""
        parts = self.body.strip().split("\n\n")
        return tuple(" ".join(part.split()) for part in parts if part.strip())


class Change(Scripted, frozen=True, kw_only=True):
    """What happens to a report later."""

    at: Moment
    kind: ChangeKind = ChangeKind.EDIT
    swap: tuple[Swap, ...] = ()
    headline: str | None = None
    #: Printed above the text.
    note: str | None = None


class Report(Scripted, frozen=True, kw_only=True):
    """One outlet publishes something of an event."""

    outlet: Key
    at: Moment
    listed: Moment | None = None
    text: str | None = None
    of: tuple[str, ...] = ()
    how: How | None = None
    keep: int = 3
    take: int = 1
    headline: str | None = None
    summary: str | None = None
    dateline: str | None = None
    byline: str | None = None
    credit: str | None = None
    section: str | None = None
    picture: str | None = None
    caption: str | None = None
    swap: tuple[Swap, ...] = ()
    changes: tuple[Change, ...] = ()


class Event(Scripted, frozen=True, kw_only=True):
    """Something that happened, and every report of it."""

    key: Key
    section: Section
    says: dict[str, Saying] = {}
    pictures: dict[str, Scene] = {}
    texts: dict[str, Text]
    reports: tuple[Report, ...]
    siblings: tuple[str, ...] = ()


class Labels(Scripted, frozen=True, kw_only=True):
    """What sites of one language print around their articles."""

    by: str
    menu: tuple[str, ...]
    read_also: str
    related: str
    newsletter: str
    share: tuple[str, ...]
    cookies: str
    accept: str
    comments: tuple[str, ...]
    rights: str
    photo: str
    updated: str
    not_found: str
    sign_in: str
    subscribe: str


class Trap(Scripted, frozen=True, kw_only=True):
    """An announced page that is no article."""

    key: Key
    outlet: Key
    at: Moment
    kind: TrapKind
    headline: str


class Template(Scripted, frozen=True, kw_only=True):
    """Events that differ only in what is filled in. Slots stand as `<name>` in all texts."""

    key: Key
    section: Section
    #: How many events it makes.
    events: int
    #: Each event draws one value for each slot; `<name:low-high>` draws a number, which then stands for `<name>`.
    slots: dict[str, tuple[str, ...]] = {}
    #: Sets of values that belong together: each event takes another row, in an order of the seed.
    rows: tuple[dict[str, str], ...] = ()
    says: dict[str, Saying] = {}
    #: Each event comes so many minutes after the one before.
    every_min: int = 0
    #: How many of the copiers copy each event, in ways that the seed chooses.
    copies: int = 0
    #: Outlets that may copy; only those copy whose language the template has.
    copiers: tuple[str, ...] = ()
    #: Share of those copies that name their source in a closing line.
    credited: float = 0.5
    texts: dict[str, Text]
    reports: tuple[Report, ...]


class World(Scripted, frozen=True, kw_only=True):
    """The whole script."""

    outlets: tuple[House, ...]
    events: tuple[Event, ...]
    templates: tuple[Template, ...] = ()
    traps: tuple[Trap, ...] = ()
    #: Per language: pairs of words that mean the same.
    wording: dict[str, tuple[tuple[str, str], ...]] = {}

    def house(self, key: str) -> House:
        """Give the outlet of a key; KeyError where there is none."""
        return next(house for house in self.outlets if house.key == key)


def since_start(moment: str) -> timedelta:
    """Give how long after the start of day 1 a moment lies.

    >>> since_start("2 06:52")
    datetime.timedelta(days=1, seconds=24720)
    """
    day, _, time = moment.partition(" ")
    hours, _, minutes = time.partition(":")
    return timedelta(minutes=(int(day) - 1) * _MINUTES_PER_DAY + int(hours) * 60 + int(minutes))


def report_ids(reports: tuple[Report, ...]) -> tuple[str, ...]:
    """Give each report's name within its event: the outlet, and `#2` behind its second one.

    >>> report_ids((Report(outlet="ledger", at="1 06:00"), Report(outlet="ledger", at="1 09:00")))
    ('ledger', 'ledger#2')
    """
    counted: dict[str, int] = {}
    names = []
    for report in reports:
        number = counted[report.outlet] = counted.get(report.outlet, 0) + 1
        names.append(report.outlet if number == 1 else f"{report.outlet}#{number}")
    return tuple(names)


def is_unpublished(key: str) -> bool:
    """Say whether a key names a text that nobody published: a press release we never see.

    >>> is_unpublished("alder-train/text:release")
    True
    """
    return key.rpartition("/")[2].startswith(UNPUBLISHED)
