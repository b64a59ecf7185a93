"""The headline: the printed one where another place of the page speaks for it, else the wording most places share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from headwater.extract.kicker import without_kicker
from headwater.extract.names import Say
from headwater.extract.passages import Passage, Shape, Walked
from headwater.extract.structured import Structured, words_of
from headwater.model.article import Evidence
from headwater.text.words import words_of_title

_SEPARATOR = re.compile(
    r"\s+(?:[|•·»«–—:›~/]|::|-{1,2}|\\)\s+|\s*[|»›]\s*|(?<=[\u3040-\u9fff？！])[-_]+(?=[\u3040-\u9fff])|: "
)
_MAX_CHARACTERS = 300
_MAX_HEADINGS = 8
#: The printed headline and the one for machines are often two wordings of one thing; they share this much at least.
_RELATED_SHARE = 0.34
_PRINTED_WEIGHT = 4.0
_SEVERAL_PARTS = 2
_HEADLINE_WORDS = 3
_SITE_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    rule: str
    weight: float
    text: str
    key: tuple[str, ...]


def find_headline(
    walked: Walked, structured: Structured, *, entry_title: str | None, site_names: Iterable[str]
) -> tuple[str, Evidence] | None:
    """Give the headline and the rule that chose it, or None where no place has one."""
    sites = {key for name in site_names if (key := words_of_title(name))}
    candidates = [_trimmed(candidate, sites) for candidate in _candidates(walked, structured, entry_title)]
    candidates = [candidate for candidate in candidates if candidate.key]
    candidates += _smaller_headings(walked, candidates)
    if not candidates:
        return None
    sites |= _names_beside_titles(candidates)
    scores = [_score(candidate, candidates, sites) for candidate in candidates]
    best = max(range(len(candidates)), key=lambda index: (scores[index], -index))
    chosen = candidates[best]
    wording = _shortest_agreed(chosen, candidates)
    confidence = max(0.2, min(1.0, scores[best] / (_PRINTED_WEIGHT + 2.0)))
    return wording, Evidence(field="headline", rule=chosen.rule, confidence=confidence, seen=chosen.text[:200])


def stated_titles(structured: Structured) -> frozenset[tuple[str, ...]]:
    """Give the words of each title a page states, and of what is left of each before or behind its separators."""
    article = structured.article or {}
    texts = (structured.meta("og:title"), words_of(article.get("headline")), structured.title)
    return frozenset(part for text in texts if text for part in _parts(text) if len(part) >= _SEVERAL_PARTS)


def _candidates(walked: Walked, structured: Structured, entry_title: str | None) -> list[_Candidate]:
    found: list[tuple[str, float, str]] = []
    printed = [passage for passage in walked.first_headings if _is_wording(passage)][:_MAX_HEADINGS]
    for order, passage in enumerate(passage for passage in printed if not _leads_home(passage)):
        named = 0.5 if passage.box.said & Say.HEADLINE else 0.0
        hidden = 2.0 if passage.box.said & Say.UNSHOWN else 0.3 if passage.box.is_out else 0.0
        found.append(("h1", _PRINTED_WEIGHT + named - hidden - 0.2 * order, _words(passage)))
    article = structured.article or {}
    for rule, weight, text in (
        ("og:title", 1.0, structured.meta("og:title")),
        ("json-ld", 1.0, words_of(article.get("headline")) or words_of(article.get("name"))),
        ("twitter:title", 0.5, structured.meta("twitter:title")),
        ("meta", 0.6, structured.meta("title", "headline", "dc.title", "sailthru.title", "parsely-title")),
        ("title", 0.9, structured.title),
        ("entry", 0.8, entry_title),
    ):
        if text and len(text) <= _MAX_CHARACTERS * 2:
            found.append((rule, weight, " ".join(unescape(text).split())))
    return [_Candidate(rule=rule, weight=weight, text=text, key=words_of_title(text)) for rule, weight, text in found]


def _smaller_headings(walked: Walked, candidates: list[_Candidate]) -> list[_Candidate]:
    """Give the h2 to h4 that say just what another place states: on many blogs the h1 is the site's name."""
    stated = {part for candidate in candidates if candidate.rule != "h1" for part in _parts(candidate.text)}
    for passage in walked.passages:
        if passage.shape is not Shape.HEADING or passage.box.tag not in _SMALLER or passage.box.is_out:
            continue
        key = words_of_title(passage.text)
        if len(key) >= _SEVERAL_PARTS and key in stated:
            return [_Candidate(rule="printed heading", weight=_SMALLER_WEIGHT, text=passage.text, key=key)]
    return []


_SMALLER = frozenset({"h2", "h3", "h4"})
_SMALLER_WEIGHT = 1.0


@lru_cache(maxsize=500)
def _parts(text: str) -> frozenset[tuple[str, ...]]:
    """Give the words of a wording, and of what is left of it behind or before each separator."""
    sides = [side for start, end, _ in _cuts(text) for side in (text[:start], text[end:])]
    return frozenset({words_of_title(text), *map(words_of_title, sides)} - {()})


@lru_cache(maxsize=500)
def _cuts(text: str) -> tuple[tuple[int, int, str], ...]:
    """Give the separators of a wording: start, end, as printed. Several places of a page share one wording."""
    return tuple((cut.start(), cut.end(), cut.group()) for cut in _SEPARATOR.finditer(text))


