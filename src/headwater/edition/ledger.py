"""Who said what in a story: one entry a speaker, one line a wording, with the outlets that print it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from headwater.edition.rights import Shown
from headwater.edition.snippets import cut
from headwater.edition.speakers import speaker_identity, sure_statements
from headwater.edition.text_fragments import fragment_address
from headwater.model.article import quoted
from headwater.model.listing import HeldArticle
from headwater.model.outlet import Outlet
from headwater.model.provenance import Speaker, Statement, StatementKind

#: What a reader takes in on one page; the rest is counted.
MOST_SPEAKERS = 12
MOST_UTTERANCES = 6
_LONGEST_WORDING = 320
#: Two wordings are one utterance from this share of equal words on; drawn from trying invented misquotations.
_SAME_UTTERANCE = 0.6
_QUOTATION_MARKS = "\"'“”„‟«»‹›‘’‚「」『』 ,"
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording; `differs` where other outlets print something else."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way in which outlets print an utterance."""

    pieces: tuple[Piece, ...]
    is_direct: bool
    language: str | None
    #: Display names, first seen first.
    outlets: tuple[str, ...]
    first_seen: datetime
    #: Key of the report that had it first.
    article: str
    #: Where the words stand at its publisher.
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One thing that was said, in all its wordings; the one most outlets print comes first."""

    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry:
    """All that one speaker said in a story."""

    name: str | None
    role: str | None
    utterances: tuple[Utterance, ...]
    #: Utterances that found no room.
    left_out: int = 0
    #: Key of the person, where it is known who it is.
    person: str | None = None


@dataclass(slots=True)
class _Heard:
    """One wording as it is gathered."""

    words: str
    statement: Statement
    held: HeldArticle
    outlets: dict[str, None]


def ledger_of(
    reports: Sequence[HeldArticle],
    *,
    may: Mapping[str, Shown],
    outlets: Mapping[str, Outlet],
    persons: Mapping[tuple[str, int], str] | None = None,
) -> tuple[SpeakerEntry, ...]:
    """Give who said what, most widely printed speakers first; `may` says how many words of each report are shown.

    `persons` names the person of a statement by the key of its article and its place there.
    """
    heard: dict[str, dict[str, _Heard]] = {}
    speakers: dict[str, list[Speaker]] = {}
    for held in reports:
        limit = min(may[held.key].quote_characters, _LONGEST_WORDING)
        for statement in sure_statements(held.traced.statements) if limit else ():
            _hear(statement, held=held, limit=limit, heard=heard, speakers=speakers)
    entries = [
        replace(
            _entry(speakers[identity], list(said.values()), outlets=outlets),
            person=_person(said.values(), persons or {}),
        )
        for identity, said in heard.items()
    ]
    return tuple(sorted(entries, key=_weight, reverse=True)[:MOST_SPEAKERS])


def _hear(
    statement: Statement,
    *,
    held: HeldArticle,
    limit: int,
    heard: dict[str, dict[str, _Heard]],
    speakers: dict[str, list[Speaker]],
) -> None:
    printed = " … ".join(quoted(held.article, span).strip(_QUOTATION_MARKS) for span in statement.content)
    words = cut(printed, limit=limit)
    folded = " ".join(_WORD.findall(words.casefold()))
    if statement.speaker is None or not folded:
        return
    identity = speaker_identity(statement.speaker)
    speakers.setdefault(identity, []).append(statement.speaker)
    wording = heard.setdefault(identity, {}).setdefault(folded, _Heard(words, statement, held, {}))
    wording.outlets[held.article.outlet] = None


def _entry(speakers: Sequence[Speaker], heard: Sequence[_Heard], *, outlets: Mapping[str, Outlet]) -> SpeakerEntry:
    groups = _same_utterances(heard)
    utterances = sorted((_utterance(group, outlets) for group in groups), key=_width, reverse=True)
    unnamed = speaker_identity(speakers[0]).startswith("?")
    return SpeakerEntry(
        name=None if unnamed else speakers[0].name,
        role=next((speaker.role for speaker in speakers if speaker.role), None),
        utterances=tuple(utterances[:MOST_UTTERANCES]),
        left_out=max(len(utterances) - MOST_UTTERANCES, 0),
    )


def _person(heard: Iterable[_Heard], persons: Mapping[tuple[str, int], str]) -> str | None:
    """Give the one person whose words these are; None where it is nobody known, or where reports mean two people."""
    found = set()
    for wording in heard:
        number = wording.held.traced.statements.index(wording.statement)
        found.add(persons.get((wording.held.key, number)))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _same_utterances(heard: Sequence[_Heard]) -> list[list[_Heard]]:
    groups: list[list[_Heard]] = []
    for wording in heard:
        words = set(_WORD.findall(wording.words.casefold()))
        for group in groups:
            if _is_same(words, set(_WORD.findall(group[0].words.casefold()))):
                group.append(wording)
                break
        else:
            groups.append([wording])
    return groups


def _is_same(words: set[str], others: set[str]) -> bool:
    return len(words & others) >= _SAME_UTTERANCE * max(len(words | others), 1)


def _utterance(group: Sequence[_Heard], outlets: Mapping[str, Outlet]) -> Utterance:
    ordered = sorted(group, key=lambda wording: -len(wording.outlets))
    main = ordered[0].words
    rival = ordered[1].words if len(ordered) > 1 else main
    return Utterance(
        wordings=tuple(
            _wording(heard, against=rival if heard is ordered[0] else main, outlets=outlets) for heard in ordered[:4]
        )
    )


def _wording(heard: _Heard, *, against: str, outlets: Mapping[str, Outlet]) -> Wording:
    return Wording(
        pieces=pieces_of(heard.words, against=against),
        is_direct=heard.statement.kind is not StatementKind.INDIRECT,
        language=heard.held.article.language,
        outlets=tuple(outlets[key].name for key in heard.outlets),
        first_seen=heard.held.first_seen,
        article=heard.held.key,
        source=fragment_address(heard.held.article.url, heard.words.partition(" … ")[0]),
    )


def pieces_of(words: str, *, against: str) -> tuple[Piece, ...]:
    """Give a wording cut where it differs from another one.

    >>> [piece.text for piece in pieces_of("we prepare an amnesty", against="we consider an amnesty") if piece.differs]
    ['prepare']
    """
    mine, theirs = words.split(), against.split()
    matcher = SequenceMatcher(a=[_plain(w) for w in mine], b=[_plain(w) for w in theirs], autojunk=False)
    pieces: list[Piece] = []
    for operation, start, end, _, _ in matcher.get_opcodes():
        if start < end:
            pieces.append(Piece(" ".join(mine[start:end]), operation != "equal"))
    return tuple(pieces)


def _plain(word: str) -> str:
    return "".join(_WORD.findall(word.casefold()))


def _width(utterance: Utterance) -> int:
    return len({outlet for wording in utterance.wordings for outlet in wording.outlets})


def _weight(entry: SpeakerEntry) -> tuple[bool, int, int]:
    return (entry.name is not None, *_reach(entry.utterances))


def _reach(utterances: Iterable[Utterance]) -> tuple[int, int]:
    widths = [_width(utterance) for utterance in utterances]
    return max(widths, default=0), sum(widths)
