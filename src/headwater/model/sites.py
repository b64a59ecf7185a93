"""What is known of one site's pages: lines it prints under every report, and rules made by hand."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One host, as extraction knows it. Learnt lines come from the newsroom, rules from `data/rules/*.toml`."""

    #: Host name without `www.`.
    host: str
    #: Lines that stand on several of its pages, as `fold_line` gives them.
    repeated_lines: frozenset[str] = frozenset()
    #: Class names or ids of boxes that never belong to its reports.
    drop: tuple[str, ...] = ()
    #: The day on which somebody looked at the site's pages last.
    checked: date | None = None
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
