"""How many of our own sentences are read rightly: content, cue, source and speaker, language by language.

    python bench/sentences.py            a row a language
    python bench/sentences.py --misses   with what was expected and found
    python bench/sentences.py --set sentences_later     the sentences that were written after the rules, and judge them
    python bench/sentences.py --set voices              paragraphs in which somebody speaks for somebody else

The sentences stand in `tests/cases/provenance/`. Words are compared: marks and commas do not count. "Names wrong"
counts the statements that are given to a person by a name that is not the speaker's, and those by a named person that
are no statements at all.
"""

import argparse
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from headwater.data.load import load_knowledge
from headwater.model.article import Article, Block, BlockKind, quoted
from headwater.model.provenance import Statement
from headwater.provenance.statements import find_statements

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "provenance" / "sentences.toml"
Plain = dict[str, str]


def read_cases(path: Path = CASES) -> list[dict[str, Any]]:
    """Give the cases of a file."""
    cases: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["case"]
    return cases


def found_in(case: dict[str, Any]) -> list[Plain]:
    """Give the statements found in a case, as words."""
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in case["text"])
    article = Article(url="https://a.example/1", outlet="a", headline="", language=case["language"], body=blocks)
    return [_plain(article, statement) for statement in find_statements(article, knowledge=load_knowledge())]


def expected_in(case: dict[str, Any]) -> list[Plain]:
    """Give the statements a case expects, as words."""
    text = " ".join(case["text"])
    return [
        {
            field: _words(" ".join(_written_out(each, text) for each in ([value] if isinstance(value, str) else value)))
            for field, value in statement.items()
        }
        for statement in case["statements"]
    ]


def is_right(expected: Plain, found: Plain) -> bool:
    """Say whether everything that is expected of a statement is found."""
    return all(found.get(field, "") == value for field, value in expected.items())


def wrong_names(expected: list[Plain], found: list[Plain]) -> list[Plain]:
    """Give the statements that are given to a person by a name that is not the speaker's."""

    def _shares(one: Plain, other: Plain) -> float:
        ours, theirs = set(one["content"].lower().split()), set(other["content"].lower().split())
        return len(ours & theirs) / max(1, len(ours | theirs))

    wrong = []
    for statement in found:
        if statement["kind"] != "person" or not statement["name"]:
            continue
        meant = max(expected, key=lambda each: _shares(each, statement), default=None)
        if meant is None or not _shares(meant, statement) or meant.get("name", statement["name"]) != statement["name"]:
            wrong.append(statement)
    return wrong


def _written_out(words: str, text: str) -> str:
    """Give the words of a text that "begin with ~ and end so" stands for."""
    first, gap, last = words.partition(" ~ ")
    begin = text.find(first)
    if not gap or begin < 0:
        return words
    return text[begin : text.index(last, begin) + len(last)]


def _plain(article: Article, statement: Statement) -> Plain:
    speaker = statement.speaker
    return {
        "content": _words(" ".join(quoted(article, span) for span in statement.content)),
        "cue": _words(quoted(article, statement.cue)) if statement.cue else "",
        "source": _words(quoted(article, statement.source)) if statement.source else "",
        "name": _words(speaker.name or "") if speaker else "",
        "role": _words(speaker.role or "") if speaker else "",
        "kind": speaker.kind.value if speaker else "",
        "confidence": f"{statement.confidence:.2f} {statement.rule}",
    }


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--language")
    parser.add_argument("--set", default=CASES.stem, help="the file's name without its ending")
    options = parser.parse_args()
    wanted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    misnamed: Counter[str] = Counter()
    for case in read_cases(CASES.with_name(f"{options.set}.toml")):
        language = case["language"]
        if options.language not in {None, language}:
            continue
        found, expected = found_in(case), expected_in(case)
        hits = [each for each in expected if any(is_right(each, other) for other in found)]
        extra = [other for other in found if not any(is_right(each, other) for each in expected)]
        wanted[language] += len(expected)
        right[language] += len(hits)
        wrong[language] += len(extra)
        names = wrong_names(expected, found)
        misnamed[language] += len(names)
        if options.misses and (extra or len(hits) < len(expected)):
            print(language, " ¶ ".join(case["text"]))
            for each in expected:
                print("   ", "found   " if each in hits else "expected", each)
            for each in extra:
                print("    NAME    " if each in names else "    wrong   ", each)
    for language in (*sorted(wanted), "all"):
        counts = [sum(c.values()) if language == "all" else c[language] for c in (right, wanted, wrong, misnamed)]
        share = counts[0] / max(1, counts[1])
        print(f"{language:4} right {counts[0]} of {counts[1]} ({share:.3f}), wrong {counts[2]}, names {counts[3]}")


if __name__ == "__main__":
    main()
