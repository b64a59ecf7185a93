"""Questions that are asked all the time, put into SQL once: Django's compiler costs more than the database's answer."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

#: Under this name a connection carries the SQL made for it: another database speaks otherwise.
_MADE = "headwater_prepared"


class _Made(NamedTuple):
    """A question in SQL."""

    sql: str
    #: For each parameter the argument it comes from and its place there, or None and the parameter itself.
    parameters: tuple[tuple[int | None, Any], ...]
    converters: dict[Any, Any]
    #: Django's, which applies the converters.
    compiler: Any


class Prepared:
    """A question for columns, built once for each connection and each number of values.

        NAMES = Prepared(lambda keys: OutletRow.objects.filter(key__in=keys).values_list("key", "name"))
        NAMES.rows(["ledger", "meridian"])

    It is built with words in the place of values, so it may compare words with them and nothing else.
    """

    __slots__ = ("_build",)

    def __init__(self, build: "Callable[..., QuerySet[Any, Any]]") -> None:
        """Take what gives the query: of a word or a list of words for each value, and of numbers by name."""
        self._build = build

    def rows(self, *values: str | Iterable[str], **numbers: int) -> list[Sequence[Any]]:
        """Give the columns of what was found; nothing, and no question, where a list of values is empty."""
        given = [value if isinstance(value, str) else _padded(value) for value in values]
        if any(value == [] for value in given):
            return []
        made = self._made([None if isinstance(value, str) else len(value) for value in given], numbers)
        parameters = [place if which is None else _value(given[which], place) for which, place in made.parameters]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(made.sql, parameters)
            found: list[Sequence[Any]] = cursor.fetchall()
        return list(made.compiler.apply_converters(found, made.converters)) if made.converters else found

    def _made(self, sizes: Sequence[int | None], numbers: dict[str, int]) -> _Made:
        known = vars(connections[DEFAULT_DB_ALIAS]).setdefault(_MADE, {})
        name = (self, *sizes, *numbers.items())
        made: _Made | None = known.get(name)
        return made or known.setdefault(name, self._make(sizes, numbers))

    def _make(self, sizes: Sequence[int | None], numbers: dict[str, int]) -> _Made:
        slots = {_word(which, place): (which, place) for which, size in enumerate(sizes) for place in range(size or 1)}
        words = [[_word(which, place) for place in range(size or 1)] for which, size in enumerate(sizes)]
        built = self._build(*(word if size else word[0] for word, size in zip(words, sizes, strict=True)), **numbers)
        compiler = built.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        sql, parameters = compiler.as_sql()
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        return _Made(
            sql=sql,
            parameters=tuple(slots.get(each, (None, each)) for each in parameters),
            converters=compiler.get_converters(columns),
            compiler=compiler,
        )


def _padded(values: Iterable[str]) -> list[str]:
    """Give the values once each, the last one repeated up to a power of two: so there are few forms of a question."""
    once = list(dict.fromkeys(values))
    return once + once[-1:] * ((1 << max(len(once) - 1, 0).bit_length()) - len(once))


def _value(given: str | list[str], place: int) -> str:
    return given if isinstance(given, str) else given[place]


def _word(which: int, place: int) -> str:
    return f"\ue000{which}.{place}"
