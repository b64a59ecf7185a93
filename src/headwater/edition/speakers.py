"""Who speaks in one report: the marks in its text, and the list that leads to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headwater.edition.render import Mark
from headwater.model.outlet import fold_name
from headwater.model.provenance import Speaker, SpeakerKind, Statement

#: Below it a statement is not marked: silence before a wrong speaker.
LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerHere:
    """One speaker of a report."""

    #: Anchor of the entry in the list of speakers.
    anchor: str
    #: None where the source is not named.
    name: str | None
    role: str | None
    #: Anchors of the statements in the text, in text order.
    statements: tuple[str, ...]
    #: Key of the person, where it is known who it is.
    person: str | None = None


def sure_statements(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Give the statements that are sure enough to be shown, with a speaker, in text order."""
    sure = [s for s in statements if s.speaker is not None and s.content and s.confidence >= LEAST_CONFIDENCE]
    return tuple(sorted(sure, key=lambda s: (s.content[0].block, s.content[0].start)))


def speaker_identity(speaker: Speaker) -> str:
    """Give what makes two mentions one speaker inside a story: the name, or the role of one that is not named."""
    if speaker.name and speaker.kind is not SpeakerKind.UNNAMED:
        return fold_name(speaker.name)
    return "?" + fold_name(speaker.role or "")


def speakers_here(statements: Sequence[Statement], *, persons: Sequence[str | None] = ()) -> tuple[SpeakerHere, ...]:
    """Give the speakers of a report, most statements first, from `sure_statements` and the person of each."""
    grouped: dict[str, list[tuple[int, Speaker]]] = {}
    for number, statement in enumerate(statements):
        if statement.speaker is not None:
            identity = speaker_identity(statement.speaker)
            grouped.setdefault(identity, []).append((number, statement.speaker))
    return tuple(
        SpeakerHere(
            anchor=_speaker_anchor(identity, list(grouped)),
            name=said[0][1].name if not identity.startswith("?") else None,
            role=next((speaker.role for _, speaker in said if speaker.role), None),
            statements=tuple(f"said-{number}" for number, _ in said),
            person=next((persons[number] for number, _ in said if number < len(persons) and persons[number]), None),
        )
        for identity, said in sorted(grouped.items(), key=lambda entry: -len(entry[1]))
    )


def statement_marks(statements: Sequence[Statement]) -> tuple[Mark, ...]:
    """Give the marks of statements; the speaker's name stands behind the first of a run, not behind each."""
    order = list(dict.fromkeys(speaker_identity(s.speaker) for s in statements if s.speaker))
    marks: list[Mark] = []
    before: tuple[str, int] | None = None
    for number, statement in enumerate(statements):
        if statement.speaker is None:
            continue
        identity = speaker_identity(statement.speaker)
        here = (identity, statement.content[-1].block)
        target = _speaker_anchor(identity, order)
        label = "" if here == before else (statement.speaker.name or statement.speaker.role or "")
        marks.extend(_pieces(statement, number=number, label=label, target=target))
        before = here
    return tuple(marks)


def _pieces(statement: Statement, *, number: int, label: str, target: str) -> Iterable[Mark]:
    last = len(statement.content) - 1
    for piece, span in enumerate(statement.content):
        yield Mark(
            block=span.block,
            start=span.start,
            end=span.end,
            kind="said",
            anchor=f"said-{number}" if piece == 0 else f"said-{number}-{piece}",
            label=label if piece == last else "",
            label_target=target,
        )


def _speaker_anchor(identity: str, order: Sequence[str]) -> str:
    return f"speaker-{order.index(identity)}"
