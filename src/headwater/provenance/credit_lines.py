"""Credits that stand on a line of their own: datelines, bylines, closing credit lines."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from headwater.model.article import Article, BlockKind, Span
from headwater.model.cues import CueLexicon
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import NamedOutlet, OutletDirectory, OutletKind
from headwater.model.provenance import Credit, CreditForm, CreditKind
from headwater.provenance.credit_frames import alternatives
from headwater.provenance.outlet_mentions import has_media_word, name_behind_noun

#: Where a dateline or a byline may stand, and where a credit line: blocks from the top, blocks from the end.
_TOP_BLOCKS, _END_BLOCKS = 6, 6
_LONGEST_LINE = 220
_LONGEST_NAME = 60
#: Capitalised words of a credit line that are neither outlets nor words of credit: a person, a place.
_MOST_OTHER_WORDS = 4
_JOINERS = ("and", "und", "et", "y", "e", "i", "a", "și", "ve", "και", "и", "та", "й", "و", "staff", "the", "l", "d")
_MOST_NAME_WORDS = 6
_KNOWN, _UNKNOWN = 0.97, 0.75
_REUTERS = "reuters"

_DATELINE = re.compile(
    r"\s*[^\W\d_][^()\n/:]{1,70}?[\s,.]*(?:\((?P<brackets>[^()]{2,40})\)|/(?P<strokes>[^/]{2,30})/)\s*(?:[.,:]?\s*(?:[—–-]|--)|\.)"
)
_DATELINE_BARE = re.compile(r"\s*\(?(?P<name>[\w.-]{2,12}(?:/[\w.-]{2,12})?)\)?\s+[—–-]+\s")
#: "(Norda) - Porto Luna, 3 MAR -" and "ЛУННЫЙ БЕРЕГ, 3 мар — Норда.": the agency before or behind place and day.
_DATELINE_TURNED = (
    re.compile(r"\s*\((?P<name>[^()]{2,40})\)\s*[—–-]\s"),
    re.compile(r"\s*[^\W\d_a-zа-яα-ω][^—–:.!?]{2,50}\s[—–-]\s+(?P<name>[^—–.!?:]{2,40}?)\s*[—–.]"),
)
_DATELINE_CAPITALS = re.compile(
    r"\s*[^\W\d_a-zа-яά-ώ]{3,30}(?:\s[^\W\d_a-zа-яά-ώ]{2,30})?\s[—–-]\s+(?P<name>\S.{1,40})"
)
_SPLIT = re.compile(r"\s*(?:,|/|;|\||\+|&|\b(?:and|und|et|y|e|i|a|și|ve)\b|(?<=\s)(?:και|и|та|й|و)(?=\s))\s*")
_REPORTING_BY = re.compile(r"\(?(?:Additional reporting|Reporting|Writing) by [^)]*[Ee]diting by [^)]*\)?\s*$")
_CONTRIBUTED = re.compile(
    r"\b(?:contributed to this (?:report|story|article)|(?:All rights reserved\.? )?This material may not be published)"
)
_HAT_TIP = re.compile(r"\W*(?:h/t|hat tip)\b", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|Copyright)\s*(?:\d{4}\s*)?", re.IGNORECASE)
#: Agencies' initials; states, countries and bodies that datelines put in brackets are none.
_ACRONYM = re.compile(r"(?!(?:USA|UAE|UK|UN|EU|NATO|ONU|CET|GMT|EST|PST|UTC)$)[^\W\d_a-zа-яα-ω]{3,6}")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}")
_LAST_WORD = re.compile(r"(?:\((?P<brackets>[^()]{2,30})\)|[©/](?P<mark>[\w-]{2,12}))\s*\.?\s*$")
_TRAILING = " .:;,)]»”\"'"
_LEADING = " (:[«“\"'-–—"


def find_stated_credits(article: Article, *, knowledge: Knowledge) -> Iterator[Credit]:
    """Give the datelines, bylines and closing credit lines that stand in the body, top to end."""
    texts = [number for number, block in enumerate(article.body) if block.text and block.kind is not BlockKind.IMAGE]
    lexicon = knowledge.cue_lexicon(article.language)
    is_anothers = False
    for number in texts[:_TOP_BLOCKS]:
        datelines = list(_dateline(article.body[number].text, number, directory=knowledge.outlets))
        is_anothers |= any(credit.outlet != _REUTERS for credit in datelines)
        yield from datelines
        yield from _byline(article.body[number].text, number, lexicon=lexicon, directory=knowledge.outlets)
    for number in texts[-_END_BLOCKS:]:
        text = article.body[number].text
        if not (is_anothers and _REPORTING_BY.search(text)):  # who has a dateline may have borrowed Reuters' form
            yield from _closing(text, number, lexicon=lexicon, directory=knowledge.outlets)


def find_credit_line_names(
    text: str, *, language: str | None, knowledge: Knowledge
) -> tuple[tuple[str, str | None], ...]:
    """Give the names a printed credit line holds, each with the key of its outlet or None.

    >>> find_credit_line_names("Source: Aegean Ledger", language="en", knowledge=Knowledge())
    (('Aegean Ledger', None),)
    """
    lexicon = knowledge.cue_lexicon(language)
    match = _opening(lexicon).match(text)
    rest = text[match.end() :] if match else text
    return tuple((name, key) for name, _, key in _names(rest, lexicon=lexicon, directory=knowledge.outlets))


def find_byline_names(text: str, *, language: str | None, knowledge: Knowledge) -> tuple[tuple[str, str | None], ...]:
    """Give the agencies a byline or a dateline names, and "agencies"; people and the outlet's own desk are left out."""
    found = [(name.name, _key(name)) for name in knowledge.outlets.find_names(text) if _is_agency(name)]
    unnamed = _agencies(knowledge.cue_lexicon(language)).search(text)
    return (*found, *([(unnamed.group(), None)] if unnamed else []))


