import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from headwater.model.feed import Entry, KnownEntry, SightingKind
from headwater.read.identity import decide, remember, shown_at

START = datetime(2026, 11, 1, tzinfo=UTC)
SUBJECTS = ("Harbour", "Council", "Museum", "Railway", "Hospital", "Library", "Bakery", "Stadium", "Theatre", "Bridge")
FETCHES = 20
WINDOW = 8


def report(number: int) -> Entry:
    title = f"{SUBJECTS[number % 10]} of Novigrad opens its door number {number}"
    link = f"http://ledger.example/news/{number}-report"
    published = START + timedelta(hours=number)
    return Entry(id=link, link=link, title=title, published=published)


def as_it_is(entry: Entry, _number: int, _fetch: int) -> Entry:
    return entry


def guids_change_scheme(entry: Entry, _number: int, fetch: int) -> Entry:
    return replace(entry, id=(entry.id or "").replace("http:", "https:") if fetch >= 10 else entry.id)


def guids_are_random(entry: Entry, number: int, fetch: int) -> Entry:
    return replace(entry, id=f"urn:random:{random.Random(number * 100 + fetch).random()}")


def guids_repeat(entry: Entry, _number: int, _fetch: int) -> Entry:
    return replace(entry, id="urn:ledger:item")


def guids_are_missing(entry: Entry, _number: int, _fetch: int) -> Entry:
    return replace(entry, id=None)


def links_are_tracked(entry: Entry, number: int, fetch: int) -> Entry:
    return replace(entry, id=None, link=f"{entry.link}?session={fetch}x{number}&utm_source=rss{fetch}")


def titles_are_edited(entry: Entry, _number: int, fetch: int) -> Entry:
    return replace(entry, title=f"{entry.title} (update {fetch // 4})")


def titles_and_guids_change(entry: Entry, _number: int, fetch: int) -> Entry:
    return replace(entry, id=f"urn:{fetch}:{entry.id}", title=f"{entry.title}, version {fetch // 4}")


def dates_are_now(entry: Entry, _number: int, fetch: int) -> Entry:
    return replace(entry, published=START + timedelta(hours=fetch))


def dates_lie_in_2099(entry: Entry, _number: int, _fetch: int) -> Entry:
    return replace(entry, published=datetime(2099, 1, 1, tzinfo=UTC))


def dates_are_1970(entry: Entry, _number: int, _fetch: int) -> Entry:
    return replace(entry, published=datetime(1970, 1, 1, tzinfo=UTC))


def dates_are_missing(entry: Entry, _number: int, _fetch: int) -> Entry:
    return replace(entry, published=None)


Script = Callable[[Entry, int, int], Entry]
SCRIPTS: list[Script] = [
    as_it_is,
    guids_change_scheme,
    guids_are_random,
    guids_repeat,
    guids_are_missing,
    links_are_tracked,
    titles_are_edited,
    titles_and_guids_change,
    dates_are_now,
    dates_lie_in_2099,
    dates_are_1970,
    dates_are_missing,
]


class Portal:
    """What a portal keeps between fetches: the known entries, and what each article shows."""

    def __init__(self) -> None:
        self.known: dict[str, KnownEntry] = {}
        self.shown: dict[str, datetime] = {}
        self.numbers: dict[str, int] = {}

    def take(self, numbered: list[tuple[int, Entry]], *, feed: str, now: datetime) -> None:
        sightings = decide([entry for _, entry in numbered], known=self.known.values(), feed=feed, now=now)
        for (number, _), sighting in zip(numbered, sightings, strict=True):
            key = sighting.key
            if sighting.kind is SightingKind.NEW:
                key = f"article-{len(self.known)}"
                assert sighting.shown_at is not None
                assert sighting.shown_at <= now
                self.shown[key] = sighting.shown_at
                self.numbers[key] = number
            assert key is not None
            assert self.numbers[key] == number, sighting.rule
            self.known[key] = remember(sighting, key=key, feed=feed)


def window(fetch: int, script: Script, *, shuffled: bool) -> list[tuple[int, Entry]]:
    numbers = list(range(fetch, fetch + WINDOW))
    if shuffled:
        random.Random(fetch).shuffle(numbers)
    return [(number, script(report(number), number, fetch)) for number in numbers]


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_each_report_becomes_one_article_over_twenty_fetches(script: Script, shuffled: bool) -> None:  # noqa: FBT001 -- a parameter of the case
    portal = Portal()
    for fetch in range(FETCHES):
        now = START + timedelta(days=10, hours=fetch)
        portal.take(window(fetch, script, shuffled=shuffled), feed="https://ledger.example/rss", now=now)
    assert sorted(portal.numbers.values()) == list(range(FETCHES + WINDOW - 1))


def test_entries_that_vanish_and_return_are_known() -> None:
    portal = Portal()
    for fetch in range(FETCHES):
        numbers = range(8) if fetch % 3 == 0 else range(4, 8)
        entries = [(number, report(number)) for number in numbers]
        portal.take(entries, feed="https://ledger.example/rss", now=START + timedelta(days=10))
    assert len(portal.known) == 8


def test_an_entry_that_moves_between_feeds_of_one_outlet_is_moved_and_not_new() -> None:
    portal = Portal()
    now = START + timedelta(days=10)
    portal.take([(1, report(1))], feed="https://ledger.example/world", now=now)
    (seen,) = decide([report(1)], known=portal.known.values(), feed="https://ledger.example/europe", now=now)
    assert (seen.kind, seen.key) == (SightingKind.MOVED, "article-0")


def test_one_report_twice_in_a_fetch_is_repeated() -> None:
    first, second = decide([report(1), report(1)], known=(), feed="f", now=START + timedelta(days=9))
    assert (first.kind, second.kind) == (SightingKind.NEW, SightingKind.REPEATED)


def test_entries_that_all_link_to_the_home_page_stay_apart() -> None:
    home = "https://ledger.example/"
    entries = [replace(report(number), id=None, link=home) for number in range(5)]
    now = START + timedelta(days=10)
    first = decide(entries, known=(), feed="f", now=now)
    assert {seen.kind for seen in first} == {SightingKind.NEW}
    known = [remember(seen, key=str(number), feed="f") for number, seen in enumerate(first)]
    again = decide(entries, known=known, feed="f", now=now)
    assert [seen.key for seen in again] == ["0", "1", "2", "3", "4"]


def test_a_short_title_that_returns_weekly_is_new_each_time() -> None:
    first = Entry(link="https://ledger.example/1", title="The weather", published=START)
    known = [remember(decide([first], known=(), feed="f", now=START)[0], key="1", feed="f")]
    second = Entry(link="https://ledger.example/2", title="The weather", published=START + timedelta(days=1))
    assert decide([second], known=known, feed="f", now=START + timedelta(days=2))[0].kind is SightingKind.NEW


@pytest.mark.parametrize("published", [datetime(2099, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), None])
def test_a_date_that_cannot_be_is_shown_as_when_we_saw_it(published: datetime | None) -> None:
    assert shown_at(Entry(published=published), first_seen=START) == START
