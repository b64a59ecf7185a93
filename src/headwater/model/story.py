"""The reports of one event, where grouping put each, and the order they are shown in."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from headwater.model.article import Article
from headwater.model.provenance import Credit, Flag, Origin, Reason, Reuse, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """What an engine that the operator named made of a report's first words; compared within one model only."""

    #: The model's name, as the operator wrote it.
    model: str
    #: One signed byte a dimension, at most 1,024 (`stories.meaning.packed`).
    vector: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article as the later steps see it: the article, its key, when we first saw it, and what was traced in it."""

    #: Stable key of the article in the store.
    key: str
    article: Article
    first_seen: datetime
    statements: tuple[Statement, ...] = ()
    credits: tuple[Credit, ...] = ()
    #: What it shares with earlier articles.
    reuses: tuple[Reuse, ...] = ()
    #: None where no engine is named, or it gave none in time.
    embedding: Embedding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where grouping puts an article: it joins a story or begins one."""

    article: str
    #: Key of the story joined; None where it begins one.
    story: str | None
    #: 0..1.
    confidence: float
    reasons: tuple[Reason, ...] = ()
    #: Keys of stories that this article ties together: proposals, applied beyond a margin.
    merges: tuple[str, ...] = ()


class ProposalKind(Enum):
    """What a look back over the open stories may propose."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change of stories that grouping would make with hindsight, and leaves to an editor."""

    kind: ProposalKind
    #: MERGE: the keys of the stories that look like one, the one that would be left first. SPLIT: the story's key.
    stories: tuple[str, ...]
    #: SPLIT: the keys of the articles that would leave the story.
    articles: tuple[str, ...] = ()
    #: Likelihood that the change is right, 0..1.
    chance: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The reports of one event. `independent_sources` is the number of origins."""

    #: Stable key; the address is made from it and never changes.
    key: str
    headline: str
    #: In an outlet's own words.
    summary: str | None = None
    #: Key of the article whose headline, summary and picture stand for the story.
    face: str | None = None
    #: Keys, first seen first.
    articles: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    #: What its texts show about its sources.
    flags: tuple[Flag, ...] = ()
    section: str | None = None
    #: IPTC Media Topics number, where the section or the words say it.
    topic: str | None = None
    #: Why it is filed under its section.
    filed: Reason | None = None
    #: Names that the face's headline and summary print, folded.
    names: tuple[str, ...] = ()
    #: BCP 47 of the face.
    language: str | None = None
    first_published: datetime | None = None
    first_seen: datetime | None = None
    last_updated: datetime | None = None

    @property
    def independent_sources(self) -> int:
        """How many independent origins the story has."""
        return len(self.origins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A story with its score; every score explains itself."""

    story: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """The stories that may stand beside one, the nearest first, each with its reasons."""

    stories: tuple[Ranked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What one report added to its story, found mechanically: nothing here is a judgement."""

    #: Key of the article.
    article: str
    #: When we first saw it.
    first_seen: datetime
    #: Names as printed that no earlier report has.
    names: tuple[str, ...] = ()
    #: Numbers with the word that follows, as printed, whose number no earlier report has.
    numbers: tuple[str, ...] = ()
    #: Statements whose words no earlier report has.
    statements: tuple[Statement, ...] = ()
    #: Addresses outside the outlet's own site that no earlier report links to.
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request for a story's page, without anything that names a reader: both marks are salted anew every day."""

    #: Key of the story.
    story: str
    #: Salted mark of the client.
    reader: str
    #: Salted mark of the client's network (its /24 or /48).
    network: str
    at: datetime
