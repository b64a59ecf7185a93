"""The phrases of every language: complete, with the same values, and no "1 sources"."""

import string
from collections.abc import Iterator

import pytest

from headwater.edition.wording import FALLBACK, Phrase, Wording, phrases_of, translated_languages
from headwater.errors import KnowledgeError

NEEDED = {"ar": {"zero", "one", "two", "few", "many", "other"}, "ru": {"one", "few", "many", "other"}}


def forms(phrase: Phrase) -> Iterator[str]:
    yield from [phrase] if isinstance(phrase, str) else phrase.values()


def values_in(phrase: Phrase) -> set[str]:
    return {name for form in forms(phrase) for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.mark.parametrize("language", translated_languages())
def test_a_language_has_every_phrase_with_the_same_values(language: str) -> None:
    english, own = phrases_of(FALLBACK), phrases_of(language)
    assert set(own) == set(english)
    different = {name for name in english if values_in(own[name]) - {"count"} != values_in(english[name]) - {"count"}}
    assert different == set()


@pytest.mark.parametrize("language", translated_languages())
def test_counted_phrases_have_every_form_of_the_language(language: str) -> None:
    needed = NEEDED.get(language, {"one", "other"})
    counted = {name: set(phrase) for name, phrase in phrases_of(language).items() if not isinstance(phrase, str)}
    assert {name for name, given in counted.items() if not needed <= given | {"="} and "other" not in given} == set()


@pytest.mark.parametrize("language", translated_languages())
def test_every_count_can_be_said(language: str) -> None:
    wording = Wording(language)
    for count in (*range(30), 100, 101, 111, 1000):
        assert wording.say("origin.reports", count)
        assert wording.say("origin.sources", count)


def test_one_source_is_not_a_number() -> None:
    wording = Wording("en")
    assert [wording.say("origin.sources", count) for count in (1, 2)] == ["One source", "2 independent sources"]


def test_russian_and_arabic_choose_their_forms() -> None:
    russian = [Wording("ru")._plural(count) for count in (1, 2, 5, 11, 21, 22, 112)]
    assert russian == ["one", "few", "many", "many", "one", "few", "many"]
    arabic = [Wording("ar")._plural(count) for count in (0, 1, 2, 3, 11, 100, 103)]
    assert arabic == ["zero", "one", "two", "few", "many", "other", "few"]


def test_a_language_without_a_file_speaks_english() -> None:
    assert Wording("xx").say("page.search") == "Search"


def test_a_phrase_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match=r"no phrase is called 'page\.nonsense'"):
        Wording("en").say("page.nonsense")


def test_a_name_that_runs_the_other_way_is_isolated() -> None:
    said = Wording("en").say("article.told", name="صحيفة")
    assert said == "to \u2068صحيفة\u2069"
    assert Wording("en").say("article.told", name="Meridian") == "to Meridian"
