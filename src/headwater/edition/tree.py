"""The family tree of a story: who had it from whom, laid out on an axis of time."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.way import ordered_credits
from headwater.model.article import quoted
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import CreditKind, Direction, Reuse

#: Reports that are drawn; the table beside the drawing has them all.
MOST_DRAWN = 24
WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 900, 14, 886, 22, 38
#: Labels stand before the node where there is no room behind it.
_LABEL_TURNS = 560
_TICK_GAP = 110
#: From here on a time on the axis stands before its mark, so it needs the room of two.
_TICK_TURNS = 800
#: From this share of shared words on a line is drawn even where nothing is credited.
_LEAST_SHARE = 0.2
#: From this share on the words decide whom it was taken from, before what is credited.
_CLEAR_SHARE = 0.5
_LABEL_CHARACTERS = 26
#: Between a label and the strand that it makes way for, which it does where the longest has this room before it.
_LABEL_GAP, _LABEL_ROOM = 8, 460
_PASSAGE_CHARACTERS = 160
_HAD_FROM = frozenset({CreditKind.TOLD, CreditKind.REPORTED, CreditKind.RELAYED, CreditKind.SUPPLIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """Where one report had its words from, as far as we hold it."""

    key: str
    #: Display name.
    outlet: str
    outlet_key: str
    seen: datetime
    #: Key and outlet of the earlier report; None where none is known.
    parent: str | None = None
    parent_outlet: str | None = None
    #: Share of the words in percent; None where the line rests on a credit alone.
    percent: int | None = None
    #: The outlet it credits, where the line rests on that.
    cites: str | None = None
    #: Name of the phrase that says how it tells the same, where no words are shared.
    retold: str | None = None
    #: Words that both print, cut to what may be quoted.
    passage: str | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One report in the drawing."""

    descent: Descent
    x: float
    y: float
    label: str
    #: Where the label begins; where it stands before the node, where it ends.
    label_x: float
    #: Whether the label stands before the node.
    turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """From an earlier report to a later one."""

    path: str
    width: float
    #: Whether the line rests on a credit alone.
    cited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A time on the axis."""

    x: float
    seen: datetime
    #: Whether the words stand before it.
    turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The drawing and the table that says the same."""

    descents: tuple[Descent, ...]
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    height: int
    #: Reports that are only in the table.
    left_out: int


def tree_of(
    reports: Sequence[HeldArticle],
    *,
    reuses: Sequence[Reuse],
    may: Mapping[str, Shown],
    outlets: Mapping[str, Outlet],
) -> Tree:
    """Give the family tree of a story's reports, first seen first."""
    descents = _descents(reports, reuses=reuses, may=may, outlets=outlets)
    drawn = descents[:MOST_DRAWN]
    places = _places(drawn)
    nodes = tuple(_node(descent, places) for descent in drawn)
    lines = tuple(_line(descent, places) for descent in drawn if descent.parent in places)
    return Tree(
        descents=descents,
        nodes=nodes,
        lines=lines,
        ticks=_ticks(drawn, places),
        height=_TOP + _ROW * len(drawn) + 16,
        left_out=len(descents) - len(drawn),
    )


def _descents(
    reports: Sequence[HeldArticle],
    *,
    reuses: Sequence[Reuse],
    may: Mapping[str, Shown],
    outlets: Mapping[str, Outlet],
) -> tuple[Descent, ...]:
    by_key = {held.key: held for held in reports}
    best = _best_reuses(reuses, by_key)
    found = []
    for place, held in enumerate(reports):
        reuse, cited = best.get(held.key), _cited(held, reports[:place])
        is_clear = reuse is not None and reuse.coverage >= _CLEAR_SHARE and not reuse.is_retold
        by_words = is_clear or cited is None
        if reuse is not None and by_words:
            descent = _by_words(held, reuse=reuse, parent=by_key[reuse.older], may=may[held.key], outlets=outlets)
        else:
            descent = _by_credit(held, cited=cited, outlets=outlets)
        found.append(replace(descent, is_first=place == 0))
    return tuple(found)


def _by_words(
    held: HeldArticle, *, reuse: Reuse, parent: HeldArticle, may: Shown, outlets: Mapping[str, Outlet]
) -> Descent:
    return replace(
        _by_credit(held, cited=None, outlets=outlets),
        parent=parent.key,
        parent_outlet=outlets[parent.article.outlet].name,
        percent=None if reuse.is_retold else round(reuse.coverage * 100),
        retold=f"story.{reuse.kind.value}" if reuse.is_retold else None,
        passage=None if reuse.is_retold else _passage(held, reuse, may=may),
    )


def _by_credit(held: HeldArticle, *, cited: HeldArticle | None, outlets: Mapping[str, Outlet]) -> Descent:
    named = outlets[cited.article.outlet].name if cited else None
    return Descent(
        key=held.key,
        outlet=outlets[held.article.outlet].name,
        outlet_key=held.article.outlet,
        seen=held.first_seen,
        parent=cited.key if cited else None,
        parent_outlet=named,
        cites=named,
    )


