"""One report by one outlet: blocks of text and spans, never markup."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of an article's text (W3C Web Annotation TextPositionSelector, per block)."""

    #: Index into `Article.body`.
    block: int
    #: Code points into `Block.text`, half-open.
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside a block's text."""

    href: str
    #: Code points into `Block.text`, half-open.
    start: int
    end: int
    rel: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that belongs to a report (schema.org ImageObject)."""

    url: str
    #: Never a file name or another placeholder.
    caption: str | None = None
    #: As printed (schema.org creditText).
    credit: str | None = None
    alt: str | None = None
    #: Pixels, as stated.
    width: int | None = None
    height: int | None = None


class BlockKind(Enum):
    """What a block of the body is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    IMAGE = "image"
    EMBED = "embed"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the body. Lists hold a line per entry; tables a line per row, cells set apart by tabs."""

    kind: BlockKind
    text: str = ""
    #: In text order, without overlap.
    links: tuple[Link, ...] = ()
    #: For IMAGE blocks.
    image: Image | None = None
    #: For HEADING blocks: 2 to 6.
    level: int | None = None
    #: For LIST blocks.
    ordered: bool = False
    #: For QUOTE and EMBED blocks: who speaks, as printed.
    speaker: str | None = None
    #: For EMBED blocks: the address of what was embedded.
    source_url: str | None = None
    #: BCP 47 where it differs from the article's.
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Which rule gave a field, and how sure it is."""

    #: Name of the field of `Article`.
    field: str
    #: Name of the rule.
    rule: str
    #: 0..1.
    confidence: float
    #: What the rule saw, as printed, cut to 200 characters.
    seen: str | None = None


class ArticleLabel(Enum):
    """What kind of report the outlet itself says it is."""

    OPINION = "opinion"
    LIVE_BLOG = "live-blog"
    PRESS_RELEASE = "press-release"
    SPONSORED = "sponsored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report by one outlet (schema.org NewsArticle; IPTC ninjs). `None` means: the source does not say."""

    #: Canonical address, normalised.
    url: str
    #: Key of the outlet.
    outlet: str
    headline: str
    #: Standfirst or description in the outlet's own words.
    description: str | None = None
    #: As printed.
    byline: str | None = None
    #: As understood from the byline and the markup: names of people.
    authors: tuple[str, ...] = ()
    #: As printed: "ANKARA, Nov 3 (Meridian) -".
    dateline: str | None = None
    date_published: datetime | None = None
    date_modified: datetime | None = None
    #: The outlet's own section, as printed.
    section: str | None = None
    keywords: tuple[str, ...] = ()
    #: BCP 47.
    language: str | None = None
    lead_image: Image | None = None
    body: tuple[Block, ...] = ()
    #: As printed: "Source: Aegean Ledger".
    credit_line: str | None = None
    is_accessible_for_free: bool | None = None
    labels: tuple[ArticleLabel, ...] = ()
    #: Addresses that the markup names as the original (rel=canonical elsewhere, isBasedOn, syndication-source).
    based_on: tuple[str, ...] = ()
    #: Where the feed says that the entry was copied from: title and address.
    feed_source: tuple[str, str] | None = None
    evidence: tuple[Evidence, ...] = ()


class NotArticleReason(Enum):
    """Why a page is not stored as an article."""

    CONSENT_WALL = "consent-wall"
    LOGIN_WALL = "login-wall"
    PAYWALL = "paywall"
    INDEX_PAGE = "index-page"
    SEARCH_RESULTS = "search-results"
    SOFT_404 = "soft-404"
    EMPTY = "empty"
    NO_HEADLINE = "no-headline"
    NOT_HTML = "not-html"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"
    TOO_COSTLY = "too-costly"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnArticle:
    """The page was read and holds no article."""

    url: str
    reason: NotArticleReason
    #: One sentence for the desk.
    detail: str = ""


def text_of(article: Article) -> str:
    """Give the words of the body: paragraphs, headings, quotes, lists, tables and embeds, a line each; captions out."""
    return "\n".join(block.text for block in article.body if block.kind is not BlockKind.IMAGE and block.text)


def quoted(article: Article, span: Span) -> str:
    """Give the words a span points at; the empty string where it points outside the body."""
    if not 0 <= span.block < len(article.body):
        return ""
    return article.body[span.block].text[span.start : span.end]
