from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.stories.reports import report

from headwater.stories.features import WORD_COUNT, Features, features_of
from headwater.stories.vectors import term_id


def features(headline: str, body: str = "", *, language: str = "en") -> Features:
    return features_of(report("a1", headline, body, language=language))


def test_the_headline_counts_double() -> None:
    counts = features("Ferry strike", "The strike of the crews").counts
    assert counts[term_id("ferry")] == 2 * WORD_COUNT
    assert counts[term_id("strike")] == 3 * WORD_COUNT


def test_neighbours_are_counted_as_pairs_and_words_apart_are_not() -> None:
    counts = features("Port Selby and Karlstad").counts
    assert term_id("port selby") in counts
    assert term_id("selby karlstad") not in counts


def test_a_name_sounds_the_same_in_other_scripts() -> None:
    russian = features("Премьер Брезец уходит", language="ru").sounds
    english = features("Premier Brezec resigns").sounds
    assert term_id("~brese") in russian.keys() & english.keys()


def test_words_of_inflected_languages_are_cut() -> None:
    assert features("забастовка", language="ru").counts.keys() == features("забастовку", language="ru").counts.keys()


def test_names_are_not_read_from_a_text_in_capitals() -> None:
    assert features("STRIKE", "FERRY CREWS IN PORT SELBY STRIKE").names == {}
    assert features("Strike", "The crews in Port Selby strike.").names == {
        term_id("port"): "port",
        term_id("selby"): "selby",
    }


def test_numbers_are_compared_without_their_separators() -> None:
    assert features("14 dead, 1,200 homeless.").numbers == {term_id("14"): "14", term_id("1200"): "1200"}


def test_a_summary_stands_in_for_a_missing_body() -> None:
    one = report("a1", "Strike", description="Crews in Port Selby walked out.")
    assert term_id("selby") in features_of(one).counts


def test_a_time_that_is_not_stated_is_unknown() -> None:
    one = report("a1", "Strike")
    assert features_of(replace(one, article=replace(one.article, date_published=None))).published is None


@given(st.text(max_size=300), st.text(max_size=600))
def test_every_text_can_be_read(headline: str, body: str) -> None:
    found = features(headline, body)
    assert all(count > 0 for count in found.counts.values())
