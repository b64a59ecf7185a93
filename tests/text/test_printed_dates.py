"""Dates as people print them, in many languages; what cannot be read is left out."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.text.month_names import MONTHS
from headwater.text.printed_dates import find_dates, read_stated

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Published Nov. 3, 2026, 4:05 p.m. EST", "2026-11-03T16:05:00-05:00"),
        ("en", "November 3rd, 2026 at 9am", "2026-11-03T09:00:00+00:00"),
        ("en", "03-Nov-2026 10:20", "2026-11-03T10:20:00+00:00"),
        ("de", "Dienstag, 3. November 2026, 14:05 Uhr", "2026-11-03T14:05:00+00:00"),
        ("de", "03.11.2026", "2026-11-03T00:00:00+00:00"),
        ("fr", "Publié le 3 novembre 2026 à 14h30", "2026-11-03T14:30:00+00:00"),
        ("es", "3 de noviembre de 2026", "2026-11-03T00:00:00+00:00"),
        ("pt-BR", "03/11/2026 14h05", "2026-11-03T14:05:00+00:00"),
        ("it", "3 novembre 2026 alle 14:05", "2026-11-03T14:05:00+00:00"),
        ("pl", "3 listopada 2026", "2026-11-03T00:00:00+00:00"),
        ("hr", "3. listopada 2026.", "2026-10-03T00:00:00+00:00"),
        ("ru", "3 ноября 2026, 14:05 MSK", "2026-11-03T14:05:00+03:00"),
        ("uk", "3 листопада 2026", "2026-11-03T00:00:00+00:00"),
        ("tr", "3 Kasım 2026 14:05", "2026-11-03T14:05:00+00:00"),
        ("hu", "2026. november 3. 14:05", "2026-11-03T14:05:00+00:00"),
        ("lt", "2026 m. lapkričio 3 d.", "2026-11-03T00:00:00+00:00"),
        ("el", "3 Νοεμβρίου 2026", "2026-11-03T00:00:00+00:00"),
        ("ar", "٣ نوفمبر ٢٠٢٦", "2026-11-03T00:00:00+00:00"),
        ("he", "3 בנובמבר 2026", "2026-11-03T00:00:00+00:00"),
        ("hi", "3 नवंबर 2026", "2026-11-03T00:00:00+00:00"),
        ("th", "3 พฤศจิกายน 2569", "2026-11-03T00:00:00+00:00"),
        ("vi", "3 tháng 11 2026", "2026-11-03T00:00:00+00:00"),
        ("zh", "2026年11月3日 14:05", "2026-11-03T14:05:00+00:00"),
        ("ja", "2026年11月3日 14時05分", "2026-11-03T14:05:00+00:00"),
        ("ko", "2026년 11월 3일", "2026-11-03T00:00:00+00:00"),
        ("en-US", "11/03/2026", "2026-11-03T00:00:00+00:00"),
        ("en-GB", "03/11/2026", "2026-11-03T00:00:00+00:00"),
        ("en", "3 hours ago", "2026-11-23T09:00:00+00:00"),
        ("de", "vor 3 Stunden", "2026-11-23T09:00:00+00:00"),
        ("fr", "il y a 20 minutes", "2026-11-23T11:40:00+00:00"),
        ("ja", "3時間前", "2026-11-23T09:00:00+00:00"),
        ("en", "2 days ago", "2026-11-21T00:00:00+00:00"),
    ],
)
def test_a_printed_date_is_read_in_its_language(language: str, text: str, expected: str) -> None:
    found = find_dates(text, language=language, now=NOW)
    assert [printed.moment.isoformat() for printed in found] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 February 2026",
        "99/99/2026",
        "2026-13-01",
        "v1.2.2019",
        "Call 030 2026 1234",
        "Top 10 for a healthy smile",
    ],
)
def test_what_is_no_date_is_left_out(text: str) -> None:
    assert find_dates(text, now=NOW) == ()


def test_an_ambiguous_day_is_less_sure_than_a_named_month() -> None:
    numeric = find_dates("03/04/2026", now=NOW)[0]
    named = find_dates("3 April 2026", now=NOW)[0]
    assert numeric.confidence < named.confidence


def test_a_time_without_a_zone_is_in_the_publishers() -> None:
    zone = timezone(timedelta(hours=3))
    assert find_dates("3 Kasım 2026 14:05", now=NOW, zone=zone)[0].moment.utcoffset() == timedelta(hours=3)


def test_machine_values_are_read_in_their_forms() -> None:
    values = ["2026-11-03T10:00:00Z", "2026-11-03T10:00:00+0000", "1793700000", "3 Nov 2026 10:00:00 GMT"]
    assert {value: read_stated(value, now=NOW) is not None for value in values} == dict.fromkeys(values, True)
    assert read_stated("soon", now=NOW) is None


def test_every_language_names_twelve_months() -> None:
    assert {language: len(names.split()) for language, names in MONTHS.items()} == dict.fromkeys(MONTHS, 12)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=300) | st.from_regex(r"[0-9/.:, -]{0,60}", fullmatch=True))
def test_dates_lie_inside_their_text_apart_and_aware(text: str) -> None:
    end = 0
    for printed in find_dates(text, now=NOW):
        assert end <= printed.start < printed.end <= len(text)
        assert printed.moment.tzinfo is not None
        end = printed.end
