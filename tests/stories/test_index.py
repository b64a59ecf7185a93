from headwater.stories.index import CANDIDATES, TermIndex


def test_the_story_that_shares_more_weight_comes_first() -> None:
    index = TermIndex()
    index.add(1, [10, 11])
    index.add(2, [10])
    assert index.candidates({10: 0.5, 11: 0.5}) == [1, 2]


def test_a_story_that_was_removed_is_not_found() -> None:
    index = TermIndex()
    index.add(1, [10, 11])
    index.remove(1, [10, 11])
    assert index.candidates({10: 1.0}) == []


def test_no_more_stories_come_back_than_can_be_weighed() -> None:
    index = TermIndex()
    for story in range(100):
        index.add(story, [10])
    assert len(index.candidates({10: 1.0})) == CANDIDATES


def test_a_common_term_is_not_read_once_rare_ones_filled_the_budget() -> None:
    index = TermIndex()
    for story in range(700):
        index.add(story, [10])
    for story in range(700, 1400):
        index.add(story, [10, 11])
    assert min(index.candidates({10: 0.9, 11: 0.1})) >= 700
