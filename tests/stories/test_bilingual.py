from hypothesis import given
from hypothesis import strategies as st
from tests.stories.reports import report

from headwater.data.load import load_knowledge
from headwater.model.gazetteer import Gazetteer
from headwater.stories.bilingual import said_alike

GREEK = report(
    "a1", "Σεισμός στην Αλμύρα", "Ο δήμαρχος Μάρκος Βερνίκος μίλησε για 43 ανθρώπους.", language="el"
).article
ENGLISH = report("a2", "Earthquake off Port Almyra", "The mayor, Markos Vernikos, spoke of 43 people.").article


def test_names_words_of_the_news_and_numbers_are_given_in_both_spellings() -> None:
    shared = dict(said_alike(ENGLISH, GREEK, gazetteer=load_knowledge().gazetteer))
    assert shared["Vernikos"] == "Βερνίκος"
    assert shared["Almyra"] == "Αλμύρα"
    assert shared["Earthquake"] == "Σεισμός"
    assert shared["43"] == "43"


def test_words_without_a_capital_on_both_sides_are_no_names() -> None:
    one = report("a1", "", "they were rather late").article
    other = report("a2", "", "wir retteten weder latten", language="de").article
    assert said_alike(one, other, gazetteer=Gazetteer()) == ()


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_two_texts_share_is_the_same_from_either_side(one: str, other: str) -> None:
    first, second = report("a1", one).article, report("a2", other, language="el").article
    forth = said_alike(first, second, gazetteer=Gazetteer())
    back = said_alike(second, first, gazetteer=Gazetteer())
    assert sorted(forth) == sorted((mine, yours) for yours, mine in back)
