"""What each report added to a story: new names, numbers, statements and links, and nothing that is a judgement."""

import re
from collections.abc import Sequence
from typing import TypeVar

from headwater.model.article import quoted, text_of
from headwater.model.provenance import Statement
from headwater.model.story import Addition, Report
from headwater.text.names import printed_names
from headwater.text.urls import host_of
from headwater.text.words import compared, fold, words

#: A number with its currency or share, and the word behind it, within one line. Clock times and scores are one number;
#: figures inside a word ("A320", "3rd") are none.
_COUNTED = re.compile(
    r"(?<![\w.,:])(?:[$€£¥]\s?)?"
    r"(\d(?:[\d.,:]*\d)?(?:[\u00a0\u202f]\d{3}\b)*)(?!\w)(?:\s?[%€‰])?"
    r"(?:[ \t\u00a0]+([^\W\d_]+))?"
)
_ENDING = re.compile(r"[.,]+$")
_STATEMENT_WORDS = 60
#: A statement most of whose words were reported before is the same statement.
_SAME_STATEMENT = 0.6
#: Shown of one report; a table of results holds hundreds of numbers.
_MOST = 12

T = TypeVar("T")


def timeline(reports: Sequence[Report]) -> tuple[Addition, ...]:
    """Give what each report added to those before it, first seen first; the first report adds all that it holds.

    A report that adds nothing has an `Addition` with nothing in it. The order of `reports` does not matter.
    """
    known = _Known()
    return tuple(known.addition(report) for report in sorted(reports, key=lambda one: (one.first_seen, one.key)))


class _Known:
    """What the reports so far have said."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._statements: list[frozenset[str]] = []

    def addition(self, report: Report) -> Addition:
        text = f"{report.article.headline}.\n{text_of(report.article)}"
        return Addition(
            article=report.key,
            first_seen=report.first_seen,
            names=self._new([(fold(name), name) for name in printed_names(text)]),
            numbers=self._new([(_number(match), _counted(match)) for match in _COUNTED.finditer(text)]),
            statements=tuple(statement for statement in report.statements if self._is_new(statement, report)),
            links=self._new([(link, link) for link in _links(report)]),
        )

    def _new(self, found: Sequence[tuple[str, T]]) -> tuple[T, ...]:
        first = {key: printed for key, printed in reversed(found) if key not in self._seen}
        self._seen.update(key for key, _ in found)
        ordered = [key for key in dict.fromkeys(key for key, _ in found) if key in first]
        return tuple(first[key] for key in ordered[:_MOST])

    def _is_new(self, statement: Statement, report: Report) -> bool:
        said = " ".join(quoted(report.article, span) for span in statement.content)
        heard = frozenset(word for word in words(said, limit=_STATEMENT_WORDS) if word)
        if not heard or any(len(heard & before) >= _SAME_STATEMENT * len(heard) for before in self._statements):
            return False
        self._statements.append(heard)
        return True


def _number(match: re.Match[str]) -> str:
    return _ENDING.sub("", match.group(1)).replace(",", "")


def _counted(match: re.Match[str]) -> str:
    """Give a number as printed, with the word behind it where that may be what it counts."""
    word = match.group(2)
    counts = not any(mark in match.group() for mark in ":%‰")
    if word is None or (counts and compared(word)):
        return match.group()
    return match.group().removesuffix(word).rstrip()


def _links(report: Report) -> list[str]:
    own = host_of(report.article.url)
    hrefs = (link.href for block in report.article.body for link in block.links)
    return [href for href in hrefs if host_of(href) not in {"", own}]
