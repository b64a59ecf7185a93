"""The element names of feeds: which namespace stands for which vocabulary, and which names mean something to us."""

from functools import lru_cache

_ATOM = "http://www.w3.org/2005/atom"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
#: Namespaces in lower case, as feedparser compares them, to the short name of their vocabulary.
_VOCABULARIES = {
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    _ATOM: "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "https://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    _ITUNES: "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
#: Vocabularies of which no element changes a field of ours.
_WITHOUT_MEANING = frozenset(
    {
        "http://purl.org/rss/1.0/modules/slash/",
        "http://wellformedweb.org/commentapi/",
        "http://purl.org/syndication/thread/1.0",
        "http://a9.com/-/spec/opensearchrss/1.0/",
        "http://a9.com/-/spec/opensearch/1.1/",
        "http://madskills.com/public/xml/rss/module/trackback/",
        "http://madskills.com/public/xml/rss/module/pingback/",
        "http://webns.net/mvcb/",
        "http://schemas.google.com/g/2005",
        "http://rssnamespace.org/feedburner/ext/1.0",
    }
)
#: Prefixes that feedparser understands even where their namespace is misspelt.
_SPOKEN_PREFIXES = frozenset(
    {"dc", "dcterms", "content", "media", "itunes", "atom", "cc", "creativecommons", "xhtml"}
    | {"feedburner", "rdf", "xml"}
)
#: Names that feedparser understands without a prefix and we do not: a feed that uses them is handed to it.
_ODD_BARE = frozenset(
    {"abstract", "authors", "body", "channel", "contributor", "contributors", "created", "description"}
    | {"email", "entry", "expirationdate", "expired", "feed", "fullitem", "guid", "height", "href"}
    | {"homepage", "icon", "id", "image", "info", "issued", "item", "keywords", "language", "license", "link"}
    | {"links", "logo", "managingeditor", "media_content", "media_credit", "media_thumbnail", "modified"}
    | {"name", "newlocation", "published", "publisher", "rdf", "rss", "subtitle", "summary", "tagline"}
    | {"tags", "textinput", "title", "updated", "uri", "url", "webmaster", "width", "xhtml_body", "pubdate"}
    | {"lastbuilddate", "category", "content", "author", "copyright", "rights", "source", "enclosure", "svg"}
)
_ODD = {
    "": _ODD_BARE,
    "atom": _ODD_BARE,
    "dc": frozenset({"author", "language", "title"}),
    "dcterms": frozenset({"valid"}),
    "media": frozenset[str](),
    "itunes": frozenset({"name", "email", "owner", "link", "subtitle"}),
    "content": frozenset({"encoded"}),
    "xhtml": frozenset({"body", "div", "p"}),
    "sy": frozenset[str](),
}


@lru_cache(maxsize=4096)
def word(tag: str) -> tuple[str, str] | None:
    """Give the vocabulary and the name of an element as lxml spells it, or None where the vocabulary is not ours.

    >>> word("{http://purl.org/dc/elements/1.1/}creator"), word("pubDate")
    (('dc', 'creator'), ('', 'pubDate'))
    """
    namespace, _, name = tag.rpartition("}")
    vocabulary = _VOCABULARIES.get(namespace[1:].lower())
    return None if vocabulary is None else (vocabulary, name)


@lru_cache(maxsize=4096)
def is_odd(tag: str, prefix: str | None) -> bool:
    """Tell whether an element that no reader of ours knows could still mean something to feedparser.

    >>> is_odd("{http://purl.org/dc/elements/1.2/}creator", "dc"), is_odd("{urn:ledger}creator", "ledger")
    (True, False)
    """
    namespace, _, name = tag.rpartition("}")
    folded = namespace[1:].lower()
    if folded in _WITHOUT_MEANING:
        return name.lower() == "browserfriendly"
    vocabulary = _VOCABULARIES.get(folded)
    if vocabulary is None:
        if not prefix:
            return name.lower() in _ODD_BARE
        return prefix.lower() in _SPOKEN_PREFIXES or "backend.userland.com/rss" in folded
    known = _ODD[vocabulary]
    return name.lower() in known
