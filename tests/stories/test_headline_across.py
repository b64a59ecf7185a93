"""Headlines in two languages meet by names and by several words of the news, and never by a single common word."""

import pytest
from tests.stories.reports import report

from headwater.data.load import load_knowledge
from headwater.model.story import Report
from headwater.stories.group import OpenStories, place
from headwater.stories.headline_across import closest_by_headline, of_headlines, share_enough

ENGLISH = "Volcano on Isla Corvina erupts, 300 evacuated"
GERMAN = "Vulkan auf Isla Corvina ausgebrochen: 300 Menschen evakuiert"


def known(*told: Report) -> OpenStories:
    knowledge = load_knowledge()
    stories = OpenStories(background=knowledge.background, gazetteer=knowledge.gazetteer)
    for one in told:
        stories.apply(one, story=one.key)
    return stories


def german(headline: str) -> Report:
    return report("b1", headline, language="de", outlet="kurier", hours=1)


def test_headlines_that_share_a_name_and_words_of_the_news_are_of_one_event() -> None:
    stories = known(report("a1", ENGLISH), report("a2", "Chess club of Karlstad elects a treasurer"))
    assert place(german(GERMAN), stories, knowledge=load_knowledge()).story == "a1"


@pytest.mark.parametrize(
    "headline", ["Vulkan im Museum: neue Ausstellung öffnet", "Nach der Ernte wird gefeiert", "300 Jahre Brauerei"]
)
def test_a_single_word_of_the_news_or_number_joins_nothing(headline: str) -> None:
    assert place(german(headline), known(report("a1", ENGLISH)), knowledge=load_knowledge()).story is None


def test_a_shared_name_is_enough_to_look_and_a_shared_word_is_not() -> None:
    stories = known(report("a1", ENGLISH))
    (story,) = stories
    assert share_enough(stories.read(german("Auf Corvina ist es ruhig")), story)
    assert not share_enough(stories.read(german("Ein Vulkan aus Papier")), story)


def test_the_closest_story_comes_first_and_evidence_does_not_depend_on_the_order() -> None:
    stories = known(report("a1", ENGLISH), report("a2", "Volcano museum in Corvina opens"))
    reading = stories.read(german(GERMAN))
    assert [story.key for story in closest_by_headline(reading, stories)] == ["a1", "a2"]
    both = known(report("a1", ENGLISH), german(GERMAN))
    one, other = both
    assert of_headlines(one, other, commonness=both.commonness) == of_headlines(other, one, commonness=both.commonness)
