"""The quotation marks that each language prints, and putting them in place of others."""

from collections.abc import Mapping, Sequence

from headwater.text.quotes import find_quotations

#: Opening and closing mark by language (Unicode CLDR, delimiters: quotationStart and quotationEnd); French sets a
#: no-break space inside.
_MARKS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("en", "hi", "id", "ko", "nl", "pt", "th", "tr", "vi", "zh", "az"), ("“", "”")),
    **dict.fromkeys(("el", "es", "it", "ru", "uk", "be", "no", "nb", "nn", "fa", "hy", "sq", "ca", "ar"), ("«", "»")),
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "is", "ka", "lt", "mk", "et"), ("„", "“")),
    **dict.fromkeys(("pl", "ro", "hu", "hr", "bs", "sr"), ("„", "”")),
    **dict.fromkeys(("sv", "fi", "he"), ("”", "”")),
    "da": ("“", "”"),
    "fr": ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    "ja": ("「", "」"),
}
#: What may stand between a mark and the words.
_BLANKS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


def marks_of(language: str) -> tuple[str, str] | None:
    """Give a language's opening and closing quotation mark, with the blank that belongs to it; None where not known.

    >>> marks_of("el"), marks_of("xx")
    (('«', '»'), None)
    """
    return _MARKS.get(language.partition("-")[0].casefold())


def with_marks_of(
    language: str, text: str, *, places: Sequence[tuple[int, int]] = ()
) -> tuple[str, list[tuple[int, int]]]:
    """Give a text with the outer quotation marks of a language, and `places` (code points) moved along with it.

    Marks that were left open stay as they are.

    >>> with_marks_of("el", 'Είπε: "Ναι."', places=[(7, 11)])
    ('Είπε: «Ναι.»', [(7, 11)])
    """
    marks = marks_of(language)
    edits: list[tuple[int, int, str]] = []
    for quotation in find_quotations(text) if marks else ():
        if marks and quotation.closed:
            opening, closing = marks
            start, end = _words_of(text, quotation.start, quotation.inner_end)
            edits += [(quotation.start, start, opening), (end, quotation.end, closing)]
    written, position = [], 0
    for start, end, mark in edits:
        written += [text[position:start], mark]
        position = end
    return "".join([*written, text[position:]]), [(_moved(a, edits), _moved(b, edits)) for a, b in places]


def _words_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where the words inside the marks begin and end."""
    width = 2 if text[start : start + 2] in {"``", "''"} else 1
    start += width
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end


def _moved(position: int, edits: Sequence[tuple[int, int, str]]) -> int:
    moved = position
    for start, end, mark in edits:
        if end <= position:
            moved += len(mark) - (end - start)
        elif start < position:  # inside a mark: behind it
            moved += len(mark) - (position - start)
    return moved
