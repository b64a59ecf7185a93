"""How one text comes from another: the ways of copying, done to marked paragraphs.

What stands inside a mark is never reworded: whoever copies a quotation copies its words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from headwater.demo.marks import pieces
from headwater.demo.world import How, Report, Swap
from headwater.errors import KnowledgeError

Paragraphs = tuple[str, ...]

#: Light rewording changes about this share of the words that have an equal.
_LIGHT_SHARE = 0.5
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """Everything one act of copying works with."""

    report: Report
    #: Bodies copied from, in the order of `report.of`.
    parents: tuple[Paragraphs, ...]
    #: The copier's own words, where it has some.
    own: Paragraphs
    #: Pairs of equal words in the language of the text.
    wording: tuple[tuple[str, str], ...]
    dice: Random


def dice(seed: int, name: str) -> Random:
    """Give the randomness of one thing of the world: the same for the same seed and name, on every machine."""
    return Random(f"{seed}/{name}")  # noqa: S311 - a scripted world has to be the same each time; nothing secret hangs on it


def derive(copying: Copying) -> Paragraphs:
    """Give the paragraphs of a copy.

    >>> report = Report(outlet="kyma", at="1 09:00", of=("fanos",), how=How.CUT, keep=1)
    >>> derive(Copying(report=report, parents=(("One.", "Two."),), own=(), wording=(), dice=dice(1, "x")))
    ('One.',)
    """
    how = copying.report.how
    return copying.own if how is None else _WAYS[how](copying)


def swapped(paragraphs: Paragraphs, swaps: Sequence[Swap], *, where: str) -> Paragraphs:
    """Give the paragraphs with words replaced wherever they stand.

    Raises:
        KnowledgeError: where words to replace stand nowhere; the script would not do what it says.

    """
    for old, new in swaps:
        if not any(old in paragraph for paragraph in paragraphs):
            raise KnowledgeError(f"{where}: there is no “{old}” to swap")
        paragraphs = tuple(paragraph.replace(old, new) for paragraph in paragraphs)
    return paragraphs


def _own(copying: Copying) -> Paragraphs:
    return copying.own


def _whole(copying: Copying) -> Paragraphs:
    return copying.parents[0]


def _cut(copying: Copying) -> Paragraphs:
    return copying.parents[0][: copying.report.keep]


def _shuffled(copying: Copying) -> Paragraphs:
    first, *rest = copying.parents[0]
    turned = list(rest)
    while len(set(rest)) > 1 and turned == rest:
        copying.dice.shuffle(turned)
    return (first, *turned)


def _light(copying: Copying) -> Paragraphs:
    return tuple(_reworded(part, copying=copying, share=_LIGHT_SHARE) for part in copying.parents[0])


def _heavy(copying: Copying) -> Paragraphs:
    reworded = [_turned(_reworded(part, copying=copying, share=1.0)) for part in copying.parents[0]]
    lead, rest = reworded[0], reworded[1:]
    joined = [" ".join(rest[start : start + 2]) for start in range(0, len(rest), 2)]
    return (lead, *joined)


def _merged(copying: Copying) -> Paragraphs:
    halves = [parent[: (len(parent) + 1) // 2] for parent in copying.parents]
    longest = max(len(half) for half in halves)
    return tuple(half[place] for place in range(longest) for half in halves if place < len(half))


def _quoted(copying: Copying) -> Paragraphs:
    first, *rest = copying.own
    parent = copying.parents[0]
    return (first, parent[min(copying.report.take, len(parent) - 1)], *rest)


_WAYS: dict[How, Callable[[Copying], Paragraphs]] = {
    How.VERBATIM: _whole,
    How.RETITLED: _whole,
    How.CUT: _cut,
    How.SHUFFLED: _shuffled,
    How.LIGHT: _light,
    How.HEAVY: _heavy,
    How.REWORDED: _own,
    How.TRANSLATED: _own,
    How.MERGED: _merged,
    How.QUOTED: _quoted,
}


def _reworded(paragraph: str, *, copying: Copying, share: float) -> str:
    return "".join(
        piece if is_marked else _replaced(piece, copying=copying, share=share) for piece, is_marked in pieces(paragraph)
    )


def _replaced(piece: str, *, copying: Copying, share: float) -> str:
    equals = dict(copying.wording)
    if not equals:
        return piece
    known = "|".join(re.escape(word) for word in sorted(equals, key=len, reverse=True))

    def chosen(found: re.Match[str]) -> str:
        return equals[found[0]] if copying.dice.random() < share else found[0]

    return re.sub(rf"\b(?:{known})\b", chosen, piece)


def _turned(paragraph: str) -> str:
    # A paragraph in which somebody speaks keeps its order: "she said" must still follow the name.
    if any(is_marked for _, is_marked in pieces(paragraph)):
        return paragraph
    first, *rest = _SENTENCE_END.split(paragraph)
    return " ".join((*rest, first))
