"""Files of knowledge to values: the one place that opens them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from headwater.errors import KnowledgeError
from headwater.model.anchors import Anchors
from headwater.model.background import Background
from headwater.model.cues import CueLexicon
from headwater.model.gazetteer import Gazetteer
from headwater.model.knowledge import Knowledge
from headwater.model.outlet import Outlet, OutletDirectory
from headwater.model.person import RoleField
from headwater.model.places import Place, PlaceDirectory
from headwater.model.sites import Site
from headwater.model.topics import Topic, Topics
from headwater.text.words import compared, fold

V = TypeVar("V", Outlet, CueLexicon, RoleField, Topic, Site)


@cache
def load_knowledge() -> Knowledge:
    """Give everything that is shipped, in one value.

    Raises:
        KnowledgeError: where a file is malformed; the message names the file.

    """
    return Knowledge(
        outlets=OutletDirectory(load_outlets()),
        cues=load_cues(),
        role_fields=load_role_fields(),
        background=load_background(),
        topics=Topics(load_topics()),
        anchors=load_anchors(),
        gazetteer=load_gazetteer(),
        places=PlaceDirectory(load_places()),
        sites=load_rules(),
    )


def load_rules(folder: Path | None = None) -> dict[str, Site]:
    """Give the rules for single sites by host: those in a portal's own folder, or those that are shipped.

    A file holds a table per host; `docs/how-to/mend-a-site.md` shows one. A folder that is not there has none.

    Raises:
        KnowledgeError: where a file is malformed or two rules are for one host; the message names the file.

    """
    found: dict[str, Site] = {}
    for name, tables in _read_folder("rules") if folder is None else _read_files(folder):
        for host, table in tables.items():
            about = f"{name}: {host}"
            key = host.casefold().removeprefix("www.")
            if key in found:
                raise KnowledgeError("there is a rule for this host already; make one of the two", about=about)
            found[key] = _rule(key, table, about=about)
    return found


def _rule(host: str, table: Any, *, about: str) -> Site:  # noqa: ANN401 - whatever the file holds
    if not isinstance(table, dict):
        raise KnowledgeError(f'a rule is a table: ["{host}"], and its lines below', about=about)
    rule = _convert({**table, "host": host}, Site, about=about)
    if rule.written is None or not rule.reason:
        raise KnowledgeError("a rule says when it was written, and by its reason what taught it", about=about)
    for element in (*rule.drop, *rule.body, *rule.author, *rule.date):
        if not _ELEMENT.fullmatch(element):
            raise KnowledgeError(f"{element!r} is no class name or id; write it without dots and signs", about=about)
    return rule


_ELEMENT = re.compile(r"[\w:-]+")


def load_outlets() -> tuple[Outlet, ...]:
    """Give the shipped directory of agencies and large outlets, from `outlets/*.toml`: a table per outlet, by key.

    Raises:
        KnowledgeError: where a file is malformed or two outlets share a key; the message names the file.

    """
    found: dict[str, Outlet] = {}
    for name, tables in _read_folder("outlets"):
        for key, table in tables.items():
            if key in found:
                raise KnowledgeError(f"two outlets have the key {key}; rename one", about=name)
            found[key] = _convert({"key": key, **table}, Outlet, about=f"{name}: {key}")
    return tuple(found.values())


def load_cues() -> tuple[CueLexicon, ...]:
    """Give the shipped cue lexicons, one per language, from `cues/*.toml`; the file's name is the language.

    A word list is written as one text, its entries set apart by commas or line ends.

    Raises:
        KnowledgeError: where a file is malformed; the message names the file.

    """
    return tuple(
        _convert({"language": name.removesuffix(".toml"), **_lists(table)}, CueLexicon, about=name)
        for name, table in _read_folder("cues")
    )


def load_role_fields() -> tuple[RoleField, ...]:
    """Give the shipped walks of life, from `roles.toml`: a table per field, by key.

    Raises:
        KnowledgeError: where the file is malformed; the message names the file.

    """
    name = "roles.toml"
    tables = _parsed(name, resources.files("headwater.data").joinpath(name).read_bytes())
    return tuple(
        _convert({"key": key, **_lists(table)}, RoleField, about=f"{name}: {key}") for key, table in tables.items()
    )


def load_topics() -> tuple[Topic, ...]:
    """Give the shipped topics, from `topics/*.toml`, with their words folded and their names among their sections.

    Raises:
        KnowledgeError: where a file is malformed; the message names the file.

    """
    return tuple(_topic(name, table) for name, table in _read_folder("topics"))


def _topic(name: str, table: dict[str, Any]) -> Topic:
    stated = {**table, "sections": _list(table.get("sections", "").replace("\n", ","))}
    stated["words"] = {language: _list(words) for language, words in table.get("words", {}).items()}
    topic = _convert(stated, Topic, about=name)
    sections = (fold(printed) for printed in (*topic.sections, *topic.name.values()))
    return replace(
        topic,
        sections=tuple(dict.fromkeys(sections)),
        words={language: tuple(fold(word) for word in words) for language, words in topic.words.items()},
    )


def load_background() -> Background:
    """Give how common words are at large, from `background/common_words.tsv`: a first row of texts, then a row a word.

    Raises:
        KnowledgeError: where a row is not a word, a tab and a number.

    """
    name = "background/common_words.tsv"
    rows = resources.files("headwater.data").joinpath(name).read_text("utf-8").splitlines()
    try:
        counts = {word: int(count) for word, _, count in (row.rpartition("\t") for row in rows)}
    except ValueError as error:
        raise KnowledgeError("a row should be a word, a tab and a number", about=name) from error
    return Background(texts=counts.pop("", 0), counts=counts)


def load_anchors() -> Anchors:
    """Give the words that a translation keeps the meaning of, from `anchors/anchors.toml`.

    Raises:
        KnowledgeError: where the file is malformed; the message names the file.

    """
    by_language: dict[str, dict[str, str]] = {}
    for _, tables in _read_folder("anchors"):
        for meaning, words in tables["meaning"].items():
            for language, text in words.items():
                known = by_language.setdefault(language, {})
                known.update((word.casefold().replace("’", "'"), meaning) for word in text.split())
    return Anchors(by_language=by_language)


def load_gazetteer() -> Gazetteer:
    """Give what places and words of the news are called, from `gazetteer/*.tsv`: a row a concept, a column a language.

    Raises:
        KnowledgeError: where a row has another number of columns than the first one; the message names the file.

    """
    concepts: dict[str, dict[str, str]] = {}
    for name in ("gazetteer/places.tsv", "gazetteer/words.tsv"):
        text = resources.files("headwater.data").joinpath(name).read_text("utf-8")
        (_, *languages), *rows = (row.split("\t") for row in text.splitlines())
        for concept, *cells in rows:
            if len(cells) != len(languages):
                raise KnowledgeError(f"the row of {concept} should have {len(languages)} columns", about=name)
            for language, cell in zip(languages, cells, strict=True):
                known = concepts.setdefault(language, {})
                known.update((_as_compared(beginning), concept) for beginning in cell.split())
    return Gazetteer(concepts=concepts)


def _as_compared(beginning: str) -> str:
    # Whole words are looked for as words are compared: without an s at their end.
    return f"={compared(beginning[1:])}" if beginning.startswith("=") else fold(beginning)


def load_places() -> tuple[Place, ...]:
    """Give the places that have a page, from `gazetteer/names.tsv`: a row a place, a column a language.

    Raises:
        KnowledgeError: where a row has another number of columns than the first one; the message names the place.

    """
    name = "gazetteer/names.tsv"
    text = resources.files("headwater.data").joinpath(name).read_text("utf-8")
    (_, _, *languages), *rows = (row.split("\t") for row in text.splitlines())
    found = []
    for key, _, *cells in rows:
        if len(cells) != len(languages):
            raise KnowledgeError(f"the row of {key} should have {len(languages)} languages", about=name)
        by_language = {each: cell.split("|") for each, cell in zip(languages, cells, strict=True) if cell}
        found.append(
            Place(
                key=key,
                called={each: names[0].removeprefix("~") for each, names in by_language.items()},
                names={each: tuple(n for n in names if not n.startswith("~")) for each, names in by_language.items()},
            )
        )
    return tuple(found)


@cache
def load_countries() -> Mapping[str, Mapping[str, str]]:
    """Give what countries are called, by ISO 3166-1 code and BCP 47 primary subtag, from `gazetteer/countries.tsv`.

    Raises:
        KnowledgeError: where a row has another number of columns than the first one; the message names the country.

    """
    name = "gazetteer/countries.tsv"
    text = resources.files("headwater.data").joinpath(name).read_text("utf-8")
    (_, *languages), *rows = (row.split("\t") for row in text.splitlines())
    uneven = next((code for code, *cells in rows if len(cells) != len(languages)), None)
    if uneven is not None:
        raise KnowledgeError(f"the row of {uneven} should have {len(languages)} languages", about=name)
    return {code: dict(zip(languages, cells, strict=True)) for code, *cells in rows}


def _lists(table: dict[str, Any]) -> dict[str, Any]:
    return {field: _list(value) if isinstance(value, str) else value for field, value in table.items()}


def _list(text: str) -> list[str]:
    entries = (entry.strip() for line in text.splitlines() for entry in line.split(","))
    return list(dict.fromkeys(entry for entry in entries if entry))


def _read_files(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(folder.glob("*.toml")):
        yield file.name, _parsed(file.name, file.read_bytes())


def _read_folder(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    files = resources.files("headwater.data").joinpath(folder)
    for file in sorted(files.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield file.name, _parsed(file.name, file.read_bytes())


def _parsed(name: str, body: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(body.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError("this file is not sound TOML; mend it", about=name) from error


def _convert(plain: dict[str, Any], kind: type[V], *, about: str) -> V:
    unknown = sorted(plain.keys() - {field.name for field in fields(kind)})
    if unknown:
        raise KnowledgeError(f"there is no field {', '.join(unknown)}", about=about)
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        raise KnowledgeError("this entry does not fit", about=about) from error
