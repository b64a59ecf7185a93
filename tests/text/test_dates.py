from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.text.dates import parse_date

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "printed",
    [
        "Mon, 23 Nov 2026 09:00:00 GMT",
        "Mon, 23 Nov 2026 10:00:00 +0100",
        "Mon, 23 Nov 2026 10:00 +01:00",
        "23 Nov 26 04:00:00 EST",
        "Mo, 23 Nov 2026 10:00:00 MEZ",
        "Monday, 23rd November 2026 09:00",
        "Mon Nov 23 09:00:00 2026",
        "Mon Nov 23 01:00:00 PST 2026",
        "Nov 23, 2026 4:00 AM ET",
        "2026-11-23T09:00:00Z",
        "2026-11-23T10:00:00+01:00",
        "2026-11-23T10:00:00+0100",
        "2026-11-23 09:00:00.123456 UTC",
        "2026-11-23T09Z",
        "23 ноября 2026 09:00",
        "23 νοε 2026 09:00",
        "23. listopad 2026 09:00",
        "23.11.2026 09:00",
        "2026/11/23 09:00",
        "Mon, 23 Nov 2026 09:00:00 Etc/GMT",
        " \n23 de noviembre de 2026 09:00 ",
    ],
)
def test_a_printed_moment_is_understood(printed: str) -> None:
    found = parse_date(printed)
    assert found is not None
    assert found.replace(second=0, microsecond=0) == MORNING


@pytest.mark.parametrize("printed", ["2026-11-23", "23 Nov 2026", "November 23, 2026", "Mon, 23 Nov 2026"])
def test_a_day_without_a_clock_begins_at_midnight(printed: str) -> None:
    assert parse_date(printed) == MIDNIGHT


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "yesterday",
        "11/23/2026",
        "2026-13-01",
        "0000-00-00",
        "2026-11-23T25:00:00Z",
        "9999-12-31T23:59:59-10:00",
        "Mon, 23 Nov 2026 09:00 +9999",
        "23 Foo 2026",
        "²³ Nov 2026",
        "1" * 100000,
    ],
)
def test_what_cannot_be_told_is_none(printed: str) -> None:
    assert parse_date(printed) is None


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789 :-+TZGMNovday,./", max_size=40))
def test_any_text_gives_an_aware_moment_or_none(printed: str) -> None:
    found = parse_date(printed)
    assert found is None or found.tzinfo is UTC


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 -- hypothesis wants it naive
def test_a_moment_survives_being_printed(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(f"{moment:%a, %d %b %Y %H:%M:%S} +0000") == moment


@settings(derandomize=True, max_examples=400, deadline=None)
@given(
    st.tuples(
        st.sampled_from(["", "Mon, ", "Xyz, "]),
        st.sampled_from(["0", "1", "09", "29", "31", "32"]),
        st.sampled_from(["Jan", "Feb", "May", "Sep", "Dec"]),
        st.sampled_from(["0000", "0001", "1999", "2024", "2026", "9999"]),
        st.sampled_from(["00:00:00", "23:59:59", "23:59:60", "24:00:00", "10:60:00"]),
        st.sampled_from(["GMT", "+0000", "-0000", "+0100", "-0530", "+2359", "+2400", "-2399", "+0090", "-9999"]),
    )
)
def test_the_quick_look_at_a_date_agrees_with_the_slow_way(parts: tuple[str, ...]) -> None:
    day_name, *rest = parts
    printed = day_name + " ".join(rest)
    # The quick look knows the months by their capital letter only.
    assert parse_date(printed) == parse_date(printed.lower())
