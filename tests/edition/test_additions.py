"""What each report added, without what says little: days, months, years, times of day, and parts of names."""

from dataclasses import replace

from tests.edition.articles import held, may_of

from headwater.edition.additions import Added, additions_of
from headwater.model.article import BlockKind


def added(text: str) -> Added:
    reports = (held("a", "Nothing much."), held("b", text, minutes=9))
    found = [each for each in additions_of(reports, may=may_of(*reports)) if each.key == "b"]
    return found[0]


def test_days_and_months_are_no_names() -> None:
    assert added("It rained on Thursday in Port Selby and in November.").names == ("Port Selby",)


def test_a_part_of_a_name_is_told_with_the_whole() -> None:
    assert added("We met Ana Brezec. They say Brezec left for Selby.").names == ("Ana Brezec", "Selby")


def test_dates_years_and_times_are_no_numbers() -> None:
    text = "On 26 November at 19:41 of 2026 came 14,000 visitors; it rose by 12% to 2000 crowns by 2027 - 3."
    assert added(text).numbers == ("14,000 visitors", "12%", "2000 crowns")


def test_capitals_of_titles_and_german_nouns_are_no_names() -> None:
    first, german = held("a", "Nothing much."), held("b", "Der Dampfer fuhr mit Ana Brezec nach Norden, rief das Volk.")
    german = replace(german, article=replace(german.article, language="de"))
    titled = held("c", "Quiet.", "We met Tomas Hale.", minutes=5)
    heading = replace(titled.article.body[0], kind=BlockKind.HEADING, text="And How To Choose Your Boat")
    body = (heading, *titled.article.body[1:])
    titled = replace(titled, article=replace(titled.article, headline="Why You Choose Better Boats", body=body))
    reports = (first, german, titled)
    names = {each.key: each.names for each in additions_of(reports, may=may_of(*reports))}
    assert names["b"] == ("Ana Brezec",)
    assert names["c"] == ("Tomas Hale",)
