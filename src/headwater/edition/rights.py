"""What may be shown of a report: the one function that every output asks."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from headwater.edition.addresses import picture_path
from headwater.edition.snippets import cut
from headwater.edition.translated import Words, words_of
from headwater.edition.validity import note
from headwater.model.article import Article, Block, BlockKind, Image
from headwater.model.listing import HeldArticle, KeptPicture
from headwater.model.rights import Extent, Rights
from headwater.model.translation import Translation

#: Characters of a report that are an excerpt; about two sentences, the length search engines print.
EXCERPT_CHARACTERS = 280
#: Characters of one statement or passage that may be quoted from a report shown as an excerpt.
QUOTE_CHARACTERS = 160


class Withheld(Enum):
    """Why nothing of a report may be shown."""

    EMBARGO = "embargo"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What may be shown of one report now. An output prints no word of a report that is not in here."""

    #: None where nothing may be shown.
    extent: Extent | None
    withheld: Withheld | None = None
    #: None where not even the headline may be printed: a link with the outlet's name stands in its place.
    headline: str | None = None
    #: The outlet's own summary or the first words, cut.
    excerpt: str | None = None
    #: All blocks or none; statements and credits keep their positions in it.
    body: tuple[Block, ...] = ()
    #: Our own copy of the lead picture, at our own address; pictures inside the body are not kept, so never shown.
    image: Image | None = None
    #: Characters that may be quoted from the text at one place; 0 where none.
    quote_characters: int = 0
    #: Content of the robots directive of the report's own page; None where there is nothing to say.
    robots: str | None = None
    #: The address the page names as canonical instead of its own.
    canonical: str | None = None
    #: Words that the agreement wants printed.
    credit_text: str | None = None
    #: The answer is another one from this moment on.
    valid_until: datetime | None = None
    #: The same texts in the portal's language, as far as they are held in it.
    translated: Words | None = None


def shown(  # noqa: PLR0913 - a report, what decides about it, and what is held beside it
    article: Article,
    *,
    rights: Rights,
    first_seen: datetime,
    now: datetime,
    picture: KeptPicture | None = None,
    translation: Translation | None = None,
) -> Shown:
    """Give what may be shown of a report at a moment.

    Embargo and expiry count from the publication date, from when we first saw the report where it has none. A full
    copy is kept out of search engines, unless the agreement asks for a canonical address instead. `picture` is our copy
    of its lead picture; of `translation` those texts are shown whose originals are.

    >>> from datetime import UTC
    >>> then = datetime(2026, 11, 23, tzinfo=UTC)
    >>> report = Article(url="https://ledger.example/1", outlet="ledger", headline="Ferries sail", description="Again.")
    >>> shown(report, rights=Rights(extent=Extent.HEADLINE), first_seen=then, now=then).excerpt is None
    True
    """
    begins, ends = rights.window(article.date_published or first_seen)
    note(begins if begins is not None and now < begins else ends)
    if begins is not None and now < begins:
        return Shown(extent=None, withheld=Withheld.EMBARGO, valid_until=begins)
    if ends is not None and now >= ends:
        return Shown(extent=None, withheld=Withheld.EXPIRED)
    may = _allowed(article, rights, picture=picture, valid_until=ends)
    if translation is None:
        return may
    words = words_of(translation, headline=may.headline, excerpt=may.excerpt, body=may.body)
    return replace(may, translated=words)


def exported(held: HeldArticle, *, now: datetime) -> Shown | None:
    """Give what of a report may go into a bulk export, or None where nothing may.

    As `shown`, and nothing where the publisher reserves text and data mining: in the page, by a header, for the whole
    host (TDM Reservation Protocol, 10 May 2024), or by the agreement that the feed's rights state.
    """
    if held.tdm_reserved or held.rights.tdm_reserved:
        return None
    may = shown(held.article, rights=held.rights, first_seen=held.first_seen, now=now, picture=held.picture)
    return may if may.extent is not None else None


def _allowed(article: Article, rights: Rights, *, picture: KeptPicture | None, valid_until: datetime | None) -> Shown:
    extent = rights.extent
    if extent is Extent.LINK:
        return Shown(extent=extent, robots="noindex", credit_text=rights.credit_text, valid_until=valid_until)
    words = extent in {Extent.EXCERPT, Extent.FULL}
    full = extent is Extent.FULL
    return Shown(
        extent=extent,
        headline=article.headline,
        excerpt=_excerpt(article) if words else None,
        body=_body(article) if full else (),
        image=_image(article, picture) if rights.images else None,
        quote_characters=_quotable(extent),
        robots="noindex" if full and not rights.canonical_to_source else None,
        canonical=article.url if full and rights.canonical_to_source else None,
        credit_text=rights.credit_text,
        valid_until=valid_until,
    )


def _excerpt(article: Article) -> str | None:
    first = next((b.text for b in article.body if b.kind is BlockKind.PARAGRAPH and b.text.strip()), "")
    return cut(article.description or first, limit=EXCERPT_CHARACTERS) or None


def _body(article: Article) -> tuple[Block, ...]:
    if all(block.image is None for block in article.body):
        return article.body
    return tuple(replace(block, image=None) for block in article.body)


def _image(article: Article, picture: KeptPicture | None) -> Image | None:
    if article.lead_image is None or picture is None:
        return None
    address = picture_path(picture.digest)
    return replace(article.lead_image, url=address, width=picture.width, height=picture.height)


def _quotable(extent: Extent) -> int:
    return {Extent.FULL: 2000, Extent.EXCERPT: QUOTE_CHARACTERS}.get(extent, 0)
