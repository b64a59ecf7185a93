import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.provenance.reports import KNOWLEDGE, article

from headwater.model.article import quoted
from headwater.provenance.statements import find_statements

FILE = Path(__file__).parent.parent / "cases" / "provenance" / "statements.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def found_in(case: dict[str, Any]) -> list[dict[str, Any]]:
    one = article("post", *case["text"], language=case["language"])
    found = []
    for statement in find_statements(one, knowledge=KNOWLEDGE):
        plain: dict[str, Any] = {"content": [quoted(one, span) for span in statement.content]}
        if statement.cue:
            plain["cue"] = quoted(one, statement.cue)
        if statement.source:
            plain["source"] = quoted(one, statement.source)
        if statement.speaker and statement.speaker.name and statement.speaker.kind.value == "person":
            plain["name"] = statement.speaker.name
        elif statement.speaker:
            plain["kind"] = statement.speaker.kind.value
        found.append(plain)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_gives_its_statements(case: dict[str, Any]) -> None:
    assert found_in(case) == case["statements"]
