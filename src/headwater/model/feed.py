"""What the operator subscribed to, how polling went, and what a feed said."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from headwater.model.rights import Rights

#: Begins the address of a feed that was an archive's file: it was read once and is never polled.
ARCHIVE_SCHEME = "archive:"


class FeedFormat(Enum):
    """The shapes a source of entries can have."""

    RSS = "rss"
    ATOM = "atom"
    JSON_FEED = "jsonfeed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    NINJS = "ninjs"
    WARC = "warc"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address that the operator subscribed to."""

    url: str
    #: Key of the outlet it belongs to.
    outlet: str
    title: str | None = None
    format: FeedFormat = FeedFormat.UNKNOWN
    #: Section of the portal its reports belong to, where the operator says so.
    section: str | None = None
    #: BCP 47; wins over what the feed says.
    language: str | None = None
    rights: Rights = field(default_factory=Rights)
    #: Its articles wait until an editor approves each.
    hold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPart:
    """A document that a sitemap index names, with its validators as the server sent them."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchState:
    """How polling of one address went so far, and when it is due again."""

    due_at: datetime
    #: As the server sent it, quotes included (RFC 9110 8.8.3): returned verbatim.
    etag: str | None = None
    #: As the server sent it (RFC 9110 8.8.2): returned verbatim.
    last_modified: str | None = None
    fetched_at: datetime | None = None
    #: When the body last differed from the one before.
    changed_at: datetime | None = None
    #: When a body last came in full, whatever it held (a 304 brings none).
    full_at: datetime | None = None
    #: sha256 of the last body, hexadecimal.
    digest: str | None = None
    #: Seconds between polls, as learnt from how the feed publishes.
    interval_s: int = 900
    #: Failures in a row.
    failures: int = 0
    #: What is wrong, one sentence; None while all is well.
    problem: str | None = None
    #: Short name of what is wrong ("timeout", "tls", "too-large", "gone", "unreadable"); None while all is well.
    reason: str | None = None
    #: What the operator can do about it, one sentence.
    mend: str | None = None
    #: Where permanent redirects have pointed, and how often in a row they agreed.
    moved_to: str | None = None
    moved_count: int = 0
    #: First of those agreeing answers.
    moved_since: datetime | None = None
    #: How often in a row the server said 410, and since when.
    gone_count: int = 0
    gone_since: datetime | None = None
    #: Polling has stopped and the operator has to say so again.
    retired: bool = False
    #: Of a sitemap index: the parts that are read with it.
    parts: tuple[FeedPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that belongs to an entry (RSS enclosure, Atom rel=enclosure, media:content)."""

    url: str
    type: str | None = None
    #: Bytes, as stated.
    length: int | None = None
    title: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySource:
    """Where a feed says that an entry was copied from (RSS `<source>`, atom:source)."""

    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, in the words of Atom (RFC 4287). Texts are foreign: markup may be in them."""

    #: As stated (guid, atom:id, JSON id); None where the feed gives none.
    id: str | None = None
    #: Absolute address of the report.
    link: str | None = None
    #: Plain text, entities resolved.
    title: str | None = None
    #: Names, plain text.
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    #: The publication date as printed, verbatim, also where it could not be understood.
    published_as_printed: str | None = None
    #: Foreign HTML or plain text, as delivered.
    summary: str | None = None
    #: Foreign HTML, as delivered.
    content: str | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    #: Address of the entry's own picture, where it names one.
    image: str | None = None
    #: BCP 47.
    language: str | None = None
    source: EntrySource | None = None
    #: Copyright or licence as stated.
    rights: str | None = None
    #: The publisher takes it back (ninjs pubStatus "canceled" or "withheld").
    is_canceled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """A feed as parsed."""

    url: str
    format: FeedFormat
    title: str | None = None
    #: The site the feed belongs to.
    link: str | None = None
    description: str | None = None
    language: str | None = None
    #: In the feed's order.
    entries: tuple[Entry, ...] = ()
    image: str | None = None
    #: WebSub hub and topic (W3C WebSub 4).
    hub: str | None = None
    topic: str | None = None
    #: Further documents to read: sitemap index children, next pages (RFC 5005).
    more: tuple[str, ...] = ()
    #: Seconds for which the feed asks not to be polled again (RSS ttl, sy:update*).
    ttl_s: int | None = None
    #: What was left out while reading, a sentence each (too many entries, an entry too large).
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One subscription in an OPML list (OPML 2.0)."""

    #: Address of the feed (`xmlUrl`).
    url: str
    title: str | None = None
    #: Address of the site (`htmlUrl`).
    link: str | None = None
    #: Titles of the outlines it stands in, outermost first.
    folders: tuple[str, ...] = ()
    #: BCP 47.
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Something a page names that could be read regularly."""

    url: str
    #: What it is said or guessed to be; UNKNOWN where only the address suggests it.
    format: FeedFormat = FeedFormat.UNKNOWN
    title: str | None = None
    #: The page says so itself; otherwise it is worth a try.
    stated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What is remembered of an entry that was seen before, to know it again."""

    #: Key of the article it became.
    key: str
    id: str | None = None
    link: str | None = None
    title: str | None = None
    #: As the feed stated it.
    published: datetime | None = None
    #: Address of the feed it was last seen in.
    feed: str | None = None


class SightingKind(Enum):
    """What an entry of a fetch is to us."""

    NEW = "new"
    KNOWN = "known"
    #: Known, and its address, title or feed is another than before.
    MOVED = "moved"
    #: Another entry of the same fetch is the same report.
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was decided about one entry of a fetch."""

    entry: Entry
    kind: SightingKind
    #: Key of the article it is, where it is known.
    key: str | None = None
    #: The rule that decided, for the desk.
    rule: str = ""
    #: When a new entry is shown as published: never later than we saw it.
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPreview:
    """What a person is shown before a feed is added."""

    document: FeedDocument
    #: The newest entries, at most five.
    examples: tuple[Entry, ...] = ()
    language: str | None = None
    #: Median seconds between entries; None with fewer than three dates.
    every_s: int | None = None
