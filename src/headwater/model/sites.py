"""What is known of one site's pages: lines it prints under every report, and rules made by hand."""

from dataclasses import dataclass
from datetime import date as day


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One host, as extraction knows it: lines learnt by the newsroom, and a rule made by hand.

    Boxes and elements go by their class names or ids, as the pages write them.
    """

    #: Host name without `www.`.
    host: str
    #: Lines that stand on several of its pages, as `fold_line` gives them.
    repeated_lines: frozenset[str] = frozenset()
    #: Boxes that never belong to its reports.
    drop: tuple[str, ...] = ()
    #: Boxes that hold the report; the first that is on the page.
    body: tuple[str, ...] = ()
    #: Elements that print who wrote the report; the first that is on the page and holds a name.
    author: tuple[str, ...] = ()
    #: Elements that print when it was published; the first that is on the page and holds a date.
    date: tuple[str, ...] = ()
    #: The days on which the rule was written, and on which somebody last saw that it still holds.
    written: day | None = None
    reviewed: day | None = None
    #: Which kind of page taught the rule.
    reason: str = ""


def fold_line(line: str) -> str:
    """Give a line without differences of case, spacing and digits, so that "Share (12)" is "share (0)".

    >>> fold_line(" Share  (127)")
    'share (0)'
    """
    folded = " ".join(line.casefold().split())
    out: list[str] = []
    for character in folded:
        if not character.isdigit():
            out.append(character)
        elif not out or out[-1] != "0":
            out.append("0")
    return "".join(out)
