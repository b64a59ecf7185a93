"""Reports and stories as ninjs 3.0 (IPTC, News in JSON), as far as their rights go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from headwater.edition.addresses import article_path, outlet_path, story_path
from headwater.edition.render import render_blocks
from headwater.edition.rights import Shown
from headwater.edition.way import ordered_credits
from headwater.model.article import text_of
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import Credit, CreditKind
from headwater.model.story import Story

STANDARD: Mapping[str, str] = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
_PROV = "http://www.w3.org/ns/prov#"
#: What an information source was for the report; ninjs wants an address, PROV has the terms.
_ROLES: Mapping[CreditKind, str] = {
    CreditKind.SPEAKS: f"{_PROV}hadPrimarySource",
    CreditKind.TOLD: f"{_PROV}hadPrimarySource",
    CreditKind.REPORTED: f"{_PROV}wasDerivedFrom",
    CreditKind.RELAYED: f"{_PROV}wasDerivedFrom",
    CreditKind.SUPPLIED: f"{_PROV}wasDerivedFrom",
    CreditKind.TRANSLATED: f"{_PROV}wasDerivedFrom",
    CreditKind.PUBLISHED: f"{_PROV}wasAttributedTo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A report that may be shown, with what its ninjs item needs."""

    held: HeldArticle
    may: Shown
    outlet: Outlet
    #: Public address of the portal, without a slash at the end; may be empty.
    base: str


def article_ninjs(issued: Issued) -> dict[str, object]:
    """Give the item of a report: its texts as far as they may be shown, and whom it credits as `infoSources`.

    `uri` never changes, whatever becomes of the headline; `altIds` has the address at the publisher.
    """
    held, may, article = issued.held, issued.may, issued.held.article
    words = may.excerpt is not None
    return _without_gaps(
        {
            "standard": STANDARD,
            "type": "text",
            "uri": f"{issued.base}/article/{held.key}",
            "pubStatus": "usable",
            "language": article.language,
            "firstCreated": _moment(held.first_seen),
            "versionCreated": _moment(article.date_modified or held.shown_at),
            "contentCreated": _moment(article.date_published),
            "expires": _moment(may.valid_until),
            "headlines": [{"role": "main", "contentType": "text/plain", "value": may.headline}]
            if may.headline
            else None,
            "descriptions": [{"role": "summary", "contentType": "text/plain", "value": may.excerpt}] if words else None,
            "bodies": [_body(issued)] if may.body else None,
            "by": article.byline if words else None,
            "copyrightHolder": issued.outlet.name,
            "usageTerms": may.credit_text,
            "infoSources": list(_sources(issued)),
            "renditions": [_picture(issued)] if may.image else None,
            "altIds": [
                {"role": "publisher", "value": article.url},
                {"role": "page", "value": issued.base + article_path(held.key, may.headline)},
            ],
        }
    )


def story_ninjs(story: Story, reports: Iterable[Issued], *, headline: str | None, base: str) -> dict[str, object]:
    """Give the package of a story: a composite item whose associations are its reports, first seen first."""
    return _without_gaps(
        {
            "standard": STANDARD,
            "type": "composite",
            "uri": f"{base}/story/{story.key}",
            "pubStatus": "usable",
            "language": story.language if headline else None,
            "firstCreated": _moment(story.first_seen),
            "versionCreated": _moment(story.last_updated or story.first_seen),
            "headlines": [{"role": "main", "contentType": "text/plain", "value": headline}] if headline else None,
            "subjects": [{"name": story.section}] if story.section else None,
            "altIds": [{"role": "page", "value": base + story_path(story.key, headline)}],
            "associations": [_association(issued) for issued in reports],
        }
    )


def _association(issued: Issued) -> dict[str, object]:
    item = article_ninjs(issued)
    del item["standard"]
    return {"name": issued.held.key} | item


def _body(issued: Issued) -> dict[str, object]:
    text = text_of(issued.held.article)
    return {
        "role": "main",
        "contentType": "text/html",
        "charCount": len(text),
        "wordCount": len(text.split()),
        "value": str(render_blocks(issued.may.body)),
    }


def _sources(issued: Issued) -> Iterable[dict[str, object]]:
    """Give each party that the report credits, and the publisher last, each with its role once."""
    named = ordered_credits(issued.held.traced.credits)
    for credit in named:
        yield _source(credit, base=issued.base)
    if not any(c.kind is CreditKind.PUBLISHED and c.outlet == issued.outlet.key for c in named):
        publisher = issued.base + outlet_path(issued.outlet.key)
        yield {"name": issued.outlet.name, "role": _ROLES[CreditKind.PUBLISHED], "uri": publisher}


def _source(credit: Credit, *, base: str) -> dict[str, object]:
    known = base + outlet_path(credit.outlet) if credit.outlet else None
    return _without_gaps({"name": credit.name, "role": _ROLES[credit.kind], "literal": credit.kind.value, "uri": known})


def _picture(issued: Issued) -> dict[str, object]:
    image = issued.may.image
    assert image is not None  # noqa: S101 - asked for only where there is one
    return _without_gaps(
        {
            "name": "main",
            "href": urljoin(issued.base + "/", image.url),
            "contentType": "image/jpeg",
            "title": image.caption,
            "width": image.width,
            "height": image.height,
        }
    )


def _moment(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat(timespec="seconds") if when else None


def _without_gaps(item: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in item.items() if value is not None}
