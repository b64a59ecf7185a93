"""Where sentences end."""

import re

_END = re.compile(r"[.!?…;。！？\n]+[\"”’')\]»“」』]*\s*")
#: Abbreviations that a full stop follows without ending the sentence, in the languages we read most.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen rep gov gen lt col sgt capt cmdr adm rev hon st jr sr no vs vol pp ca etc inc corp co ltd
    jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.g i.e a.m p.m d.c
    bzw ca z.b d.h u.a usw nr hr fr tel abs mio mrd geb sog
    m mm mme mlle p.ex av bd
    sr sra srta d dña ee.uu pág art núm
    sig dott avv on ing
    κ κκ π.χ δηλ κ.ά αρ τηλ
    г гг т.е т.д т.п др руб млн млрд тыс им ул
    tj např mj tzv č
    dl dna str
    """.split()  # noqa: SIM905 - a list of this length reads best as text
)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Give the start and end of every sentence, in code points, blanks at the edges left out.

    A full stop after an abbreviation, an initial or before a small letter ends nothing.

    >>> text = "Mr. Vale left. He said so at 5 p.m. on Monday."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Mr. Vale left.', 'He said so at 5 p.m. on Monday.']
    """
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    last = len(text)
    for match in _END.finditer(text, start):
        close = match.end()
        mark = match.group()
        if close == last or _ends(text, mark, match.start(), after=text[close]):
            found.append((start, close - len(mark) + len(mark.rstrip())))
            start = close
    if start < last:
        found.append((start, len(text.rstrip())))
    return tuple(span for span in found if span[0] < span[1]) if "\n" in text else tuple(found)


def _ends(text: str, mark: str, start: int, *, after: str) -> bool:
    if mark[0] in "。！？\n" or "\n" in mark:
        return True
    if not mark[-1].isspace() or mark[0] == ";" or after.islower():
        return False
    return not (mark[0] == "." and mark[1:].isspace() and _is_abbreviated(text, start))


def _is_abbreviated(text: str, stop: int) -> bool:
    word = text[text.rfind(" ", 0, stop) + 1 : stop].lstrip("(\"“„«'‘[").casefold()
    if len(word) == 1 and word.isalpha():
        return True
    return word in _ABBREVIATIONS
