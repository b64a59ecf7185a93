"""Languages: what is stated is believed until the text speaks against it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.text.languages import detect_language, normalise_tag

GERMAN = "Die Regierung hat am Montag ein neues Gesetz beschlossen, das im Herbst in Kraft treten soll."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Ankara hükümeti pazartesi günü yeni bir yasa tasarısını kabul ettiğini açıkladı.", "tr"),
        ("Правительство приняло новый закон в понедельник, сообщили журналистам.", "ru"),
        ("政府は月曜日に新しい法律を発表した。秋に施行される予定だ。", "ja"),
        ("أعلنت الحكومة يوم الاثنين عن قانون جديد سيدخل حيز التنفيذ في الخريف", "ar"),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_stated_region_is_kept_where_the_text_agrees() -> None:
    assert detect_language(GERMAN, hints=("de_at",)) == "de-AT"


def test_a_templates_language_is_overruled_by_the_text() -> None:
    assert detect_language(GERMAN, hints=("en-US",)) == "de"


def test_too_little_text_says_only_what_is_stated() -> None:
    assert detect_language("42") is None
    assert detect_language("42", hints=("sl",)) == "sl"


@pytest.mark.parametrize(
    ("tag", "normal"), [("EN_us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("", None), ("und", None)]
)
def test_tags_have_one_spelling(tag: str, normal: str | None) -> None:
    assert normalise_tag(tag) == normal


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_gives_a_tag_or_none(text: str, hints: list[str]) -> None:
    tag = detect_language(text, hints=tuple(hints))
    assert tag is None or normalise_tag(tag) == tag
