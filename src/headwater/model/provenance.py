"""Who said what, the credit chain, who copied whom, and how many independent origins there are."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from headwater.model.article import Span


class StatementKind(Enum):
    """How words are reported (PARC / PolNeAR attribution relation)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerKind(Enum):
    """What sort of speaker was resolved."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who a mention stands for, as far as the text itself says. An unnamed source never has a name."""

    kind: SpeakerKind
    name: str | None = None
    #: As printed: "adviser to President Ilham Aliyev".
    role: str | None = None
    #: How the mention was resolved ("full name", "surname", "role", "pronoun").
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what: one attribution relation."""

    kind: StatementKind
    #: The words reported; several where the cue stands between them.
    content: tuple[Span, ...]
    #: The reporting expression ("said", "according to").
    cue: Span | None = None
    #: The words that name the source.
    source: Span | None = None
    speaker: Speaker | None = None
    #: The words that name whom it was said to.
    addressee: Span | None = None
    #: 0..1, calibrated.
    confidence: float = 0.0
    #: Name of the rule that proposed it.
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One wording of an utterance."""

    #: As first printed, without the marks around it; gaps as " … ".
    words: str
    kind: StatementKind
    #: BCP 47 primary subtag.
    language: str | None
    #: Keys of the articles that print it, each with the place among the article's statements; first seen first.
    carriers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One thing that was said, in all the variants in which outlets print it."""

    #: What stands for the speaker where the variants were joined: a person's key, or a folded name.
    speaker: str
    #: First seen first: the earliest carrier is the first of the first.
    variants: tuple[Variant, ...]
    #: Whether direct quotations in one language differ in more than punctuation and cuts.
    differs: bool = False


class CreditKind(Enum):
    """What one hop of the chain says (W3C PROV in spirit)."""

    SPEAKS = "speaks"
    TOLD = "told"
    REPORTED = "reported"
    RELAYED = "relayed"
    SUPPLIED = "supplied"
    TRANSLATED = "translated"
    PUBLISHED = "published"


class CreditForm(Enum):
    """Where in the report a hop is stated."""

    DATELINE = "dateline"
    CREDIT_LINE = "credit-line"
    BYLINE = "byline"
    INLINE = "inline"
    HAT_TIP = "hat-tip"
    LINK = "link"
    MARKUP = "markup"
    #: Not in the report: what this portal itself did with it. Never found by a reading, never kept with a report.
    PORTAL = "portal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One hop of where the text came from (IPTC creditline)."""

    kind: CreditKind
    form: CreditForm
    #: As printed.
    name: str
    #: Key of the outlet, where the name is known and not ambiguous here.
    outlet: str | None = None
    #: The words that say so; None for markup.
    span: Span | None = None
    #: What was seen where there is no span: an address or a meta tag's content.
    seen: str | None = None
    #: 0..1.
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the newer article that stands in the older one too."""

    newer: Span
    older: Span
    #: 1.0 is letter for letter.
    similarity: float


class ReuseKind(Enum):
    """How the words were taken over."""

    VERBATIM = "verbatim"
    CUT = "cut"
    RETITLED = "retitled"
    SHUFFLED = "shuffled"
    REWORDED = "reworded"
    MERGED = "merged"
    QUOTED = "quoted"
    TRANSLATED = "translated"


class Direction(Enum):
    """Who had it from whom."""

    NEWER_FROM_OLDER = "newer-from-older"
    OLDER_FROM_NEWER = "older-from-newer"
    BOTH_FROM_UNSEEN = "both-from-unseen"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One piece of evidence in words a reader understands."""

    #: Name of the rule.
    rule: str
    #: One clause: "closing line credits Meridian".
    words: str
    #: Log-odds or weight it carried.
    weight: float = 0.0
    #: Key of the article that shows it, and where.
    article: str | None = None
    span: Span | None = None
    #: The phrase of the interface that says the clause in other languages; empty where it has none, and in records of
    #: earlier versions.
    phrase: str = ""
    #: What the phrase is filled with, by name: "count" decides its plural form.
    values: tuple[tuple[str, str | int | float | tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Words of one article that stand in another (PROV wasDerivedFrom)."""

    #: Keys of articles; newer and older by when we first saw them.
    newer: str
    older: str
    #: Share of the newer one's words found in the older one, 0..1.
    coverage: float
    #: Share of the older one's words found in the newer one, 0..1.
    coverage_of_older: float = 0.0
    passages: tuple[Passage, ...] = ()
    kind: ReuseKind = ReuseKind.QUOTED
    direction: Direction = Direction.UNDECIDED
    reasons: tuple[Reason, ...] = ()

    @property
    def is_retold(self) -> bool:
        """Whether the words are others: in another language, or put in another way. The shares are then estimates."""
        return any(reason.rule in _RETOLD for reason in self.reasons[:1])


#: Rules by which a text is known that tells the same without sharing words.
_RETOLD = frozenset({"translated", "reworded"})


class OriginKind(Enum):
    """What an independent origin is."""

    OUTLET = "outlet"
    SPEAKER = "speaker"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent source of a story (PROV hadPrimarySource)."""

    kind: OriginKind
    #: Display name: an outlet, a speaker, a document, or "an agency that is not named".
    name: str
    #: Key of the outlet, where it is one.
    outlet: str | None = None
    #: Keys of the articles that rest on it, first seen first.
    articles: tuple[str, ...] = ()
    #: Why they count as one: each merge with its evidence.
    evidence: tuple[Reason, ...] = ()


class FlagKind(Enum):
    """What the texts of a story may show about its sources."""

    #: Reports of several outlets rest on one origin.
    SINGLE_ORIGIN = "single-origin"
    #: All outlets of the story have one owner.
    ONE_OWNER = "one-owner"
    #: A report that is a press release, or stands in one.
    PRESS_RELEASE = "press-release"
    #: A report in which everybody who speaks is left unnamed.
    UNNAMED_ONLY = "unnamed-only"
    #: A report that names no source in its text.
    NO_SOURCE = "no-source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something that the texts of a story show about its sources; never a judgement."""

    kind: FlagKind
    #: Keys of the articles it is about, first seen first.
    articles: tuple[str, ...]
    evidence: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What was found about one article alone."""

    statements: tuple[Statement, ...] = ()
    credits: tuple[Credit, ...] = ()


class RevisionKind(Enum):
    """What a change amounts to."""

    EDIT = "edit"
    #: The outlet took the report back: its page is gone, or a notice stands in place of the text.
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """Words that stand where others stood."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What changed between two captures of one article (PROV wasRevisionOf)."""

    article: str
    #: When the later capture was made.
    captured_at: datetime
    #: Digests of the two captures.
    before: str
    after: str
    headline_before: str | None = None
    headline_after: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kind: RevisionKind = RevisionKind.EDIT
    #: As printed; both None where the byline stayed or one capture has none.
    byline_before: str | None = None
    byline_after: str | None = None
    #: Numbers that others took the place of, in passages that are otherwise much alike.
    numbers: tuple[Rewording, ...] = ()
    #: Words inside quotation marks.
    quotes_changed: tuple[Rewording, ...] = ()
    quotes_added: tuple[str, ...] = ()
    quotes_removed: tuple[str, ...] = ()
    #: Names of speakers who are in the text no more.
    sources_removed: tuple[str, ...] = ()
