"""Cards of other reports: a row of like boxes, each with a linked title and a summary that looks like a paragraph.

Taught by small portals and shops that set "the latest" under every report, without a telling name and sometimes
without a heading.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from headwater.extract.passages import Box, Passage, Walked

_LEVELS = 4
_LIKE = 3
_MOST_LOOKED_AT = 12
#: Pictures and empty passages come between.
_MOST_LOOKED_THROUGH = 40
_TITLE_CHARACTERS = 15
_LINKED_SHARE = 0.9
_MOST_PASSAGES = 8
_MOST_CHARACTERS = 900
#: Cards count only under the report: behind so much of the text, with hardly anything else behind them.
_BEFORE_SHARE, _AFTER_SHARE = 0.5, 0.12


def without_cards(walked: Walked, kept: Sequence[Passage], *, host: str) -> list[Passage]:
    """Give what is kept, less the cards that lead to pages of `host` (without `www.`; "": relative links only)."""
    first = _middle(kept)
    if first is None:
        return list(kept)
    between = walked.passages[kept[first].position : kept[-1].position]
    titles = (passage for passage in between if passage.linked >= _TITLE_CHARACTERS and _is_title(passage, host))
    if sum(1 for _ in islice(titles, _LIKE)) < _LIKE:
        return list(kept)
    page = _Page(walked=walked, host=host, rows=_rows(walked, kept[first:]))
    cards = {id(passage) for passage in kept[first:] if page.lies_in_card(passage)}
    return [passage for passage in kept if id(passage) not in cards] if _is_tail(kept, cards) else list(kept)


_Row = tuple[int, str, str]


@dataclass(slots=True, kw_only=True)
class _Page:
    """A page's rows of boxes, and what was found of them so far."""

    walked: Walked
    host: str
    rows: Mapping[_Row, list[Box]]
    known: dict[int, bool] = field(default_factory=dict)
    full: dict[_Row, bool] = field(default_factory=dict)

    def lies_in_card(self, passage: Passage) -> bool:
        box: Box | None = passage.box
        for _ in range(_LEVELS):
            if box is None or box.parent is None:
                return False
            row = _row(box)
            if row not in self.full:
                like = self.rows[row]
                self.full[row] = len(like) >= _LIKE and sum(map(self.is_card, like[:_MOST_LOOKED_AT])) >= _LIKE
            if self.full[row]:
                return self.is_card(box)
            box = box.parent
        return False

    def is_card(self, box: Box) -> bool:
        known = self.known.get(id(box))
        if known is None:
            known = self.known[id(box)] = _reads_as_card(self.walked, box, self.host)
        return known


def _middle(kept: Sequence[Passage]) -> int | None:
    """Give the index at which so much has been said that cards may follow."""
    enough = sum(len(passage.text) for passage in kept) * _BEFORE_SHARE
    for index, passage in enumerate(kept):
        if enough <= 0:
            return index
        enough -= len(passage.text)
    return None


def _is_tail(kept: Sequence[Passage], cards: set[int]) -> bool:
    """Tell whether the cards stand under the report: chapters of a guide and items of a list stand in it."""
    first = next((index for index, passage in enumerate(kept) if id(passage) in cards), None)
    if first is None:
        return False
    size = sum(len(passage.text) for passage in kept)
    before = sum(len(passage.text) for passage in kept[:first])
    others = sum(len(passage.text) for passage in kept[first:] if id(passage) not in cards)
    return before > size * _BEFORE_SHARE and others < size * _AFTER_SHARE


def _row(box: Box) -> _Row:
    """Say which row a box stands in: its like have the same parent, tag and first name."""
    return id(box.parent), box.tag, box.names.split(" ", 1)[0]


def _rows(walked: Walked, passages: Sequence[Passage]) -> dict[_Row, list[Box]]:
    """Give the rows that some of the passages may lie in."""
    parents: set[int] = set()
    for passage in passages:
        box: Box | None = passage.box
        for _ in range(_LEVELS):
            box = box and box.parent
            parents.add(id(box))
    rows: dict[_Row, list[Box]] = defaultdict(list)
    for box in walked.boxes:
        if id(box.parent) in parents:
            rows[_row(box)].append(box)
    return rows


def _reads_as_card(walked: Walked, box: Box, host: str) -> bool:
    has_title = False
    count = size = 0
    for passage in walked.passages[box.position : box.position + _MOST_LOOKED_THROUGH]:
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
