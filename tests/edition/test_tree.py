"""The family tree: one parent each, rows that do not collide, times that run one way."""

from itertools import pairwise

import pytest
from tests.edition.articles import held, may_of, outlets_of, took

from headwater.edition.tree import MOST_DRAWN, WIDTH, Tree, tree_of
from headwater.model.article import Span
from headwater.model.listing import HeldArticle
from headwater.model.provenance import Credit, CreditForm, CreditKind, Direction, Reuse
from headwater.model.rights import Extent, Rights


def tree(*reports: HeldArticle, reuses: tuple[Reuse, ...] = ()) -> Tree:
    return tree_of(reports, reuses=reuses, may=may_of(*reports), outlets=outlets_of(*reports))


def cites(outlet: str) -> Credit:
    return Credit(
        kind=CreditKind.REPORTED, form=CreditForm.INLINE, name=outlet.title(), outlet=outlet,
        span=Span(block=0, start=0, end=4), confidence=0.9,
    )  # fmt: skip


def test_a_report_descends_from_the_one_it_shares_most_words_with() -> None:
    drawn = tree(
        held("a"), held("b", minutes=5), held("c", "words here", minutes=9),
        reuses=(took("c", "a", 0.6), took("c", "b", 0.9)),
    )  # fmt: skip
    last = drawn.descents[-1]
    assert (last.parent, last.percent, last.passage) == ("b", 90, "words her")
    assert [descent.is_first for descent in drawn.descents] == [True, False, False]


def test_a_credit_stands_where_few_words_are_shared() -> None:
    reports = held("a"), held("b", minutes=5), held("c", "said", minutes=9, credited=(cites("a"),))
    drawn = tree(*reports, reuses=(took("c", "b", 0.3),))
    assert (drawn.descents[-1].parent, drawn.descents[-1].cites, drawn.descents[-1].percent) == ("a", "A", None)
    assert [line.cited for line in drawn.lines] == [True]


@pytest.mark.parametrize("direction", [Direction.BOTH_FROM_UNSEEN, Direction.OLDER_FROM_NEWER])
def test_nobody_descends_from_a_report_that_did_not_come_first(direction: Direction) -> None:
    drawn = tree(held("a"), held("b", minutes=5), reuses=(took("b", "a", 0.9, direction=direction),))
    assert drawn.descents[1].parent is None
    assert drawn.lines == ()


def test_a_passage_is_shown_only_where_words_may_be_quoted() -> None:
    newer = held("b", "words here", minutes=5, rights=Rights(extent=Extent.HEADLINE))
    drawn = tree(held("a"), newer, reuses=(took("b", "a", 0.9),))
    assert (drawn.descents[1].percent, drawn.descents[1].passage) == (90, None)


def test_every_node_has_a_row_of_its_own_and_time_runs_one_way() -> None:
    reports = [held(f"r{number:02}", minutes=number * number) for number in range(20)]
    reuses = tuple(took(f"r{number:02}", f"r{number // 2:02}", 0.8) for number in range(1, 20))
    drawn = tree(*reports, reuses=reuses)
    assert len({node.y for node in drawn.nodes}) == len(drawn.nodes)
    across = [node.x for node in sorted(drawn.nodes, key=lambda node: node.descent.seen)]
    assert across == sorted(across)
    assert all(0 <= node.x <= WIDTH and 0 < node.y < drawn.height for node in drawn.nodes)
    assert all(later.x - earlier.x >= 100 for earlier, later in zip(drawn.ticks, drawn.ticks[1:], strict=False))


def test_a_label_before_its_node_makes_way_for_the_strand_that_comes_down() -> None:
    reports = (held("a"), held("b", minutes=900), held("c", minutes=1000))
    _, above, below = tree(*reports, reuses=(took("b", "a", 0.8), took("c", "b", 0.8))).nodes
    assert above.turned
    assert above.label_x == above.x  # its strand comes from the other end of the drawing
    assert below.label_x < above.x < below.x


@pytest.mark.parametrize("minutes", [(0, 16, 35, 73), (0, 40, 50, 60), (0, 1, 2, 3, 5, 8, 900, 950, 1000), (0, 5)])
def test_times_on_the_axis_never_stand_on_each_other(minutes: tuple[int, ...]) -> None:
    drawn = tree(*(held(f"r{number}", minutes=minute) for number, minute in enumerate(minutes)))
    taken = [(tick.x - 105, tick.x) if tick.turned else (tick.x, tick.x + 105) for tick in drawn.ticks]
    assert all(before[1] <= after[0] for before, after in pairwise(taken)), taken
    assert max(minutes) == minutes[-1]
    assert taken[-1][1] == max(node.x for node in drawn.nodes)  # the latest has its time


def test_reports_beyond_the_drawing_are_in_the_table() -> None:
    reports = [held(f"r{number:02}", minutes=number) for number in range(MOST_DRAWN + 7)]
    drawn = tree(*reports)
    assert (len(drawn.nodes), len(drawn.descents), drawn.left_out) == (MOST_DRAWN, MOST_DRAWN + 7, 7)


def test_nothing_is_drawn_of_nothing() -> None:
    assert tree().nodes == ()


def test_reports_seen_at_the_same_moment_stand_above_each_other() -> None:
    drawn = tree(held("a"), held("b"), reuses=(took("b", "a", 0.7),))
    assert drawn.nodes[0].x == drawn.nodes[1].x
