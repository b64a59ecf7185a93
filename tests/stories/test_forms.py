import pytest
from tests.stories.reports import report

from headwater.model.story import Report
from headwater.stories.forms import contradict, has_headline_of_form
from headwater.stories.open_stories import OpenStories

FORECAST = report(
    "a1",
    "Sea forecast for Heron Bay: winds 7, sea rough",
    "The weather office expects winds of force 7 over Heron Bay and waves of 4 metres in the afternoon.",
)


def told(headline: str, body: str, *, language: str = "en") -> tuple[Report, OpenStories]:
    stories = OpenStories()
    stories.apply(FORECAST, story="a1")
    return report("a2", headline, body, hours=1, language=language), stories


def is_form(headline: str, body: str, *, language: str = "en") -> bool:
    one, stories = told(headline, body, language=language)
    story = stories.get("a1")
    assert story is not None
    return has_headline_of_form(stories.read(one), story)


def test_the_same_frame_for_another_place_is_a_form_filled_again() -> None:
    assert is_form(
        "Sea forecast for Pearl Strand: winds 5, sea rough",
        "The weather office expects winds of force 5 over Pearl Strand and waves of 2 metres in the afternoon.",
    )


@pytest.mark.parametrize(
    "headline",
    [
        "Sea forecast for Heron Bay: winds 9, sea rough",  # a number alone is an update
        "Sea forecast for Heron Bay: winds 7, sea rough by the afternoon",  # more said of the same
        "Rough sea and winds of 7: what the forecast for Heron Bay means for swimmers",  # other words, other order
        "Harbour master retires",
    ],
)
def test_what_is_told_again_is_no_form(headline: str) -> None:
    assert not is_form(headline, "The weather office expects winds over Heron Bay and waves of 4 metres.")


def test_a_title_is_a_frame_where_nothing_else_is_known() -> None:
    stories = OpenStories()
    notice = "The council hears the matter in the map room at 9 o'clock."
    stories.apply(report("b1", "Notice of hearing: width of fishing lanes", notice), story="b1")
    (story,) = stories
    other = report("b2", "Notice of hearing: colour of buoys", notice)
    same = report(
        "b3", "Notice of hearing: anglers complain", f"{notice} Anglers want the width of lanes for fishing cut."
    )
    assert has_headline_of_form(stories.read(other), story)
    assert not has_headline_of_form(stories.read(same), story)


MATCH = "Heron Rovers beat Pearl Athletic 8-2 in the sponge league"


@pytest.mark.parametrize(
    ("headline", "body", "form"),
    [
        ("Widow Wanderers beat Gull Town 7-0 in the sponge league", "A crowd of 439 saw Widow Wanderers win.", True),
        ("Rovers lose their keeper in the sponge league", "Heron Rovers have no keeper since Pearl Athletic.", False),
    ],
)
def test_what_a_form_is_about_may_stand_first(headline: str, body: str, *, form: bool) -> None:
    stories = OpenStories()
    stories.apply(report("b1", MATCH, "A crowd of 310 saw Heron Rovers beat Pearl Athletic 8-2."), story="b1")
    (story,) = stories
    assert has_headline_of_form(stories.read(report("b2", headline, body, hours=1)), story) == form


def test_a_place_that_ends_two_headlines_makes_no_form() -> None:
    stories = OpenStories()
    stories.apply(report("b1", "Storm hits roofs in Port Selby", "A storm hit roofs in Port Selby."), story="b1")
    (story,) = stories
    other = report("b2", "Hurricane lashes harbour of Port Selby", "Ferries stayed in Port Selby, said Ana Brezec.")
    assert not has_headline_of_form(stories.read(other), story)


@pytest.mark.parametrize(("numbers", "form"), [(("9", "51", "754"), True), (("4", "11", "326"), False)])
def test_a_word_that_both_know_is_no_bond_where_all_numbers_differ(numbers: tuple[str, ...], *, form: bool) -> None:
    stories = OpenStories()
    text = "Shares of {} closed {} percent higher in the chapel at {} lanterns; {} changed hands."
    one = report(
        "b1", "Lantern Tuna rises in trading at the chapel exchange", text.format("Lantern Tuna", "4", "11", "326")
    )
    stories.apply(one, story="b1")
    (story,) = stories
    other = report(
        "b2", "Salt Unlimited rises in trading at the chapel exchange", text.format("Salt Unlimited", *numbers)
    )
    assert has_headline_of_form(stories.read(other), story) == form


def test_a_frame_is_of_one_language() -> None:
    assert not is_form("Sea forecast for Pearl Strand: winds 5, sea rough", "Winds of force 5.", language="de")


def test_two_stories_that_fill_one_form_are_not_merged() -> None:
    other, stories = told(
        "Sea forecast for Pearl Strand: winds 5, sea rough",
        "The weather office expects winds of force 5 over Pearl Strand and waves of 2 metres in the afternoon.",
    )
    stories.apply(other, story="a2")
    one, two = stories
    assert contradict(one, two)
    assert contradict(two, one)
