"""Who wrote it: the line as printed, and the names in it."""

from dataclasses import dataclass

from headwater.extract.names import Say
from headwater.extract.passages import Walked
from headwater.extract.structured import Structured, words_of
from headwater.model.article import Evidence
from headwater.model.feed import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The line as printed, the names understood, and the rules that gave them."""

    printed: str | None = None
    authors: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def find_byline(walked: Walked, structured: Structured, *, entry: Entry | None) -> Byline:
    """Give who wrote the report, as far as the page says."""
    stated = (structured.article or {}).get("author")
    things = stated if isinstance(stated, list) else [stated]
    names = tuple(dict.fromkeys(name for thing in things if (name := words_of(thing))))
    if names:
        return Byline(authors=names, evidence=(Evidence(field="authors", rule="json-ld", confidence=0.9),))
    name = structured.meta("author", "article:author")
    if name and "/" not in name:
        return Byline(authors=(name,), evidence=(Evidence(field="authors", rule="meta", confidence=0.8),))
    if entry is not None and entry.authors:
        return Byline(authors=entry.authors, evidence=(Evidence(field="authors", rule="entry", confidence=0.8),))
    return Byline()
