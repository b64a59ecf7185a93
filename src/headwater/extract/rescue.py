"""The body of a page that shows none: what it tells machines, or keeps for its scripts.

Asked only where the tree has no prose: half of all articleBody texts are cut short or without paragraphs.
"""

import json
import re
from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from headwater.extract.guard import refusal_before_parsing
from headwater.extract.names import Say
from headwater.extract.passages import Box, Passage, Shape, walk
from headwater.extract.structured import Structured, words_of

_ENOUGH_CHARACTERS = 250
_MAX_SCRIPT_CHARACTERS = 4_000_000
_MAX_VALUES = 50_000
_FLIGHT = re.compile(r"self\.__next_f\.push\(\[1,(\"(?:[^\"\\]|\\.)*\")\]\)")
_PARAGRAPH = re.compile(r"<p[\s>]|<br|</p>|\n\n", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…。！？।](?:\s|<|$|[»”\"])")
_SENTENCES = 3


def rescued_passages(tree: LexborHTMLParser, structured: Structured) -> tuple[list[Passage], str] | None:
    """Give passages made from articleBody or from a framework's state, and the name of the rule; None without any."""
    stated = [(structured.article or {}).get("articleBody"), (structured.article or {}).get("text")]
    for text in stated:
        if isinstance(text, str) and len(text) >= _ENOUGH_CHARACTERS:
            return _passages(text), "articleBody"
    best = max(_states(tree), key=len, default="")
    if len(best) >= _ENOUGH_CHARACTERS * 2:
        return _passages(best), "framework state"
    return None


def _states(tree: LexborHTMLParser) -> Iterator[str]:
    """Give the texts in the page's scripts that are set like a body: long, in sentences and paragraphs."""
    for script in tree.css('script[type="application/json"], script#__NEXT_DATA__'):
        yield from _prose_in(_decoded(script.text()))
    flight = "".join(_strings(tree))
    if flight:
        for line in flight.split("\n"):
            _, _, value = line.partition(":")
            if value.startswith(("[", "{")):
                yield from _prose_in(_decoded(value))
            elif value.startswith("T") and len(value) > _ENOUGH_CHARACTERS and _is_prose(value):
                yield value.partition(",")[2]


def _strings(tree: LexborHTMLParser) -> Iterator[str]:
    for script in tree.css("script:not([src])"):
        source = script.text()
        if "__next_f" in source and len(source) <= _MAX_SCRIPT_CHARACTERS:
            for quoted in _FLIGHT.findall(source):
                value = _decoded(quoted)
                if isinstance(value, str):
                    yield value


def _decoded(source: str) -> object:
    if len(source) > _MAX_SCRIPT_CHARACTERS:
        return None
    try:
        decoded: object = msgspec.json.decode(source)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        try:
            decoded = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            return None
    return decoded


def _prose_in(value: object) -> Iterator[str]:
    waiting = [value]
    seen = 0
    while waiting and seen < _MAX_VALUES:
        seen += 1
        thing = waiting.pop()
        if isinstance(thing, str):
            if len(thing) >= _ENOUGH_CHARACTERS and _is_prose(thing):
                yield thing
        elif isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            waiting.extend(thing.values())


def _is_prose(text: str) -> bool:
    return len(_SENTENCE.findall(text[:5_000])) >= _SENTENCES and _PARAGRAPH.search(text) is not None


def _passages(text: str) -> list[Passage]:
    clean = words_of(text) or ""
    if "<" in text and ">" in text and refusal_before_parsing(text) is None:
        body = LexborHTMLParser(f"<body>{text}").body
        if body is not None:
            return [passage for passage in walk(body).passages if passage.text]
    root = LexborHTMLParser("<body><p></p>").body
    if root is None:
        return []
    lines = [" ".join(line.split()) for line in re.split(r"\n\s*\n|\r\n|\n", text)] if "\n" in text else [clean]
    return [_paragraph(line, root) for line in lines if line]


def _paragraph(text: str, node: LexborNode) -> Passage:
    safe = text.encode("utf-8", "ignore").decode("utf-8")
    return Passage(Shape.PARAGRAPH, safe, Box("p", None, Say.NOTHING, node), [], 0)
