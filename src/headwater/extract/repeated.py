"""Lines that stand on several pages of one site are no part of any report."""

from collections import Counter
from collections.abc import Iterable

from headwater.model.sites import fold_line

#: Longer lines are paragraphs; one that stands on several pages is a reprint, and provenance wants it.
_LINE_CHARACTERS = 300
_PAGES = 3
_SHARE = 0.1


def repeated_lines(pages: Iterable[Iterable[str]]) -> frozenset[str]:
    """Give the folded lines that stand on at least three pages, and on a tenth of all pages given.

    `pages` holds, for each report of one site, the texts of its blocks.

    >>> sorted(repeated_lines([["A.", "Follow us"], ["B.", "Follow us"], ["C.", "Follow us"]]))
    ['follow us']
    """
    counts: Counter[str] = Counter()
    total = 0
    for lines in pages:
        total += 1
        counts.update({fold_line(line) for line in lines if len(line) <= _LINE_CHARACTERS})
    enough = max(_PAGES, total * _SHARE)
    return frozenset(line for line, count in counts.items() if count >= enough)