@lru_cache(maxsize=64)
def _agencies(lexicon: CueLexicon | None) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lexicon.agencies if lexicon else ())})(?!\w)", re.IGNORECASE)


def _dateline(text: str, number: int, *, directory: OutletDirectory) -> Iterator[Credit]:
    match = _DATELINE.match(text[:160]) or _DATELINE_BARE.match(text[:40])
    found = _names_in(match, match.lastgroup or "name", directory=directory) if match else []
    found = found or _turned_dateline(text[:160], directory=directory)
    if not found and match and match.groupdict().get("brackets"):
        found = _unknown_agency(match)
    for name, start in found:
        span = Span(block=number, start=start, end=start + name.end - name.start)
        yield _credit(CreditKind.SUPPLIED, CreditForm.DATELINE, name=name.name, span=span, outlet=_key(name))


def _names_in(match: re.Match[str], group: str, *, directory: OutletDirectory) -> list[tuple[NamedOutlet, int]]:
    return [(name, match.start(group) + name.start) for name in directory.find_names(match.group(group))]


def _unknown_agency(match: re.Match[str]) -> list[tuple[NamedOutlet, int]]:
    """Give what stands in a dateline's brackets where its words or its capitals say that it is an agency's name."""
    words = match.group("brackets").strip()
    if not (has_media_word(words) or _ACRONYM.fullmatch(words)):
        return []
    start = match.start("brackets")
    return [(NamedOutlet(name=words, start=0, end=len(words), outlets=()), start)]


def _turned_dateline(text: str, *, directory: OutletDirectory) -> list[tuple[NamedOutlet, int]]:
    """Give the agency of a dateline in another order; it alone fills its place there."""
    for pattern in _DATELINE_TURNED:
        match = pattern.match(text)
        found = _names_in(match, "name", directory=directory) if match else []
        if match and found and _is_whole(found, match.group("name")):
            return found
    capitals = _DATELINE_CAPITALS.match(text)
    found = _names_in(capitals, "name", directory=directory)[:1] if capitals else []
    return [(name, start) for name, start in found if name.start == 0 and _is_agency(name)]


def _is_whole(found: Sequence[tuple[NamedOutlet, int]], text: str) -> bool:
    covered = sum(name.end - name.start for name, _ in found)
    return covered >= len(text.strip(_LEADING + _TRAILING)) - 3 * (len(found) - 1) and all(
        _is_agency(name) for name, _ in found
    )


def _is_agency(name: NamedOutlet) -> bool:
    return any(outlet.kind is OutletKind.AGENCY for outlet in name.outlets)


