from tests.rank.stories import NOW, story

from headwater.rank.related import rank_related

STRIKE = story("strike", "Ferry crews strike in Port Selby over night shifts", section="Economy")
TALKS = story("talks", "Union and harbour board of Port Selby meet for talks on shifts", section="Economy")
OPERA = story("opera", "Opera house opens its season in Karlstad", section="Culture")
AGAIN = story("again", "Ferry crews strike in Port Selby over the night shifts", section="Economy")


def keys(*others: object, limit: int = 6) -> list[str]:
    return [ranked.story for ranked in rank_related(STRIKE, others, now=NOW, limit=limit)]  # type: ignore[arg-type]


def test_the_nearer_story_stands_first_with_its_reasons() -> None:
    ranked = rank_related(STRIKE, [OPERA, TALKS], now=NOW)
    assert [one.story for one in ranked] == ["talks", "opera"]
    assert "port selby" in " ".join(reason.words for reason in ranked[0].reasons)


def test_the_same_event_is_never_shown_again() -> None:
    assert keys(AGAIN, OPERA, STRIKE) == ["opera"]


def test_it_is_never_empty_where_there_is_another_story() -> None:
    assert keys(OPERA) == ["opera"]
    assert keys(AGAIN) == ["again"]
    assert keys() == []


def test_no_more_are_shown_than_asked_for() -> None:
    assert len(keys(*(story(f"s{number}", f"Matter {number}") for number in range(9)), limit=4)) == 4


def test_of_two_like_stories_one_is_held_back() -> None:
    other = story("talks2", "Harbour board and union of Port Selby meet for more talks on shifts", section="Economy")
    third = story("fares", "Port Selby raises fares for harbour buses", section="Economy")
    ranked = rank_related(STRIKE, [TALKS, other, third], now=NOW)
    held = next(one for one in ranked if one.story in {"talks", "talks2"} and one is not ranked[0])
    assert any(reason.rule == "variety" for reason in held.reasons)
