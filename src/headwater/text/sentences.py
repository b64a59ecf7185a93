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
    start = 0
    for match in _END.finditer(text):
        if _ends(text, match):
            _append(found, text, (start, match.end()))
            start = match.end()
    _append(found, text, (start, len(text)))
    return tuple(found)


def _append(found: list[tuple[int, int]], text: str, span: tuple[int, int]) -> None:
    start, end = span
    sentence = text[start:end]
    stripped = sentence.strip()
    if stripped:
        start += len(sentence) - len(sentence.lstrip())
        found.append((start, start + len(stripped)))


def _ends(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    after = text[match.end() : match.end() + 1]
    if not after or mark[0] in "。！？\n" or "\n" in mark:
        return True
    if not mark[-1].isspace() or mark[0] == ";" or after.islower():
        return False
    return not (mark[0] == "." and mark[1:].isspace() and _is_abbreviated(text, match.start()))


def _is_abbreviated(text: str, stop: int) -> bool:
    word = text[text.rfind(" ", 0, stop) + 1 : stop].lstrip("(\"“„«'‘[").casefold()
    if len(word) == 1 and word.isalpha():
        return True
    return word in _ABBREVIATIONS
