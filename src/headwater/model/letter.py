"""The newsletter's values: who reads it and how, what stands in an issue, and what was asked for at the form."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Frequency(Enum):
    """How often a reader wants the letter."""

    DAILY = "daily"
    WEEKLY = "weekly"
    #: Only when several independent sources report something at once.
    BREAKING = "breaking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a reader wants to get."""

    frequency: Frequency = Frequency.DAILY
    #: Names of sections; empty: all.
    sections: tuple[str, ...] = ()
    #: Primary BCP 47 tags of the languages that the news may be in; empty: all.
    news_languages: tuple[str, ...] = ()
    #: BCP 47 tag of the letter's own words.
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """How a reader came to get the letter: what a data protection office asks for (GDPR article 7.1)."""

    asked_at: datetime
    #: The network it was asked from, shortened: a /24 or a /48.
    asked_from: str
    #: The words that stood beside the button, as the reader saw them.
    words: str
    confirmed_at: datetime | None = None
    confirmed_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One subscription, as letters need it."""

    key: str
    #: As mail servers take it: ASCII.
    address: str
    wishes: Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPicture:
    """Our own copy of a picture, at the portal's public address."""

    address: str
    alt: str
    #: Caption and credit, as printed under it.
    caption: str
    #: Pixels.
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStory:
    """One story as an issue holds it: words that might be shown when the issue was made."""

    key: str
    #: Key of the report whose words these are; rights are asked for it again when a letter is written.
    face: str
    #: Path on the site.
    path: str
    #: None where only a link may be shown.
    headline: str | None
    summary: str | None
    #: Display name of the outlet whose words these are.
    outlet: str
    section: str
    #: BCP 47 of headline and summary.
    language: str | None
    #: Independent sources, and reports.
    sources: int
    reports: int
    first_seen: datetime | None
    #: Display name of the outlet that was seen first.
    first_outlet: str | None
    picture: LetterPicture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The contents of one issue, in the order in which stories rank; each reader gets what they asked for of it."""

    frequency: Frequency
    made_at: datetime
    stories: tuple[LetterStory, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """What a delivery status notification (RFC 3464) says about one address."""

    #: The Message-ID of the letter it is about, with its angle brackets; None where it brings none back.
    message_id: str | None
    #: Enhanced status code (RFC 3463), for example "5.1.1"; a class of 5 is for ever.
    status: str
    #: The server's own words.
    words: str = ""
