"""What stands beside and below a page: never the story itself, never nothing where there is something."""

from datetime import timedelta

from django.test import Client
from tests.portal.press import NOW, Press

from headwater.newsroom.relate import relate, relate_standing
from headwater.portal.beside import POPULAR, RELATED, beside, rail_keys
from headwater.store import queries
from headwater.store.models import StoryRow


def test_near_stories_come_first_and_never_the_story_itself(paper: Press) -> None:
    story = queries.story_marks(limit=1)[0].key
    assert relate([story], now=NOW) == 1
    near = [ranked.story for ranked in queries.related_stories(story)]
    shown = [card.key for card in beside(now=NOW, story=story).related]
    assert shown == [key for key in near if key in shown][:RELATED]
    assert story not in near


def test_the_row_is_filled_before_anything_was_related(paper: Press) -> None:
    marks = queries.story_marks(limit=50)
    story, section = marks[0].key, marks[0].section
    shown = [card.key for card in beside(now=NOW, story=story, section=section).related]
    assert len(shown) == RELATED
    assert story not in shown


def test_related_again_nothing_changes(paper: Press) -> None:
    relate_standing(now=NOW)
    assert relate_standing(now=NOW) == 0
    assert all(ranked.reasons for ranked in queries.related_stories(queries.story_marks(limit=1)[0].key))


def test_the_most_popular_are_shown_from_three_on_by_readers(paper: Press, client: Client) -> None:
    keys = [mark.key for mark in queries.story_marks(limit=POPULAR + 1)]
    for readers, key in enumerate(keys[:2], start=1):
        StoryRow.objects.filter(key=key).update(reads=readers)
    assert beside(now=NOW).popular == []
    for readers, key in enumerate(keys, start=1):
        StoryRow.objects.filter(key=key).update(reads=readers)
    assert [card.key for card in beside(now=NOW).popular] == keys[::-1][:POPULAR]
    assert rail_keys().popular == tuple(keys[::-1][:POPULAR])
    assert 'id="popular"' in client.get("/").content.decode()


def test_a_hidden_story_stands_beside_nothing(paper: Press) -> None:
    story, other = (mark.key for mark in queries.story_marks(limit=2))
    relate([story], now=NOW)
    StoryRow.objects.filter(key=other).update(hidden=True, reads=9)
    shown = beside(now=NOW + timedelta(minutes=1), story=story)
    assert other not in {card.key for card in (*shown.related, *shown.popular, *shown.latest)}
