"""Who wrote it: the line as printed, and the names in it.

The printed byline comes before what is said to machines, where a template or whoever uploaded the page often stands.
A name that no place gives is left out: "Redaktion" and "admin" are nobody. The site's own name counts only where
nobody else is named, for it may be a blog's writer; a newspaper's never does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.extract.bare_names import bare_names
from headwater.extract.names import Say
from headwater.extract.notice import find_keywords
from headwater.extract.passages import Box, Mark, Walked
from headwater.extract.people import has_cue, has_inner_cue, is_person, names_in
from headwater.extract.structured import Structured, types_of, words_of
from headwater.extract.surroundings import Surroundings
from headwater.model.article import Evidence
from headwater.text.printed_dates import find_dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The line as printed, the names understood, and the rules that gave them."""

    printed: str | None = None
    authors: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    rule: str
    confidence: float
    names: tuple[str, ...]
    printed: str | None = None


_LINE_CHARACTERS = 140
_METAS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
)


def find_byline(walked: Walked, structured: Structured, *, around: Surroundings) -> Byline:
    """Give who wrote the report, as far as the page says."""
    sites = {_key(name) for name in around.names}
    stated = _known(_stated(structured, around.now, sites), sites)
    printed = _known(_printed(walked, around.now, around.lines), sites)
    found = _agreed(printed, stated) if printed and stated else printed or stated
    found = found or _known(_printed(walked, around.now, around.after), sites)
    found = found or _known(_uncued(walked, structured, around), sites)
    if found is None and around.entry is not None:
        found = _known(iter([_Found(rule="entry", confidence=0.8, names=around.entry.authors)]), sites)
    if found is None:
        printed = _known(_of_the_site(_printed(walked, around.now, around.lines)), set())
        found = printed or _known(_of_the_site(_stated(structured, around.now, sites)), set())
    if found is None:
        return Byline()
    line = found.printed or (printed.printed if printed else None)
    seen = (line or "; ".join(found.names))[:200]
    evidence = [Evidence(field="authors", rule=found.rule, confidence=found.confidence, seen=seen)]
    if line:
        rule = (printed or found).rule
        evidence.append(Evidence(field="byline", rule=rule, confidence=found.confidence, seen=line[:200]))
    return Byline(printed=line, authors=found.names, evidence=tuple(evidence))


def _agreed(printed: _Found, stated: _Found) -> _Found:
    """Take the names as stated where the printed line holds them, unless it holds more people."""
    line = _key(printed.printed or "")
    held = {_key(name) for name in stated.names if _key(name) in line}
    return printed if not held or held < set(map(_key, printed.names)) else stated


def _known(founds: Iterator[_Found], sites: set[str]) -> _Found | None:
    """Give the first that names somebody other than the site itself."""
    for found in founds:
        names = tuple(name for name in found.names if _key(name) not in sites)
        if names:
            return _Found(rule=found.rule, confidence=found.confidence, names=names, printed=found.printed)
    return None


#: Names of papers and stations in the languages of our outlets: an outlet is nobody's author.
_OUTLET = re.compile(
    r"news|nachrichten|noticias|notícias|notizie|haber|новости|nouvelles|press(?:e|a)?\b|prensa|zeitung|blatt\b|"
    r"(?:times|post|daily|herald|tribune|gazette|journal|courier|kurier|today|mail|mirror|telegraph|observer|ledger|"
    r"chronicle|magazin[e]?|diario|jornal|giornale|periódico|gazete|газета|radio|tv|tele\w*|letters|red(?:a[ck]|acc)\w*)\b|"
    r"\.[a-z]{2,4}$",
    re.IGNORECASE,
)


