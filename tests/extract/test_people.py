"""Names in bylines: people, not roles, desks, agencies or labels."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.extract.people import names_in

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Lea Brandt", ("Lea Brandt",)),
        ("By Lea Brandt and Ali Kaya, Meridian News Agency", ("Lea Brandt", "Ali Kaya")),
        ("Von Alexa von Heyden", ("Alexa von Heyden",)),
        ("Par Loïc Le Clerc", ("Loïc Le Clerc",)),
        ("Veröffentlicht am 3. November 2026 von Ana Brezec", ("Ana Brezec",)),
        ("Published August 7, 2026 by Lea Brandt", ("Lea Brandt",)),
        ("Lea Brandt | Nov 3, 2026", ("Lea Brandt",)),
        ("Lea Brandt Monday, 2 November 2026", ("Lea Brandt",)),
        ("Von Lea Brandt Mo. 2. November 2026", ("Lea Brandt",)),
        ("Agenciasmartes, 3 de noviembre de 2026", ("Agencias",)),
        ("By Yun Sun, 3 November 2026", ("Yun Sun",)),
        ("By Lea Brandt Sun, 3 Nov 2026", ("Lea Brandt",)),
        ("Dr. Lea Brandt, PhD", ("Dr. Lea Brandt",)),
        ("Автор: Анна Петрова", ("Анна Петрова",)),
        ("文 王小明", ("王小明",)),
        ("Από τον Γιώργο Νικολάου", ("Γιώργο Νικολάου",)),
        ("Γράφει η Ελένη Δούκα", ("Ελένη Δούκα",)),
        ("Από Newsroom", ()),
        ("Updated November 3, 2026", ()),
        ("Reviewed by Lea Brandt", ()),
        ("Photo: Lea Brandt", ()),
        ("admin", ()),
        ("undefined", ()),
        ("3 Comments", ()),
    ],
)
def test_a_byline_gives_the_people_in_it(line: str, names: tuple[str, ...]) -> None:
    assert names_in(line, now=NOW) == names


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_names_are_words_of_the_line(line: str) -> None:
    flat = " ".join(line.split())
    for name in names_in(line, now=NOW):
        assert name
        assert name in flat
