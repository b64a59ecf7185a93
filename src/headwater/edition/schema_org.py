"""Reports and stories in the words of schema.org, saying what they are based on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from markupsafe import Markup

from headwater.edition.ledger import SpeakerEntry
from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.way import Hop
from headwater.model.article import Article, quoted
from headwater.model.correction import Correction
from headwater.model.outlet import Outlet
from headwater.model.provenance import SpeakerKind, Statement, StatementKind

_CONTEXT = "https://schema.org"
#: Quotations that one story states; the page has them all.
_MOST_QUOTATIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report as its page shows it: all that may be stated about it."""

    article: Article
    may: Shown
    outlet: Outlet
    way: tuple[Hop, ...]
    #: Of its page.
    address: str
    corrections: tuple[Correction, ...] = ()
    #: Those that are sure enough to be shown.
    statements: tuple[Statement, ...] = ()


def news_article(told: Told) -> Mapping[str, object]:
    """Give a NewsArticle: `isBasedOn` is the report at its publisher, `citation` each hop it names.

    What speakers with a name say becomes Quotations, in the words of the original; corrections become
    CorrectionComments. Only what may be shown is in it; without a headline there is nothing to state.
    """
    article, may, outlet, address = told.article, told.may, told.outlet, told.address
    if may.headline is None:
        return {}
    words = may.translated
    body = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "url": address,
        "mainEntityOfPage": may.canonical or address,
        "headline": words.headline if words else may.headline,
        "description": (words.excerpt if words else None) or may.excerpt,
        "image": urljoin(address, may.image.url) if may.image else None,
        "datePublished": _moment(article.date_published),
        "dateModified": _moment(article.date_modified),
        "inLanguage": words.language if words else article.language,
        "translationOfWork": _original(told) if words else None,
        "translator": {"@type": "Organization", "name": words.engine} if words else None,
        "dateline": article.dateline if may.excerpt else None,
        "author": [{"@type": "Person", "name": name} for name in article.authors] if may.excerpt else None,
        "isBasedOn": article.url,
        "citation": [_citation(hop) for hop in told.way if hop.outlet != article.outlet] or None,
        "sourceOrganization": _organisation(outlet),
        "copyrightHolder": _organisation(outlet),
        "creditText": may.credit_text or outlet.name,
        "isAccessibleForFree": article.is_accessible_for_free,
        "correction": [_comment(correction) for correction in told.corrections] or None,
        "mentions": list(_quoted(told))[:_MOST_QUOTATIONS] or None,
    }
    return _without_gaps(body)


def story_page(
    *,
    headline: str,
    address: str,
    reports: Sequence[tuple[str, str]],
    ledger: Iterable[SpeakerEntry],
    corrections: Iterable[Correction] = (),
) -> Mapping[str, object]:
    """Give a CollectionPage: its reports as an ItemList of headline and address, and who is quoted in them."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "url": url}
        for place, (name, url) in enumerate(reports, start=1)
    ]
    return _without_gaps(
        {
            "@context": _CONTEXT,
            "@type": "CollectionPage",
            "url": address,
            "name": headline,
            "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
            "mentions": list(_quotations(ledger))[:_MOST_QUOTATIONS] or None,
            "correction": [_comment(correction) for correction in corrections] or None,
        }
    )


def script_of(document: Mapping[str, object]) -> Markup:
    r"""Give a document as the text of a JSON-LD data block that no word in it can close (HTML 4.12.1.3).

    >>> script_of({"name": "</script>"})
    Markup('{"name":"\\u003c/script>"}')
    """
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")) if document else ""
    return Markup(plain.replace("<", "\\u003c").replace("\u2028", "\\u2028"))  # noqa: S704 - nothing can close it now


def _quotations(ledger: Iterable[SpeakerEntry]) -> Iterable[Mapping[str, object]]:
    for entry in ledger:
        for utterance in entry.utterances:
            first = utterance.wordings[0]
            if entry.name and first.is_direct:
                text = " ".join(piece.text for piece in first.pieces)
                yield {"@type": "Quotation", "text": text, "creator": {"@type": "Person", "name": entry.name}}


def _quoted(told: Told) -> Iterable[Mapping[str, object]]:
    limit = told.may.quote_characters
    for statement in told.statements if limit else ():
        speaker = statement.speaker
        is_named = speaker is not None and speaker.name and speaker.kind is not SpeakerKind.UNNAMED
        if speaker and is_named and statement.kind is StatementKind.DIRECT:
            words = cut(" … ".join(quoted(told.article, span) for span in statement.content), limit=limit)
            kind = "Person" if speaker.kind is SpeakerKind.PERSON else "Organization"
            yield {"@type": "Quotation", "text": words, "creator": {"@type": kind, "name": speaker.name}}


def _original(told: Told) -> Mapping[str, object]:
    article = told.article
    stated = {
        "@type": "NewsArticle",
        "url": article.url,
        "headline": told.may.headline,
        "inLanguage": article.language,
        "publisher": _organisation(told.outlet),
    }
    return _without_gaps(stated)


def _comment(correction: Correction) -> Mapping[str, object]:
    published = _moment(correction.corrected_at)
    return {"@type": "CorrectionComment", "text": correction.text, "datePublished": published}


def _citation(hop: Hop) -> Mapping[str, object]:
    kind = "NewsArticle" if hop.path else "CreativeWork"
    return {"@type": kind, "creditText": hop.name} | ({"text": hop.words} if hop.words else {})


def _organisation(outlet: Outlet) -> Mapping[str, object]:
    named = {"@type": "NewsMediaOrganization", "name": outlet.name}
    return named | ({"url": outlet.url} if outlet.url else {})


def _moment(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat(timespec="seconds") if when else None


def _without_gaps(document: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in document.items() if value is not None}
