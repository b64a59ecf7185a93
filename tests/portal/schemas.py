"""Schemas of our own, written from the specifications, for what the portal puts out."""

from collections.abc import Mapping

_ADDRESS = r"https?://[^\s]+"
_RFC3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+\-]\d\d:\d\d)"
_RFC822 = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"
_HEAD = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def _text(pattern: str) -> str:
    return f'<data type="string"><param name="pattern">{pattern}</param></data>'


#: Words that are not empty.
_WORDS = '<data type="string"><param name="minLength">1</param></data>'

#: RSS 2.0 (Advisory Board, 2.0.11): elements of a channel and of an item, with the modules that we write.
RSS = f"""<element name="rss" {_HEAD}>
<attribute name="version"><value>2.0</value></attribute>
<element name="channel"><interleave>
 <element name="title">{_WORDS}</element>
 <element name="link">{_text(_ADDRESS)}</element>
 <element name="description">{_WORDS}</element>
 <element name="language">{_text("[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*")}</element>
 <element name="lastBuildDate">{_text(_RFC822)}</element>
 <element name="link" ns="http://www.w3.org/2005/Atom">
  <attribute name="href">{_text(_ADDRESS)}</attribute>
  <attribute name="rel"><value>self</value></attribute>
  <attribute name="type"><value>application/rss+xml</value></attribute></element>
 <zeroOrMore><element name="item"><interleave>
  <element name="title">{_WORDS}</element>
  <element name="link">{_text(_ADDRESS)}</element>
  <element name="guid"><attribute name="isPermaLink"><value>false</value></attribute>{_text("tag:.+")}</element>
  <element name="pubDate">{_text(_RFC822)}</element>
  <optional><element name="description">{_WORDS}</element></optional>
  <optional><element name="encoded" ns="http://purl.org/rss/1.0/modules/content/">{_WORDS}</element></optional>
  <zeroOrMore><element name="creator" ns="http://purl.org/dc/elements/1.1/">{_WORDS}</element></zeroOrMore>
  <optional><element name="language" ns="http://purl.org/dc/elements/1.1/">{_WORDS}</element></optional>
  <optional><element name="rights" ns="http://purl.org/dc/elements/1.1/">{_WORDS}</element></optional>
  <optional><element name="category">{_WORDS}</element></optional>
  <element name="source"><attribute name="url">{_text(_ADDRESS)}</attribute>{_WORDS}</element>
 </interleave></element></zeroOrMore>
</interleave></element></element>"""

_LANGUAGE = '<optional><attribute name="xml:lang"><data type="language"/></attribute></optional>'
_LINK = f"""<element name="link"><attribute name="href">{_text(_ADDRESS)}</attribute>
<attribute name="rel"><choice><value>self</value><value>alternate</value><value>via</value></choice></attribute>
<attribute name="type"><data type="string"/></attribute></element>"""
_AUTHOR = f'<element name="author"><element name="name">{_WORDS}</element></element>'

#: Atom (RFC 4287, appendix B), as far as we use it.
ATOM = f"""<element name="feed" ns="http://www.w3.org/2005/Atom" {_HEAD}>{_LANGUAGE}<interleave>
 <element name="title">{_WORDS}</element>
 <optional><element name="subtitle">{_WORDS}</element></optional>
 <element name="id">{_text(_ADDRESS)}</element>
 <element name="updated">{_text(_RFC3339)}</element>
 <oneOrMore>{_LINK}</oneOrMore>
 <oneOrMore>{_AUTHOR}</oneOrMore>
 <zeroOrMore><element name="entry">{_LANGUAGE}<interleave>
  <element name="title">{_WORDS}</element>
  <element name="id">{_text("tag:.+")}</element>
  <element name="published">{_text(_RFC3339)}</element>
  <element name="updated">{_text(_RFC3339)}</element>
  <oneOrMore>{_LINK}</oneOrMore>
  <oneOrMore>{_AUTHOR}</oneOrMore>
  <zeroOrMore><element name="category"><attribute name="term">{_WORDS}</attribute></element></zeroOrMore>
  <optional><element name="summary">{_WORDS}</element></optional>
  <optional><element name="content"><attribute name="type"><value>html</value></attribute>{_WORDS}</element></optional>
  <optional><element name="rights">{_WORDS}</element></optional>
  <element name="source"><interleave>
   <element name="id">{_text(_ADDRESS)}</element>
   <element name="title">{_WORDS}</element>
   <element name="updated">{_text(_RFC3339)}</element></interleave></element>
 </interleave></element></zeroOrMore>
</interleave></element>"""

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PLACE = f"""<element name="loc">{_text(_ADDRESS)}</element>
<optional><element name="lastmod">{_text(_RFC3339)}</element></optional>"""
#: sitemaps.org, protocol 0.9.
SITE_MAP = f"""<element name="urlset" ns="{_MAP}" {_HEAD}>
<oneOrMore><element name="url">{_PLACE}</element></oneOrMore></element>"""
SITE_MAP_INDEX = f"""<element name="sitemapindex" ns="{_MAP}" {_HEAD}>
<oneOrMore><element name="sitemap">{_PLACE}</element></oneOrMore></element>"""
#: Google's news extension, 0.9.
NEWS_MAP = f"""<element name="urlset" ns="{_MAP}" {_HEAD}>
<zeroOrMore><element name="url"><element name="loc">{_text(_ADDRESS)}</element>
<element name="news" ns="http://www.google.com/schemas/sitemap-news/0.9">
 <element name="publication"><element name="name">{_WORDS}</element>
  <element name="language">{_text("[a-z]{2,3}(-[A-Za-z0-9]+)*")}</element></element>
 <element name="publication_date">{_text(_RFC3339)}</element>
 <element name="title">{_WORDS}</element></element></element></zeroOrMore></element>"""

