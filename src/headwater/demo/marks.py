"""The marks inside the script's texts: `{c1|words}`, `{told meridian|words}`; to plain text and what stands where.

marked text ── parse ──▶ Plain(text, marks)          a mark: tag, about, start, end; marks nest
"""

import re
from dataclasses import dataclass

#: Content, source, cue and addressee of an utterance.
STATEMENT_TAGS = frozenset("csqa")
#: Hops of a credit chain, named as in `CreditKind`.
CREDIT_TAGS = frozenset({"told", "reported", "relayed", "supplied", "translated", "published"})

_OPENING = re.compile(r"\{(?:([csqa])(\d+)|([a-z]+) ([a-z0-9-]+))\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a stretch of a plain text is."""

    #: One of `STATEMENT_TAGS` or `CREDIT_TAGS`.
    tag: str
    #: Number of the utterance, or key of the outlet ("agencies" where nobody is named).
    about: str
    #: Code points, half-open.
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A text without its marks, and the marks."""

    text: str
    #: By their end; an inner mark comes before the one around it.
    marks: tuple[Mark, ...] = ()


def parse(marked: str) -> Plain:
    """Give the plain text and its marks.

    Raises:
        ValueError: where a mark is unknown, or is opened or closed alone.

    >>> plain = parse("{c1|“No,”} {q1|said} {s1|the cook}.")
    >>> plain.text
    '“No,” said the cook.'
    >>> [(mark.tag, mark.about, plain.text[mark.start : mark.end]) for mark in plain.marks]
    [('c', '1', '“No,”'), ('q', '1', 'said'), ('s', '1', 'the cook')]

    """
    pieces: list[str] = []
    length = position = 0
    open_marks: list[tuple[str, str, int]] = []
    marks: list[Mark] = []
    while position < len(marked):
        character = marked[position]
        if character == "{":
            opening = _OPENING.match(marked, position)
            open_marks.append((*_named(opening, marked=marked, position=position), length))
            position = opening.end() if opening else position
        elif character == "}":
            if not open_marks:
                raise ValueError(
                    f"a mark is closed that nobody opened: …{marked[max(0, position - 40) : position + 1]}"
                )
            tag, about, start = open_marks.pop()
            marks.append(Mark(tag=tag, about=about, start=start, end=length))
            position += 1
        else:
            pieces.append(character)
            length += 1
            position += 1
    if open_marks:
        raise ValueError(f"a mark is never closed: {{{open_marks[-1][0]} {open_marks[-1][1]}| in {marked[:60]}…")
    return Plain(text="".join(pieces), marks=tuple(marks))


def pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    """Give a marked text in pieces, each with whether it stands inside a mark; joined they are the text again.

    >>> pieces("He {q1|said} so.")
    (('He ', False), ('{q1|said}', True), (' so.', False))
    """
    found: list[tuple[str, bool]] = []
    depth = begun = 0
    for position, character in enumerate(marked):
        if character == "{":
            if depth == 0 and position > begun:
                found.append((marked[begun:position], False))
                begun = position
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                found.append((marked[begun : position + 1], True))
                begun = position + 1
    if begun < len(marked):
        found.append((marked[begun:], False))
    return tuple(found)


def _named(opening: re.Match[str] | None, *, marked: str, position: int) -> tuple[str, str]:
    if opening is None:
        raise ValueError(f"not a mark: {marked[position : position + 40]}…")
    if opening[1]:
        return opening[1], opening[2]
    if opening[3] not in CREDIT_TAGS:
        raise ValueError(f"no such mark: {opening[3]} in {marked[position : position + 40]}…")
    return opening[3], opening[4]