def _best_reuses(reuses: Sequence[Reuse], by_key: Mapping[str, HeldArticle]) -> dict[str, Reuse]:
    best: dict[str, Reuse] = {}
    for reuse in reuses:
        counts = reuse.direction in {Direction.NEWER_FROM_OLDER, Direction.UNDECIDED} and reuse.coverage >= _LEAST_SHARE
        inside = reuse.older in by_key and reuse.newer in by_key
        before = best.get(reuse.newer)
        if counts and inside and (before is None or _strength(reuse) > _strength(before)):
            best[reuse.newer] = reuse
    return best


def _strength(reuse: Reuse) -> tuple[bool, float]:
    return not reuse.is_retold, reuse.coverage


def _cited(held: HeldArticle, earlier: Sequence[HeldArticle]) -> HeldArticle | None:
    """Find the latest hop this report credits that we hold an earlier report of."""
    for credit in reversed(ordered_credits(held.traced.credits)):
        if credit.outlet and credit.outlet != held.article.outlet and credit.kind in _HAD_FROM:
            found = next((other for other in earlier if other.article.outlet == credit.outlet), None)
            if found is not None:
                return found
    return None


def _passage(held: HeldArticle, reuse: Reuse, *, may: Shown) -> str | None:
    limit = min(may.quote_characters, _PASSAGE_CHARACTERS)
    longest = max(reuse.passages, key=lambda passage: passage.newer.end - passage.newer.start, default=None)
    return (cut(quoted(held.article, longest.newer), limit=limit) or None) if longest and limit else None


def _places(drawn: Sequence[Descent]) -> dict[str, tuple[float, float]]:
    rows = {key: row for row, key in enumerate(_family_order(drawn))}
    start = drawn[0].seen if drawn else None
    span = max((_minutes(start, descent.seen) for descent in drawn), default=0.0)
    return {
        descent.key: (_x(_minutes(start, descent.seen), span), float(_TOP + _ROW * rows[descent.key] + _ROW * 0.7))
        for descent in drawn
    }


def _family_order(drawn: Sequence[Descent]) -> list[str]:
    children: dict[str | None, list[str]] = {}
    known = {descent.key for descent in drawn}
    for descent in drawn:
        children.setdefault(descent.parent if descent.parent in known else None, []).append(descent.key)
    order: list[str] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        key = waiting.pop()
        order.append(key)
        waiting.extend(reversed(children.get(key, [])))
    return order


def _minutes(start: datetime | None, seen: datetime) -> float:
    return max((seen - start).total_seconds() / 60, 0.0) if start else 0.0


def _x(minutes: float, span: float) -> float:
    # News spreads fast at first and slowly later, so the axis is logarithmic; its ticks say the times.
    share = math.log1p(minutes) / math.log1p(span) if span > 0 else 0.0
    return round(_LEFT + (_RIGHT - _LEFT) * share, 1)


def _node(descent: Descent, places: Mapping[str, tuple[float, float]]) -> Node:
    x, y = places[descent.key]
    turned = x > _LABEL_TURNS
    above = places.get(descent.parent or "", (0.0, y))[0]
    # A label that ends at its node would lie across the strand that comes down to it.
    label_x = round(above - _LABEL_GAP, 1) if turned and _LABEL_ROOM <= above <= x else x
    return Node(
        descent=descent,
        x=x,
        y=y,
        label=cut(descent.outlet, limit=_LABEL_CHARACTERS),
        label_x=label_x,
        turned=turned,
    )


def _line(descent: Descent, places: Mapping[str, tuple[float, float]]) -> Line:
    from_x, from_y = places[descent.parent or ""]
    to_x, to_y = places[descent.key]
    bend = round(from_x + min(26.0, max(to_x - from_x, 0.0)), 1)
    path = f"M{from_x:g} {from_y:g}C{from_x:g} {to_y:g} {from_x:g} {to_y:g} {bend:g} {to_y:g}L{to_x:g} {to_y:g}"
    width = 1.3 if descent.percent is None else round(1.2 + descent.percent / 50, 1)
    return Line(path=path, width=width, cited=descent.percent is None)


def _ticks(drawn: Sequence[Descent], places: Mapping[str, tuple[float, float]]) -> tuple[Tick, ...]:
    ticks: list[Tick] = []
    for descent in drawn:
        x = places[descent.key][0]
        room = _TICK_GAP if x <= _TICK_TURNS else 2 * _TICK_GAP
        if x > _TICK_TURNS and len(ticks) > 1 and x - ticks[-1].x < room <= x - ticks[-2].x:
            ticks.pop()  # when the last one came says more than the one before it
        if not ticks or x - ticks[-1].x >= room:
            ticks.append(Tick(x=x, seen=descent.seen, turned=x > _TICK_TURNS))
    return tuple(ticks)
