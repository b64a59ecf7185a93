"""Sets of things that belong together, with pairs that must stay apart."""

from collections.abc import Iterable, Sequence


class Partition:
    """A union-find over names that refuses to join what an editor keeps apart.

    >>> partition = Partition(apart=[("a", "c")])
    >>> partition.join("a", "b"), partition.join("b", "c"), partition.join("a", "b")
    (True, False, False)
    """

    __slots__ = ("_apart", "_members", "_root")

    def __init__(self, *, apart: Iterable[Sequence[str]] = ()) -> None:
        """Begin with every name by itself; no two names of one group in `apart` will ever be joined."""
        self._root: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart = [frozenset(group) for group in apart]

    def find(self, name: str) -> str:
        """Give the name that stands for a name's set: the smallest of its members."""
        return self._root.get(name, name)

    def join(self, one: str, other: str) -> bool:
        """Join two sets; False where they are one already or must stay apart."""
        left, right = self.find(one), self.find(other)
        if left == right:
            return False
        members = self._members.get(left, {left}) | self._members.get(right, {right})
        if any(len(group & members) > 1 for group in self._apart):
            return False
        root = min(left, right)
        self._members[root] = members
        for member in members:
            self._root[member] = root
        return True
