"""Quotation marks of all languages: which stretches of a paragraph stand inside them."""

import re
from dataclasses import dataclass

#: Each opening mark with the marks that may close it.
_CLOSERS = {
    "“": '”"“',
    "„": '“”"',
    "”": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"”',
    "``": ("''",),
    "''": ("''",),
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
_SINGLE = "‘‚'"
_MARK = re.compile("``|''|[“”„«»‹›「」『』\"‘’‚']")
#: Marks one of which every quotation has, the apostrophe aside.
_ANY = ('"', "“", "„", "”", "«", "»", "‹", "›", "「", "『", "‘", "‚", "``", "''")
_ANY_PLAIN = ('"', "``", "''")
_APOSTROPHE = re.compile(r"(?<!\w)'\w")
#: A single mark quotes only from this many characters on; below, it is an apostrophe or a nickname.
_SHORTEST_SINGLE = 12


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch inside quotation marks; the marks belong to it."""

    #: Code points, half-open.
    start: int
    end: int
    #: False where the mark closes only in a later paragraph (running quotation).
    closed: bool = True
    #: Characters of the closing mark: '' counts two.
    width: int = 1

    @property
    def inner_end(self) -> int:
        """Where the closing mark begins."""
        return self.end - self.width * self.closed


def find_quotations(text: str, *, following: str = "") -> tuple[Quotation, ...]:
    """Give the outermost quotations of one paragraph, in order, without overlap.

    `following` is the text of the next paragraph: a mark left open counts only where that paragraph opens with a
    mark again, as running quotations do; else it is a slip of the pen and is left out.

    >>> [("Er sagte: „Ja.“ Dann ging er.")[q.start : q.end] for q in find_quotations("Er sagte: „Ja.“ Dann ging er.")]
    ['„Ja.“']
    >>> find_quotations("“It rained", following="“It snowed”")
    (Quotation(start=0, end=10, closed=False, width=1),)
    """
    if not _has_mark(text):
        return ()
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text):
        start, mark = match.span()[0], match.group()
        if opened is None:
            if _opens(text, start, mark):
                opened = (start, mark)
        elif mark in _CLOSERS[opened[1]] and _closes(text, match.end(), opened):
            found.append(Quotation(opened[0], match.end(), width=len(mark)))
            opened = None
        elif mark == opened[1] and mark not in _SINGLE and _opens(text, start, mark):
            opened = (start, mark)
    if opened is not None and opened[1] not in _SINGLE and starts_with_mark(following):
        found.append(Quotation(opened[0], len(text.rstrip()), closed=False))
    return tuple(found)


def starts_with_mark(text: str) -> bool:
    """Say whether a paragraph opens with a quotation mark.

    >>> starts_with_mark(" «Oui.»"), starts_with_mark("Oui.")
    (True, False)
    """
    match = _MARK.match(text.lstrip()[:2])
    return match is not None and match.group() in _CLOSERS and match.group() != "'"


def _has_mark(text: str) -> bool:
    marks = _ANY_PLAIN if text.isascii() else _ANY
    return any(mark in text for mark in marks) or ("'" in text and _APOSTROPHE.search(text) is not None)


def _opens(text: str, start: int, mark: str) -> bool:
    if mark not in _CLOSERS:
        return False
    before = text[start - 1] if start else " "
    after = text[start + len(mark) : start + len(mark) + 1]
    if not after or (after.isspace() and mark not in "«»"):
        return False
    if mark in _SINGLE:
        return not before.isalnum() and after.isalpha()
    if mark in "»”›":
        return before.isspace() or before in "(—–-:"
    return mark in "„«" or not before.isalnum()


def _closes(text: str, end: int, opened: tuple[int, str]) -> bool:
    start, mark = opened
    after = text[end : end + 1]
    if mark in _SINGLE:
        return not after.isalnum() and end - start > _SHORTEST_SINGLE
    if mark in ('"', "“", "”", "''") and text[end - 2].isspace() and after.isalnum():
        return False
    return not (mark == "»" and text[end - 1] == "»" and text[end - 2].isspace())
