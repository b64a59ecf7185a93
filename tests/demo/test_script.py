"""The shipped script: whole, sound, and holding everything the demo promises to show."""

from collections import Counter
from datetime import date, timedelta

import pytest

from headwater.demo.check import complaints
from headwater.demo.load import load_labels, load_world
from headwater.demo.pictures import SCENES
from headwater.demo.templates import generate
from headwater.demo.world import ChangeKind, How, TrapKind, World, is_unpublished
from headwater.demo.written import Written, compose
from headwater.model.feed import FeedFormat
from headwater.model.outlet import OutletKind
from headwater.model.provenance import SpeakerKind

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def written(world: World) -> tuple[Written, ...]:
    return compose(world, seed=1, first_day=DAY)


def test_nobody_complains_about_the_shipped_script(world: World) -> None:
    assert list(complaints(world)) == []


def test_there_are_fourteen_outlets_and_three_agencies_and_two_have_one_owner(world: World) -> None:
    publishing = [house for house in world.outlets if house.feed is not None]
    kinds = Counter(house.kind is OutletKind.AGENCY for house in publishing)
    assert kinds[True] == 3
    assert kinds[False] >= 13
    assert max(Counter(house.part_of for house in publishing if house.part_of).values()) == 2


def test_every_shape_of_feed_and_six_languages_are_there(world: World) -> None:
    formats = {FeedFormat.RSS, FeedFormat.ATOM, FeedFormat.JSON_FEED, FeedFormat.LISTING}
    assert {house.feed for house in world.outlets} >= formats
    assert {house.language for house in world.outlets} == {"en", "el", "de", "es", "ru", "ar"} == set(load_labels())


def test_every_way_of_copying_and_of_changing_is_in_the_script(world: World) -> None:
    reports = [report for event in world.events for report in event.reports]
    assert {report.how for report in reports if report.how} == set(How)
    assert {change.kind for report in reports for change in report.changes} == set(ChangeKind)
    assert {trap.kind for trap in world.traps} == set(TrapKind)


def test_the_script_holds_what_is_hard(world: World, written: tuple[Written, ...]) -> None:
    assert any(report.swap for event in world.events for report in event.reports)
    assert any(report.listed for event in world.events for report in event.reports)
    assert any(event.siblings for event in world.events)
    assert any(says.kind is SpeakerKind.UNNAMED for event in world.events for says in event.says.values())
    assert any(is_unpublished(parent) for report in written for parent in report.parents)
    assert any(house.dates_off_min for house in world.outlets)
    assert any(house.house_paragraph for house in world.outlets)


def test_siblings_are_events_of_the_script(world: World) -> None:
    keys = {event.key for event in world.events}
    assert [(event.key, other) for event in world.events for other in event.siblings if other not in keys] == []


def test_pictures_are_of_scenes_that_can_be_drawn(world: World) -> None:
    assert {scene.scene for event in world.events for scene in event.pictures.values()} <= SCENES


def test_every_report_has_its_own_address_and_words(written: tuple[Written, ...]) -> None:
    assert len({report.url for report in written}) == len(written)
    assert [report.key for report in written if not report.versions[0].paragraphs] == []


def test_all_of_it_happens_within_two_days(written: tuple[Written, ...]) -> None:
    assert {report.published.date() for report in written} <= {DAY, DAY + timedelta(days=1)}


def test_a_seed_gives_one_world_and_another_seed_another(world: World) -> None:
    assert generate(world, seed=1) == generate(world, seed=1)
    assert generate(world, seed=1) != generate(world, seed=2)
    assert compose(world, seed=3, first_day=DAY) == compose(world, seed=3, first_day=DAY)
