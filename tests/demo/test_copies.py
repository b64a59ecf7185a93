from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.demo.copies import Copying, derive, dice, swapped
from headwater.demo.marks import parse
from headwater.demo.world import How, Report
from headwater.errors import KnowledgeError

PARENT = (
    "One began because {c1|“we left,”} {q1|said} {s1|she}. It left.",
    "Two left. Three came back.",
    "Four left because five did.",
    "Six came.",
)
WORDING = (("because", "since"), ("left", "went"), ("came", "arrived"))


def copied(
    how: How, *, parents: Sequence[tuple[str, ...]] = (PARENT,), own: tuple[str, ...] = (), keep: int = 3
) -> tuple[str, ...]:
    report = Report(outlet="ledger", at="1 09:00", how=how, of=("wire",) * len(parents), keep=keep, take=1)
    return derive(Copying(report=report, parents=tuple(parents), own=own, wording=WORDING, dice=dice(1, "x")))


def test_a_cut_keeps_the_first_paragraphs() -> None:
    assert copied(How.CUT, keep=2) == PARENT[:2]


def test_shuffling_keeps_the_lead_and_every_paragraph_and_changes_the_order() -> None:
    result = copied(How.SHUFFLED)
    assert result[0] == PARENT[0]
    assert sorted(result) == sorted(PARENT)
    assert result != PARENT


def test_light_rewording_changes_some_words_and_heavy_rewording_all_known_ones() -> None:
    light, heavy = " ".join(copied(How.LIGHT)), " ".join(copied(How.HEAVY))
    assert light != " ".join(PARENT)
    outside = heavy.replace("{c1|“we left,”}", "")
    assert "left" not in outside
    assert "because" not in outside


def test_a_quotation_is_never_reworded() -> None:
    assert "{c1|“we left,”}" in copied(How.HEAVY)[0]


def test_merging_takes_the_first_halves_in_turns() -> None:
    other = ("a", "b", "c", "d")
    assert copied(How.MERGED, parents=(PARENT, other)) == (PARENT[0], "a", PARENT[1], "b")


def test_quoting_puts_one_paragraph_into_own_words() -> None:
    assert copied(How.QUOTED, own=("Own.", "End.")) == ("Own.", PARENT[1], "End.")


@pytest.mark.parametrize("how", [How.REWORDED, How.TRANSLATED])
def test_what_is_written_by_hand_is_taken_as_it_is(how: How) -> None:
    assert copied(how, own=("Own.",)) == ("Own.",)


def test_words_to_swap_that_stand_nowhere_are_an_error() -> None:
    with pytest.raises(KnowledgeError, match="there is no “gull” to swap"):
        swapped(PARENT, (("gull", "tern"),), where="x")


@settings(max_examples=60, derandomize=True)
@given(how=st.sampled_from([How.VERBATIM, How.CUT, How.SHUFFLED, How.LIGHT, How.HEAVY]), keep=st.integers(1, 6))
def test_every_way_of_copying_leaves_whole_marks_and_repeats_itself(how: How, keep: int) -> None:
    result = copied(how, keep=keep)
    assert result == copied(how, keep=keep)
    assert all(parse(paragraph).text for paragraph in result)