def _names_beside_titles(candidates: list[_Candidate]) -> set[tuple[str, ...]]:
    """Give what stands beside the title in the title element where another place states the title alone."""
    stated = {each.key for each in candidates if each.rule in {"og:title", "json-ld", "twitter:title"}}
    names: set[tuple[str, ...]] = set()
    for title in candidates:
        for key in stated if title.rule == "title" else ():
            name = title.key[: -len(key)] if title.key[-len(key) :] == key else ()
            if len(key) >= _SEVERAL_PARTS and len(name) <= len(key):
                names.add(name)
    return names - {()}


_HOME = re.compile(r"(?:(?:https?:)?//[^/]+)?/?(?:index\.\w+)?", re.IGNORECASE)


def _leads_home(passage: Passage) -> bool:
    """Tell a heading that is all one link to the front page: the name of the site."""
    if passage.linked < len(passage.text) or not passage.links:
        return False
    href = (passage.links[0][2].attributes.get("href") or "").strip()
    return bool(href) and _HOME.fullmatch(href) is not None


def _words(passage: Passage) -> str:
    """Give what a heading says, less its kicker."""
    bare = without_kicker(passage.box.node) if passage.box.node.first_child is not None else None
    return bare if bare and bare in passage.text else passage.text


def _is_wording(passage: Passage) -> bool:
    return passage.shape is Shape.HEADING and 0 < len(passage.text) <= _MAX_CHARACTERS


def _score(candidate: _Candidate, candidates: list[_Candidate], sites: set[tuple[str, ...]]) -> float:
    if candidate.key in sites or "".join(candidate.key) in {"".join(site) for site in sites}:
        return -1.0
    others = [other for other in candidates if other.rule != candidate.rule]
    support = sum(other.weight * _support(candidate.key, other.key) for other in others if other.rule != "h1")
    if candidate.rule != "h1":
        return candidate.weight + support
    related = max((_overlap(candidate.key, other.key) for other in others), default=1.0)
    is_label = len(candidate.key) == 1 and any(len(other.key) >= _SITE_WORDS for other in others)
    return candidate.weight + support if related >= _RELATED_SHARE and not is_label else 0.5 + support


def _support(key: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Say how far another place says the same: 1 for the same words, less where one holds the other."""
    if key == other:
        return 1.0
    short, long = sorted((key, other), key=len)
    if len(short) > 1 and (long[: len(short)] == short or long[-len(short) :] == short):
        return 0.8
    return 0.5 * _overlap(key, other)


def _overlap(key: tuple[str, ...], other: tuple[str, ...]) -> float:
    shared = len(set(key) & set(other))
    return shared / max(1, min(len(set(key)), len(set(other))))


def _trimmed(candidate: _Candidate, sites: set[tuple[str, ...]]) -> _Candidate:
    text = _without_site(candidate.text, sites)
    return _Candidate(rule=candidate.rule, weight=candidate.weight, text=text, key=words_of_title(text))


def _without_site(text: str, sites: set[tuple[str, ...]]) -> str:
    """Cut the site's name off either end: "Dam opens | Aegean Ledger"."""
    cuts = _cuts(text)
    if not cuts:
        return text
    joined = {"".join(site) for site in sites}
    for start, end, _ in reversed(cuts):
        head, tail = text[:start], text[end:]
        if words_of_title(head) and _is_site(words_of_title(tail), joined):
            return _without_site(head, sites)
    for start, end, _ in cuts:
        head, tail = text[:start], text[end:]
        if words_of_title(tail) and _is_site(words_of_title(head), joined):
            return tail
    return text


def _is_site(key: tuple[str, ...], joined: set[str]) -> bool:
    return bool(key) and "".join(key) in joined


def _shortest_agreed(chosen: _Candidate, candidates: list[_Candidate]) -> str:
    """Cut an unknown name off the end where two other places do without it, or where only the title is left."""
    for other in candidates:
        if other.rule == chosen.rule or len(other.key) < _SEVERAL_PARTS or len(other.key) >= len(chosen.key):
            continue
        if chosen.rule != "h1" and chosen.key[: len(other.key)] == other.key:
            return other.text
    if chosen.rule in {"h1", "json-ld", "entry"}:
        bar = chosen.text.rpartition(" | ")
        head, tail = words_of_title(bar[0]), words_of_title(bar[2])
        is_name = len(head) >= _HEADLINE_WORDS and len(tail) <= min(_SITE_WORDS, len(head) - 1)
        return _without_last_name(bar[0]) if is_name else chosen.text
    return _without_last_name(chosen.text)


def _without_last_name(text: str) -> str:
    ends = [cut for cut in _cuts(text) if cut[2] != ": "]
    if not ends:
        return text
    start, end, bar = ends[-1]
    head, tail = words_of_title(text[:start]), words_of_title(text[end:])
    if "|" in bar:
        is_name = len(head) >= _SEVERAL_PARTS and len(tail) <= _SITE_WORDS
        return _without_last_name(text[:start]) if is_name else text
    is_name = len(head) >= _HEADLINE_WORDS and len(tail) <= min(_SITE_WORDS, len(head) - 1)
    return text[:start] if is_name else text
