"""Which story stands where on the front page: falling weight, then a row a section, nothing twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from headwater.model.listing import StoryMark

#: Stories of the second rank, under the lead.
SECOND = 3
#: Stories of the third rank, in small type.
THIRD = 4
#: Stories in a section's row.
ROW = 3
#: Stories below everything that are in no row, so that a portal without sections is a whole paper too.
REST = 9
#: Stories that stand for each section before it is known what may be shown of them.
_SPARE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A section and its stories."""

    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPlan:
    """Keys of stories by their place."""

    lead: str | None = None
    second: tuple[str, ...] = ()
    third: tuple[str, ...] = ()
    rows: tuple[SectionRow, ...] = ()
    rest: tuple[str, ...] = ()


def candidates(marks: Sequence[StoryMark], *, sections: Sequence[str]) -> tuple[str, ...]:
    """Give the keys of the stories that may come to stand on the page, at most a few dozen."""
    top = [mark.key for mark in marks[: 1 + SECOND + THIRD + _SPARE]]
    for section in sections:
        inside = [mark.key for mark in marks if mark.section == section and mark.key not in top]
        top.extend(inside[: ROW + _SPARE])
    elsewhere = [mark.key for mark in marks if mark.section not in sections and mark.key not in top]
    return (*top, *elsewhere[: REST + _SPARE])


def rows_beside(*, has_popular: bool, has_newsletter: bool) -> int:
    """Give how many sections stand beside the rail: as many as it is long; the others have the whole width."""
    return has_popular + has_newsletter


def plan_front(marks: Sequence[StoryMark], *, sections: Sequence[str], showable: Collection[str]) -> FrontPlan:
    """Give each showable story one place, in the order of the marks.

    >>> plan_front([StoryMark(key="a", section="World")], sections=["World"], showable={"a"}).lead
    'a'
    """
    standing = [mark for mark in marks if mark.key in showable]
    keys = [mark.key for mark in standing]
    top = 1 + SECOND + THIRD
    left = standing[top:]
    rows = tuple(
        SectionRow(name=name, keys=tuple(mark.key for mark in left if mark.section == name)[:ROW]) for name in sections
    )
    in_rows = {key for row in rows for key in row.keys}
    return FrontPlan(
        lead=keys[0] if keys else None,
        second=tuple(keys[1 : 1 + SECOND]),
        third=tuple(keys[1 + SECOND : top]),
        rows=tuple(row for row in rows if row.keys),
        rest=tuple(mark.key for mark in left if mark.key not in in_rows and mark.section not in sections)[:REST],
    )
