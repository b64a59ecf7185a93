"""Stretches of a text marked by tags, for engines that carry tags along; what comes back is believed only whole."""

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import pairwise

#: A stretch: start and end in code points, half-open.
Place = tuple[int, int]

_TAG = re.compile(r'<span id="(\d{1,4})">|</span>')
_BLANK = re.compile(r"\s*")


def nested(stretches: Sequence[Place]) -> tuple[Place, ...]:
    """Give those stretches, each once and in text order, that lie beside or inside each other.

    One that crosses an earlier one is left out.

    >>> nested([(0, 9), (2, 4), (3, 12), (2, 4)])
    ((0, 9), (2, 4))
    """
    kept: list[Place] = []
    for start, end in sorted(set(stretches), key=lambda place: (place[0], -place[1])):
        if start < end and not any(a < start < b < end for a, b in kept):
            kept.append((start, end))
    return tuple(kept)


def tagged(text: str, stretches: Sequence[Place]) -> str:
    """Give a text as markup, with a tag around each stretch that is numbered by its place among them.

    `stretches` are those that `nested` gives.

    >>> tagged("5 < 6, he said", [(0, 5)])
    '<span id="0">5 &lt; 6</span>, he said'
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, int] = {}
    for number, (start, end) in enumerate(stretches):
        opening.setdefault(start, []).append(number)
        closing[end] = closing.get(end, 0) + 1
    written = []
    borders = sorted({0, len(text), *opening, *closing})
    for start, end in pairwise([*borders, len(text)]):
        written.append("</span>" * closing.get(start, 0))
        written += [f'<span id="{number}">' for number in opening.get(start, ())]
        written.append(escape(text[start:end], quote=False))
    return "".join(written)


def untagged(markup: str, count: int) -> tuple[str, tuple[Place, ...]] | None:
    """Give the text of an engine's answer and where each of the `count` stretches stands in it.

    None where the tags did not come back whole: one is missing, empty, doubled or left open, or there are others.

    >>> untagged('<span id="0">5 &lt; 6</span>, είπε', 1)
    ('5 < 6, είπε', ((0, 5),))
    >>> untagged("5 &lt; 6, είπε", 1) is None
    True
    """
    text, position = "", 0
    open_tags: list[tuple[int, int]] = []
    places: dict[int, Place] = {}
    for tag in _TAG.finditer(markup):
        words = markup[position : tag.start()]
        if "<" in words:
            return None
        text += unescape(words)
        position = tag.end()
        if tag.group(1) is not None:
            open_tags.append((int(tag.group(1)), len(text)))
        elif not open_tags:
            return None
        else:
            number, start = open_tags.pop()
            place = _without_blanks(text, start)
            if number in places or place is None:
                return None
            places[number] = place
    rest = markup[position:]
    if "<" in rest or open_tags or sorted(places) != list(range(count)):
        return None
    return text + unescape(rest), tuple(places[number] for number in range(count))


def _without_blanks(text: str, start: int) -> Place | None:
    blank = _BLANK.match(text, start)
    first = blank.end() if blank else start
    end = len(text.rstrip()) if text[first:].strip() else first
    return (first, end) if first < end else None
