"""Tags around stretches come back to the same stretches, and nothing that came back damaged is believed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.text.quote_marks import with_marks_of
from headwater.text.tagged import nested, tagged, untagged

TEXTS = st.text(alphabet="ab <>&\"'«»é\n", min_size=1, max_size=30)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_what_is_tagged_is_found_at_its_place(text: str, drawn: list[tuple[int, int]]) -> None:
    inside = [(start, end) for start, end in drawn if end <= len(text) and text[start:end].strip() == text[start:end]]
    stretches = nested([(start, end) for start, end in inside if start < end])
    assert untagged(tagged(text, stretches), len(stretches)) == (text, stretches)


@pytest.mark.parametrize(
    "answer",
    [
        "no tag at all",
        '<span id="0">left open',
        'closed</span> only <span id="0">',
        '<span id="0"> </span>',
        '<span id="0">one</span><span id="0">again</span>',
        '<span id="1">another number</span>',
        '<span id="0">with a <b>bold</b> word</span>',
        '< span id="0">spelled anew</ span>',
        '<span id="0">one</span><span id="1">one too many</span>',
    ],
)
def test_tags_that_did_not_come_back_whole_are_not_believed(answer: str) -> None:
    assert untagged(answer, 1) is None


def test_words_may_change_places() -> None:
    said = 'Χθες <span id="1">δύο</span> <span id="0">είπε</span>'
    assert untagged(said, 2) == ("Χθες δύο είπε", ((9, 13), (5, 8)))


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("el", 'Είπε “όχι” και "ναι".', "Είπε «όχι» και «ναι»."),
        ("de", 'Er sagte "nein".', "Er sagte „nein“."),
        ("fr", "Il dit “non”.", "Il dit «\u00a0non\u00a0»."),
        ("en", "He said « no » twice.", "He said “no” twice."),
        ("el", 'Ένα " μόνο του.', 'Ένα " μόνο του.'),
        ("xx", 'It says "no".', 'It says "no".'),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, text: str, written: str) -> None:
    place = (text.index("n"), text.index("n") + 2) if "n" in text else (0, 4)
    made, [moved] = with_marks_of(language, text, places=[place])
    assert made == written
    assert made[slice(*moved)] == text[slice(*place)]
