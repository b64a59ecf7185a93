"""What each report added to its story, as far as it may be shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.edition.calendar_words import is_of_calendar
from headwater.edition.rights import Shown
from headwater.model.article import Article, BlockKind
from headwater.model.listing import HeldArticle
from headwater.model.story import Report
from headwater.model.translation import primary_language
from headwater.stories.timeline import timeline
from headwater.text.urls import host_of
from headwater.text.words import compared, fold

_CAPITAL_NOUNS = frozenset({"de", "lb"})
_LITTLE = re.compile(r"\d{1,2}:\d{2}(?:\s.*)?|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Shorter words are written small in titles too.
_TITLE_LETTERS = 4
_TITLE_SHARE = 0.6
#: "2026 election" tells of a year, "2000 visitors" of visitors.
_YEARS_AROUND = range(2001, 2040)
#: Reports that are compared; a long story's later reports rarely add a name.
MOST_COMPARED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one report had that no earlier one had."""

    #: Key of the report.
    key: str
    #: What decides the order; what a source prints as its time may be anything.
    first_seen: datetime
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    #: How many statements.
    statements: int
    #: Hosts of the documents it links to.
    hosts: tuple[str, ...]


def additions_of(reports: Sequence[HeldArticle], *, may: Mapping[str, Shown]) -> tuple[Added, ...]:
    """Give what the reports added, first seen first; those that added nothing that may be shown are left out.

    All reports count as known, also those of which nothing may be quoted; only the others are printed.
    """
    compared = [held for held in reports if may[held.key].extent is not None][:MOST_COMPARED]
    if len(compared) < 2:  # noqa: PLR2004 - one report adds to nothing
        return ()
    return tuple(_added([_report(held) for held in compared], may))


def _added(reports: Sequence[Report], may: Mapping[str, Shown]) -> Iterator[Added]:
    languages = {report.key: report.article.language for report in reports}
    for addition in timeline(reports):
        room = may[addition.article].quote_characters
        names = _fitting(_telling_names(addition.names, language=languages[addition.article]), room)
        numbers = _fitting(_telling_numbers(addition.numbers), room - sum(map(len, names)))
        if room and (names or numbers or addition.statements or addition.links):
            yield Added(
                key=addition.article,
                first_seen=addition.first_seen,
                names=names,
                numbers=numbers,
                statements=len(addition.statements),
                hosts=tuple(dict.fromkeys(host_of(link) for link in addition.links)),
            )


def _telling_names(names: Sequence[str], *, language: str | None) -> list[str]:
    """Leave out days and months, which capitals make look like names, and a part of a name that stands there whole.

    In German every noun has a capital: a single word tells nothing there.
    """
    padded = [f" {fold(name)} " for name in names]
    fewest = 2 if primary_language(language or "") in _CAPITAL_NOUNS else 1
    return [
        name
        for place, name in enumerate(names)
        if sum(bool(compared(word)) for word in name.split()) >= fewest
        and not all(is_of_calendar(word, language=language) for word in name.split())
        and not any(padded[place] in other and padded[place] != other for other in padded)
    ]


def _telling_numbers(numbers: Sequence[str]) -> list[str]:
    """Leave out dates, times of day and years, which say when, and bare digits: those of lists, mostly."""
    return [number for number in numbers if not _LITTLE.fullmatch(number) and not _is_date(number)]


def _is_date(number: str) -> bool:
    digits, _, word = number.replace("\u00a0", " ").partition(" ")
    if word and is_of_calendar(word, language=None):
        return True
    return bool(_YEAR.fullmatch(digits)) and (not word or int(digits) in _YEARS_AROUND)


def _fitting(words: Sequence[str], room: int) -> tuple[str, ...]:
    """Give the first words that may be printed without quoting more than one passage's worth."""
    taken: list[str] = []
    for word in words[:6]:
        room -= len(word)
        if room < 0:
            break
        taken.append(word)
    return tuple(taken)


def _without_titles(article: Article) -> Article:
    """Give an article without headings, and without a headline whose words have capitals: no name stands out there."""
    words = [word for word in article.headline.split() if len(word) >= _TITLE_LETTERS and word[0].isalpha()]
    is_title_case = len(words) > 1 and sum(word[0].isupper() for word in words) > _TITLE_SHARE * len(words)
    body = tuple(replace(block, text="") if block.kind is BlockKind.HEADING else block for block in article.body)
    return replace(article, headline="" if is_title_case and body else article.headline, body=body)


def _report(held: HeldArticle) -> Report:
    return Report(
        key=held.key,
        article=_without_titles(held.article),
        first_seen=held.first_seen,
        statements=held.traced.statements,
        credits=held.traced.credits,
    )