_URL = {"type": "string", "pattern": "^https?://"}
_TEXT = {"type": "string", "minLength": 1}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
#: jsonfeed.org, version 1.1.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "description": _TEXT,
        "home_page_url": _URL,
        "feed_url": _URL,
        "language": _TEXT,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "patternProperties": {"^_[a-z]+$": {"type": "object"}},
                "properties": {
                    "id": _TEXT,
                    "url": _URL,
                    "external_url": _URL,
                    "title": _TEXT,
                    "content_html": _TEXT,
                    "content_text": _TEXT,
                    "summary": _TEXT,
                    "image": _URL,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}, "minItems": 1},
                    "tags": {"type": "array", "items": _TEXT},
                    "language": _TEXT,
                },
            },
        },
    },
}


def _thing(kind: str, *, required: tuple[str, ...], **properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "required": ["@type", *required],
        "additionalProperties": False,
        "properties": {"@type": {"const": kind}, **properties},
    }


def _many(thing: Mapping[str, object]) -> dict[str, object]:
    return {"type": "array", "minItems": 1, "items": thing}


_CONTEXT = {"const": "https://schema.org"}
_PERSON = _thing("Person", required=("name",), name=_TEXT)
_ORGANISATION = _thing("Organization", required=("name",), name=_TEXT)
_OUTLET = _thing("NewsMediaOrganization", required=("name",), name=_TEXT, url=_URL)
_QUOTATION = _thing("Quotation", required=("text", "creator"), text=_TEXT, creator={"anyOf": [_PERSON, _ORGANISATION]})
_COMMENT = _thing("CorrectionComment", required=("text", "datePublished"), text=_TEXT, datePublished=_MOMENT)
_CITED = {"creditText": _TEXT, "text": _TEXT}
_CITATION = {
    "anyOf": [
        _thing("NewsArticle", required=("creditText",), **_CITED),
        _thing("CreativeWork", required=("creditText",), **_CITED),
    ]
}
_ARTICLE = _thing(
    "NewsArticle",
    required=("@context", "headline", "isBasedOn", "creditText", "url"),
    **{"@context": _CONTEXT},
    url=_URL,
    mainEntityOfPage=_URL,
    headline=_TEXT,
    description=_TEXT,
    image=_URL,
    datePublished=_MOMENT,
    dateModified=_MOMENT,
    inLanguage=_TEXT,
    dateline=_TEXT,
    author={"type": "array", "items": _PERSON},
    isBasedOn=_URL,
    citation=_many(_CITATION),
    sourceOrganization=_OUTLET,
    copyrightHolder=_OUTLET,
    creditText=_TEXT,
    isAccessibleForFree={"type": "boolean"},
    correction=_many(_COMMENT),
    mentions=_many(_QUOTATION),
)
_ITEM = _thing(
    "ListItem", required=("position", "url"), position={"type": "integer", "minimum": 1}, name=_TEXT, url=_URL
)
_LIST = _thing(
    "ItemList", required=("itemListElement",), numberOfItems={"type": "integer"}, itemListElement=_many(_ITEM)
)
_STORY = _thing(
    "CollectionPage",
    required=("@context", "url", "name", "mainEntity"),
    **{"@context": _CONTEXT},
    url=_URL,
    name=_TEXT,
    mainEntity=_LIST,
    mentions=_many(_QUOTATION),
    correction=_many(_COMMENT),
)
#: schema.org, as far as we state it: NewsArticle, and CollectionPage with its ItemList.
STRUCTURED = {"anyOf": [_ARTICLE, _STORY]}
