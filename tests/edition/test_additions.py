"""What each report added, without what says little: days, months, years, times of day, and parts of names."""

from tests.edition.articles import held, may_of

from headwater.edition.additions import Added, additions_of


def added(text: str) -> Added:
    reports = (held("a", "Nothing much."), held("b", text, minutes=9))
    found = [each for each in additions_of(reports, may=may_of(*reports)) if each.key == "b"]
    return found[0]


def test_days_and_months_are_no_names() -> None:
    assert added("It rained on Thursday in Port Selby and in November.").names == ("Port Selby",)


def test_a_part_of_a_name_is_told_with_the_whole() -> None:
    assert added("We met Ana Brezec. They say Brezec left for Selby.").names == ("Ana Brezec", "Selby")


def test_dates_years_and_times_are_no_numbers() -> None:
    text = "On 26 November at 19:41 of 2026 came 14,000 visitors; it rose by 12% to 2000 crowns before 2027 elections."
    assert added(text).numbers == ("14,000 visitors", "12%", "2000 crowns")
