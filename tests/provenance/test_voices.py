"""Who speaks for somebody else, whom a pronoun means, and who is only quoted by an outlet: paragraphs of our own."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "bench"))

from sentences import CASES, expected_in, found_in, is_right, read_cases, wrong_names

#: Statements right when last measured; `bench/sentences.py --set voices --misses` shows what is missed.
FEWEST_RIGHT = {
    "voices": 208,
    "voices_later": 76,
    "sentences_later": 44,
    "sentences_regional": 84,
    "sentences_fresh": 37,
    "sentences_told": 31,
}


@pytest.mark.parametrize("name", FEWEST_RIGHT)
def test_nobody_is_given_the_name_of_whom_they_speak_for(name: str) -> None:
    right = 0
    for case in read_cases(CASES.with_name(f"{name}.toml")):
        found, expected = found_in(case), expected_in(case)
        right += sum(any(is_right(each, other) for other in found) for each in expected)
        assert wrong_names(expected, found) == [], case["text"]
    assert right >= FEWEST_RIGHT[name]
