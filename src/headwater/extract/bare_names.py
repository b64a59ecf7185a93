"""Names beside a headline that no word introduces: "Jane Doe", then the day; "Jane Doe | 3 November 2026".

Set so on portals built from page kits, where neither a cue nor the name of a box helps. A name alone proves nothing,
since labels ("Real Estate") look the same and are mostly linked: it counts without a link, in one line with a date,
beside one in a box of particulars, or where a line about the writer ("Jane Doe is a …") says who it is.
"""

import re
from collections.abc import Collection, Iterator

from headwater.extract.names import Say
from headwater.extract.passages import Passage, Shape, Walked, is_headline
from headwater.extract.people import has_cue, is_person
from headwater.extract.surroundings import Surroundings
from headwater.text.printed_dates import find_dates

_SEPARATOR = re.compile(r"\s*[|•·⋅/]\s*|\s+[–—-]\s+|\s{2,}")
_PARTICULARS = re.compile(
    r"(?:^|[-_ ])(?:meta|metadata|byline|details|(?:post|article|entry|blog|news)-?info)(?:$|[-_ ])", re.IGNORECASE
)
#: What opens the line about a writer: "Jane Doe is a …", "… has covered", "… schreibt".
_IS = re.compile(
    r"\s+(?:\([^)]{1,30}\)\s+)?(?:is|was|has|writes|covers|ist|schreibt|est|écrit|es|escribe|è|é|scrive|escreve|"
    r"είναι|пишет|är|er|jest|yazıyor)\s",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,3}")
_LINE_CHARACTERS = 100
_NEAR = 2
_LABELS_WRITTEN = """
    about article artificial beauty best brand breaking business buying care case content contents cookie data
    design digital entertainment estate featured finance food guide health home human improvement intelligence
    job learning life lifestyle local machine marketing media news open opinion our paid personal politics
    practices press privacy product real read release resources search select social source special sports staff
    story study style table team technology top travel update weather white world writer
"""
_LABELS = frozenset(_LABELS_WRITTEN.split())


def bare_names(walked: Walked, *, around: Surroundings, labels: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give (name, line as printed) for each name that stands beside the headline, from above to below.

    `labels` are the names, sections and keywords of the page, in lower case: they are nobody's names.
    """
    headline = next((p for p in around.lines if is_headline(walked.passages[p])), None)
    if headline is None:
        return
    for passage in walked.passages[max(around.lines.start, headline - 1) : around.lines.stop]:
        has_date = bool(passage.text) and _has_date(passage, around)
        if passage.position < headline and not has_date:
            continue
        for piece in _pieces(passage):
            if _is_name(piece, labels) and (
                has_date or _is_introduced(piece, walked) or _is_particular(passage, walked, around)
            ):
                yield piece, passage.text


def _pieces(passage: Passage) -> Iterator[str]:
    if passage.shape not in {Shape.PARAGRAPH, Shape.ENTRY} or passage.box.said & (Say.OUTSIDE | Say.CAPTION):
        return
    if 0 < len(passage.text) <= _LINE_CHARACTERS and not passage.linked:
        yield from _SEPARATOR.split(passage.text)


def _is_name(piece: str, labels: Collection[str]) -> bool:
    folded = piece.casefold()
    words = folded.split()
    return (
        _NAME.fullmatch(piece) is not None
        and is_person(piece)
        and not has_cue(piece)
        and not piece.isupper()
        and piece[0].lower() != piece[0].upper()
        and _LABELS.isdisjoint(words)
        and not any(folded == label or label in words for label in labels)
    )


def _has_date(passage: Passage, around: Surroundings) -> bool:
    text = passage.text
    return len(text) <= _LINE_CHARACTERS and bool(find_dates(text, language=around.language, now=around.now))


def _is_particular(passage: Passage, walked: Walked, around: Surroundings) -> bool:
    """Tell whether the line stands in a box of particulars, right beside the date."""
    box = passage.box
    names = " ".join(part.names for part in (box, box.parent, box.parent and box.parent.parent) if part is not None)
    if _PARTICULARS.search(names) is None:
        return False
    beside = walked.passages[max(0, passage.position - _NEAR) : passage.position + _NEAR + 1]
    return any(other.text and _has_date(other, around) for other in beside)


def _is_introduced(name: str, walked: Walked) -> bool:
    """Tell whether a paragraph of the page opens by saying who somebody is."""
    return any(
        passage.text.startswith(name) and _IS.match(passage.text, len(name)) is not None for passage in walked.passages
    )
