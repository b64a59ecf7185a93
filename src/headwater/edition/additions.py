"""What each report added to its story, as far as it may be shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.edition.rights import Shown
from headwater.model.listing import HeldArticle
from headwater.model.story import Addition, Report
from headwater.stories.timeline import timeline
from headwater.text.urls import host_of

#: Reports that are compared; a long story's later reports rarely add a name.
MOST_COMPARED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one report had that no earlier one had."""

    #: Key of the report.
    key: str
    #: What decides the order; what a source prints as its time may be anything.
    first_seen: datetime
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    #: How many statements.
    statements: int
    #: Hosts of the documents it links to.
    hosts: tuple[str, ...]


def additions_of(reports: Sequence[HeldArticle], *, may: Mapping[str, Shown]) -> tuple[Added, ...]:
    """Give what the reports added, first seen first; those that added nothing that may be shown are left out.

    All reports count as known, also those of which nothing may be quoted; only the others are printed.
    """
    compared = [held for held in reports if may[held.key].extent is not None][:MOST_COMPARED]
    if len(compared) < 2:  # noqa: PLR2004 - one report adds to nothing
        return ()
    return tuple(_added([_report(held) for held in compared], may))


def _added(reports: Sequence[Report], may: Mapping[str, Shown]) -> Iterator[Added]:
    for addition in timeline(reports):
        room = may[addition.article].quote_characters
        if room and _is_telling(addition):
            names = _fitting(addition.names, room)
            yield Added(
                key=addition.article,
                first_seen=addition.first_seen,
                names=names,
                numbers=_fitting(addition.numbers, room - sum(map(len, names))),
                statements=len(addition.statements),
                hosts=tuple(dict.fromkeys(host_of(link) for link in addition.links)),
            )


def _is_telling(addition: Addition) -> bool:
    return bool(addition.names or addition.numbers or addition.statements or addition.links)


def _fitting(words: Sequence[str], room: int) -> tuple[str, ...]:
    """Give the first words that may be printed without quoting more than one passage's worth."""
    taken: list[str] = []
    for word in words[:6]:
        room -= len(word)
        if room < 0:
            break
        taken.append(word)
    return tuple(taken)


def _report(held: HeldArticle) -> Report:
    return Report(
        key=held.key,
        article=held.article,
        first_seen=held.first_seen,
        statements=held.traced.statements,
        credits=held.traced.credits,
    )
