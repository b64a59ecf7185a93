"""What stands beside and below a page: the latest, the most popular, and what its reader may also like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.edition.cards import Card, Cards, cards_of
from headwater.model.listing import StoryMark
from headwater.portal.answers import earliest
from headwater.portal.publication import found_of_stories, once
from headwater.store import queries

#: Stories of each kind.
LATEST, POPULAR, RELATED = 8, 5, 3
#: Fewer are no list: a new portal has readers of one story only.
_LEAST_POPULAR = 3
#: Related stories asked for beyond those that are shown: of some, nothing may be shown.
_SPARE = 3
#: Stories among which the front page chooses, and those of them among which the row is filled.
STANDING = 160
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The three lists; each may be empty, and then it is not shown."""

    latest: list[Card]
    popular: list[Card]
    related: list[Card]
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RailKeys:
    """Keys of the stories in the rail, before it is known what may be shown of them."""

    latest: tuple[str, ...]
    popular: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, to be read in one go."""
        return (*self.latest, *self.popular)

    def popular_of(self, cards: Cards) -> list[Card]:
        """Give the most popular, none where they are too few for a list."""
        shown = cards.in_order(self.popular)
        return shown if len(shown) >= _LEAST_POPULAR else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Rail:
    """What stands in the rail of any page; the lists may be empty."""

    latest: list[Card]
    popular: list[Card]
    valid_until: datetime | None


def rail(*, now: datetime) -> Rail:
    """Give the rail; it is the same on every page of one publication, and found once for all of them."""
    return once("rail", lambda: _rail(now), now=now)


def _rail(now: datetime) -> tuple[Rail, datetime | None]:
    keys = rail_keys()
    cards = cards_once(keys.all, now=now)
    found = Rail(latest=cards.in_order(keys.latest), popular=keys.popular_of(cards), valid_until=cards.valid_until)
    return found, cards.valid_until


def cards_once(keys: Sequence[str], *, now: datetime) -> Cards:
    """Give what `cards_of` gives; a story is read once until a publication is about it."""
    known: dict[str, tuple[Card | None, datetime | None]] = found_of_stories()
    found = {key: known[key] for key in keys if key in known}
    found = {key: each for key, each in found.items() if each[1] is None or now < each[1]}
    lacking = [key for key in dict.fromkeys(keys) if key not in found]
    if lacking:
        made = cards_of(lacking, now=now)
        added = {key: (made.by_key.get(key), made.valid_until) for key in lacking}
        known.update(added)
        found |= added
    return Cards(
        by_key={key: card for key, (card, _) in found.items() if card is not None},
        valid_until=earliest(*(until for _, until in found.values())),
    )


def standing_stories(*, now: datetime) -> tuple[StoryMark, ...]:
    """Give the stories that stand highest, in their order; the same on every page of one publication."""
    return once("marks", lambda: (queries.story_marks(limit=STANDING), None), now=now)


def rail_keys() -> RailKeys:
    """Give the keys of what stands in the rail."""
    return RailKeys(latest=queries.latest_keys(limit=LATEST), popular=queries.popular_keys(limit=POPULAR))


def beside(*, now: datetime, story: str | None = None, section: str = "") -> Beside:
    """Give what stands beside the page of a story or of a report of it.

    Where too few stories are near, others of its section fill the row, then others that stand high: on a portal
    with other stories at all, the row is never empty.
    """
    standing = rail(now=now)
    related = _near(story, section=section, now=now) if story or section else []
    cards = cards_once(related, now=now)
    return Beside(
        latest=standing.latest,
        popular=standing.popular,
        related=cards.in_order(related)[:RELATED],
        valid_until=earliest(standing.valid_until, cards.valid_until),
    )


def _near(story: str | None, *, section: str, now: datetime) -> list[str]:
    wanted = RELATED + _SPARE
    found = [ranked.story for ranked in queries.related_stories(story)] if story else []
    if len(found) < wanted:
        marks = standing_stories(now=now)[:_LOOKED_AT]
        found += [mark.key for mark in marks if mark.section == section]
        found += [mark.key for mark in marks]
    return [key for key in dict.fromkeys(found) if key != story][:wanted]
