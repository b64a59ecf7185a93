"""The script's files to values: the one place that opens them."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from headwater.demo.world import Event, House, Labels, Template, Trap, World
from headwater.errors import KnowledgeError

T = TypeVar("T")


@cache
def load_world() -> World:
    """Give the whole script that is shipped.

    Raises:
        KnowledgeError: where a file is malformed; the message names the file, the key and what was expected.

    """
    return read_world(files("headwater.demo") / "world")


@cache
def load_labels() -> dict[str, Labels]:
    """Give what sites print around their articles, by language; KnowledgeError where the file is malformed."""
    return _read(files("headwater.demo") / "world" / "labels.toml", as_type=dict[str, Labels], under="labels")


def read_world(folder: Traversable) -> World:
    """Give the script of a folder; events and templates in the order of their keys."""
    wording = _read(folder / "wording.toml", as_type=dict[str, tuple[tuple[str, str], ...]], under="wording")
    return World(
        outlets=_read(folder / "outlets.toml", as_type=tuple[House, ...], under="outlets"),
        events=tuple(_read_named(path, as_type=Event) for path in _scripts(folder / "events")),
        templates=tuple(_read_named(path, as_type=Template) for path in _scripts(folder / "templates")),
        traps=_read(folder / "traps.toml", as_type=tuple[Trap, ...], under="traps"),
        wording=wording,
    )


def _scripts(folder: Traversable) -> Iterator[Traversable]:
    yield from sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)


def _read_named(path: Traversable, *, as_type: type[T]) -> T:
    value = _converted(path, _parsed(path), as_type=as_type)
    key = getattr(value, "key", None)
    if f"{key}.toml" != path.name:
        raise KnowledgeError(f"{path.name}: its key is {key!r}; file and key must have one name")
    return value


def _read(path: Traversable, *, as_type: type[T], under: str) -> T:
    return _converted(path, _parsed(path).get(under), as_type=as_type)


def _parsed(path: Traversable) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name} is not proper TOML") from error


def _converted(path: Traversable, raw: object, *, as_type: type[T]) -> T:
    try:
        return msgspec.convert(raw, type=as_type)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{path.name} does not fit the schema of world/README.md") from error
