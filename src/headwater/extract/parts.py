"""The parts of a passage: joined to its text, or taken apart where single breaks part paragraphs.

Old sites, blogs and content systems without an editor set `<br>` between paragraphs; others wrap long lines with it,
and verses, addresses and tables of figures stand in short ones.
"""

import re

from selectolax.lexbor import LexborNode

#: What stands for a `<br>` among the parts of a passage: whitespace that no mark-up holds.
BREAK = "\v"
#: Texts as written, each with the link it lies in.
Parts = list[tuple[str, LexborNode | None]]

Links = list[tuple[int, int, LexborNode]]

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SENTENCE_CHARACTERS = 60
#: Of scripts without spaces.
_SENTENCE_SIGNS = 18
_ENDS = '.!?…:。！？؟।"”»)）」'
#: So many must be whole sentences; more inside a paragraph, which mostly knows why it is one.
_SENTENCES, _SENTENCES_OF_PARAGRAPH = 2, 3
_SHARE = 0.6


def paragraphs(parts: Parts, *, in_paragraph: bool) -> list[Parts] | None:
    """Give the lines of a passage, each for itself, where most are sentences; else None."""
    runs: list[Parts] = [[]]
    for part in parts:
        if part[0] == BREAK:
            runs.append([])
        else:
            runs[-1].append(part)
    texts = ["".join([text for text, _ in run]).strip() for run in runs]
    said = [text for text in texts if text]
    whole = sum(map(_is_sentence, said))
    enough = _SENTENCES_OF_PARAGRAPH if in_paragraph else _SENTENCES
    if whole < enough or whole < len(said) * _SHARE:
        return None
    return [run for run, text in zip(runs, texts, strict=True) if text]


def _is_sentence(text: str) -> bool:
    size = len(text)
    if text[-1] not in _ENDS:
        return False
    return size >= _SENTENCE_CHARACTERS or (size >= _SENTENCE_SIGNS and not text.isascii() and " " not in text)


def preformatted(parts: Parts) -> tuple[str, Links, int]:
    """Give a text with its lines as they are, no links, and no linked characters."""
    return "".join(part for part, _ in parts).replace(BREAK, "\n").strip("\n"), [], 0


def joined(parts: Parts) -> tuple[str, Links, int]:
    """Give the text, its links as (start, end, node), and the count of characters in links."""
    only, link = parts[0]
    if len(parts) == 1:
        text = _plain(only)
        return (text, [], 0) if link is None else (text, [(0, len(text), link)], len(text))
    for _, link in parts:
        if link is not None:
            return _joined_with_links(parts)
    return _plain("".join([part for part, _ in parts])), [], 0


def _plain(text: str) -> str:
    """Give a text with each stretch of whitespace as one space and without invisible characters."""
    text = text.strip()
    # Neither whitespace but the space nor anything invisible is printable: most texts need no more than this look.
    if "  " not in text and text.isprintable():
        return text
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


def _joined_with_links(
    parts: Parts,
) -> tuple[str, Links, int]:
    out: list[str] = []
    links: Links = []
    length = linked = 0
    gap = False
    for raw, link in parts:
        part = raw if raw.isascii() else _INVISIBLE.sub("", raw)
        joined = _plain(part)
        if not joined:
            gap = gap or bool(part)
            continue
        if length and (gap or part[0].isspace()):
            out.append(" ")
            length += 1
        start = length
        out.append(joined)
        size = len(joined)
        length += size
        gap = part[-1].isspace()
        if link is not None:
            linked += size
            if links and links[-1][2] is link:
                links[-1] = (links[-1][0], length, link)
            else:
                links.append((start, length, link))
    return "".join(out), links, linked
