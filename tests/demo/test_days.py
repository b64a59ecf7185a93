from datetime import date

import pytest

from headwater.demo.days import fill_days

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("language", "on", "day", "dated"),
    [
        ("en", "on Monday", "Monday", "2 March"),
        ("de", "am Montag", "Montag", "2. März"),
        ("es", "el lunes", "lunes", "2 de marzo"),
        ("el", "τη Δευτέρα", "Δευτέρα", "2 Μαρτίου"),
        ("ru", "в понедельник", "понедельник", "2 марта"),
        ("ar", "يوم الاثنين", "الاثنين", "2 مارس"),
    ],
)
def test_a_day_is_named_in_each_language(language: str, on: str, day: str, dated: str) -> None:
    assert fill_days("{on 1}|{day 1}|{date 1}", language=language, first_day=MONDAY) == f"{on}|{day}|{dated}"


def test_articles_agree_with_their_day() -> None:
    assert fill_days("{on 2}", language="ru", first_day=MONDAY) == "во вторник"
    assert fill_days("{on 2}", language="el", first_day=MONDAY) == "την Τρίτη"
    assert fill_days("{on 1}", language="el", first_day=date(2026, 3, 7)) == "το Σάββατο"


def test_day_nought_is_the_day_before_and_three_the_day_after() -> None:
    assert fill_days("{day 0} {day 3}", language="en", first_day=MONDAY) == "Sunday Wednesday"
