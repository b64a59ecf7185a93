"""What the site is given to show: our copies of reports with their rights, and stories as lines and pages."""

from dataclasses import dataclass, field
from datetime import datetime

from headwater.model.article import Article
from headwater.model.provenance import Reason, Reuse, Traced
from headwater.model.rights import Rights
from headwater.model.story import Ranked, Story
from headwater.model.translation import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """Our own small copy of a picture, a JPEG."""

    #: sha256 of its bytes, hexadecimal.
    digest: str
    #: Pixels.
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldArticle:
    """Our copy of a report, with what decides how much of it may be shown."""

    key: str
    #: Key of its story; None until it has been placed.
    story: str | None
    first_seen: datetime
    #: The time it is printed with and sorted by.
    shown_at: datetime
    article: Article
    rights: Rights = field(default_factory=Rights)
    #: Address of the feed that brought it.
    feed_url: str | None = None
    traced: Traced = field(default_factory=Traced)
    #: Our copy of its lead picture; None where there is none (yet).
    picture: KeptPicture | None = None
    #: Its page, or its publisher's host, reserves text and data mining.
    tdm_reserved: bool = False
    #: What is held of it in the portal's language, where the operator has it translated.
    translation: Translation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMark:
    """Just enough of a story to decide where it stands on a page."""

    key: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story as lists and rows need it."""

    story: Story
    #: The report that stands for it; None where an editor holds it back.
    face: HeldArticle | None = None
    #: Key of the outlet whose report was seen first.
    first_outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDossier:
    """Everything the page of one story shows."""

    story: Story
    #: First seen first; those an editor holds back are out.
    reports: tuple[HeldArticle, ...] = ()
    reuses: tuple[Reuse, ...] = ()
    #: From the key of an article to the reasons it was put into this story.
    placements: tuple[tuple[str, tuple[Reason, ...]], ...] = ()
    ranked: Ranked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDossier:
    """Everything the page of one article shows."""

    held: HeldArticle
    story: Story | None = None
    #: Words it shares with earlier reports, most first.
    reuses: tuple[Reuse, ...] = ()
    #: Those earlier reports.
    older: tuple[HeldArticle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A feed as readers may know it."""

    url: str
    outlet: str
    title: str | None
    section: str | None
    rights: Rights
    retired: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletTally:
    """How an outlet's reports of a stretch of time came about."""

    reports: int = 0
    #: Reports for which no earlier report with the same words is held.
    own: int = 0
    #: Whom it takes words from: key of the outlet and number of reports, most first.
    copies: tuple[tuple[str, int], ...] = ()
    #: Who takes words from it.
    copied_by: tuple[tuple[str, int], ...] = ()
