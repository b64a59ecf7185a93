"""Our functions in the shapes that the yardsticks for quotes, credits and copies ask for."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind, Span
from headwater.model.knowledge import Knowledge
from headwater.model.provenance import CreditForm, CreditKind
from headwater.model.story import Report
from headwater.provenance.credits import find_credits
from headwater.provenance.reuse import ReuseIndex, find_reuse
from headwater.provenance.statements import find_statements

_FORMS = {
    CreditForm.DATELINE: "dateline",
    CreditForm.CREDIT_LINE: "credit_line",
    CreditForm.BYLINE: "byline",
    CreditForm.HAT_TIP: "hat_tip",
}


def article_of(
    text: str, *, language: str, headline: str = "", outlet: str = "bench.example"
) -> tuple[Article, list[int]]:
    """Give a text as an article, a paragraph per line, and where each block begins in the text."""
    blocks, starts, position = [], [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, text=line))
            starts.append(position)
        position += len(line) + 1
    article = Article(
        url="https://bench.example/a", outlet=outlet, headline=headline, language=language, body=tuple(blocks)
    )
    return article, starts


def quotes(text: str, lang: str = "en") -> list[dict[str, Any]]:
    """Give the statements of a text with offsets into the whole text."""
    article, starts = article_of(text, language=lang)

    def place(span: Span) -> tuple[int, int]:
        return starts[span.block] + span.start, starts[span.block] + span.end

    return [
        {
            "content": [place(span) for span in statement.content],
            "cue": place(statement.cue) if statement.cue else None,
            "source": place(statement.source) if statement.source else None,
            "speaker": (statement.speaker.name or statement.speaker.role) if statement.speaker else None,
            "rule": statement.rule,
            "confidence": statement.confidence,
        }
        for statement in find_statements(article, knowledge=load_knowledge())
    ]


def credits(text: str) -> list[dict[str, str]]:  # noqa: A001 - the yardstick's name
    """Give the credits of a text as kind and name; the language is told by the words of the credit lines."""
    article, _ = article_of(text, language=_language(text))
    found = find_credits(article, knowledge=load_knowledge())
    return [{"kind": _kind(credit.form, credit.kind), "name": _plain(credit.name)} for credit in found]


def _kind(form: CreditForm, kind: CreditKind) -> str:
    if form in _FORMS:
        return _FORMS[form]
    return "told" if kind is CreditKind.TOLD else "relay"


def _plain(name: str) -> str:
    return {"Anadolu Agency": "Anadolu", "Associated Press": "AP", "The Associated Press": "AP"}.get(name, name)


def _language(text: str) -> str:
    if any("α" <= letter <= "ω" for letter in text):
        return "el"
    words = set(text.casefold().split())
    return "de" if words & {"der", "nicht"} else "fr" if words & {"le", "la"} else "en"


class Copies:
    """The reuse index and the alignment behind it, as a finder of copies."""

    def __init__(self) -> None:
        """Begin empty."""
        self._index = ReuseIndex()
        self._reports: dict[str, Report] = {}
        self._ids: dict[str, object] = {}

    def add(self, article: dict[str, Any]) -> list[tuple[object, float]]:
        """Give the earlier articles that this one shares text with, then take it in."""
        key = str(article["id"])
        text, _ = article_of(article["text"], language="en", headline=article["title"] or "", outlet=key)
        report = Report(key=key, article=text, first_seen=datetime.fromtimestamp(article["time"], UTC))
        candidates = [self._reports[found] for found in self._index.candidates(report)]
        self._index.add(report)
        self._reports[key], self._ids[key] = report, article["id"]
        reuses = find_reuse(report, candidates, knowledge=Knowledge())
        others = [(reuse.older if reuse.older != key else reuse.newer, reuse) for reuse in reuses]
        return [(self._ids[other], max(reuse.coverage, reuse.coverage_of_older)) for other, reuse in others]
