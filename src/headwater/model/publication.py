"""What publications told the site: which stories each of the last ones was about; the others stand as they are."""

from dataclasses import dataclass, replace

#: Publications that are remembered: a site asks twice a second, and a newsroom in haste tells a few times in between.
MOST_TOLD = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One publication."""

    number: int
    #: Keys of the stories that are not what they were before; None where anything may have changed.
    stories: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publications:
    """The last publications, oldest first. One that is missing may have changed anything."""

    told: tuple[Told, ...] = ()

    def changed_since(self, number: int, *, until: int) -> frozenset[str] | None:
        """Give the stories that changed after one publication and up to another; None where anything may have.

        >>> past = Publications().with_one(Told(number=8, stories=("a",))).with_one(Told(number=9, stories=("b",)))
        >>> sorted(past.changed_since(7, until=9) or ()), past.changed_since(6, until=9)
        (['a', 'b'], None)
        """
        stories = {each.number: each.stories for each in self.told}
        if until - number > MOST_TOLD:
            return None
        changed: set[str] = set()
        for between in range(number + 1, until + 1):
            named = stories.get(between)
            if named is None:
                return None
            changed.update(named)
        return frozenset(changed)

    def with_one(self, told: Told) -> "Publications":
        """Give these with the newest one, without those that are too long ago."""
        return replace(self, told=(*self.told, told)[-MOST_TOLD:])
