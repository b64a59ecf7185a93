"""Pages as real sites build them: a sheet in one of the designs of `designs/*.html`, as bytes."""

import json
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from headwater.demo.sheet import Sheet, Teaser
from headwater.demo.world import House, StructuredData, TrapKind
from headwater.model.feed import FeedFormat

_FEED_TYPES = {
    FeedFormat.RSS: "application/rss+xml",
    FeedFormat.ATOM: "application/atom+xml",
    FeedFormat.JSON_FEED: "application/feed+json",
}


def article_page(sheet: Sheet) -> bytes:
    """Give the page of a report in its outlet's design, UTF-8."""
    return _rendered(f"{sheet.house.design}.html", sheet=sheet)


def trap_page(sheet: Sheet, *, kind: TrapKind) -> bytes:
    """Give the page that stands where an article was announced, UTF-8."""
    return _rendered(f"trap-{kind.value}.html", sheet=sheet, title=sheet.house.name)


def front_page(house: House, *, teasers: Sequence[Teaser]) -> bytes:
    """Give an outlet's front page: its name, its feed, its latest headlines."""
    return _rendered("front.html", house=house, teasers=teasers)


def listing_page(house: House, *, entries: Sequence[Sheet]) -> bytes:
    """Give the bare list that stands in for a feed."""
    return _rendered("listing.html", house=house, entries=entries)


def feed_type(house: House) -> str:
    """Give the media type of an outlet's feed."""
    return _FEED_TYPES.get(house.feed or FeedFormat.LISTING, "text/html")


def _rendered(name: str, **values: object) -> bytes:
    return _environment().get_template(name).render(**values).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("headwater.demo", "designs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(feed_type=feed_type, json_ld=_json_ld)
    return environment


def _json_ld(sheet: Sheet) -> Markup:
    says = _WRITERS[sheet.house.structured_data](sheet)
    # Inside a script element only "</" could end it; JSON may write the slash escaped.
    return Markup(json.dumps(says, ensure_ascii=False).replace("</", "<\\/"))  # noqa: S704 - our own script's texts, and it ends no element


def _good(sheet: Sheet) -> dict[str, object]:
    says: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": sheet.url,
        "headline": sheet.headline,
        "datePublished": sheet.published.isoformat(),
        "dateModified": (sheet.modified or sheet.published).isoformat(),
        "inLanguage": sheet.language,
        "articleSection": sheet.section,
        "publisher": {"@type": "NewsMediaOrganization", "name": sheet.house.name},
    }
    if sheet.summary:
        says["description"] = sheet.summary
    if sheet.author:
        says["author"] = [{"@type": "Person", "name": sheet.author}]
    if sheet.picture:
        says["image"] = [sheet.picture.url]
    return says


def _wrong(sheet: Sheet) -> dict[str, object]:
    # As a forgotten theme does it: the site's name for a headline, the installer for an author, the day of the theme.
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": sheet.house.name,
        "datePublished": "2019-04-01T00:00:00+00:00",
        "author": {"@type": "Person", "name": "admin"},
        "description": sheet.labels.newsletter,
        "inLanguage": "en-US",
    }


_WRITERS = {StructuredData.GOOD: _good, StructuredData.WRONG: _wrong}