def _of_the_site(founds: Iterator[_Found]) -> Iterator[_Found]:
    """Give what names the site itself: the writer of a blog, a firm; no paper, no station."""
    for found in founds:
        names = tuple(name for name in found.names if not _OUTLET.search(name))
        yield replace(found, names=names, confidence=min(found.confidence, 0.5))


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _stated(structured: Structured, now: datetime, sites: set[str]) -> Iterator[_Found]:
    authors = (structured.article or {}).get("author")
    names: list[str] = []
    for thing in authors if isinstance(authors, list) else [authors]:
        author = (
            structured.by_id(thing["@id"]) or thing
            if isinstance(thing, dict) and isinstance(thing.get("@id"), str)
            else thing
        )
        words = words_of(author)
        named = isinstance(author, dict) and "Person" in types_of(author)
        if words and not named and _key(words) in sites:
            continue
        if words:
            names.extend(name for name in names_in(words, now=now) if name not in names)
    yield _Found(rule="json-ld", confidence=0.9, names=tuple(names))
    for meta in _METAS:
        listed: dict[str, None] = {}
        for content in structured.metas.get(meta, ())[:_MOST_AUTHORS]:
            if "/" not in content and "@" not in content and _key(content) not in sites:
                name = _turned(content) if meta in _CITED else content
                listed.update(dict.fromkeys(names_in(name, now=now)))
        yield _Found(rule="meta", confidence=0.8, names=tuple(listed))


_MOST_AUTHORS = 12
#: Metadata of papers and libraries, which put the family name first.
_CITED = frozenset({"citation_author", "dc.creator", "dcterms.creator"})


def _turned(name: str) -> str:
    """Give "Jane Doe" for "Doe, Jane"."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given and given.strip() else name


def _printed(walked: Walked, now: datetime, lines: range) -> Iterator[_Found]:
    """Give the bylines printed in a range of passages: by name of the box first, then by their first word."""
    marks = [mark for mark in walked.marks if mark.position in lines and _names_author(mark)]
    for mark in sorted(marks, key=_plainness, reverse=True):
        if _is_outside(mark, walked):
            continue
        text = mark.node.text(deep=True, separator="\n").strip()
        line = " ".join(text.split())
        if 0 < len(line) <= _LINE_CHARACTERS:
            yield _Found(rule="printed by", confidence=0.85, names=names_in(text, now=now), printed=line)
    for position in lines:
        passage = walked.passages[position]
        text = passage.text
        if not 0 < len(text) <= _LINE_CHARACTERS or passage.box.said & Say.OUTSIDE:
            continue
        if has_cue(text) or (has_inner_cue(text) and find_dates(text, now=now)):
            yield _Found(rule="printed", confidence=0.75, names=names_in(text, now=now), printed=text)
        for start, stop, node in passage.links:
            if _PROFILE.search(node.attributes.get("href") or "") and is_person(text[start:stop]):
                whole = names_in(text, now=now)
                names = whole if text[start:stop] in whole else (text[start:stop],)
                yield _Found(rule="profile link", confidence=0.7, names=names, printed=text)


def _uncued(walked: Walked, structured: Structured, around: Surroundings) -> Iterator[_Found]:
    labels = {label.casefold() for label in (*around.names, *find_keywords(structured, entry=around.entry))}
    for name, line in bare_names(walked, around=around, labels=labels):
        yield _Found(rule="name beside the headline", confidence=0.5, names=(name,), printed=line)


_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|writers?|contributors?|reporters?|by|journalists?|columnists?)/[^/]",
    re.IGNORECASE,
)


def _names_author(mark: Mark) -> bool:
    attributes = mark.attributes
    rel = (attributes.get("rel") or "").lower().split()
    return bool(mark.said & Say.AUTHOR) or "author" in rel


def _plainness(mark: Mark) -> int:
    """Prefer what is marked as the author's name itself to the box around it."""
    attributes = mark.attributes
    if "author" in (attributes.get("rel") or "") or "author" in (attributes.get("itemprop") or ""):
        return 2
    return 1 if "name" in (attributes.get("class") or "").lower() else 0


def _is_outside(mark: Mark, walked: Walked) -> bool:
    if mark.said & Say.OUTSIDE:
        return True
    if mark.position >= len(walked.passages):
        return False
    box: Box | None = walked.passages[mark.position].box
    while box is not None:
        if box.said & Say.OUTSIDE:
            return True
        box = box.parent
    return False
