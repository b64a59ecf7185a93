"""What the page says about itself to machines: meta elements, links, JSON-LD, the language of its root."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from headwater.text.markup import without_nothing

#: A JSON-LD script longer than this is somebody's database, not a description of one report.
_MAX_JSON_CHARACTERS = 2_000_000
_MAX_OBJECTS = 500
_MAX_DEPTH = 12
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|^Report|^Review|^Recipe)$")
#: Members that lead to the page's own subject; others (lists, mentions, citations) lead to other pages.
_DOORS = ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate0", "subjectOf", "itemReviewed0", "hasPart0")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_WORD = re.compile(r"\w+")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Structured:
    """The machine-readable side of a page. Texts are as written, trimmed."""

    #: Contents of meta elements by name, property or itemprop, in lower case; first one first.
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Addresses of link elements by relation; as written.
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Every JSON-LD object of the page, the page's own article first if there is one.
    objects: tuple[Mapping[str, Any], ...] = ()
    #: The JSON-LD object that describes this report.
    article: Mapping[str, Any] | None = None
    #: Text of the title element.
    title: str | None = None
    #: The root's lang attribute, as written.
    language: str | None = None

    def meta(self, *names: str) -> str | None:
        """Give the first content among meta elements of these names, in the order of the names."""
        for name in names:
            for content in self.metas.get(name, ()):
                return content
        return None

    def by_id(self, reference: str) -> Mapping[str, Any] | None:
        """Give the JSON-LD object of an `@id` (JSON-LD 1.1, 3.3)."""
        named = [thing for thing in self.objects if thing.get("@id") == reference and len(thing) > 1]
        return max(named, key=len) if named else None


def read_structured(tree: LexborHTMLParser) -> Structured:
    """Give what the page says about itself to machines."""
    metas: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    scripts: list[LexborNode] = []
    # One look through the tree for all three.
    for node in tree.css(_SAYING):
        tag = node.tag
        if tag == "meta":
            _note_meta(node.attributes, metas)
        elif tag == "link":
            _note_link(node.attributes, links)
        else:
            scripts.append(node)
    objects = tuple(_objects(scripts))
    title = tree.css_first("head > title") or tree.css_first("title")
    root = tree.root
    return Structured(
        metas={name: tuple(contents) for name, contents in metas.items()},
        links={relation: tuple(hrefs) for relation, hrefs in links.items()},
        objects=objects,
        article=_article(objects, [*metas.get("og:title", []), title.text() if title is not None else ""]),
        title=" ".join(title.text().split()) or None if title is not None else None,
        language=root.attributes.get("lang") if root is not None else None,
    )


def _note_meta(attributes: Mapping[str, str | None], metas: dict[str, list[str]]) -> None:
    content = (attributes.get("content") or "").strip()
    for key in ("property", "name", "itemprop"):
        name = attributes.get(key)
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)


def _note_link(attributes: Mapping[str, str | None], links: dict[str, list[str]]) -> None:
    href = attributes.get("href")
    for relation in (attributes.get("rel") or "").lower().split():
        if href and relation in _RELATIONS:
            links.setdefault(relation, []).append(href.strip())


_SAYING = 'meta[content], link[rel][href], script[type*="ld+json"]'
_RELATIONS = frozenset({"canonical", "amphtml", "author", "syndication-source", "original-source", "image_src"})


def types_of(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the types of a JSON-LD object, without their vocabulary's address."""
    kinds = thing.get("@type", ())
    named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    return tuple(kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in named if isinstance(kind, str))


def words_of(value: object) -> str | None:
    """Give a JSON-LD value as one line of text: the string itself, or the name of the object."""
    if isinstance(value, str):
        return _plain(value) or None
    if isinstance(value, list):
        return next((words for part in value if (words := words_of(part))), None)
    if isinstance(value, Mapping):
        return words_of(value.get("name") or value.get("@value"))
    return None


def _plain(text: str) -> str:
    """Resolve entities that were escaped once too often; drop halves of surrogate pairs, and what nobody sees."""
    if "&" in text:
        text = unescape(text)
    if not text.isascii():
        text = without_nothing(text.encode("utf-8", "ignore").decode("utf-8"))
    return " ".join(text.split())


def _objects(scripts: list[LexborNode]) -> Iterator[Mapping[str, Any]]:
    count = 0
    for script in scripts:
        for thing in _flattened(_decoded(script.text())):
            count += 1
            if count > _MAX_OBJECTS:
                return
            yield thing


def _decoded(source: str) -> object:
    if not source or len(source) > _MAX_JSON_CHARACTERS:
        return None
    try:
        return msgspec.json.decode(source)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        pass
    bare = _WRAPPING.sub("", source).strip()
    for attempt in (bare, _TRAILING_COMMA.sub("", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flattened(value: object) -> Iterator[Mapping[str, Any]]:
    waiting: list[tuple[object, int]] = [(value, 0)]
    while waiting:
        thing, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(thing, list):
            waiting.extend((part, depth + 1) for part in reversed(thing))
        elif isinstance(thing, dict):
            yield thing
            waiting.extend((thing[door], depth + 1) for door in _DOORS if isinstance(thing.get(door), (dict, list)))


def _article(objects: tuple[Mapping[str, Any], ...], titles: list[str]) -> Mapping[str, Any] | None:
    """Give the fullest article among those whose headline the page's titles hold; related reports have others."""
    articles = [thing for thing in objects if any(_ARTICLE_TYPE.search(kind) for kind in types_of(thing))]
    if not articles:
        return None
    known = {word for title in titles for word in _WORD.findall(title.casefold())}
    return max(articles, key=lambda thing: (_is_spoken_for(thing, known), _fullness(thing)))


def _is_spoken_for(thing: Mapping[str, Any], known: set[str]) -> bool:
    said = set(_WORD.findall((words_of(thing.get("headline")) or words_of(thing.get("name")) or "").casefold()))
    return not said or not known or len(said & known) * 2 >= len(said)


def _fullness(thing: Mapping[str, Any]) -> int:
    wanted = ("headline", "datePublished", "author", "dateModified", "articleBody", "image", "name")
    return sum(name in thing for name in wanted)