def _byline(text: str, number: int, *, lexicon: CueLexicon | None, directory: OutletDirectory) -> Iterator[Credit]:
    words = lexicon.byline_words if lexicon else ("by",)
    first = text.split(maxsplit=1)[:1]
    is_byline = (
        bool(first) and first[0].casefold() in words and len(text) < _LONGEST_LINE and not text.rstrip().endswith(".")
    )
    if not is_byline and not (len(text) < _LONGEST_NAME and text.isupper()):
        head = re.match(r"(?:By|Von|Por|Par)\s[^\n.]{2,60}?[,|(]\s*", text)
        if head is None:
            return
        text = text[: head.end() + _LONGEST_NAME // 2]
    for name in directory.find_names(text):
        if _is_agency(name) and (is_byline or name.start < _LONGEST_NAME):
            span = Span(block=number, start=name.start, end=name.end)
            yield _credit(CreditKind.SUPPLIED, CreditForm.BYLINE, name=name.name, span=span, outlet=_key(name))


def _closing(text: str, number: int, *, lexicon: CueLexicon | None, directory: OutletDirectory) -> Iterator[Credit]:
    opening = _opening(lexicon).match(text)
    if _REPORTING_BY.search(text) or len(text) > _LONGEST_LINE:
        opening = None
    line = text.rstrip(_TRAILING)
    if opening is not None and opening["with"] and not _says_no_more(line, lexicon=lexicon, directory=directory):
        opening = None
    if opening is not None:
        yield from _opened_line(text, number, opening=opening, lexicon=lexicon, directory=directory)
        return
    if lexicon is not None and _says_no_more(text, lexicon=lexicon, directory=directory):
        yield from _bare_line(text, number, lexicon=lexicon, directory=directory)
        return
    yield from _house_forms(text, number, directory=directory)


def _opened_line(
    text: str, number: int, *, opening: re.Match[str], lexicon: CueLexicon | None, directory: OutletDirectory
) -> Iterator[Credit]:
    """Give the credits of a line that opens with a word of credit: "Source: …", "With material from …"."""
    rest = text[opening.end() :].split("\n", 1)[0]
    names = list(_names(rest, lexicon=lexicon, directory=directory))
    if opening["with"]:  # "with" opens many a line: only what is surely an outlet's name
        behind = name_behind_noun(rest, lexicon=lexicon) if lexicon else None
        names = [named for named in names if named[2] or _is_agencies(named[0], lexicon) or _DOMAIN.fullmatch(named[0])]
        names += [(behind.name, behind.start, None)] if behind else []
    kind = CreditKind.SUPPLIED if opening["with"] else CreditKind.PUBLISHED
    form = CreditForm.HAT_TIP if opening["word"] in {"h/t", "hat tip"} else CreditForm.CREDIT_LINE
    for name, start, key in names:
        begin = opening.end() + start
        span = Span(block=number, start=begin, end=begin + len(name))
        yield _credit(kind, form, name=name, span=span, outlet=key)


def _bare_line(text: str, number: int, *, lexicon: CueLexicon, directory: OutletDirectory) -> Iterator[Credit]:
    """Give the credits of a line that is nothing but names and words of credit: "Agencies", "Zuerst im Tidenboten"."""
    translated = any(expression in text.casefold() for expression in lexicon.translated)
    kind = CreditKind.TRANSLATED if translated else CreditKind.PUBLISHED
    form = CreditForm.HAT_TIP if _HAT_TIP.match(text) else CreditForm.CREDIT_LINE
    found = [(name.name, name.start, _key(name)) for name in directory.find_names(text)]
    unnamed = None if found else _agencies(lexicon).search(text)
    if unnamed is not None:
        kind, found = CreditKind.SUPPLIED, [(unnamed.group(), unnamed.start(), None)]
    for name, start, key in found:
        span = Span(block=number, start=start, end=start + len(name))
        yield _credit(kind, form, name=name, span=span, outlet=key)


def _says_no_more(text: str, *, lexicon: CueLexicon | None, directory: OutletDirectory) -> bool:
    """Say whether a line holds names of agencies and outlets and words of credit, and nothing that tells a story."""
    if len(text) > _LONGEST_LINE or lexicon is None or text.rstrip().endswith((".", "!", "?", "؟")):
        return False
    rest = list(text)
    for name in directory.find_names(text):
        rest[name.start : name.end] = " " * (name.end - name.start)
    for match in _DOMAIN.finditer(text):
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    others = [word for word in re.findall(r"\w+", "".join(rest)) if word.casefold() not in _credit_vocabulary(lexicon)]
    # People and desks stand beside agencies: "With files from Jane Roe, Meridian".
    return all(word[0].isupper() for word in others) and len(others) <= _MOST_OTHER_WORDS


@lru_cache(maxsize=64)
def _credit_vocabulary(lexicon: CueLexicon) -> frozenset[str]:
    lists = (
        *(lexicon.credit_words, lexicon.credit_with, lexicon.agencies, lexicon.outlet_nouns, lexicon.determiners),
        *(lexicon.by_words, lexicon.first_on, lexicon.translated, _JOINERS),
    )
    return frozenset(word for words in lists for entry in words for word in re.findall(r"\w+", entry.casefold()))


def _house_forms(text: str, number: int, *, directory: OutletDirectory) -> Iterator[Credit]:
    """Give credits in the set forms of single houses: Reuters' closing line, "contributed to this report", "(dpa)"."""
    if _REPORTING_BY.search(text):
        span = Span(block=number, start=0, end=len(text))
        yield _credit(CreditKind.SUPPLIED, CreditForm.CREDIT_LINE, name="Reuters", span=span, outlet=_REUTERS)
        return
    last = _LAST_WORD.search(text)
    windows = []
    if last is not None:
        windows.append(last.span(last.lastgroup or 0))
    if _CONTRIBUTED.search(text) or _COPYRIGHT.match(text.lstrip(_LEADING)):
        windows.append((0, len(text)))
    for start, end in windows:
        for name in directory.find_names(text[start:end]):
            span = Span(block=number, start=start + name.start, end=start + name.end)
            yield _credit(CreditKind.SUPPLIED, CreditForm.CREDIT_LINE, name=name.name, span=span, outlet=_key(name))


@lru_cache(maxsize=64)
def _opening(lexicon: CueLexicon | None) -> re.Pattern[str]:
    words = sorted(lexicon.credit_words if lexicon else ("source", "via"), key=len, reverse=True)
    with_words = sorted(lexicon.credit_with if lexicon else (), key=len, reverse=True)
    plain = "|".join(map(re.escape, words))
    others = "|".join(map(re.escape, with_words)) or "(?!)"
    forms = (rf"(?P<word>{plain})\s*[:–—|]", rf"(?P<with>{others})(?=\s)")
    return re.compile(rf"\W*(?:{'|'.join(forms)})[\s:]*", re.IGNORECASE)


def _names(
    text: str, *, lexicon: CueLexicon | None, directory: OutletDirectory
) -> Iterator[tuple[str, int, str | None]]:
    """Give the names of a list, with the place of each and the outlet it means."""
    text = text.rstrip(_TRAILING)
    known = directory.find_names(text)
    yield from ((name.name, name.start, _key(name)) for name in known)
    start = 0
    for piece in (*_SPLIT.finditer(text), None):
        if piece and any(name.start < piece.end() and piece.start() < name.end for name in known):
            continue  # a comma or an "and" inside a name
        end = piece.start() if piece else len(text)
        name = text[start:end].strip(_LEADING + _TRAILING)
        name = _without_article(name, lexicon)
        is_known = any(start < found.end and found.start < end for found in known)
        is_short = len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_NAME_WORDS
        # Beside known outlets only what looks like one: "ntv.example, dpa", not "dpa, Bild: Kolb".
        if name and not is_known and is_short and (not known or _looks_named(name)):
            yield name, text.index(name, start), None
        start = piece.end() if piece else end


def _looks_named(name: str) -> bool:
    return bool(_DOMAIN.fullmatch(name)) or has_media_word(name)


def _without_article(name: str, lexicon: CueLexicon | None) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and lexicon and first in lexicon.determiners else name


def _is_agencies(name: str, lexicon: CueLexicon | None) -> bool:
    return lexicon is not None and name.casefold() in lexicon.agencies


def _key(name: NamedOutlet) -> str | None:
    return name.outlets[0].key if len(name.outlets) == 1 else None


def _credit(kind: CreditKind, form: CreditForm, *, name: str, span: Span, outlet: str | None) -> Credit:
    confidence = _KNOWN if outlet else _UNKNOWN
    return Credit(kind=kind, form=form, name=name, outlet=outlet, span=span, confidence=confidence)
