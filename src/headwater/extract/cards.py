"""Cards of other reports: a row of like boxes, each with a linked title and a summary that looks like a paragraph.

Taught by small portals and shops that set "the latest" under every report, without a telling name and sometimes
without a heading.
"""

from collections import defaultdict
from collections.abc import Sequence

from headwater.extract.passages import Box, Passage, Walked

_LEVELS = 4
_LIKE = 3
_TITLE_CHARACTERS = 15
_LINKED_SHARE = 0.9
_MOST_PASSAGES = 8
_MOST_CHARACTERS = 900
#: Cards count only under the report: behind so much of the text, with hardly anything else behind them.
_BEFORE_SHARE, _AFTER_SHARE = 0.5, 0.12


def without_cards(walked: Walked, kept: Sequence[Passage], *, host: str) -> list[Passage]:
    """Give what is kept, less the cards that lead to pages of `host` (without `www.`; "": relative links only)."""
    rows: dict[int, list[Box]] | None = None
    found: dict[int, bool] = {}
    cards: set[int] = set()
    for passage in kept:
        box: Box | None = passage.box
        for _ in range(_LEVELS):
            if box is None or box.parent is None:
                break
            if rows is None:
                rows = _rows(walked)
            row = [other for other in rows[id(box.parent)] if _is_like(other, box)]
            if len(row) >= _LIKE and sum(_is_card(walked, other, host, found) for other in row[:12]) >= _LIKE:
                if found.get(id(box)) or _is_card(walked, box, host, found):
                    cards.add(id(passage))
                break
            box = box.parent
    return [passage for passage in kept if id(passage) not in cards] if _is_tail(kept, cards) else list(kept)


def _is_tail(kept: Sequence[Passage], cards: set[int]) -> bool:
    """Tell whether the cards stand under the report: chapters of a guide and items of a list stand in it."""
    first = next((index for index, passage in enumerate(kept) if id(passage) in cards), None)
    if first is None:
        return False
    size = sum(len(passage.text) for passage in kept)
    before = sum(len(passage.text) for passage in kept[:first])
    others = sum(len(passage.text) for passage in kept[first:] if id(passage) not in cards)
    return before > size * _BEFORE_SHARE and others < size * _AFTER_SHARE


def _rows(walked: Walked) -> dict[int, list[Box]]:
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in walked.boxes:
        if box.parent is not None:
            rows[id(box.parent)].append(box)
    return rows


def _is_like(box: Box, other: Box) -> bool:
    return box.tag == other.tag and box.names.split(" ", 1)[0] == other.names.split(" ", 1)[0]


def _is_card(walked: Walked, box: Box, host: str, found: dict[int, bool]) -> bool:
    known = found.get(id(box))
    if known is None:
        known = found[id(box)] = _reads_as_card(walked, box, host)
    return known


def _reads_as_card(walked: Walked, box: Box, host: str) -> bool:
    has_title = False
    count = size = 0
    for passage in walked.passages[box.position :]:
        if not _is_in(passage.box, box):
            break
        if not passage.text:
            continue
        count += 1
        size += len(passage.text)
        if count > _MOST_PASSAGES or size > _MOST_CHARACTERS:
            return False
        has_title = has_title or _is_title(passage, host)
    return has_title and count > 1


def _is_title(passage: Passage, host: str) -> bool:
    if len(passage.text) < _TITLE_CHARACTERS or passage.linked < len(passage.text) * _LINKED_SHARE:
        return False
    href = passage.links[0][2].attributes.get("href") or ""
    return (href.startswith(("/", "./", "../")) and not href.startswith("//")) or bool(host and host in href[:100])


def _is_in(inner: Box | None, outer: Box) -> bool:
    while inner is not None:
        if inner is outer:
            return True
        inner = inner.parent
    return False
