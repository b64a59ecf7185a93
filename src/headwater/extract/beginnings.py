"""Many wordings in one pattern, sorted by the letter they begin with: a line meets only those that can begin like it.

Python's engine tries the alternatives of a pattern one after the other; of five hundred wordings in twenty languages
a line that begins with "t" needs some twenty.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OPTIONAL = re.compile(r"[?*]|\{0?,")
_QUANTIFIER = re.compile(r"[?*+]\??|\{\d*,?\d*\}\??")
_GROUP = "(?:"
#: Matches nothing.
_NEVER = r"(?!)"
#: No letter is among them.
_NO_LETTERS = frozenset({"s", "d", "W", "b"})


class _ByLetter(dict[str, re.Pattern[str]]):
    """The pattern for lines that begin with a letter, compiled when the first of them comes."""

    def __init__(self, whole: str, by_letter: Mapping[str, str], others: str) -> None:
        super().__init__()
        self._whole, self._by_letter, self._others = whole, by_letter, others

    def __missing__(self, first: str) -> re.Pattern[str]:
        source = self._by_letter.get(first, self._others) if first.isalpha() else self._whole
        pattern = self[first] = re.compile(source)
        return pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """Patterns that are asked by first letters."""

    by_letter: _ByLetter

    def fullmatch(self, line: str) -> bool:
        """Tell whether a line, in small letters, is one of the wordings."""
        return self.by_letter[line[:1]].fullmatch(line) is not None

    def begins(self, line: str) -> bool:
        """Tell whether a line, in small letters, begins with one of the wordings."""
        return self.by_letter[line[:1]].match(line) is not None


def wordings(pattern: str, *, before: str = "", after: str = "") -> Wordings:
    r"""Give alternatives, joined by `|` and without blanks, sorted by the letter they begin with.

    `before` matches nothing that is a letter, and may match nothing at all; so may `after`.

    >>> calls = wordings(r"read\s+more|(?:see|view)\s+also|(?:the\s+)?related.*", after=r"\W*")
    >>> calls.fullmatch("view also:"), calls.fullmatch("the related"), calls.fullmatch("red more")
    (True, True, False)
    >>> calls.by_letter["v"].pattern == r"(?:(?:view)\s+also)\W*"
    True
    """
    alternatives = list(_taken_apart(pattern))
    letters = [_first_letters(alternative) for alternative in alternatives]

    def joined(chosen: list[str]) -> str:
        return f"{before}(?:{'|'.join(chosen)}){after}"

    def beginning(letter: str) -> list[str]:
        pairs = zip(alternatives, letters, strict=True)
        return [alternative for alternative, known in pairs if known is None or letter in known]

    named = frozenset().union(*(known for known in letters if known is not None))
    rest = beginning("")
    by_letter = {letter: joined(beginning(letter)) for letter in named}
    return Wordings(by_letter=_ByLetter(joined(alternatives), by_letter, joined(rest) if rest else _NEVER))


def _taken_apart(pattern: str) -> Iterator[str]:
    """Give the alternatives of a pattern, those in a leading group one by one."""
    for alternative in _split(pattern):
        end = _end_of_atom(alternative, 0) if alternative.startswith(_GROUP) else 0
        rest = alternative[end:]
        if not end or _QUANTIFIER.match(rest):
            yield alternative
        else:
            yield from (f"(?:{inner}){rest}" for inner in _taken_apart(alternative[len(_GROUP) : end - 1]))


def _split(pattern: str) -> Iterator[str]:
    start = at = 0
    while at < len(pattern):
        if pattern[at] == "|":
            yield pattern[start:at]
            start = at = at + 1
        else:
            at = _end_of_atom(pattern, at)
    yield pattern[start:]


def _end_of_atom(pattern: str, at: int) -> int:
    """Give the index behind a letter, an escaped letter, a class or a group."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at + 2) + 1
    if pattern[at] != "(":
        return at + 1
    at += 1
    while pattern[at] != ")":
        at = _end_of_atom(pattern, at)
    return at + 1


def _first_letters(pattern: str) -> frozenset[str] | None:
    """Give the letters an alternative may begin with; None where it may be any, or where it may be empty."""
    letters, may_be_empty = _beginning(pattern)
    return None if may_be_empty else letters


def _beginning(pattern: str) -> tuple[frozenset[str] | None, bool]:
    """Give the letters a text may begin with, None for any, and whether it may be empty."""
    found: frozenset[str] = frozenset()
    at = 0
    while at < len(pattern):
        end = _end_of_atom(pattern, at)
        letters, may_be_empty = _beginning_of_atom(pattern[at:end])
        if letters is None:
            return None, False
        found |= letters
        quantifier = _QUANTIFIER.match(pattern, end)
        if not may_be_empty and (quantifier is None or not _OPTIONAL.match(quantifier.group())):
            return found, False
        at = quantifier.end() if quantifier is not None else end
    return found, True


def _beginning_of_atom(atom: str) -> tuple[frozenset[str] | None, bool]:
    if atom.startswith(_GROUP):
        inner = [_beginning(alternative) for alternative in _split(atom[len(_GROUP) : -1])]
        known = [letters for letters, _ in inner if letters is not None]
        letters = frozenset().union(*known) if len(known) == len(inner) else None
        return letters, any(may_be_empty for _, may_be_empty in inner)
    if atom[0] == "\\":
        return (frozenset() if not atom[1].isalnum() or atom[1] in _NO_LETTERS else None), atom[1] == "b"
    if atom[0] == "[":
        return (frozenset(atom[1:-1]) if atom[1] != "^" and "-" not in atom and "\\" not in atom else None), False
    return (frozenset(atom) if atom not in {".", "("} else None), False
