"""The headline: the wording on which the page's own places for it agree, without the site's name."""

import re
from collections.abc import Iterable

from headwater.extract.names import Say
from headwater.extract.passages import Passage, Shape, Walked
from headwater.extract.structured import Structured, words_of
from headwater.model.article import Evidence

_SEPARATOR = re.compile(r"\s+(?:[|•·»«–—:›~/]|::|-{1,2}|\\)\s+|\s*[|»›]\s*|: ")
_WORD = re.compile(r"\w+")
_MAX_CHARACTERS = 300


def find_headline(
    walked: Walked, structured: Structured, *, entry_title: str | None, site_names: Iterable[str]
) -> tuple[str, Evidence] | None:
    """Give the headline and the rule that chose it, or None where no place has one.

    The printed one (h1) wins where another place supports it; else the wording that most places share.
    """
    candidates = _candidates(walked, structured, entry_title)
    if not candidates:
        return None
    sites = {key for name in site_names if (key := _key(name))}
    scored: list[tuple[float, int, str, str]] = []
    for order, (rule, weight, text) in enumerate(candidates):
        wording = _without_site(text, sites, {_key(other) for name, _, other in candidates if name != rule})
        support = sum(_support(_key(wording), _key(other)) for name, _, other in candidates if name != rule)
        scored.append((weight + support, -order, rule, wording))
    score, _, rule, wording = max(scored)
    confidence = min(1.0, 0.4 + 0.15 * score)
    return wording, Evidence(field="headline", rule=rule, confidence=confidence, seen=wording[:200])


def _candidates(walked: Walked, structured: Structured, entry_title: str | None) -> list[tuple[str, float, str]]:
    found: list[tuple[str, float, str]] = []
    headings = [passage for passage in walked.passages if _is_first_heading(passage)]
    for passage in headings[:6]:
        named = 0.4 if passage.box.said & Say.HEADLINE else 0.0
        found.append(("h1", 1.5 + named - (1.0 if passage.box.is_out else 0.0), passage.text))
    article = structured.article or {}
    for rule, weight, text in (
        ("og:title", 1.0, structured.meta("og:title")),
        ("json-ld", 1.0, words_of(article.get("headline")) or words_of(article.get("name"))),
        ("twitter:title", 0.5, structured.meta("twitter:title")),
        ("meta", 0.6, structured.meta("title", "headline", "dc.title", "sailthru.title", "parsely-title")),
        ("title", 0.7, structured.title),
        ("entry", 0.8, entry_title),
    ):
        if text and len(text) <= _MAX_CHARACTERS * 2:
            found.append((rule, weight, " ".join(text.split())))
    return found


def _is_first_heading(passage: Passage) -> bool:
    return passage.shape is Shape.HEADING and passage.box.tag == "h1" and 0 < len(passage.text) <= _MAX_CHARACTERS


def _key(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _support(key: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Say how far another place says the same: 1 for the same words, less where one holds the other."""
    if not key or not other:
        return 0.0
    if key == other:
        return 1.0
    short, long = sorted((key, other), key=len)
    if len(short) > 1 and (long[: len(short)] == short or long[-len(short) :] == short):
        return 0.8
    shared = len(set(key) & set(other))
    return 0.5 if shared >= 0.7 * max(len(set(key)), len(set(other))) else 0.0


def _without_site(text: str, sites: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> str:
    """Cut the site's name off either end: known by name, or because another place has the rest alone."""
    for match in reversed(list(_SEPARATOR.finditer(text))):
        head, tail = text[: match.start()], text[match.end() :]
        if _key(head) and (_key(tail) in sites or _key(head) in others):
            return _without_site(head, sites, others)
    for match in _SEPARATOR.finditer(text):
        head, tail = text[: match.start()], text[match.end() :]
        if _key(tail) and (_key(head) in sites or _key(tail) in others):
            return tail
    return text
